"""Answer keys that follow the norm."""

from __future__ import annotations

import pytest

from quizzes.answers import Chosen, Classified, Judged, Ordered
from quizzes.check import unanswerable
from quizzes.keys import key_fault, names_used, resolve, resolve_quiz
from quizzes.marking import mark
from quizzes.model import Question, Quiz
from quizzes.parse import parse_quiz
from tests.core.quizzes.make import faults, make_text

VALUES = {"first": "ignore", "class_of_it": "C", "alone": "true", "count": "3"}
ONE = """\
- id: q-one
  kind: one
  lesson: waarom
  violent: false
  depends_on: [first]
  text: {nl: Iemand scheldt., en: Somebody swears.}
  explanation: {nl: Uitleg., en: Why.}
  options:
    - {id: a, correct: {when: {first: [ignore]}}, text: {nl: A, en: A}, feedback: {nl: Nee., en: No.}}
    - {id: b, correct: {when: {first: [name]}}, text: {nl: B, en: B}, feedback: {nl: Nee., en: No.}}
    - {id: c, correct: {when: {first: [stop]}}, text: {nl: C, en: C}, feedback: {nl: Nee., en: No.}}
"""
TRUE_FALSE = """\
- id: q-true
  kind: true_false
  lesson: waarom
  violent: false
  depends_on: [alone, count]
  text: {nl: Mag dat?, en: Is that allowed?}
  explanation: {nl: Uitleg., en: Why.}
  answer: {when: {alone: ["true"], count: ["2", "3"]}}
  feedback: {nl: Kijk nog eens., en: Look again.}
"""
ORDER = """\
- id: q-order
  kind: order
  lesson: waarom
  violent: false
  depends_on: [first]
  text: {nl: Volgorde?, en: Order?}
  explanation: {nl: Uitleg., en: Why.}
  credit: all_or_nothing
  steps:
    - {id: s1, text: {nl: A, en: A}}
    - {id: s2, text: {nl: B, en: B}}
    - {id: s3, text: {nl: C, en: C}}
  orders:
    - {when: {first: [stop]}, steps: [s3, s1, s2]}
  feedback: {nl: Kijk nog eens., en: Look again.}
"""
CLASSIFY = """\
- id: q-classify
  kind: classify
  lesson: waarom
  violent: false
  depends_on: [class_of_it]
  text: {nl: Welk gedrag?, en: Which behaviour?}
  explanation: {nl: Uitleg., en: Why.}
  credit: all_or_nothing
  classes: [B, C, D]
  items:
    - {id: i1, class: {from: class_of_it}, text: {nl: A, en: A}, feedback: {nl: Nee., en: No.}}
    - {id: i2, class: B, text: {nl: B, en: B}, feedback: {nl: Nee., en: No.}}
    - {id: i3, class: D, text: {nl: C, en: C}, feedback: {nl: Nee., en: No.}}
"""


def quiz(kind: str, text: str) -> Quiz:
    parsed = parse_quiz(make_text(kind, text), "m01-norm.yaml")
    assert parsed.quiz is not None, parsed.problems
    return parsed.quiz


def asked(kind: str, text: str, **values: str) -> Question:
    found = next(each for each in quiz(kind, text).questions if each.depends_on)
    return resolve(found, VALUES | values)


@pytest.mark.parametrize(("value", "right"), [("ignore", "a"), ("name", "b"), ("stop", "c")])
def test_another_option_is_right_under_another_norm(value: str, right: str) -> None:
    question = asked("one", ONE, first=value)
    assert [option for option in "abc" if mark(question, Chosen(option)).right] == [right]


@pytest.mark.parametrize(("alone", "count", "true"), [("true", "2", True), ("true", "1", False), ("false", "3", False)])
def test_every_named_field_must_hold(alone: str, count: str, true: bool) -> None:
    assert mark(asked("true_false", TRUE_FALSE, alone=alone, count=count), Judged(true)).right


def test_the_order_follows_the_norm() -> None:
    assert mark(asked("order", ORDER), Ordered(("s1", "s2", "s3"))).right
    assert mark(asked("order", ORDER, first="stop"), Ordered(("s3", "s1", "s2"))).right


def test_an_item_belongs_where_the_norm_says() -> None:
    given = (("i2", "B"), ("i3", "D"))
    assert mark(asked("classify", CLASSIFY), Classified((("i1", "C"), *given))).right
    assert mark(asked("classify", CLASSIFY, class_of_it="D"), Classified((("i1", "D"), *given))).right


def test_an_open_key_is_never_marked_by_accident() -> None:
    question = next(each for each in quiz("one", ONE).questions if each.depends_on)
    with pytest.raises(TypeError, match="resolve the question first"):
        mark(question, Chosen("a"))


def test_a_question_without_conditions_stays_as_it_is() -> None:
    whole = quiz("one", ONE)
    resolved = resolve_quiz(whole, VALUES)
    assert [each for each in resolved.questions if not each.depends_on] == [
        each for each in whole.questions if not each.depends_on
    ]
    assert not any(names_used(each) for each in resolved.questions)


@pytest.mark.parametrize(
    ("kind", "text", "old", "new", "expected"),
    [
        ("one", ONE, "first: [stop]", "first: [name]", "expected exactly one right option when first is name"),
        ("one", ONE, "[stop]}}", "[shout]}}", "'first' is never 'shout'"),
        ("one", ONE, "depends_on: [first]", "depends_on: [alone]", "the key depends on first"),
        ("one", ONE, "  depends_on: [first]\n", "", "the key depends on first"),
        ("one", ONE, ", feedback: {nl: Nee., en: No.}}", "}", "can be wrong and needs feedback"),
        ("true_false", TRUE_FALSE, "alone", "weather", "no key can depend on 'weather'"),
        ("order", ORDER, "[s3, s1, s2]", "[s3, s1, s1]", "expected every step once"),
        (
            "classify",
            CLASSIFY,
            "[B, C, D]",
            "[B, D]",
            "expected each item in a class that is offered when class_of_it is C",
        ),
    ],
)
def test_a_key_that_leaves_a_norm_without_a_right_answer_is_named(
    kind: str, text: str, old: str, new: str, expected: str
) -> None:
    said = faults(make_text(kind, text.replace(old, new)))
    assert any(expected in line for line in said), said


def test_a_right_quiz_with_conditions_has_no_faults() -> None:
    for kind, text in (("one", ONE), ("true_false", TRUE_FALSE), ("order", ORDER), ("classify", CLASSIFY)):
        assert faults(make_text(kind, text)) == []


def test_a_norm_under_which_a_question_has_no_right_answer_is_named_by_the_question() -> None:
    whole = quiz("one", ONE)
    assert unanswerable(whole, VALUES) == []
    assert unanswerable(whole, VALUES | {"first": "something new"}) == [("q-one", "none_right")]
    assert key_fault(asked("one", ONE)) is None
