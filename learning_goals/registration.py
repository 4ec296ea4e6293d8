"""Places in a training: who has one, who waits, and who moves up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

Status = Literal["registered", "waiting"]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Somebody's live registration; entries are told in the order in which they were made."""

    person_id: int
    status: Status


def status_of_next(capacity: int, entries: Sequence[Entry]) -> Status:
    """Return what who comes now gets: a place when one is free and nobody waits for it."""
    free = capacity - sum(entry.status == "registered" for entry in entries)
    return "registered" if free > 0 and not _waiting(entries) else "waiting"


def moving_up(capacity: int, entries: Sequence[Entry]) -> list[int]:
    """Return who gets a free place now, those who wait longest first."""
    free = capacity - sum(entry.status == "registered" for entry in entries)
    return [entry.person_id for entry in _waiting(entries)[: max(0, free)]]


def place_in_line(entries: Sequence[Entry], person_id: int) -> int:
    """Return somebody's place on the waiting list, 1 is next; 0 when not waiting."""
    waiting = [entry.person_id for entry in _waiting(entries)]
    return waiting.index(person_id) + 1 if person_id in waiting else 0


def is_open(status: str, closes_on: date, first_day: date, today: date) -> bool:
    """Return whether somebody can register: planned, not closed yet, and not begun."""
    return status == "planned" and today <= closes_on and today < first_day


def completed(dates: int, present: int) -> bool:
    """Return whether a training counts: present on every date (a skill counts by attending only, rule H6)."""
    return dates > 0 and present >= dates


def _waiting(entries: Sequence[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.status == "waiting"]
