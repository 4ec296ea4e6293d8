"""Reading and checking a quiz file."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import courses.yaml_text
import quizzes.yaml_text
from quizzes.check import check_quiz
from quizzes.parse import digest, parse_quiz
from tests.core.quizzes.make import (
    CHOICES,
    CLASSIFY,
    LESSONS,
    NORM_NAMES,
    ONE,
    ORDER,
    SEVERAL,
    TRUE_FALSE,
    faults,
    make_quiz,
    make_text,
    refusals,
)


def test_a_right_quiz_is_read_and_has_no_problems() -> None:
    quiz = make_quiz()
    assert (len(quiz.questions), len(quiz.checks), quiz.draw, quiz.pass_percent) == (18, 1, 6, 75)
    assert quiz.question("c-een") is quiz.checks[0]
    assert faults(make_text()) == []


def test_an_unknown_question_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        make_quiz().question("weg")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("pass_percent: 75", "pass_percent: 101", "3:1: expected 100 or less"),
        ("draw: 6", "draw: 0", "2:1: expected 1 or more"),
        ("draw: 6", "draw: 6\nlimit: 3", "3:1: the key 'limit' does not belong here"),
        (
            "kind: one",
            "kind: quiz",
            "5:3: expected kind to be one of 'one', 'several', 'true_false', 'order', 'classify'",
        ),
        ("  kind: one\n", "", "5:3: the key 'kind' is missing"),
        ("  violent: false\n", "", "5:3: the key 'violent' is missing"),
        ("correct: true", "correct: maybe", "12:15: expected true or false"),
        ("credit: per_option", "credit: some", "20:3: expected 'all_or_nothing' or 'per_option'"),
        ("  kind: one\n", "  kind: one\n  credit: per_option\n", "7:3: the key 'credit' does not belong here"),
        ("class: A", "class: F", "55:16: expected 'A', 'B', 'C', 'D' or 'E'"),
        ("    - {id: s1, text: {nl: Weggaan, en: Leave}}\n", "", "41:3: expected 3 or more of these, found 2"),
        ("id: q-one", "id: &q q-one", "5:7: an anchor (&q) is not allowed; quote a text that begins with &"),
        ("id: q-one", "id: q-one\n  id: q-two", "6:3: the key 'id' is here twice"),
        (
            "nl: Au",
            "nl: !!binary Au",
            "55:37: a tag (tag:yaml.org,2002:binary) is not allowed; quote a text that begins",
        ),
    ],
)
def test_a_fault_in_the_format_is_named_with_its_place(old: str, new: str, expected: str) -> None:
    said = refusals(make_text().replace(old, new, 1))
    assert any(line.startswith(expected) for line in said), said


@pytest.mark.parametrize(
    "text", ["", "a", "- a", "questions: " + "[" * 100_000, "a: &a [1]\nb: [*a, *a]", "x" * 200_001, "\0"]
)
def test_what_is_no_quiz_is_refused_quickly(text: str) -> None:
    began = time.process_time()
    assert refusals(text)
    assert time.process_time() - began < 0.1


@settings(max_examples=30)
@given(st.integers(0, 1500), st.text(alphabet=st.characters(), max_size=8))
def test_no_damage_makes_reading_raise(at: int, damage: str) -> None:
    text = make_text()
    parsed = parse_quiz(text[:at] + damage + text[at:], "x.yaml")
    assert (parsed.quiz is None) == bool(parsed.problems)


def test_the_digest_follows_the_text() -> None:
    assert digest("a") == digest("a") != digest("b")


@pytest.mark.parametrize(
    ("kind", "text", "old", "new", "expected"),
    [
        (
            "one",
            ONE,
            "correct: true, text: {nl: Rustig blijven",
            "correct: false, text: {nl: X",
            "11:3: expected exactly one",
        ),
        (
            "one",
            ONE,
            "correct: true",
            "correct: false",
            "12:7: the option 'a' can be wrong",
        ),
        ("one", ONE, "correct: false", "correct: true", "11:3: expected exactly one right option"),
        ("one", ONE, "{id: b", "{id: a", "13:8: the id 'a' is used twice"),
        ("one", ONE, "id: q-one", "id: q-more-7", "76:3: the id 'q-more-7' is used twice"),
        (
            "one",
            ONE,
            "id: q-one",
            "id: c-one",
            "5:3: an id begins with c- for a check-yourself question, and only there",
        ),
        ("one", ONE, "lesson: waarom", "lesson: weg", "7:3: the course has no lesson 'weg'"),
        ("one", ONE, "en: What do", 'en: "{{ organisation }}"} #', "9:3: only one language uses organisation"),
        ("one", ONE, "nl: Roepen", 'nl: "{{ weg }}"', "13:38: the norm has no value called 'weg'"),
        ("one", ONE, "nl: Roepen", 'nl: "{{ weg"', "13:38: expected a name between {{ and }}"),
        ("one", ONE, "nl: Roepen", 'nl: "<b>x"', "13:38: HTML is not allowed"),
        ("one", ONE, "nl: Roepen", 'nl: "[x](https://x.nl)"', "13:38: links and pictures belong in a lesson"),
        ("one", ONE, "nl: Roepen", 'nl: "`x`"', "13:38: code is not part of a question"),
        (
            "several",
            SEVERAL,
            "correct: false",
            "correct: true",
            "21:3: expected at least one right and one wrong option",
        ),
        (
            "several",
            SEVERAL,
            ", feedback: {nl: Nee., en: No.}",
            "",
            "25:7: the option 'd' can be wrong",
        ),
        ("order", ORDER, "{id: s2", "{id: s1", "43:8: the id 's1' is used twice"),
        ("classify", CLASSIFY, "{id: i2", "{id: i1", "56:8: the id 'i1' is used twice"),
        ("classify", CLASSIFY, "class: A", "class: E", "55:16: class E is not one of the classes of this question"),
        ("classify", CLASSIFY, "[A, B, C]", "[B, A, C]", "53:3: expected each class once, in the order A to E"),
        ("true_false", TRUE_FALSE, "nl: Toch wel.", 'nl: "{{ weg }}"', "33:14: the norm has no value called 'weg'"),
        ("checks", ONE, "q-one", "q-check", "176:3: an id begins with c- for a check-yourself question"),
        ("checks", ONE, "q-one", "c-twee", "176:3: the lesson 'waarom' does not ask 'c-twee'"),
        ("checks", ONE, "q-one", "c-twee", "175:1: the lesson 'waarom' asks 'c-een', which is not here"),
    ],
)
def test_a_broken_rule_is_named_with_its_place(kind: str, text: str, old: str, new: str, expected: str) -> None:
    said = faults(make_text(kind, text.replace(old, new)))
    assert any(line.startswith(expected) for line in said), said


def test_a_bank_must_be_large_enough_for_another_attempt() -> None:
    assert faults(make_text(bank=17)) == ["4:1: expected 18 or more questions, found 17"]


def test_the_gentle_route_needs_as_many_questions_as_an_attempt_draws() -> None:
    assert faults(make_text(draw=17)) == []
    assert faults(make_text(draw=18)) == ["2:1: an attempt draws 18 questions, but only 17 are without violence"]


def test_without_places_a_problem_still_names_the_quiz() -> None:
    found = check_quiz(make_quiz(bank=17), LESSONS, NORM_NAMES, CHOICES)
    assert [str(each) for each in found] == ["m01-norm.yaml:1:1: expected 18 or more questions, found 17"]


def test_courses_and_quizzes_read_yaml_by_the_same_words() -> None:
    assert Path(courses.yaml_text.__file__).read_bytes() == Path(quizzes.yaml_text.__file__).read_bytes()
