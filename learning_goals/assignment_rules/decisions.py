"""What was decided or found about one person and one thing to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Problem = Literal["before_start", "suspended"]


@dataclass(frozen=True, kw_only=True)
class Extension:
    """More time for one cycle."""

    course_id: str
    cycle: int
    due_on: date


@dataclass(frozen=True, kw_only=True)
class Exemption:
    """It need not be done in this period."""

    course_id: str
    first: date
    last: date


@dataclass(frozen=True, kw_only=True)
class Pause:
    """Somebody is away; why is nobody's business."""

    first: date
    last: date

    def covers(self, day: date) -> bool:
        """Return whether the pause holds on that day."""
        return self.first <= day <= self.last


@dataclass(frozen=True, kw_only=True)
class Impossible:
    """A date that a rule asks for and that cannot be: before somebody came, or while somebody is away."""

    rule_id: int
    person_id: int
    cycle: int
    problem: Problem
    asked_on: date


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What was decided about an impossible date: another day, or (None) that it need not be done."""

    about: Impossible
    due_on: date | None
