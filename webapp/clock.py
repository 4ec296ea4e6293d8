"""The only place that reads the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def now() -> datetime:
    """Return this instant in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Return today's calendar date in the Netherlands."""
    return day_of(now())


def day_of(instant: datetime) -> date:
    """Return the Dutch calendar date of an instant."""
    return instant.astimezone(AMSTERDAM).date()


def end_of(day: date) -> datetime:
    """Return the last instant of a Dutch day."""
    return datetime.combine(day, time(23, 59, 59, 999999), AMSTERDAM)
