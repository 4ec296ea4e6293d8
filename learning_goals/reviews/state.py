"""How a review stands on a day, and on which day it is held against the others; derived, never stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from learning_goals.reviews.periods import LEAST_GAP, longest_gap

State = Literal["planned", "due", "not_recorded", "missed", "recorded"]
STATES: tuple[State, ...] = ("recorded", "planned", "due", "not_recorded", "missed")
BEHIND: frozenset[State] = frozenset({"not_recorded", "missed"})
"""States in which a team is behind."""
NEAR = timedelta(days=14)
"""A review is due from so many days before its day, and is missed so many days after it."""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A review among those of the same team: its day, and the day on which it was held (None: not recorded)."""

    due_on: date
    held_on: date | None = None


def state(due_on: date, held_on: date | None, today: date) -> State:
    """Return how a review stands; it counts only once it is recorded (planning rule H12)."""
    if held_on is not None:
        return "recorded"
    if today < due_on - NEAR:
        return "planned"
    if today <= due_on:
        return "due"
    return "not_recorded" if today <= due_on + NEAR else "missed"


def day_before(earlier: Sequence[Standing], today: date) -> date | None:
    """Return the day from which the gap to the next review counts, None when there is none.

    The last that was held; where one is still to come, its planned day. What was missed counts for nothing.
    """
    days = [each.held_on or each.due_on for each in earlier if each.held_on or each.due_on >= today]
    return max(days, default=None)


def gap_is_kept(before: date | None, held_on: date, per_year: int) -> bool:
    """Return whether a review that was held lies neither too soon nor too long after the one before it."""
    return before is None or LEAST_GAP <= held_on - before <= longest_gap(per_year)
