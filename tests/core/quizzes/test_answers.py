"""Reading answers from forms and from storage."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.answers import (
    Answer,
    Chosen,
    ChosenSet,
    Classified,
    Judged,
    Ordered,
    Refused,
    from_json,
    read_answer,
    to_json,
)
from tests.core.quizzes.make import KINDS, every_kind, make_question

QUESTIONS = {question.kind: question for question in every_kind()}

RIGHT_FORMS: list[tuple[str, dict[str, list[str]], Answer]] = [
    ("one", {"answer": ["b"], "csrf_token": ["x"]}, Chosen("b")),
    ("several", {"answer": ["d", "a", "d"]}, ChosenSet(("a", "d"))),
    ("several", {"answer": ["a", "b", "c", "d"]}, ChosenSet(("a", "b", "c", "d"))),
    ("true_false", {"answer": ["true"]}, Judged(true=True)),
    ("true_false", {"answer": ["false"]}, Judged(true=False)),
    ("order", {"step-s1": ["2"], "step-s2": ["3"], "step-s3": ["1"]}, Ordered(("s3", "s1", "s2"))),
    (
        "classify",
        {"item-i3": ["C"], "item-i2": ["A"], "item-i1": ["A"]},
        Classified((("i1", "A"), ("i2", "A"), ("i3", "C"))),
    ),
]


@pytest.mark.parametrize(("kind", "form", "answer"), RIGHT_FORMS)
def test_a_filled_in_form_becomes_an_answer(kind: str, form: dict[str, list[str]], answer: Answer) -> None:
    assert read_answer(QUESTIONS[kind], form) == answer


@pytest.mark.parametrize(("kind", "form", "answer"), RIGHT_FORMS)
def test_an_answer_survives_storage(kind: str, form: dict[str, list[str]], answer: Answer) -> None:
    stored = json.loads(json.dumps(to_json(answer)))
    assert from_json(QUESTIONS[kind], stored) == answer


@pytest.mark.parametrize(
    ("kind", "form", "reason"),
    [
        ("one", {}, "nothing_chosen"),
        ("one", {"answer": []}, "nothing_chosen"),
        ("one", {"answer": [""]}, "nothing_chosen"),
        ("one", {"answer": ["a", "b"]}, "more_than_one"),
        ("one", {"answer": ["z"]}, "unknown_choice"),
        ("several", {}, "nothing_chosen"),
        ("several", {"answer": ["", ""]}, "nothing_chosen"),
        ("several", {"answer": ["a", "z"]}, "unknown_choice"),
        ("true_false", {"answer": ["True"]}, "unknown_choice"),
        ("true_false", {"answer": ["true", "false"]}, "more_than_one"),
        ("order", {}, "incomplete"),
        ("order", {"step-s1": ["1"], "step-s2": ["2"]}, "incomplete"),
        ("order", {"step-s1": ["1"], "step-s2": ["2"], "step-s3": ["2"]}, "position_twice"),
        ("order", {"step-s1": ["1"], "step-s2": ["2"], "step-s3": ["4"]}, "unknown_choice"),
        ("order", {"step-s1": ["1"], "step-s2": ["2"], "step-s3": ["٣"]}, "unknown_choice"),
        ("order", {"step-s1": ["1"], "step-s2": ["2"], "step-s3": ["3"], "step-s4": ["4"]}, "unknown_choice"),
        ("order", {"step-s1": ["1", "2"], "step-s2": ["2"], "step-s3": ["3"]}, "more_than_one"),
        ("classify", {"item-i1": ["A"], "item-i2": ["B"]}, "incomplete"),
        ("classify", {"item-i1": ["A"], "item-i2": ["B"], "item-i3": ["E"]}, "unknown_choice"),
        ("classify", {"item-i1": ["A"], "item-i2": ["B"], "item-i3": ["C"], "item-": ["A"]}, "unknown_choice"),
    ],
)
def test_what_the_question_does_not_offer_is_refused_with_the_reason(
    kind: str, form: dict[str, list[str]], reason: str
) -> None:
    refused = read_answer(QUESTIONS[kind], form)
    assert isinstance(refused, Refused)
    assert refused.reason == reason


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("stored", [None, 3, 1.5, "zz", [], ["s1", "s1", "s2"], [None], {"i1": "A"}, {"i1": ["A"]}])
def test_storage_that_holds_no_answer_is_refused(kind: str, stored: Any) -> None:
    assert isinstance(from_json(QUESTIONS[kind], stored), Refused)


@pytest.mark.parametrize("kind", ["several", "order", "classify"])
def test_an_answer_of_another_kind_in_storage_is_refused(kind: str) -> None:
    assert isinstance(from_json(QUESTIONS[kind], True), Refused)


@settings(max_examples=30)
@given(
    st.sampled_from(list(KINDS)),
    st.dictionaries(
        st.sampled_from(["answer", "step-s1", "step-s2", "step-s3", "item-i1", "item-i2", "item-i3", "x"]),
        st.lists(st.sampled_from(["a", "d", "true", "1", "2", "3", "A", "B", "", "\0"]), max_size=3),
    ),
)
def test_any_form_is_read_or_refused_and_what_is_read_is_kept_as_it_was(kind: str, form: dict[str, list[str]]) -> None:
    answer = read_answer(QUESTIONS[kind], form)
    assert isinstance(answer, Refused) or from_json(QUESTIONS[kind], to_json(answer)) == answer


def test_the_order_of_ticking_does_not_matter() -> None:
    question = make_question("several")
    assert read_answer(question, {"answer": ["c", "a"]}) == read_answer(question, {"answer": ["a", "c"]})
