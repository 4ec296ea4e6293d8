"""The parts of a year in which a review is held, and the days within one on which it may be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
LEAST_GAP, LONGEST_GAP = timedelta(days=90), timedelta(days=270)
"""Days between two reviews (planning rule H12)."""
LONGEST_YEARLY = timedelta(days=455)
"""The longest gap for who meets once a year: management and board may (planning rule S8)."""
SOON = timedelta(days=41)
"""Where the longest gap is over before a period begins, the review comes in its first six weeks."""
LATE = timedelta(days=13)
"""Where the least gap leaves less than two weeks of a period, the review comes in the two weeks after that gap."""
TEAM_LEAST, TEAM_MOST = 2, 4
"""Times a year that a team can review: at least twice (planning rule H12)."""
DUTY_LEAST, DUTY_MOST = 1, 2
"""Times a year that management and board can review (planning rule S8)."""
MONTHS = 12


@dataclass(frozen=True, kw_only=True, order=True)
class Period:
    """One part of a year: the `number`-th of `per_year`, days included."""

    year: int
    number: int
    per_year: int

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, 1 + (self.number - 1) * MONTHS // self.per_year, 1)

    @property
    def last(self) -> date:
        """The last day."""
        if self.number == self.per_year:
            return date(self.year, MONTHS, 31)
        return date(self.year, 1 + self.number * MONTHS // self.per_year, 1) - ONE_DAY


@dataclass(frozen=True, kw_only=True)
class Window:
    """The days from the first up to and including the last."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Return whether that day lies within."""
        return self.first <= day <= self.last


def period_of(day: date, per_year: int) -> Period:
    """Return the period in which a day lies."""
    return Period(year=day.year, number=1 + (day.month - 1) * per_year // MONTHS, per_year=per_year)


def window(period: Period, before: date | None) -> Window:
    """Return when the review of a period may be, `before` being the day of the one before it (None: there is none).

    The days of the period that lie within the gap. Where that is over already, the first six weeks; where the least
    gap leaves less than two weeks of the period, the two weeks after it.
    """
    first, last = period.first, period.last
    if before is None:
        return Window(first=first, last=last)
    soonest, latest = before + LEAST_GAP, before + longest_gap(period.per_year)
    last = min(last, latest) if latest >= first else first + SOON
    return Window(first=max(first, soonest), last=max(last, soonest + LATE))


def movable(period: Period, before: date | None, today: date) -> Window | None:
    """Return the days to which a review can still be moved today; None once they are over.

    Who let the longest gap pass may still choose every day that is left of the period.
    """
    within = window(period, before)
    last = within.last if today <= within.last else max(within.last, period.last)
    first = max(within.first, today)
    return Window(first=first, last=last) if first <= last else None


def longest_gap(per_year: int) -> timedelta:
    """Return how far apart two reviews may be."""
    return LONGEST_GAP if per_year >= TEAM_LEAST else LONGEST_YEARLY
