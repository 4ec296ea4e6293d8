"""Periods on two clocks: when something held, and when we came to know it.

A row is never changed but for one thing: a newer row may supersede it. So any date can be asked as
it was known on any day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Generic, TypeVar

EVER = date(1, 1, 1)
"""The first day of what has no beginning."""

FOREVER = date(9999, 12, 31)
"""The last day of what has no end yet."""

NEVER = datetime(9999, 12, 31, tzinfo=UTC)
"""The instant of what has not happened yet."""

Value = TypeVar("Value")


@dataclass(frozen=True, kw_only=True)
class Period(Generic[Value]):
    """`value` holds from `valid_from` up to and including `valid_until`."""

    value: Value
    valid_from: date
    valid_until: date = FOREVER

    def holds_on(self, day: date) -> bool:
        """Return whether the period covers that calendar day."""
        return self.valid_from <= day <= self.valid_until


@dataclass(frozen=True, kw_only=True)
class Known(Generic[Value]):
    """A period with the time in which we believed it: from `recorded_at` until `superseded_at`."""

    key: int
    period: Period[Value]
    recorded_at: datetime
    superseded_at: datetime = NEVER

    def known_at(self, instant: datetime) -> bool:
        """Return whether this was what we knew at that instant."""
        return self.recorded_at <= instant < self.superseded_at


@dataclass(frozen=True, kw_only=True)
class Amendment(Generic[Value]):
    """What a change does to the rows: `superseded` keys are closed, `recorded` periods are added."""

    superseded: tuple[int, ...] = ()
    recorded: tuple[Period[Value], ...] = ()


class ImpossiblePeriod(ValueError):
    """The end lies before the beginning."""


def as_known(rows: Iterable[Known[Value]], on: date, at: datetime) -> list[Value]:
    """Return what held on day `on` as it was known at instant `at`, oldest period first."""
    found = [row.period for row in rows if row.known_at(at) and row.period.holds_on(on)]
    return [period.value for period in sorted(found, key=lambda period: period.valid_from)]


def begin(value: Value, valid_from: date, valid_until: date = FOREVER) -> Amendment[Value]:
    """Record a new period; raises ImpossiblePeriod when it ends before it begins."""
    if valid_until < valid_from:
        raise ImpossiblePeriod(f"{valid_until} lies before {valid_from}")
    return Amendment(recorded=(Period(value=value, valid_from=valid_from, valid_until=valid_until),))


def end(row: Known[Value], last_day: date) -> Amendment[Value]:
    """End a period on `last_day`; one that had not begun by then is taken back whole."""
    if row.period.valid_until == last_day:
        return Amendment()
    if last_day < row.period.valid_from:
        return Amendment(superseded=(row.key,))
    return Amendment(superseded=(row.key,), recorded=(replace(row.period, valid_until=last_day),))


def correct(row: Known[Value], period: Period[Value]) -> Amendment[Value]:
    """Replace what we believed by `period`, over its whole length."""
    if period == row.period:
        return Amendment()
    return Amendment(superseded=(row.key,), recorded=(period,))


def change_from(row: Known[Value], value: Value, day: date) -> Amendment[Value]:
    """Let `value` hold from `day` on instead; on or before the first day it replaces the whole period."""
    if value == row.period.value:
        return Amendment()
    if day <= row.period.valid_from:
        return correct(row, replace(row.period, value=value))
    before = replace(row.period, valid_until=date.fromordinal(day.toordinal() - 1))
    after = replace(row.period, value=value, valid_from=day)
    return Amendment(superseded=(row.key,), recorded=(before, after))


def together(amendments: Sequence[Amendment[Value]]) -> Amendment[Value]:
    """Return the amendments as one."""
    return Amendment(
        superseded=tuple(key for each in amendments for key in each.superseded),
        recorded=tuple(period for each in amendments for period in each.recorded),
    )
