"""When a round is open and when its figures come."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from learning_goals.assessment_round import (
    LONGEST,
    SHORTEST,
    Period,
    State,
    fault,
    publish_from,
    state,
)

FIRST = date(2027, 1, 11)
THREE_WEEKS = Period(opens_on=FIRST, closes_on=date(2027, 1, 31))


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
