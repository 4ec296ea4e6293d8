"""How often again: from what was done to the cycle that runs on a day."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from learning_goals.assignment_rules.rule import Renewal
from learning_goals.periods import EVER, FOREVER


@dataclass(frozen=True, kw_only=True)
class Cycle:
    """One time that something is asked: what is done on `counts_from` or later counts for it.

    `valid_until` is the last day on which the completion before it counts, 0001-01-01 for the first cycle.
    """

    number: int
    counts_from: date
    due_on: date
    valid_until: date = EVER


def cycle_on(day: date, first_due: date, renewal: Renewal, done: Iterable[date]) -> Cycle:
    """Return the cycle that runs on that day; the next one opens when its window does.

    What lapsed before the rule asked anything is due on `first_due`, never in the past of the rule.
    """
    cycle = Cycle(number=1, counts_from=EVER, due_on=first_due)
    for each in sorted(done):
        if each > day or each < cycle.counts_from or renewal.kind == "never":
            continue
        lapses = lapse(each, renewal, cycle.valid_until)
        opens = lapses - timedelta(days=renewal.window_days)
        if opens > day:
            return cycle
        cycle = Cycle(number=cycle.number + 1, counts_from=opens, due_on=max(lapses, first_due), valid_until=lapses)
    return cycle


def lapse(done: date, renewal: Renewal, before: date = EVER) -> date:
    """Return the last day on which a completion counts; an early repeat counts from the end it renews.

    29 February and the 31st become the last day of a month that has none.
    """
    match renewal.kind:
        case "never":
            return FOREVER
        case "rolling":
            return plus_months(max(done, before), renewal.months)
        case "calendar":
            earliest = done + timedelta(days=renewal.window_days)
            year = earliest.year
            while _day_of(year, renewal) <= earliest:
                year += 1
            return _day_of(year + renewal.months // 12 - 1, renewal)


def plus_months(day: date, months: int) -> date:
    """Return the same day so many months later, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def plus_days(day: date, days: int) -> date:
    """Return the day so many days later, or the last day that there is."""
    return day + timedelta(days=min(days, (FOREVER - day).days))


def _day_of(year: int, renewal: Renewal) -> date:
    return date(year, renewal.month, min(renewal.day, monthrange(year, renewal.month)[1]))
