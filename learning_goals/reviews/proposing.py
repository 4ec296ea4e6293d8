"""On which day a review is proposed: in the team's own rhythm, spread over the organisation, never on a closed day."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from learning_goals.reviews.periods import LEAST_GAP, ONE_DAY, Period, Window, longest_gap, movable
from learning_goals.working_days import SATURDAY

Limit = Literal["past", "closed", "weekend", "too_soon", "before_period", "too_long", "after_period", "over"]
TUESDAY = 1
GOLDEN = 0.6180339887498949
MOST_WEEKS = 12
OFFERED = 6
"""Days that a refusal names."""


@dataclass(frozen=True, kw_only=True)
class Rhythm:
    """A team meets on this weekday (0 is Monday), every so many weeks, counted from a day in a week in which it met."""

    weekday: int = TUESDAY
    every_weeks: int = 2
    counted_from: date = date(2024, 1, 2)

    def meets_on(self, day: date) -> bool:
        """Return whether the team meets on that day."""
        weeks = (_monday(day) - _monday(self.counted_from)) // 7
        return day.weekday() == self.weekday and weeks % self.every_weeks == 0


USUAL = Rhythm()
"""What holds until a leader says otherwise: every two weeks on Tuesday."""


def propose(within: Window, rhythm: Rhythm, closed: Collection[date], place: float) -> date | None:
    """Return the day for a team at that place (from 0 up to 1) among all teams; None when every day is closed.

    A day on which the team meets; where none is left, its weekday in any week; where none is left, any working day.
    """
    days = meeting_days(within, rhythm, closed)
    days = days or meeting_days(within, Rhythm(weekday=rhythm.weekday, every_weeks=1), closed)
    days = days or [day for day in _days(within) if _open(day, closed) and day.weekday() < SATURDAY]
    return days[int(place * len(days))] if days else None


def meeting_days(within: Window, rhythm: Rhythm, closed: Collection[date]) -> list[date]:
    """Return the days within a window on which the team meets and nothing is closed."""
    return [day for day in _days(within) if rhythm.meets_on(day) and _open(day, closed)]


def place_of(number: int) -> float:
    """Return where the team with that number comes among all: any run of numbers lies evenly between 0 and 1."""
    return number * GOLDEN % 1


def refusal(
    day: date, period: Period, before: date | None, rhythm: Rhythm, closed: Collection[date], today: date
) -> Limit | None:
    """Return which limit stands in the way of holding a review on that day, None when nothing does."""
    within = movable(period, before, today)
    if within is None:
        return "over"
    if day < today:
        return "past"
    if not within.holds(day):
        return _outside(day, within, period, before)
    if day in closed:
        return "closed"
    return "weekend" if day.weekday() >= SATURDAY and day.weekday() != rhythm.weekday else None


def possible(
    period: Period, before: date | None, rhythm: Rhythm, closed: Collection[date], today: date
) -> tuple[date, ...]:
    """Return the first days to which it can be moved: days on which the team meets, else any working day."""
    within = movable(period, before, today)
    if within is None:
        return ()
    days = meeting_days(within, rhythm, closed)
    days = days or [day for day in _days(within) if _open(day, closed) and day.weekday() < SATURDAY]
    return tuple(days[:OFFERED])


def _outside(day: date, within: Window, period: Period, before: date | None) -> Limit:
    if day < within.first:
        return "too_soon" if before is not None and day < before + LEAST_GAP else "before_period"
    too_long = before is not None and day > before + longest_gap(period.per_year)
    return "too_long" if too_long and day <= period.last else "after_period"


def _days(within: Window) -> Iterator[date]:
    day = within.first
    while day <= within.last:
        yield day
        day += ONE_DAY


def _open(day: date, closed: Collection[date]) -> bool:
    return day not in closed


def _monday(day: date) -> int:
    return day.toordinal() - day.weekday()
