"""When a round is open, when it reminds and when its figures come."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning_goals.assessment_round import (
    LONGEST,
    SHORTEST,
    Period,
    State,
    fault,
    publish_from,
    reminder_due,
    reminders,
    state,
)

FIRST = date(2027, 1, 11)
THREE_WEEKS = Period(opens_on=FIRST, closes_on=date(2027, 1, 31))
HALF_WAY, SHORTLY_BEFORE = date(2027, 1, 21), date(2027, 1, 29)


def lasting(days: int) -> Period:
    return Period(opens_on=FIRST, closes_on=FIRST + timedelta(days=days - 1))


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (-3, "ends_too_soon"),
        (SHORTEST - 1, "ends_too_soon"),
        (SHORTEST, None),
        (LONGEST, None),
        (LONGEST + 1, "too_long"),
    ],
)
def test_a_round_is_neither_too_short_nor_too_long(days: int, expected: str | None) -> None:
    assert fault(lasting(days), FIRST) == expected


def test_a_round_may_begin_today_but_not_yesterday() -> None:
    assert fault(THREE_WEEKS, FIRST) is None
    assert fault(THREE_WEEKS, FIRST + timedelta(days=1)) == "in_the_past"


@pytest.mark.parametrize(
    ("today", "published", "expected"),
    [
        (date(2027, 1, 10), False, "planned"),
        (FIRST, False, "open"),
        (date(2027, 1, 31), False, "open"),
        (date(2027, 2, 1), False, "closed"),
        (date(2027, 2, 1), True, "published"),
    ],
)
def test_answers_count_from_the_first_day_up_to_the_end_of_the_last(
    today: date, published: bool, expected: State
) -> None:
    assert state(THREE_WEEKS, published, today) == expected


def test_the_figures_come_after_three_days_in_which_the_round_can_open_again() -> None:
    assert publish_from(THREE_WEEKS) == date(2027, 2, 4)


def test_a_round_reminds_half_way_and_shortly_before_the_end() -> None:
    assert reminders(THREE_WEEKS) == (HALF_WAY, SHORTLY_BEFORE)


def test_the_shortest_round_reminds_once() -> None:
    assert reminders(lasting(SHORTEST)) == (FIRST + timedelta(days=2),)


@given(st.integers(1, LONGEST + 10))
def test_reminders_come_at_most_twice_never_on_the_first_day_and_within_the_round(days: int) -> None:
    period = lasting(days)
    found = reminders(period)
    assert len(found) <= 2
    assert list(found) == sorted(set(found))
    assert all(period.opens_on < day <= period.closes_on for day in found)


@given(st.integers(SHORTEST, LONGEST))
def test_who_looks_every_day_sends_every_reminder_once_and_on_its_day(days: int) -> None:
    period = lasting(days)
    sent: dict[int, date] = {}
    for number in range(-3, days + 10):
        today = FIRST + timedelta(days=number)
        due = reminder_due(period, today, sent)
        if due:
            sent[due] = today
    assert tuple(sent.values()) == reminders(period)
    assert list(sent) == list(range(1, len(sent) + 1))


@pytest.mark.parametrize(
    ("today", "sent", "due"),
    [
        (FIRST, (), 0),
        (HALF_WAY - timedelta(days=1), (), 0),
        (HALF_WAY, (), 1),
        (HALF_WAY, (1,), 0),
        (HALF_WAY + timedelta(days=3), (), 1),
        (SHORTLY_BEFORE, (1,), 2),
        (SHORTLY_BEFORE, (1, 2), 0),
        (THREE_WEEKS.closes_on, (1,), 2),
    ],
)
def test_a_reminder_is_due_until_it_was_sent(today: date, sent: tuple[int, ...], due: int) -> None:
    assert reminder_due(THREE_WEEKS, today, sent) == due


def test_where_one_was_missed_only_the_newest_is_sent() -> None:
    assert reminder_due(THREE_WEEKS, SHORTLY_BEFORE, ()) == 2
    assert reminder_due(THREE_WEEKS, SHORTLY_BEFORE, (2,)) == 0


@pytest.mark.parametrize("today", [FIRST - timedelta(days=1), THREE_WEEKS.closes_on + timedelta(days=1)])
def test_nobody_is_reminded_before_or_after_the_round(today: date) -> None:
    assert reminder_due(THREE_WEEKS, today, ()) == 0
