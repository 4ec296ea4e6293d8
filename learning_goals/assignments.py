"""What an assignment's dates mean: derived states, never stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

State = Literal["assigned", "due_soon", "overdue", "started", "done", "done_earlier_version"]
STATES: tuple[State, ...] = ("overdue", "due_soon", "started", "assigned", "done_earlier_version", "done")
DUE_SOON_DAYS = 14
"""Days before the due date from which a course counts as due soon."""

_BEGINNING = date(1, 1, 1)
_END = date(9999, 12, 31)
_NEWEST = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Progress:
    """What is known of one person and one assigned course; `done_version` 0 means not done."""

    due_on: date
    started: bool
    done_version: int


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """The due dates and versions (ends included) and starts that together are one state."""

    due_from: date = _BEGINNING
    due_until: date = _END
    done_from: int = 0
    done_until: int = 0
    started: tuple[bool, ...] = (False, True)

    def hold(self, progress: Progress) -> bool:
        """Return whether the progress lies within all bounds."""
        return (
            self.due_from <= progress.due_on <= self.due_until
            and self.done_from <= progress.done_version <= self.done_until
            and progress.started in self.started
        )


def bounds_of(state: State, redo_version: int, today: date) -> Bounds:
    """Return what makes up that state on `today`; due means the end of the due day.

    `redo_version` is the newest version of the course whose change asks everybody to do it again.
    """
    soon = today + timedelta(days=DUE_SOON_DAYS)
    later = soon + timedelta(days=1)
    match state:
        case "done":
            return Bounds(done_from=redo_version, done_until=_NEWEST)
        case "done_earlier_version":
            return Bounds(done_from=1, done_until=redo_version - 1)
        case "overdue":
            return Bounds(due_until=today - timedelta(days=1))
        case "due_soon":
            return Bounds(due_from=today, due_until=soon)
        case "started":
            return Bounds(due_from=later, started=(True,))
        case "assigned":
            return Bounds(due_from=later, started=(False,))


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
