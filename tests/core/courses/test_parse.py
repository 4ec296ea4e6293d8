"""Reading the files of a course."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.parse import digest, parse_course
from tests.core.courses.make import COURSE, make_course, make_files, refusals


def test_a_course_is_read_with_its_lessons_in_reading_order() -> None:
    text = make_course()
    assert [lesson.head.id for lesson in text.lessons] == ["waarom", "dreiging"]
    assert text.course.minutes == 7
    assert text.lesson("dreiging").gentle["en"] == "Walk away.\n"
    assert text.lesson("waarom").gentle == {}
    assert text.images == {"images/trap.nl.svg", "images/trap.en.svg"}


def test_an_unknown_lesson_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        make_course().lesson("weg")


def test_words_that_other_yaml_readers_change_stay_text() -> None:
    course = make_course(course=COURSE.replace("nl: Een,", "nl: no,").replace("en: One", "en: 2026-01-01")).course
    assert (course.key_points[0].nl, course.key_points[0].en) == ("no", "2026-01-01")


def test_words_are_told_in_the_language_asked_and_else_in_dutch() -> None:
    title = make_course().course.title
    assert [title.in_language(language) for language in ("nl", "en", "fy")] == ["De norm", "The norm", "De norm"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("summary:", "sumary:", "course.yaml:3:1: the key 'sumary' does not belong here"),
        ("summary:", "sumary:", "course.yaml:1:1: the key 'summary' is missing"),
        ("en: The norm", "de: Die Norm", "course.yaml:2:1: the key 'en' is missing"),
        ("en: The norm", 'en: ""', "course.yaml:2:22: expected a text, found nothing"),
        ("en: The norm", "en: [x]", "course.yaml:2:22: expected a text"),
        ("version: 2\nchanges", "version: two\nchanges", "course.yaml:4:1: expected a whole number"),
        ("version: 2\nchanges", "version: 3\nchanges", "course.yaml:4:1: expected 2, the version of the last change"),
        ("{version: 2", "{version: 1", "course.yaml:10:6: expected a higher version than the change before it"),
        ("2026-11-23", "2026-13-23", "course.yaml:7:5: expected a date such as 2026-11-23"),
        ("kind: redo", "kind: minor", "course.yaml:8:5: expected redo: before the first version nobody was done"),
        ("kind: redo", "kind: big", "course.yaml:8:5: expected 'minor' or 'redo'"),
        ("[te_awareness]", "te_awareness", "course.yaml:11:1: expected a list"),
        ("  - {nl: Drie, en: Three}\n", "", "course.yaml:14:1: expected 4 or more of these, found 3"),
        ("minutes: 3", "minutes: 11", "course.yaml:20:48: expected 10 or less"),
        ("{id: waarom", "{id: Waa rom", "course.yaml:20:6: expected only small letters, digits and hyphens"),
        ("{id: waarom", "{id: dreiging", "course.yaml:21:5: the lesson id 'dreiging' is used twice"),
        ("version: 2\nchanges", "version: 2\nid: x\nchanges", "course.yaml:5:1: the key 'id' is here twice"),
        ("title: {", "title: &t {", "course.yaml:2:8: an anchor (&t) is not allowed; quote a text that begins with &"),
        ("nl: Een", "nl: *t", "course.yaml:15:10: an alias (*t) is not allowed; write the text out"),
        ("title: {", "title: [", "course.yaml:2:34: this is no valid YAML: did not find expected ',' or ']'"),
    ],
)
def test_a_fault_in_the_course_file_is_named_with_its_place(old: str, new: str, expected: str) -> None:
    assert expected in refusals(make_files(course=COURSE.replace(old, new, 1)))


def test_a_tag_is_refused_and_nothing_is_run() -> None:
    said = refusals(make_files(course=COURSE.replace("nl: Een", "nl: !!python/object/apply:os.system [ls]")))
    assert any("15:10: a tag (tag:yaml.org,2002:python/object/apply:os.system) is not allowed" in line for line in said)


def test_all_problems_are_said_at_once() -> None:
    broken = COURSE.replace("minutes: 3", "minutes: x").replace("kind: redo", "kind: x").replace("id: m01-norm", "")
    assert len(refusals(make_files(course=broken))) == 3


def test_missing_and_unasked_files_are_named() -> None:
    files = make_files()
    del files["lessons/waarom.en.md"], files["lessons/dreiging.gentle.nl.md"]
    files |= {
        "lessons/oud.nl.md": "Weg",
        "images/foto.png": "x",
        "../elders.md": "x",
        "lessons/waarom.gentle.nl.md": "",
    }
    assert refusals(files) == [
        "../elders.md:1:1: no lesson in course.yaml asks for this file",
        "course.yaml:20:6: the file lessons/waarom.en.md is missing or empty",
        "course.yaml:21:5: the file lessons/dreiging.gentle.nl.md is missing or empty",
        "images/foto.png:1:1: no lesson in course.yaml asks for this file",
        "lessons/oud.nl.md:1:1: no lesson in course.yaml asks for this file",
        "lessons/waarom.gentle.nl.md:1:1: no lesson in course.yaml asks for this file",
    ]


def test_a_folder_without_course_file_is_refused() -> None:
    assert refusals({}) == ["course.yaml:1:1: the file is missing"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "1:1: the file is empty"),
        ("# only a comment\n", "1:1: the file is empty"),
        ("--- a\n--- b\n", "2:1: a second document begins here; expected one in each file"),
        ("? [a]\n: b\n", "1:3: expected a word as key, found a list or keys with values"),
        ("- a\n", "1:1: expected keys with values"),
        ("a", "1:1: expected keys with values"),
        ("%x", "1:3: this is no valid YAML: "),
        ("id: \ud800", "1:5: the character U+D800 is not allowed"),
        ("a: " + "[" * 13 + "]" * 13, "1:16: nested more than 12 deep"),
    ],
)
def test_what_is_no_course_is_refused_with_the_reason(text: str, expected: str) -> None:
    assert any(line.startswith(f"course.yaml:{expected}") for line in refusals({"course.yaml": text}))


def test_a_list_with_a_wrong_item_is_not_also_called_too_short() -> None:
    said = refusals(make_files(course=COURSE.replace("[all]", "[A B]").replace("- {nl: Een, en: One}", "- Een")))
    assert said == [
        "course.yaml:12:13: expected only small letters, digits and hyphens",
        "course.yaml:15:5: expected keys with values",
    ]


@pytest.mark.parametrize(
    "bomb",
    [
        "[" * 190_000,
        "{" * 190_000,
        "- " * 90_000,
        "? " * 90_000,
        "&a " * 60_000,
        "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n",
        "a: " + "x" * 250_000,
        "a: é" * 60_000,
    ],
    ids=["lists", "mappings", "dashes", "keys", "anchors", "billion laughs", "large", "large in bytes"],
)
def test_a_bomb_is_refused_quickly(bomb: str) -> None:
    began = time.process_time()
    assert refusals(make_files(course=bomb))
    assert time.process_time() - began < 0.1


def test_a_large_or_unreadable_lesson_is_refused_with_the_place() -> None:
    assert refusals(make_files(nl="x" * 200_001)) == ["lessons/waarom.nl.md:1:1: the file is larger than 200 kB"]
    assert refusals(make_files(nl="é" * 100_001)) == ["lessons/waarom.nl.md:1:1: the file is larger than 200 kB"]
    assert refusals(make_files(nl="a\nb\x00c")) == ["lessons/waarom.nl.md:2:2: the character U+0000 is not allowed"]
    assert refusals(make_files(nl="a\u202eb")) == ["lessons/waarom.nl.md:1:2: the character U+202E is not allowed"]


def test_a_hidden_character_behind_an_escape_is_refused() -> None:
    course = COURSE.replace("nl: Een", 'nl: "a\\0b"')
    assert refusals(make_files(course=course)) == ["course.yaml:15:10: the text has a character that is not allowed"]


def test_the_digest_changes_with_any_text_or_path_and_not_with_the_order() -> None:
    files = {"a": "x", "b": "y"}
    assert digest(files) == digest({"b": "y", "a": "x"})
    assert len({digest(files), digest({"a": "xb", "": "y"}), digest({"a": "x", "c": "y"}), digest({"a": "xby"})}) == 4


@settings(max_examples=50)
@given(st.text(alphabet=st.characters(), max_size=300))
def test_no_text_makes_reading_raise(text: str) -> None:
    assert parse_course({"course.yaml": text, "lessons/x.nl.md": text}).course is None


@settings(max_examples=50)
@given(st.integers(0, len(COURSE)), st.text(alphabet="{}[]&*!:-?\"'|> \n\t#%@`a", max_size=8))
def test_no_damage_to_a_right_file_makes_reading_raise(at: int, damage: str) -> None:
    parsed = parse_course(make_files(course=COURSE[:at] + damage + COURSE[at:]))
    assert (parsed.course is None) == bool(parsed.problems)
