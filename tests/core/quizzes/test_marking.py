"""What answers and attempts are worth."""

from __future__ import annotations

from itertools import permutations, product
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.answers import Answer, Chosen, ChosenSet, Classified, Judged, Ordered
from quizzes.marking import Mark, mark, score
from quizzes.model import Question
from tests.core.quizzes.make import KINDS, make_question

NOTHING, ALL = Mark(0.0, right=False), Mark(1.0, right=True)


def notes(kind: str, answer: Answer) -> list[tuple[str, str]]:
    return [(note.part_id, note.words.en) for note in mark(make_question(kind), answer).notes]


def in_classes(classes: str) -> Classified:
    return Classified(tuple(zip(("i1", "i2", "i3"), classes, strict=True)))


RIGHT: dict[str, Answer] = {
    "one": Chosen("a"),
    "several": ChosenSet(("a", "b", "c")),
    "true_false": Judged(true=True),
    "order": Ordered(("s1", "s2", "s3")),
    "classify": in_classes("ABC"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_right_answer_earns_the_whole_point_without_a_note(kind: str) -> None:
    assert mark(make_question(kind), RIGHT[kind]) == ALL


def test_a_wrong_option_earns_nothing_and_explains_why() -> None:
    wrong = mark(make_question("one"), Chosen("b"))
    assert (wrong.points, wrong.right) == (0, False)
    assert notes("one", Chosen("b")) == [("b", "It makes worse.")]


def test_words_beside_a_right_option_are_no_note() -> None:
    with_words = make_question("one", "en: Stay calm}", "en: Stay calm}, feedback: {nl: Goed., en: Good.}")
    assert mark(with_words, Chosen("a")) == ALL


def test_a_wrong_judgement_explains_why() -> None:
    assert mark(make_question("true_false"), Judged(true=False)).points == 0
    assert notes("true_false", Judged(true=False)) == [("q-true", "It is.")]


@pytest.mark.parametrize(
    ("options", "points"), [("abc", 1), ("ab", 2 / 3), ("a", 1 / 3), ("abcd", 2 / 3), ("ad", 0), ("d", 0)]
)
def test_each_right_option_earns_its_part_and_each_wrong_one_costs_it(options: str, points: float) -> None:
    several = mark(make_question("several"), ChosenSet(tuple(options)))
    assert (several.points, several.right) == (points, options == "abc")


def test_only_the_wrong_options_that_were_chosen_are_explained() -> None:
    assert notes("several", ChosenSet(("a", "d"))) == [("d", "No.")]
    assert notes("several", ChosenSet(("a",))) == []


@pytest.mark.parametrize(("steps", "points"), [("123", 1), ("132", 1 / 3), ("312", 0)])
def test_each_step_in_its_position_earns_its_part(steps: str, points: float) -> None:
    assert mark(make_question("order"), Ordered(tuple(f"s{step}" for step in steps))).points == points


def test_a_wrong_order_is_explained_once() -> None:
    assert notes("order", Ordered(("s1", "s3", "s2"))) == [("q-order", "Leave first.")]


@pytest.mark.parametrize(("classes", "points"), [("ABC", 1), ("ABB", 2 / 3), ("CCA", 0)])
def test_each_item_in_its_class_earns_its_part(classes: str, points: float) -> None:
    assert mark(make_question("classify"), in_classes(classes)).points == points


def test_each_item_in_a_wrong_class_is_explained() -> None:
    assert notes("classify", in_classes("BBA")) == [("i1", "About themselves."), ("i3", "About you.")]


@pytest.mark.parametrize(
    ("kind", "credit", "almost"),
    [
        ("several", "per_option", ChosenSet(("a", "b"))),
        ("several", "per_option", ChosenSet(("a", "b", "c", "d"))),
        ("order", "per_position", Ordered(("s1", "s3", "s2"))),
        ("classify", "per_item", in_classes("ABB")),
    ],
)
def test_all_or_nothing_gives_nothing_for_almost_right(kind: str, credit: str, almost: Answer) -> None:
    question = make_question(kind, credit, "all_or_nothing")
    assert (mark(question, almost).points, mark(question, RIGHT[kind]).points) == (0, 1)


@pytest.mark.parametrize(("kind", "other"), [(kind, other) for kind, other in product(KINDS, KINDS) if kind != other])
def test_an_answer_of_another_kind_is_a_mistake_of_the_caller(kind: str, other: str) -> None:
    with pytest.raises(TypeError):
        mark(make_question(kind), RIGHT[other])


def every_answer(kind: str) -> list[Answer]:
    match kind:
        case "several":
            return [
                ChosenSet(tuple(part for part in "abcd" if number >> "abcd".index(part) & 1)) for number in range(1, 16)
            ]
        case "order":
            return [Ordered(steps) for steps in permutations(("s1", "s2", "s3"))]
        case _:
            return [in_classes("".join(classes)) for classes in product("ABC", repeat=3)]


@pytest.mark.parametrize("kind", ["several", "order", "classify"])
@pytest.mark.parametrize("credit", ["", "all_or_nothing"])
def test_points_stay_between_nothing_and_one_and_only_the_right_answer_earns_one(kind: str, credit: str) -> None:
    stated = cast("str", getattr(make_question(kind), "credit"))  # noqa: B009 - only some kinds have it
    question: Question = make_question(kind, stated, credit or stated)
    for answer in every_answer(kind):
        given_mark = mark(question, answer)
        assert 0 <= given_mark.points <= 1
        assert given_mark.right == (given_mark.points == 1) == (answer == RIGHT[kind])


def test_a_score_counts_points_and_rounds_the_percentage_down() -> None:
    assert score([ALL, ALL, NOTHING], 67).percent == 66
    assert not score([ALL, ALL, NOTHING], 67).passed
    assert score([ALL, ALL, NOTHING], 66).passed


def test_three_quarters_pass_at_75_and_just_below_does_not() -> None:
    assert score([ALL] * 6 + [NOTHING] * 2, 75).passed
    almost = score([ALL] * 74 + [Mark(5 / 6, right=False)] + [NOTHING] * 25, 75)
    assert (almost.percent, almost.passed) == (74, False)


def test_nothing_asked_is_not_passed() -> None:
    assert (score([], 1).percent, score([], 1).possible, score([], 1).passed) == (0, 0, False)


@settings(max_examples=50)
@given(st.lists(st.integers(1, 6).flatmap(lambda parts: st.tuples(st.integers(0, parts), st.just(parts))), min_size=1))
def test_parts_that_add_up_to_whole_points_lose_nothing_to_rounding(parts: list[tuple[int, int]]) -> None:
    marks = [Mark(hits / of, right=False) for hits, of in parts] + [
        Mark((of - hits) / of, right=False) for hits, of in parts
    ]
    assert score(marks, 50) == score([ALL, NOTHING] * len(parts), 50)
    assert score(marks, 50).passed
