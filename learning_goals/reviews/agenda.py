"""What a review is about: written from what is known of a team, without names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from learning_goals.names import folded

Kind = Literal[
    "agreements",
    "teams",
    "norm_missing",
    "norm_old",
    "norm",
    "lessons",
    "differs",
    "goal",
    "courses",
    "exercise",
]
NORM_POINTS = 3
"""Items of the team norm in one review, so that the whole norm comes by in turn."""
SHORTEST_NAME = 3
_PARTICLES = frozenset({"van", "den", "der", "ten", "ter", "het", "von", "las", "los"})
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known of a team before a review; `norm` is empty while the team made no agreements.

    `norm` names items in the team's own order; `looked` tells when each point was last looked at. `lapsing` counts
    people by course, `differs` names behaviour on which the group judges otherwise than the norm. `watches_teams`:
    management or board, who look at how the teams do.
    """

    norm: Sequence[str] = ()
    norm_is_old: bool = False
    has_norm_of_its_own: bool = True
    looked: Mapping[str, date] = field(default_factory=dict[str, date])
    goals: Sequence[str] = ()
    lapsing: Mapping[str, int] = field(default_factory=dict[str, int])
    differs: Sequence[str] = ()
    lessons: bool = False
    agreed_before: bool = False
    watches_teams: bool = False
    exercise: str = ""


@dataclass(frozen=True, kw_only=True)
class Point:
    """One point of an agenda; `about` is empty where there is one point of its kind."""

    kind: Kind
    about: str = ""

    @property
    def id(self) -> str:
        """What names the point in a record."""
        return f"{self.kind}:{self.about}" if self.about else self.kind


def agenda(known: Known) -> tuple[Point, ...]:
    """Return the points in the order in which a team takes them (policy guide 2.7, training guide 1 step 2).

    Last time's agreements come first, the exercise comes last. Of the team norm come the items that were not looked
    at for longest; where the whole is more than a year old, that says so (planning rule S10).
    """
    found = [Point(kind="agreements")] if known.agreed_before else []
    found += [Point(kind="teams")] if known.watches_teams else []
    found += _norm(known)
    found += [Point(kind="lessons")] if known.lessons else []
    found += [Point(kind="differs")] if known.differs else []
    found += [Point(kind="goal", about=each) for each in known.goals]
    found += [Point(kind="courses")] if any(known.lapsing.values()) else []
    found += [Point(kind="exercise", about=known.exercise)] if known.exercise else []
    return tuple(found)


def _norm(known: Known) -> list[Point]:
    if not known.has_norm_of_its_own:
        return []
    if not known.norm:
        return [Point(kind="norm_missing")]
    whole = [Point(kind="norm_old")] if known.norm_is_old else []
    items = sorted(known.norm, key=lambda item: known.looked.get(f"norm:{item}", date.min))
    return [*whole, *(Point(kind="norm", about=item) for item in items[:NORM_POINTS])]


def last_looked(records: Iterable[tuple[date, Collection[str]]]) -> dict[str, date]:
    """Return when each point was last looked at, from the days of the records with their points."""
    found: dict[str, date] = {}
    for day, points in sorted(records, key=lambda record: record[0]):
        found.update(dict.fromkeys(points, day))
    return found


def names_in(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return the words of a text that are names of these people, as they stand in it.

    Capitals and accents make no difference; particles and names of one or two letters do not count.
    """
    parts = {part for name in names for part in _WORD.findall(folded(name)) if _counts(part)}
    return tuple(dict.fromkeys(word for word in _WORD.findall(text) if folded(word) in parts))


def _counts(part: str) -> bool:
    return len(part) >= SHORTEST_NAME and part not in _PARTICLES
