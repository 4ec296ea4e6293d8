"""Counting working days; which days are public holidays is told."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

SATURDAY = 5
ONE_DAY = timedelta(days=1)


def is_working_day(day: date, holidays: Collection[date]) -> bool:
    """Return whether that day is from Monday to Friday and no holiday."""
    return day.weekday() < SATURDAY and day not in holidays


def first_working_day(day: date, holidays: Collection[date]) -> date:
    """Return that day, or the first working day after it."""
    while not is_working_day(day, holidays):
        day += ONE_DAY
    return day


def working_days_after(day: date, count: int, holidays: Collection[date]) -> date:
    """Return the working day that comes so many working days after `day`; `day` itself is not counted."""
    while count:
        day = first_working_day(day + ONE_DAY, holidays)
        count -= 1
    return day
