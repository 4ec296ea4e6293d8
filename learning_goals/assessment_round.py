"""A round of the leerdoelwijzer: when it is open, when it reminds, when its figures come."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

State = Literal["planned", "open", "closed", "published"]

SHORTEST = 5
LONGEST = 92
"""Days that a round takes."""
MOST_REMINDERS = 2
LAST_REMINDER = 2
"""Days before the end of the last reminder."""
PAUSE = 3
"""Days between the end and the figures, within which a round can be opened again."""


@dataclass(frozen=True, kw_only=True)
class Period:
    """First and last day of a round; answers count up to the end of the last."""

    opens_on: date
    closes_on: date


def fault(period: Period, today: date) -> Literal["ends_too_soon", "too_long", "in_the_past"] | None:
    """Return why a round cannot have this period; None when it can."""
    days = (period.closes_on - period.opens_on).days + 1
    if period.opens_on < today:
        return "in_the_past"
    if days < SHORTEST:
        return "ends_too_soon"
    return "too_long" if days > LONGEST else None


def state(period: Period, published: bool, today: date) -> State:
    """Return what a round is today."""
    if published:
        return "published"
    if today < period.opens_on:
        return "planned"
    return "open" if today <= period.closes_on else "closed"


def publish_from(period: Period) -> date:
    """Return the day on which the figures come by themselves."""
    return period.closes_on + timedelta(days=1 + PAUSE)


def reminders(period: Period) -> tuple[date, ...]:
    """Return the days of the reminders: half-way, and shortly before the end; at most two, never on the first day."""
    half = period.opens_on + (period.closes_on - period.opens_on) / 2
    last = period.closes_on - timedelta(days=LAST_REMINDER)
    return tuple(sorted({day for day in (half, last) if day > period.opens_on}))[:MOST_REMINDERS]


def reminder_due(period: Period, today: date, sent: Collection[int]) -> int:
    """Return the number (from one) of the reminder that is due today and was not sent; 0 when there is none.

    Where one was missed (the worker stood still) only the newest is sent.
    """
    if not period.opens_on <= today <= period.closes_on:
        return 0
    due = [number for number, day in enumerate(reminders(period), start=1) if day <= today]
    return due[-1] if due and due[-1] not in sent else 0
