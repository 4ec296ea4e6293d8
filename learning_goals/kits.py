"""What a trainer or team leader needs for the session that belongs to a course: to print and take along."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated, Any

from pydantic import ConfigDict, Field, TypeAdapter
from pydantic.dataclasses import dataclass as checked

from learning_goals.reference_check import Fault
from learning_goals.words import Words

FILE = "kits.yaml"
_CLOSED = ConfigDict(extra="forbid")
Lines = Annotated[tuple[Words, ...], Field(min_length=2, max_length=16)]


@checked(frozen=True, kw_only=True, config=_CLOSED)
class Part:
    """One point of the agenda."""

    minutes: Annotated[int, Field(ge=5, le=120)]
    what: Words
    how: Words


@checked(frozen=True, kw_only=True, config=_CLOSED)
class Kit:
    """The session of one course; the card with rules is the course's own key points.

    `cards` are situations to cut out, `guide` is for who leads it, `keep` is what the group writes down.
    """

    course: str
    title: Words
    led_by: Words
    people: Annotated[int, Field(ge=4, le=24)]
    needs: Lines
    agenda: Annotated[tuple[Part, ...], Field(min_length=3, max_length=12)]
    cards: Lines
    guide: Lines
    keep: Words

    @property
    def minutes(self) -> int:
        """Minutes that all parts take together, breaks included."""
        return sum(part.minutes for part in self.agenda)


KITS: TypeAdapter[tuple[Kit, ...]] = TypeAdapter(tuple[Kit, ...])
"""Reads the list of kits."""


def faults(content: Any, courses: Collection[str]) -> list[Fault]:
    """Return what is wrong in the parsed file: shapes, a course twice, courses that do not exist."""
    try:
        found = KITS.validate_python(content)
    except ValueError as wrong:
        return [Fault(FILE, "kits", str(wrong))]
    ids = [each.course for each in found]
    twice = [Fault(FILE, id, "this course has two kits") for id in sorted({id for id in ids if ids.count(id) > 1})]
    return [*twice, *(Fault(FILE, id, "there is no such course") for id in ids if id not in courses)]
