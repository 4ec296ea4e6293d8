"""The rules across the files of a course."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.check import check_course
from tests.core.courses.make import COURSE, EN, KNOWN, NL, SVG, faults, make_course

NL_FILE, EN_FILE = "lessons/waarom.nl.md", "lessons/waarom.en.md"


def test_a_right_course_has_no_problems() -> None:
    assert faults() == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("## At the desk", "### At the desk", f"1:1: here is heading ### where {NL_FILE} has heading ## (line 1)"),
        ("!!! example", "!!! say", f"3:1: here is call-out say where {NL_FILE} has call-out example (line 3)"),
        ("    > Do", "    Do", f"8:1: here is item of a bulleted list where {NL_FILE} has quote (line 6)"),
        (
            "- Stay calm.\n",
            "",
            f"10:1: here is image images/trap.svg where {NL_FILE} has item of a bulleted list (line 9)",
        ),
        (
            "- Stay",
            "1. Stay",
            f"8:1: here is item of a numbered list where {NL_FILE} has item of a bulleted list (line 8)",
        ),
        (
            "| A | Listen |",
            "| A | Listen | x |",
            f"15:1: here is table row of 3 where {NL_FILE} has table row of 2 (line 15)",
        ),
        ("| A | Listen |\n", "", f"1:1: here is nothing more where {NL_FILE} has table row of 2 (line 15)"),
        ("{{ alarm_means }}", "the button", "1:1: only one language uses alarm_means"),
    ],
)
def test_both_languages_must_have_the_same_structure(old: str, new: str, expected: str) -> None:
    said = faults(en=EN.replace(old, new))
    assert f"{EN_FILE}:{expected}" in said


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("# Kop", 1, "expected a heading that begins with ## or ###"),
        ("#### Kop", 1, "expected a heading that begins with ## or ###"),
        ("##Kop", 1, "expected a heading that begins with ## or ###"),
        ("###", 1, "expected a heading that begins with ## or ###"),
        ("Kop\n===", 2, "a line of dashes or other signs"),
        ("tekst\n\n---", 3, "a line of dashes or other signs"),
        ("a | b\n--|--", 2, "a line of dashes or other signs"),
        ("tekst\n- punt", 2, "leave an empty line before a list"),
        ("> citaat\n1. punt", 2, "leave an empty line before a list"),
        ("tekst\n| a | b |", 2, "leave an empty line before a table"),
        ("| a | b |\n| c | d |", 2, "expected a line such as |---|---|"),
        ('!!! warning "x"\n    x', 1, "expected a call-out such as"),
        ("!!! example\n    x", 1, "expected a call-out such as"),
        ('!!! example "x"\nTekst zonder inspringen', 1, "the call-out has no text"),
        ('!!! example "x"\n    a\n\n    !!! say "x"\n        x', 4, "a call-out within a call-out"),
        ("## Kop\n    code", 2, "a line indented by four spaces"),
        ("    code", 1, "a line indented by four spaces"),
        ("```\ncode\n```", 1, "code is not part of a lesson"),
        ("a <b>x</b>", 1, "HTML is not allowed"),
        ("a\n<!-- x -->", 2, "HTML is not allowed"),
        ("<https://x.nl>", 1, "HTML is not allowed"),
        ("a{: onclick=x }", 1, "attributes are not allowed"),
        ("&#106;", 1, "write the character itself"),
        ("[x]\n\n[x]: javascript:y", 3, "write the address within the link"),
        ("{{ telefoon }}", 1, "the norm has no value called 'telefoon'"),
        ("{{ organisation.__class__ }}", 1, "the norm has no value called 'organisation.__class__'"),
        ("{% if x %} {{ organisation", 1, "expected a name between {{ and }}"),
        ("organisation }}", 1, "expected a name between {{ and }}"),
        ("[x](lesson:weg)", 1, "this course has no lesson 'weg'"),
        ("[x](course:weg)", 1, "there is no course 'weg'"),
        ("[x](javascript:alert)", 1, "a link goes to lesson:id, course:id or an https address"),
        ("[x](http://x.nl)", 1, "a link goes to lesson:id, course:id or an https address"),
        ("[x](https://x.nl@boos)", 1, "a link goes to lesson:id, course:id or an https address"),
        ("[x](//x.nl)", 1, "a link goes to lesson:id, course:id or an https address"),
        ("[x](../../geheim)", 1, "a link goes to lesson:id, course:id or an https address"),
        ("[x]( <javascript:y> )", 1, "this is no link"),
        ("[a [b](lesson:waarom)](lesson:waarom)", 1, "this is no link"),
        ("[ ](lesson:waarom)", 1, "a link needs words"),
        ("![](images/trap.nl.svg)", 1, "an image needs a text that says what it shows"),
        ("![x](images/weg.svg)", 1, "there is no picture images/weg.svg"),
        ("![x](https://x.nl/a.svg)", 1, "there is no picture https://x.nl/a.svg"),
        ("![x](images/trap.en.svg)", 1, "images/trap.en.svg is the picture for the other language"),
    ],
)
def test_what_does_not_belong_in_a_lesson_is_named_with_its_line(text: str, line: int, expected: str) -> None:
    said = faults(nl=f"{NL}\n{text}\n")
    begins = NL.count("\n") + 1
    assert any(each.startswith(f"{NL_FILE}:{begins + line}:") and expected in each for each in said), said


@pytest.mark.parametrize(
    "text",
    [
        "- punt\n\n    meer bij het punt\n\n- punt\n    - onderpunt",
        "> citaat\ndat doorloopt\n\n> citaat",
        "## Kop\n1. een\n2. twee",
        '!!! rule "x"\n    a\n\n    - b\n    - c\n\nTekst **vet** en *schuin*, 5 < 6 & meer',
        "Een [lange\nlink](lesson:dreiging)",
        "Kies |\n\n| of niet",
        "Windows\r\n\r\n- punt\r\n",
    ],
)
def test_what_belongs_in_a_lesson_is_let_through(text: str) -> None:
    assert faults(nl=f"{NL}\n{text}\n", en=f"{EN}\n{text}\n") == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("nl: Een,", 'nl: "{{ weg }}",', "course.yaml:15:6: the norm has no value called 'weg'"),
        ("nl: Een,", 'nl: "<b>",', "course.yaml:15:6: HTML is not allowed"),
        ("nl: Een,", 'nl: "[x](lesson:waarom)",', "course.yaml:15:6: links and pictures belong in a lesson"),
        ('en: "{{ organisation }}', 'en: "The town', "course.yaml:18:5: only one language uses organisation"),
    ],
)
def test_the_texts_of_the_course_file_are_checked_too(old: str, new: str, expected: str) -> None:
    assert expected in faults(course=COURSE.replace(old, new))


def test_a_gentle_route_is_checked_as_the_lesson_itself() -> None:
    text = make_course()
    dreiging = text.lesson("dreiging")
    assert dreiging.gentle == {"nl": "Loop weg.\n", "en": "Walk away.\n"}
    broken = make_course(gentle_nl="## Kop\n")
    assert [problem.file for problem in check_course(broken, KNOWN)] == ["lessons/dreiging.gentle.en.md"]


def test_a_quote_that_runs_on_is_one_quote_however_it_is_written() -> None:
    assert faults(nl=f"{NL}\n> een\ntwee\n> drie\n", en=f"{EN}\n> one\n> two\n> three\n") == []


def test_an_item_within_a_list_must_be_in_both_languages() -> None:
    said = faults(nl=f"{NL}\n- een\n    - twee\n", en=f"{EN}\n- one\n    two\n")
    assert said == [f"{EN_FILE}:1:1: here is nothing more where {NL_FILE} has item of a list within a list (line 20)"]


def test_a_lesson_does_not_begin_with_a_lower_heading() -> None:
    said = faults(nl=NL.replace("## Aan", "### Aan"), en=EN.replace("## At", "### At"))
    assert said == [f"{file}:1:1: expected a heading ## before the first ###" for file in (EN_FILE, NL_FILE)]


def test_a_picture_that_no_lesson_shows_is_named() -> None:
    without = {"nl": NL.replace("images/trap.nl", "images/trap"), "en": EN.replace("images/trap.en", "images/trap")}
    assert "images/trap.nl.svg:1:1: no lesson shows this picture" in faults(**without)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("<path", "<script>x</script><path", "the element <script> is not allowed"),
        ("<path", "<foreignObject/><path", "the element <foreignObject> is not allowed"),
        ("<path", '<image href="data:x"/><path', "the element <image> is not allowed"),
        ("<path", '<a href="https://x.nl"/><path', "the element <a> is not allowed"),
        ("<path", '<set attributeName="href"/><path', "the element <set> is not allowed"),
        ("<path", '<h:script xmlns:h="http://www.w3.org/1999/xhtml"/><path', "the element <script> is not allowed"),
        ("<path", '<path onclick="x"', "the attribute onclick would run a script"),
        ("<path", '<use href="https://x.nl#a"/><path', "the attribute href may only point within the picture"),
        (
            "<path",
            '<use xmlns:l="http://www.w3.org/1999/xlink" l:href="x#a"/><path',
            "the attribute href may only point",
        ),
        ("<path", '<path fill="url(https://x.nl)"', "the attribute fill may not load anything"),
        ("<path", '<path style="fill:\\75rl(x)"', "the attribute style may not load anything"),
        ("<path", "<style>a{fill:URL('//x')}</style><path", "a <style> may not load anything"),
        ("<path", '<path xmlns:x="urn:x" x:y="1"', "the attribute y of another language is not allowed"),
        ("<path", "<style>@import 'x'</style><path", "a <style> may not load anything"),
        ("<svg", "<!DOCTYPE svg><svg", "may not declare a DOCTYPE"),
        ("<svg", '<!doctype s [<!ENTITY a "b">]><svg', "may not declare a DOCTYPE"),
        ("<svg", '<?xml-stylesheet href="x"?><svg', "may not declare a DOCTYPE"),
        ("</svg>", "", "the picture is no valid SVG"),
        ("2000/svg", "2000/x", "expected <svg xmlns="),
        ("viewBox", "view", "the picture has no viewBox"),
        ('role="img"', "", 'expected role="img"'),
        ("<title>Trap</title>", "<title> </title>", "the picture has no <title>"),
        ("<path", f"<path d='{'x' * 12_000}'/><path", "the picture is larger than 12 kB"),
    ],
)
def test_an_unsafe_or_mute_picture_is_refused(old: str, new: str, expected: str) -> None:
    said = faults(svg=SVG.replace(old, new))
    assert any(line.startswith("images/trap.nl.svg:1:1: ") and expected in line for line in said), said


def test_a_picture_may_point_within_itself() -> None:
    drawn = '<style>a{fill:#fff}</style><defs><path id="a"/></defs><use href="#a"/>'
    assert faults(svg=SVG.replace("<path", f'{drawn}<path fill="url(#a)" style="fill:#fff"/><path')) == []


@pytest.mark.parametrize(
    "piece", ["<a", "![", "[x](", "{{", "{{ ", "> ", "- ", "    ", "| ", "!!! ", "`", "&#", "[", "\n"]
)
def test_a_hostile_lesson_is_checked_quickly(piece: str) -> None:
    text = make_course(nl="x" + piece * (50_000 // len(piece)))
    began = time.process_time()
    check_course(text, KNOWN)
    assert time.process_time() - began < 0.5


@settings(max_examples=50)
@given(st.text(alphabet='#>-*|!` \n\t[](){}:<a1.="', min_size=1, max_size=80))
def test_no_lesson_makes_checking_raise(text: str) -> None:
    course = make_course(nl=f"x{text}", en=f"x{text}")
    assert all(problem.line >= 1 for problem in check_course(course, KNOWN))
