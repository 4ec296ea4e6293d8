"""When reviews are proposed and to which days they can be moved."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning_goals.reviews.periods import LEAST_GAP, LONGEST_GAP, Period, movable, period_of, window
from learning_goals.reviews.planning import Planned, Team, plan, this_and_next
from learning_goals.reviews.proposing import USUAL, Rhythm, meeting_days, place_of, possible, propose, refusal
from learning_goals.reviews.state import STATES, Standing, day_before, gap_is_kept, state

DAY = timedelta(days=1)
days = st.dates(date(2024, 1, 1), date(2032, 12, 31))
times = st.integers(2, 4)
rhythms = st.builds(
    Rhythm,
    weekday=st.integers(0, 4),
    every_weeks=st.integers(1, 4),
    counted_from=st.dates(date(2023, 1, 1), date(2023, 2, 28)),
)
closeds = st.frozensets(days, max_size=40)


@given(days, st.integers(1, 4))
def test_every_day_lies_in_one_period_of_its_year(day: date, per_year: int) -> None:
    own = period_of(day, per_year)
    assert own.first <= day <= own.last
    every = [Period(year=day.year, number=number, per_year=per_year) for number in range(1, per_year + 1)]
    assert [each for each in every if each.first <= day <= each.last] == [own]
    assert every[0].first == date(day.year, 1, 1)
    assert every[-1].last == date(day.year, 12, 31)


def test_a_leap_day_lies_in_the_first_period() -> None:
    assert period_of(date(2028, 2, 29), 4) == Period(year=2028, number=1, per_year=4)
    assert Period(year=2028, number=1, per_year=4).last == date(2028, 3, 31)


@given(days, times, st.one_of(st.none(), days), rhythms, closeds, st.floats(0, 1, exclude_max=True))
def test_a_proposal_is_open_and_within_its_limits(
    day: date, per_year: int, before: date | None, rhythm: Rhythm, closed: frozenset[date], place: float
) -> None:
    within = window(period_of(day, per_year), before)
    proposed = propose(within, rhythm, closed, place)
    assert proposed is not None
    assert within.holds(proposed)
    assert proposed not in closed
    if meeting_days(within, rhythm, closed):
        assert rhythm.meets_on(proposed)
    if before:
        assert proposed >= before + LEAST_GAP or before > within.last


@given(days, times, rhythms, closeds, st.integers(1, 1000))
def test_years_of_reviews_keep_the_gap_and_the_number(
    start: date, per_year: int, rhythm: Rhythm, closed: frozenset[date], number: int
) -> None:
    reviews: list[Planned] = []
    today = date(start.year, 1, 1)
    for _ in range(per_year * 3):
        team = Team(began=date(2020, 1, 1), place=place_of(number), rhythm=rhythm, reviews=reviews)
        for period, day in plan(team, lambda _year: per_year, closed, today).added:
            reviews.append(Planned(key=len(reviews) + 1, year=period.year, number=period.number, due_on=day))
        coming = min((each for each in reviews if not each.held_on), key=lambda each: each.due_on)
        reviews[reviews.index(coming)] = Planned(
            key=coming.key, year=coming.year, number=coming.number, due_on=coming.due_on, held_on=coming.due_on
        )
        today = coming.due_on
    held = sorted(each.held_on for each in reviews if each.held_on)
    assert len(held) == per_year * 3
    for one, other in pairwise(held):
        assert LEAST_GAP <= other - one <= LONGEST_GAP


@given(days, times, st.integers(0, 400))
def test_teams_are_spread_over_the_weeks(start: date, per_year: int, offset: int) -> None:
    period = period_of(start, per_year)
    within = window(period, None)
    proposed = [propose(within, Rhythm(every_weeks=1), (), place_of(number + offset)) for number in range(200)]
    weeks = Counter(day.isocalendar()[:2] for day in proposed if day)
    assert len(weeks) >= len(meeting_days(within, Rhythm(every_weeks=1), ()))
    assert max(weeks.values()) <= 2 * 200 / len(weeks)


@given(days, times, closeds)
def test_planning_twice_changes_nothing(today: date, per_year: int, closed: frozenset[date]) -> None:
    def asked(_year: int) -> int:
        return per_year

    first = plan(Team(began=date(2020, 1, 1), place=0.4, rhythm=USUAL), asked, closed, today)
    there = [
        Planned(key=key, year=period.year, number=period.number, due_on=day)
        for key, (period, day) in enumerate(first.added)
    ]
    again = plan(Team(began=date(2020, 1, 1), place=0.4, rhythm=USUAL, reviews=there), asked, closed, today)
    assert again.added == again.moved == ()


def test_a_new_team_begins_with_the_next_period() -> None:
    team = Team(began=date(2026, 2, 10), place=0.5, rhythm=USUAL)
    made = plan(team, lambda _year: 2, (), date(2026, 3, 1))
    assert [period for period, _day in made.added] == [Period(year=2026, number=2, per_year=2)]


def test_this_and_next_reach_into_a_year_with_another_number() -> None:
    this, following = this_and_next(date(2026, 8, 1), lambda year: 2 if year == 2026 else 4)
    assert (this.last, following.last) == (date(2026, 12, 31), date(2027, 3, 31))


def test_a_proposal_on_a_day_that_closed_since_moves_and_a_chosen_day_stays() -> None:
    there = Planned(key=7, year=2026, number=1, due_on=date(2026, 4, 7))
    team = Team(began=date(2020, 1, 1), place=0.5, rhythm=USUAL, reviews=[there])
    closed = {date(2026, 4, 7)}
    assert [key for key, _day in plan(team, lambda _year: 2, closed, date(2026, 1, 5)).moved] == [7]
    chosen = Planned(key=7, year=2026, number=1, due_on=date(2026, 4, 7), by_hand=True)
    stays = Team(began=date(2020, 1, 1), place=0.5, rhythm=USUAL, reviews=[chosen])
    assert plan(stays, lambda _year: 2, closed, date(2026, 1, 5)).moved == ()


def test_the_next_one_moves_along_when_a_review_was_held_late() -> None:
    held = Planned(key=1, year=2026, number=1, due_on=date(2026, 5, 5), held_on=date(2026, 6, 30))
    coming = Planned(key=2, year=2026, number=2, due_on=date(2026, 7, 14), by_hand=True)
    team = Team(began=date(2020, 1, 1), place=0.1, rhythm=USUAL, reviews=[held, coming])
    ((key, day),) = plan(team, lambda _year: 2, (), date(2026, 7, 1)).moved
    assert key == 2
    assert day >= date(2026, 6, 30) + LEAST_GAP


@given(days, times, st.one_of(st.none(), days), rhythms, closeds, days, days)
def test_a_day_is_refused_exactly_when_it_breaks_a_limit(
    start: date, per_year: int, before: date | None, rhythm: Rhythm, closed: frozenset[date], today: date, day: date
) -> None:
    period = period_of(start, per_year)
    within = movable(period, before, today)
    allowed = (
        within is not None
        and within.holds(day)
        and day not in closed
        and (day.weekday() < 5 or day.weekday() == rhythm.weekday)
    )
    assert (refusal(day, period, before, rhythm, closed, today) is None) is allowed
    for offered in possible(period, before, rhythm, closed, today):
        assert refusal(offered, period, before, rhythm, closed, today) is None


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 8, 2), "past"),
        (date(2026, 12, 25), "closed"),
        (date(2026, 10, 3), "weekend"),
        (date(2026, 8, 20), "too_soon"),
        (date(2027, 1, 4), "after_period"),
        (date(2026, 10, 6), None),
    ],
)
def test_a_refusal_says_which_limit(day: date, said: str | None) -> None:
    period = Period(year=2026, number=2, per_year=2)
    closed = {date(2026, 12, 25)}
    assert refusal(day, period, date(2026, 6, 1), USUAL, closed, date(2026, 8, 3)) == said


def test_a_day_too_long_after_the_last_is_refused() -> None:
    period = Period(year=2026, number=2, per_year=2)
    assert refusal(date(2026, 12, 8), period, date(2026, 1, 20), USUAL, (), date(2026, 7, 1)) == "too_long"


def test_what_is_over_cannot_be_moved() -> None:
    period = Period(year=2026, number=1, per_year=2)
    assert refusal(date(2026, 9, 1), period, None, USUAL, (), date(2026, 8, 1)) == "over"
    assert possible(period, None, USUAL, (), date(2026, 8, 1)) == ()


@given(days, st.one_of(st.none(), days), days)
def test_a_review_has_one_state_and_counts_only_when_recorded(due: date, held: date | None, today: date) -> None:
    found = state(due, held, today)
    assert found in STATES
    assert (found == "recorded") is (held is not None)


def test_the_states_follow_each_other() -> None:
    due = date(2026, 6, 10)
    seen = [state(due, None, due + DAY * shift) for shift in (-15, -14, 0, 1, 14, 15)]
    assert seen == ["planned", "due", "due", "not_recorded", "not_recorded", "missed"]


def test_what_was_missed_does_not_move_the_next_one() -> None:
    missed, held = Standing(due_on=date(2026, 5, 1)), Standing(due_on=date(2025, 9, 1), held_on=date(2025, 9, 8))
    assert day_before([held, missed], date(2026, 7, 1)) == date(2025, 9, 8)
    assert day_before([held, missed], date(2026, 4, 1)) == date(2026, 5, 1)
    assert day_before([missed], date(2026, 7, 1)) is None


def test_the_gap_of_what_was_held() -> None:
    before = date(2026, 1, 1)
    assert not gap_is_kept(before, before + 89 * DAY, 2)
    assert gap_is_kept(before, before + 90 * DAY, 2)
    assert gap_is_kept(before, before + 270 * DAY, 2)
    assert not gap_is_kept(before, before + 271 * DAY, 2)
    assert gap_is_kept(before, before + 365 * DAY, 1)
    assert gap_is_kept(None, before, 2)
