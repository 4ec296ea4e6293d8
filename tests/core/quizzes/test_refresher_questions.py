"""What a refresher asks, and what stuck."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.model import Question, TrueFalse
from quizzes.refresher_questions import (
    ABOUT_GOALS,
    FEWEST,
    MOST,
    Answered,
    Place,
    Tally,
    about_goals,
    after_course,
    still_asked,
    what_stuck,
)
from quizzes.refreshers import Key
from tests.core.quizzes.make import make_quiz

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
QUIZ = make_quiz()
SEEDS = st.integers().map(str)


def bank(course_id: str = "m01") -> dict[Place, Question]:
    return {Place(course_id, each.id): each for each in QUIZ.questions}


BANK = bank()
PLACES = sorted(BANK)
SEEN = st.dictionaries(st.sampled_from(PLACES), st.integers(0, 500).map(lambda days: NOW - timedelta(days=days)))


@settings(max_examples=60)
@given(SEEDS, SEEN, st.booleans())
def test_after_a_course_two_to_four_new_questions_or_the_two_seen_longest_ago(
    seed: str, seen: dict[Place, datetime], gentle: bool
) -> None:
    chosen = after_course(BANK, seen, seed, gentle=gentle)
    fitting = [place for place in PLACES if not (gentle and BANK[place].violent)]
    new = [place for place in fitting if place not in seen]
    assert FEWEST <= len(set(chosen)) == len(chosen) <= MOST
    assert set(chosen) <= set(fitting)
    assert len([place for place in chosen if place in new]) == min(MOST, len(new))
    for place in chosen:
        if place in seen:
            assert len(chosen) == FEWEST
            assert all(seen[place] <= seen[other] for other in fitting if other in seen and other not in chosen)
    assert chosen == after_course(BANK, seen, seed, gentle=gentle)


@given(SEEDS)
def test_situations_go_before_statements(seed: str) -> None:
    assert not any(isinstance(BANK[place], TrueFalse) for place in after_course(BANK, {}, seed, gentle=False))


def test_another_seed_asks_something_else() -> None:
    assert len({after_course(BANK, {}, str(seed), gentle=False) for seed in range(20)}) > 3


def test_an_empty_bank_asks_nothing() -> None:
    assert after_course({}, {}, "x", gentle=False) == ()
    assert about_goals([], {}, "x", gentle=False) == ()


@settings(max_examples=40)
@given(SEEDS, st.integers(1, 6), SEEN)
def test_goals_share_ten_questions_in_turn_and_none_comes_twice(
    seed: str, goals: int, seen: dict[Place, datetime]
) -> None:
    banks = [bank(f"m{number}") for number in range(goals)]
    chosen = about_goals(banks, seen, seed, gentle=True)
    assert len(set(chosen)) == len(chosen) <= ABOUT_GOALS
    shares = [sum(place.course_id == f"m{number}" for place in chosen) for number in range(goals)]
    assert max(shares[:3]) - min(shares[:3]) <= 1
    assert not any(QUIZ.question(place.question_id).violent for place in chosen)


def test_a_goal_without_questions_left_makes_room_for_the_next() -> None:
    small = dict(list(bank("m1").items())[:1])
    chosen = about_goals([small, bank("m2")], {}, "x", gentle=False)
    assert [place.course_id for place in chosen].count("m1") == 1
    assert len(chosen) == ABOUT_GOALS


def test_two_goals_with_the_same_questions_do_not_ask_them_twice() -> None:
    chosen = about_goals([BANK, dict(BANK)], {}, "x", gentle=False)
    assert len(set(chosen)) == len(chosen) == ABOUT_GOALS


def test_a_question_that_left_the_bank_falls_out_unless_it_was_answered() -> None:
    gone, there = Place("m01", "gone"), PLACES[0]
    assert still_asked((gone, there), (), BANK, gentle=False) == (2,)
    assert still_asked((gone, there), (1,), BANK, gentle=False) == (1, 2)


def test_a_violent_question_falls_out_once_somebody_wants_none() -> None:
    violent = next(place for place in PLACES if BANK[place].violent)
    assert still_asked((violent,), (), BANK, gentle=False) == (1,)
    assert still_asked((violent,), (), BANK, gentle=True) == ()
    assert still_asked((violent,), (1,), BANK, gentle=True) == (1,)


def test_what_stuck_counts_right_answers_per_subject_and_step_of_the_last_time_only() -> None:
    early, late = date(2026, 1, 1), date(2026, 6, 1)

    def said(step: int, cycle: date, right: bool) -> Answered:
        key = Key(kind="course", course_id="m01", step=step, cycle=cycle)
        return Answered(key=key, course_id="m01", right=right)

    answers = [said(3, early, False), said(3, late, True), said(3, late, False), said(21, early, True)]
    assert what_stuck(answers, {"m01": ("norm", "team"), "m02": ("norm",)}) == {
        "norm": {3: Tally(right=1, asked=2), 21: Tally(right=1, asked=1)},
        "team": {3: Tally(right=1, asked=2), 21: Tally(right=1, asked=1)},
    }
