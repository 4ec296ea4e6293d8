"""When a saved view is mailed: once a week or once a month, as a link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Mailed = Literal["never", "weekly", "monthly"]
MAILED: tuple[Mailed, ...] = ("never", "weekly", "monthly")


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """How often, on which day of the week (1 is Monday), and since when it is so.

    Monthly is the first such day of the month.
    """

    mailed: Mailed
    weekday: int
    since: date


def due(schedule: Schedule, today: date) -> str:
    """Return the week or month whose mail is due by today, as 2026-W48 or 2026-11; empty when none is.

    A day on which nothing ran is done later in the same week or month. A day before the choice was made is not.
    """
    if schedule.mailed == "weekly":
        year, week, _day = today.isocalendar()
        moment, name = date.fromisocalendar(year, week, schedule.weekday), f"{year}-W{week:02d}"
    elif schedule.mailed == "monthly":
        first = today.replace(day=1)
        moment = first + timedelta(days=(schedule.weekday - first.isoweekday()) % 7)
        name = f"{today:%Y-%m}"
    else:
        return ""
    return name if schedule.since <= moment <= today else ""
