"""The organisation's own checklist: its questions and what an answer needs (step plan, 3.3, and its eight measures)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Annotated, Any, Literal, get_args

from pydantic import ConfigDict, Field, TypeAdapter
from pydantic.dataclasses import dataclass as checked

from learning_goals.reference_check import Fault
from learning_goals.words import Words

FILE = "checklist.yaml"
Part = Literal["prepare", "measures", "introduce", "eight"]
"""The three steps of the plan, and the eight measures."""
Answer = Literal["yes", "partly", "no"]
FactId = Literal[
    "norm",
    "works_council",
    "risk_profiles",
    "rules",
    "acknowledged",
    "instructed",
    "trained",
    "newcomers",
    "team_agreements",
    "leaders_first",
    "reviews",
    "agreements",
    "house_rules",
    "conduct_rules",
    "procedures",
    "register",
    "police",
    "response",
    "damage",
    "aftercare",
    "mails",
]
"""What the product knows already, and so can stand as proof."""
PARTS: tuple[Part, ...] = get_args(Part)
ANSWERS: tuple[Answer, ...] = get_args(Answer)
FACTS: tuple[FactId, ...] = get_args(FactId)
LOOK_AGAIN = timedelta(days=183)
"""When an item is looked at again, unless somebody chooses another day: the plan asks for it regularly."""
LONGEST = timedelta(days=366)
DayFault = Literal["not_later", "too_far"]


@checked(frozen=True, kw_only=True, config=ConfigDict(extra="forbid"))
class Item:
    """One question; `facts` can be offered as proof, `source` says where it is from."""

    id: Annotated[str, Field(pattern=r"^[a-z-]+$", max_length=40)]
    part: Part
    question: Words
    facts: tuple[FactId, ...]
    source: Annotated[str, Field(min_length=1)]


ITEMS: TypeAdapter[tuple[Item, ...]] = TypeAdapter(tuple[Item, ...])
"""Reads the reference file."""


def faults(content: Any) -> list[Fault]:
    """Return what is wrong in the parsed file: shapes, and ids that stand twice."""
    try:
        found = ITEMS.validate_python(content)
    except ValueError as wrong:
        return [Fault(FILE, "items", str(wrong))]
    ids = [each.id for each in found]
    twice = sorted({each for each in ids if ids.count(each) > 1})
    return [Fault(FILE, f"item '{each}'", "expected every id once") for each in twice]


def again_fault(day: date, today: date) -> DayFault | None:
    """Return why an item cannot be looked at again on that day: it has come already, or is more than a year away."""
    if day <= today:
        return "not_later"
    return "too_far" if day > today + LONGEST else None


def due(again: Mapping[str, date], items: Collection[str], today: date) -> list[str]:
    """Return the items whose day to look again has come, the longest ago first."""
    found = [id for id in items if again.get(id, date.max) <= today]
    return sorted(found, key=lambda id: (again[id], id))


def counts(answers: Iterable[str | None]) -> Mapping[str, int]:
    """Return how many items have each answer, and (as "open") none."""
    found: dict[str, int] = dict.fromkeys((*ANSWERS, "open"), 0)
    for each in answers:
        found[each or "open"] += 1
    return found


def half_year(day: date) -> tuple[int, int]:
    """Return the year and the half of it (1 or 2) in which a day lies."""
    return day.year, 1 if day.month < 7 else 2
