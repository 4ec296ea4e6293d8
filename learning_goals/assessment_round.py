"""A round of the leerdoelwijzer: when it is open, when its figures come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

State = Literal["planned", "open", "closed", "published"]

SHORTEST = 5
LONGEST = 92
"""Days that a round takes."""
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
