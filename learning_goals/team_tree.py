"""Where a team of a staff list stands in the tree: teams are known by their path from the top."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar

SEPARATOR = " > "
LONGEST_PATH = 1000
DEEPEST = 50
"""Levels that a tree can have."""

Thing = TypeVar("Thing")

Fault = Literal["team_cycle", "team_ambiguous", "parent_ambiguous", "path_has_gap", "path_too_long"]


@dataclass(frozen=True, kw_only=True)
class Place:
    """A team as a line says it: its name, and what stands in the cell of its parent."""

    team: str
    parent: str


@dataclass(frozen=True, kw_only=True)
class Misplaced:
    """A place that cannot be found; `said` is the name or path at fault, `options` are paths to choose from."""

    place: Place
    fault: Fault
    said: str
    options: tuple[str, ...] = ()


def path_of(names: Iterable[str]) -> str:
    """Return names from the top down as one path."""
    return SEPARATOR.join(names)


def name_of(path: str) -> str:
    """Return the last name of a path."""
    return path.rsplit(SEPARATOR, 1)[-1]


def with_those_above(path: str) -> tuple[str, ...]:
    """Return the paths from the top down to this one."""
    names = path.split(SEPARATOR)
    return tuple(path_of(names[: depth + 1]) for depth in range(len(names)))


def find(places: Collection[Place], known: Collection[str]) -> tuple[dict[Place, str], list[Misplaced]]:
    """Return the path of each place, and the places that have none.

    A parent with `>` in it is a path from the top (`>` alone is the top itself). A parent that is a
    name is the team of that name in the list, else the known one, else a new top team. Without a
    parent the team is the one of that name in the list that has one, else the known one, else a top team.
    """
    finder = _Finder(places, known)
    paths: dict[Place, str] = {}
    faults: list[Misplaced] = []
    for place in places:
        found = finder.path(place, ())
        if isinstance(found, Misplaced):
            faults.append(Misplaced(place=place, fault=found.fault, said=found.said, options=found.options))
        else:
            paths[place] = found
    return paths, faults


class _Finder:
    """Follows parents upwards; remembers what it found."""

    def __init__(self, places: Collection[Place], known: Collection[str]) -> None:
        self.known: Mapping[str, list[str]] = _by_name((name_of(path), path) for path in sorted(known))
        self.listed: Mapping[str, list[Place]] = _by_name((place.team, place) for place in places if place.parent)
        self.found: dict[Place, str | Misplaced] = {}

    def path(self, place: Place, below: tuple[Place, ...]) -> str | Misplaced:
        if place in below:
            return Misplaced(place=place, fault="team_cycle", said=place.team)
        if len(below) > DEEPEST:
            return Misplaced(place=place, fault="path_too_long", said=place.team)
        if place not in self.found:
            self.found[place] = self._search(place, (*below, place))
        return self.found[place]

    def _search(self, place: Place, below: tuple[Place, ...]) -> str | Misplaced:
        if not place.parent:
            return self._named(place, place.team, "team_ambiguous", below)
        above = self._above(place, below)
        if isinstance(above, Misplaced):
            return above
        path = f"{above}{SEPARATOR}{place.team}" if above else place.team
        if len(path) > LONGEST_PATH:
            return Misplaced(place=place, fault="path_too_long", said=path[:80])
        return path

    def _above(self, place: Place, below: tuple[Place, ...]) -> str | Misplaced:
        if ">" in place.parent:
            return _explicit(place)
        return self._named(place, place.parent, "parent_ambiguous", below)

    def _named(self, place: Place, name: str, fault: Fault, below: tuple[Place, ...]) -> str | Misplaced:
        listed = self.listed.get(name, [])
        outcomes = [self.path(each, below) for each in listed]
        wrong = next((each for each in outcomes if isinstance(each, Misplaced)), None)
        if wrong is not None:
            return wrong
        options = sorted({each for each in outcomes if isinstance(each, str)}) or self.known.get(name, [name])
        if len(options) > 1:
            return Misplaced(place=place, fault=fault, said=name, options=tuple(options))
        return options[0]


def _explicit(place: Place) -> str | Misplaced:
    names = [name.strip() for name in place.parent.split(">")]
    if not names[0]:
        names = names[1:]
    if names == [""]:
        return ""
    if not all(names):
        return Misplaced(place=place, fault="path_has_gap", said=place.parent)
    return path_of(names)


def _by_name(pairs: Iterable[tuple[str, Thing]]) -> dict[str, list[Thing]]:
    found: dict[str, list[Thing]] = {}
    for name, thing in pairs:
        found.setdefault(name, []).append(thing)
    return found
