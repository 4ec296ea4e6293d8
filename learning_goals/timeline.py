"""What holds when about one person, as a list of periods: the ways in which a list or HR changes it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar

from learning_goals.periods import Amendment, Known, Period
from learning_goals.staffer import Span

Value = TypeVar("Value")
ONE_DAY = timedelta(days=1)


def settle(rows: Sequence[Known[Value]], wanted: Sequence[Period[Value]]) -> Amendment[Value]:
    """Return what turns the rows into the wanted periods; rows that are wanted as they are stay."""
    missing = list(wanted)
    superseded: list[int] = []
    for row in rows:
        if row.period in missing:
            missing.remove(row.period)
        else:
            superseded.append(row.key)
    return Amendment(superseded=tuple(superseded), recorded=tuple(missing))


def until(periods: Sequence[Period[Value]], last: date) -> list[Period[Value]]:
    """Let nothing hold after `last`; what would begin later is taken back."""
    return [replace(each, valid_until=min(each.valid_until, last)) for each in periods if each.valid_from <= last]


def ended_before(periods: Sequence[Period[Value]], day: date, which: Callable[[Value], bool]) -> list[Period[Value]]:
    """End what holds on `day` and is chosen by `which` on the day before."""
    chosen = [each for each in periods if each.holds_on(day) and which(each.value)]
    return [each for each in periods if each not in chosen] + until(chosen, day - ONE_DAY)


def follow(periods: Sequence[Period[Value]], old: Span, new: Span, *, extends: bool) -> list[Period[Value]]:
    """Carry along what lies within an employment when its dates change.

    What began or ended with it still does (`extends`: also when the end moves to a later day), and
    nothing within it holds outside the new dates.
    """
    moved: list[Period[Value]] = []
    for each in periods:
        if each.valid_from > old.last or each.valid_until < old.first:
            moved.append(each)
            continue
        first = new.first if each.valid_from == old.first else max(each.valid_from, new.first)
        with_it = extends and each.valid_until == old.last
        last = new.last if with_it else min(each.valid_until, new.last)
        if first <= last:
            moved.append(replace(each, valid_from=first, valid_until=last))
    return moved


def let_hold(
    periods: Sequence[Period[Value]],
    values: Mapping[Hashable, Value],
    key: Callable[[Value], Hashable],
    day: date,
    span: Span,
    ends: Callable[[Value], bool],
) -> list[Period[Value]]:
    """Let these values hold on `day`, each known by its key; what holds besides ends if `ends` says so.

    A value that is new holds over `span`; one that differs replaces the old one from `day` on. What is
    planned for later stays.
    """
    settled: list[Period[Value]] = []
    held: set[Hashable] = set()
    for each in periods:
        wanted = values.get(key(each.value))
        if not each.holds_on(day):
            settled.append(each)
        elif wanted is not None:
            held.add(key(each.value))
            settled += _changed(each, wanted, day)
        elif ends(each.value):
            settled += until([each], day - ONE_DAY)
        else:
            settled.append(each)
    for name, value in values.items():
        if name not in held:
            later = [each.valid_from for each in periods if each.valid_from > day and key(each.value) == name]
            last = min([span.last, *(first - ONE_DAY for first in later)])
            settled.append(Period(value=value, valid_from=span.first, valid_until=last))
    return settled


def span_of(periods: Collection[Period[Value]]) -> Span:
    """Return from the first to the last day of all periods together."""
    return Span(
        first=min(each.valid_from for each in periods),
        last=max(each.valid_until for each in periods),
    )


def _changed(period: Period[Value], value: Value, day: date) -> list[Period[Value]]:
    if value == period.value:
        return [period]
    if day <= period.valid_from:
        return [replace(period, value=value)]
    before = replace(period, valid_until=day - ONE_DAY)
    return [before, replace(period, value=value, valid_from=day)]
