"""Whom and what a reader of figures asks for, on which day, and up to when things were known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from learning_goals.assignments import Bounds


@dataclass(frozen=True, kw_only=True)
class Instants:
    """Up to when it was asked and begun, and up to when the rest was known; None: until now."""

    asked: datetime | None = None
    known: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Whom and what a reader asks for; empty means everything that the reader may see.

    `rule_id` None: whatever rule. `bounds` holds, for each thing that may appear, what makes up the wanted states.
    """

    day: date
    teams: tuple[int, ...] = ()
    function_group: str = ""
    role: str = ""
    courses: tuple[str, ...] = ()
    rule_id: int | None = None
    bounds: Mapping[str, Bounds] | None = None
    at: Instants = field(default_factory=Instants)
