"""How things stand on a day: as is known now, or as was known when that day ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from learning_goals.assignments import STATES, State

Standing = Literal[State, "exempt"]
EXEMPT: Literal["exempt"] = "exempt"
STANDINGS: tuple[Standing, ...] = (*STATES, EXEMPT)
"""What figures count: the states of what is asked, and who need not do it."""
IN_ORDER: frozenset[Standing] = frozenset({"done"})
"""What counts as compliant: done in the version that is asked."""
EMPLOYEE = "employee"
"""What stands for a role of who holds none."""
BY_HAND = 0
"""What stands for a rule where a person assigned."""
MONTHS = 12
"""Months that a trend shows before today."""


@dataclass(frozen=True, kw_only=True)
class View:
    """A day, whether it lies in the past, and whether it is seen as it was known then.

    Seen as known now, what was asked is still what was asked by then: asking something today does not change last year.
    """

    day: date
    past: bool
    then: bool


def view_of(day: date | None, today: date, *, then: bool) -> View:
    """Return the view of a day; None, today and days to come are today."""
    if day is None or day >= today:
        return View(day=today, past=False, then=False)
    return View(day=day, past=True, then=then)


def month_ends(before: date, count: int = MONTHS) -> list[date]:
    """Return the last days of the months that were over before a day, oldest first."""
    ends: list[date] = []
    last = before.replace(day=1) - timedelta(days=1)
    while len(ends) < count:
        ends.append(last)
        last = last.replace(day=1) - timedelta(days=1)
    return ends[::-1]


def share_in_order(counts: Mapping[Standing, int]) -> int | None:
    """Return the percentage, rounded down, of what is asked that is in order; None when nothing is asked."""
    asked = sum(number for standing, number in counts.items() if standing != EXEMPT)
    return 100 * sum(counts.get(each, 0) for each in IN_ORDER) // asked if asked else None
