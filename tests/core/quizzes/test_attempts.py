"""One attempt at a quiz."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.answers import Chosen, Judged
from quizzes.attempts import Accepted, Same, accept, draw, finish, next_question, shuffled
from quizzes.marking import mark
from tests.core.quizzes.make import KINDS, make_question, make_quiz

QUIZ = make_quiz()
IDS = [question.id for question in QUIZ.questions]
SEEDS = st.integers().map(str)


@settings(max_examples=50)
@given(SEEDS, st.booleans(), st.lists(st.sampled_from(IDS)))
def test_an_attempt_draws_as_many_different_questions_of_the_bank_as_the_quiz_says(
    seed: str, gentle: bool, seen: list[str]
) -> None:
    drawn = draw(QUIZ, seed, gentle, seen)
    assert len(set(drawn)) == len(drawn) == QUIZ.draw
    assert set(drawn) <= set(IDS)
    assert drawn == draw(QUIZ, seed, gentle, seen)


@settings(max_examples=50)
@given(SEEDS)
def test_the_gentle_route_never_asks_a_violent_question(seed: str) -> None:
    assert "q-true" not in draw(make_quiz(draw=17), seed, gentle=True, seen=())


def test_a_violent_question_is_asked_on_the_ordinary_route() -> None:
    assert "q-true" in draw(make_quiz(draw=18), "x", gentle=False, seen=())


@settings(max_examples=50)
@given(SEEDS, SEEDS, SEEDS)
def test_another_attempt_asks_other_questions_as_long_as_there_are_any(first: str, second: str, third: str) -> None:
    seen = draw(QUIZ, first, False, ())
    seen += draw(QUIZ, second, False, seen)
    seen += draw(QUIZ, third, False, seen)
    assert sorted(seen) == sorted(IDS)


@settings(max_examples=50)
@given(SEEDS)
def test_a_draw_is_spread_over_the_lessons(seed: str) -> None:
    lessons = Counter(QUIZ.question(each).lesson for each in draw(QUIZ, seed, False, ()))
    assert set(lessons.values()) == {2}


def test_seeds_differ_in_what_they_draw_and_in_which_order() -> None:
    draws = {draw(QUIZ, str(seed), False, ()) for seed in range(20)}
    assert len({frozenset(drawn) for drawn in draws}) > 15
    whole = make_quiz(draw=18)
    assert len({draw(whole, str(seed), False, ()) for seed in range(20)}) == 20


@settings(max_examples=50)
@given(st.sampled_from(list(KINDS)), SEEDS)
def test_a_question_shows_each_part_once_and_the_same_way_for_the_same_seed(kind: str, seed: str) -> None:
    question = make_question(kind)
    shown = shuffled(question, seed)
    parts = {"one": "ab", "several": "abcd", "order": ["s1", "s2", "s3"], "classify": ["i1", "i2", "i3"]}
    assert sorted(shown) == sorted(parts.get(kind, ["false", "true"]))
    assert shown == shuffled(question, seed)


def test_steps_are_never_shown_in_their_right_order() -> None:
    question = make_question("order")
    shown = {shuffled(question, str(seed)) for seed in range(60)}
    assert ("s1", "s2", "s3") not in shown
    assert len(shown) == 5


def test_options_stand_in_another_order_for_another_seed() -> None:
    question = make_question("several")
    assert len({shuffled(question, str(seed)) for seed in range(60)}) > 10


def test_true_stands_before_false() -> None:
    assert {shuffled(make_question("true_false"), str(seed)) for seed in range(9)} == {("true", "false")}


def test_a_first_answer_and_a_changed_answer_are_accepted_with_their_mark() -> None:
    question = make_question("one")
    assert accept(question, None, Chosen("b")) == Accepted(Chosen("b"), mark(question, Chosen("b")))
    assert accept(question, Chosen("b"), Chosen("a")) == Accepted(Chosen("a"), mark(question, Chosen("a")))


def test_the_same_answer_sent_again_changes_nothing() -> None:
    assert accept(make_question("one"), Chosen("b"), Chosen("b")) == Same()


@pytest.mark.parametrize(
    ("answered", "expected"), [([], "a"), (["a"], "b"), (["b", "c"], "a"), (["a", "b", "c"], None)]
)
def test_an_attempt_goes_on_at_the_first_question_without_an_answer(answered: list[str], expected: str | None) -> None:
    assert next_question(("a", "b", "c"), answered) == expected


def test_an_attempt_is_passed_at_the_pass_mark_and_counts_open_questions_as_nothing() -> None:
    drawn = ["q-one", "q-true", "q-more-5", "q-more-6"]
    right = {"q-one": Chosen("a"), "q-true": Judged(true=True), "q-more-5": Chosen("a")}
    assert (finish(QUIZ, drawn, right).percent, finish(QUIZ, drawn, right).passed) == (75, True)
    assert not finish(QUIZ, drawn, right | {"q-one": Chosen("b")}).passed
    assert finish(QUIZ, drawn, {}).percent == 0


def test_each_question_counts_once_and_what_was_not_drawn_does_not_count() -> None:
    answers = {"q-one": Chosen("a"), "q-more-5": Chosen("a")}
    score = finish(QUIZ, ["q-one", "q-one", "q-true"], answers)
    assert (score.points, score.possible, score.percent) == (1, 2, 50)
