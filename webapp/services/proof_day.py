"""The moment of an evidence file: a day, and the end of it (or now) as the time up to which things were known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import format_date
from flask_babel import gettext as _

from learning_goals.proof.day import WrongDay, read_day
from webapp import clock
from webapp.store import evidence_files


@dataclass(frozen=True, kw_only=True)
class Moment:
    """How it stood on `day`, as it was known at the instant `at`."""

    day: date
    at: datetime


def moment_of(said: str, now: datetime) -> Moment:
    """Return the moment of a day that somebody wrote; raises WrongDay."""
    today = clock.day_of(now)
    return moment(read_day(said, first_day(now), today), now)


def moment(day: date, now: datetime) -> Moment:
    """Return the end of that day, or now when it is not over."""
    return Moment(day=day, at=min(now, clock.end_of(day)))


def first_day(now: datetime) -> date:
    """Return the first day of which an evidence file can be made: the one on which people were first recorded."""
    return clock.day_of(min(evidence_files.first_recorded(), now))


def sentence(wrong: WrongDay) -> str:
    """Return why no file can be made of that day, and what to do."""
    match wrong.fault:
        case "no_day":
            return _(
                "“%(said)s” is no day. Write the year, the month and the day, as in 2026-12-31.", said=wrong.said[:40]
            )
        case "to_come":
            return _("This day is still to come, so nothing can be proved about it. Choose today or an earlier day.")
        case "nothing_known":
            return _(
                "Nothing was known here on that day. Choose %(first)s, on which the first people were recorded, or a "
                "later day.",
                first=format_date(wrong.first, "d MMMM y"),
            )
