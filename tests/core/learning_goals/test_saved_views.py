"""When a saved view is mailed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning_goals.saved_views import Mailed, Schedule, due

DAYS = st.dates(date(2026, 1, 1), date(2030, 1, 1))
LONG_AGO = date(2020, 1, 1)


def on(mailed: Mailed, weekday: int, since: date = LONG_AGO) -> Schedule:
    return Schedule(mailed=mailed, weekday=weekday, since=since)


@pytest.mark.parametrize(
    ("schedule", "today", "period"),
    [
        (on("weekly", 3), date(2026, 11, 24), ""),
        (on("weekly", 3), date(2026, 11, 25), "2026-W48"),
        (on("weekly", 3), date(2026, 11, 29), "2026-W48"),
        (on("monthly", 1), date(2026, 11, 1), ""),
        (on("monthly", 1), date(2026, 11, 2), "2026-11"),
        (on("monthly", 7), date(2026, 11, 1), "2026-11"),
        (on("weekly", 3, since=date(2026, 11, 26)), date(2026, 11, 27), ""),
        (on("never", 1), date(2026, 11, 2), ""),
    ],
)
def test_it_is_due_from_its_day_on(schedule: Schedule, today: date, period: str) -> None:
    assert due(schedule, today) == period


@given(st.sampled_from(["weekly", "monthly"]), st.integers(1, 7), DAYS)
def test_the_first_day_of_every_period_has_the_weekday(mailed: Mailed, weekday: int, begin: date) -> None:
    days = [begin + timedelta(days=number) for number in range(100)]
    first: dict[str, date] = {}
    for day in days:
        if (period := due(on(mailed, weekday), day)) and due(on(mailed, weekday), begin) != period:
            first.setdefault(period, day)
    assert {day.isoweekday() for day in first.values()} == {weekday}
    assert len(first) >= (13 if mailed == "weekly" else 2)
