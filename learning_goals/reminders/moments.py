"""When mails with reminders leave: one weekly mail per person on a chosen day, urgent ones within working hours."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WEEK = timedelta(days=7)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Hours:
    """When mail may leave: from and until which hour (local time), and on which weekdays (1 is Monday)."""

    begins: int = 8
    ends: int = 18
    weekdays: frozenset[int] = frozenset({1, 2, 3, 4, 5})

    def working(self, day: date, closed: Collection[date]) -> bool:
        """Return whether that is a day on which mail may leave."""
        return day.isoweekday() in self.weekdays and day not in closed


@dataclass(frozen=True, kw_only=True)
class Choice:
    """When somebody wants the weekly mail, and until which day (included) none at all."""

    weekday: int = 2
    hour: int = 9
    paused_until: date | None = None

    def paused(self, day: date) -> bool:
        """Return whether somebody wants no mail on that day."""
        return self.paused_until is not None and day <= self.paused_until


def monday(day: date) -> date:
    """Return the Monday of that day's week."""
    return day - timedelta(days=day.isoweekday() - 1)


def week(day: date) -> str:
    """Return the name of that day's week (ISO 8601), as 2027-W01."""
    year, number, _weekday = day.isocalendar()
    return f"{year}-W{number:02}"


def weekly_day(choice: Choice, hours: Hours, closed: Collection[date], day: date) -> date | None:
    """Return on which day of that week the weekly mail leaves: the chosen one, or else the nearest after, then before.

    None when the whole week is closed.
    """
    first = monday(day)
    chosen = first + timedelta(days=choice.weekday - 1)
    later = [chosen + timedelta(days=each) for each in range(8 - choice.weekday)]
    earlier = [chosen - timedelta(days=each) for each in range(1, choice.weekday)]
    return next((each for each in (*later, *earlier) if hours.working(each, closed)), None)


def leaves_at(day: date, hour: int, hours: Hours, zone: ZoneInfo) -> datetime:
    """Return the instant on that day nearest to the hour at which mail may leave."""
    allowed = min(max(hour, hours.begins), hours.ends - 1)
    return datetime.combine(day, time(allowed), zone)


def last_working_day(day: date, hours: Hours, closed: Collection[date]) -> date:
    """Return that day or the last one before it on which mail may leave; the day itself when none was in two weeks."""
    return next(
        (day - timedelta(days=each) for each in range(15) if hours.working(day - timedelta(days=each), closed)), day
    )
