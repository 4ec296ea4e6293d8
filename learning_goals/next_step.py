"""The one thing that somebody should do now, out of everything that could be done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from learning_goals.assignments import State

Standing = State | Literal["optional"]
Act = Literal["answer", "continue", "take_quiz", "begin", "again"]

_TURN: dict[Act, int] = {"answer": 1, "continue": 2, "take_quiz": 2, "begin": 3, "again": 4}


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where somebody is in one course; begun and read count since the course last asked to be redone.

    `due_on` is 9999-12-31 when nobody assigned the course.
    """

    course_id: str
    standing: Standing
    due_on: date
    assigned: bool
    begun: bool
    all_read: bool
    answering: bool


@dataclass(frozen=True)
class Step:
    """What to do, in which course."""

    act: Act
    course_id: str


def next_step(places: Iterable[Place]) -> Step | None:
    """Return the one thing to do now, or None when nothing is asked.

    A running quiz goes before a course that was begun, and that before one that was not; among equals
    what was assigned and is due first. A quiz taken once more after passing comes last.
    """
    asked = [place for place in places if place.answering or _is_asked(place)]
    if not asked:
        return None
    first = min(asked, key=lambda place: (*_rank(place), place.due_on, place.course_id))
    return Step(_act(first), first.course_id)


def _is_asked(place: Place) -> bool:
    if place.standing in ("done", "optional"):
        return False
    return place.assigned or place.begun


def _rank(place: Place) -> tuple[bool, int, bool]:
    return place.standing == "done", _TURN[_act(place)], not place.assigned


def _act(place: Place) -> Act:
    if place.answering:
        return "answer"
    if not place.begun:
        return "again" if place.standing == "done_earlier_version" else "begin"
    return "take_quiz" if place.all_read else "continue"
