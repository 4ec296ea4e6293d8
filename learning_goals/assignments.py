"""What an assignment's dates mean: derived states, never stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from learning_goals.periods import EVER

State = Literal["assigned", "due_soon", "overdue", "in_grace", "expired", "started", "done", "done_earlier_version"]
STATES: tuple[State, ...] = (
    "expired",
    "overdue",
    "in_grace",
    "due_soon",
    "started",
    "assigned",
    "done_earlier_version",
    "done",
)
"""Late is `in_grace` until the grace ends; then the first cycle is `overdue`, a renewal is `expired`."""
DUE_SOON_DAYS = 14
"""Days before the due date from which a course counts as due soon."""

_BEGINNING = EVER
_END = date(9999, 12, 31)
NEWEST = 1_000_000
"""A version that is never older than another."""


@dataclass(frozen=True, kw_only=True)
class Progress:
    """What is known of one person and one assigned course; `done_version` 0 means not done in this cycle.

    `grace_until` before the due date means that there is no grace.
    """

    due_on: date
    started: bool
    done_version: int
    grace_until: date = EVER
    cycle: int = 1


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """The due dates and versions (ends included) and starts that together are one state."""

    due_from: date = _BEGINNING
    due_until: date = _END
    done_from: int = 0
    done_until: int = 0
    started: tuple[bool, ...] = (False, True)
    grace_from: date = _BEGINNING
    grace_until: date = _END
    cycle_from: int = 1
    cycle_until: int = NEWEST

    def hold(self, progress: Progress) -> bool:
        """Return whether the progress lies within all bounds."""
        return (
            self.due_from <= progress.due_on <= self.due_until
            and self.done_from <= progress.done_version <= self.done_until
            and progress.started in self.started
            and self.grace_from <= max(progress.grace_until, progress.due_on) <= self.grace_until
            and self.cycle_from <= progress.cycle <= self.cycle_until
        )


def bounds_of(state: State, redo_version: int, today: date) -> Bounds:
    """Return what makes up that state on `today`; due means the end of the due day.

    `redo_version` is the newest version of the course whose change asks everybody to do it again.
    """
    if state == "done":
        return Bounds(done_from=redo_version, done_until=NEWEST)
    if state == "done_earlier_version":
        return Bounds(done_from=1, done_until=redo_version - 1)
    return _late(state, today - timedelta(days=1)) or _in_time(state, today)


def _late(state: State, yesterday: date) -> Bounds | None:
    match state:
        case "overdue":
            return Bounds(due_until=yesterday, grace_until=yesterday, cycle_until=1)
        case "expired":
            return Bounds(due_until=yesterday, grace_until=yesterday, cycle_from=2)
        case "in_grace":
            return Bounds(due_until=yesterday, grace_from=yesterday + timedelta(days=1))
        case _:
            return None


def _in_time(state: State, today: date) -> Bounds:
    soon = today + timedelta(days=DUE_SOON_DAYS)
    if state == "due_soon":
        return Bounds(due_from=today, due_until=soon)
    return Bounds(due_from=soon + timedelta(days=1), started=(state == "started",))


def state_of(progress: Progress, redo_version: int, today: date) -> State:
    """Return the one state whose bounds hold."""
    return next(state for state in STATES if bounds_of(state, redo_version, today).hold(progress))


class DueTooEarly(ValueError):
    """The due date lies in the past."""


def due_date(wished: date, today: date) -> date:
    """Return the due date; raises DueTooEarly when it lies before today."""
    if wished < today:
        raise DueTooEarly(wished.isoformat())
    return wished
