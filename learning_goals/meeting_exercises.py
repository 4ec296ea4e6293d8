"""Short exercises that a team does in its own meeting."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Annotated, Any

from pydantic import ConfigDict, Field, TypeAdapter
from pydantic.dataclasses import dataclass as checked

from learning_goals.procedures import StepId
from learning_goals.reference_check import Fault
from learning_goals.words import Words

FILE = "meeting_exercises.yaml"
LONGEST = 30
"""Minutes that an exercise takes at most: it is one point of a meeting."""
_CLOSED = ConfigDict(extra="forbid")
Lines = Annotated[tuple[Words, ...], Field(min_length=1, max_length=12)]


@checked(frozen=True, kw_only=True, config=_CLOSED)
class MeetingExercise:
    """An exercise for a meeting; `groups` are the function groups that it fits, none means all.

    `needs`: what must be at hand. `write_down`: what the team keeps of it.
    """

    id: StepId
    title: Words
    minutes: Annotated[int, Field(ge=5, le=LONGEST)]
    elements: Annotated[tuple[str, ...], Field(min_length=1)]
    groups: tuple[str, ...] = ()
    needs: Lines
    steps: Lines
    questions: Lines
    write_down: Words
    source: str = ""


EXERCISES: TypeAdapter[tuple[MeetingExercise, ...]] = TypeAdapter(tuple[MeetingExercise, ...])
"""Reads the list of exercises."""


def faults(content: Any, elements: Collection[str], groups: Collection[str]) -> list[Fault]:
    """Return what is wrong in the parsed file: shapes, ids that stand twice, elements and groups that do not exist."""
    try:
        found = EXERCISES.validate_python(content)
    except ValueError as wrong:
        return [Fault(FILE, "exercises", str(wrong))]
    return [*_twice(found), *(fault for each in found for fault in _unknown(each, elements, groups))]


def choose(
    exercises: Sequence[MeetingExercise], groups: Collection[str], wanted: Collection[str], done: Mapping[str, date]
) -> MeetingExercise | None:
    """Return the exercise that fits these function groups and was not done for longest; None when nothing fits.

    Among those never done, one that trains what the team wants to learn comes first.
    """
    fitting = [each for each in exercises if not each.groups or not set(groups).isdisjoint(each.groups)]
    return min(
        fitting,
        key=lambda each: (done.get(each.id, date.min), not set(wanted).intersection(each.elements)),
        default=None,
    )


def _twice(found: Sequence[MeetingExercise]) -> Iterator[Fault]:
    ids = [each.id for each in found]
    for id in sorted({each for each in ids if ids.count(each) > 1}):
        yield Fault(FILE, f"exercise '{id}'", "expected every id once")


def _unknown(exercise: MeetingExercise, elements: Collection[str], groups: Collection[str]) -> Iterator[Fault]:
    where = f"exercise '{exercise.id}'"
    for id in exercise.elements:
        if id not in elements:
            yield Fault(FILE, where, f"there is no training element '{id}'")
    for id in exercise.groups:
        if id not in groups:
            yield Fault(FILE, where, f"there is no function group '{id}'")
