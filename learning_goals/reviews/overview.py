"""How the reviews of many teams stand together, by period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from learning_goals.reviews.periods import TEAM_LEAST
from learning_goals.reviews.state import BEHIND, STATES, State


@dataclass(frozen=True, kw_only=True)
class Line:
    """One review of one team as it stands."""

    about: str
    year: int
    number: int
    state: State


def by_period(lines: Iterable[Line]) -> dict[tuple[int, int], dict[State, int]]:
    """Return how many reviews are in each state, by year and number, newest first; every state is there."""
    counted: dict[tuple[int, int], Counter[State]] = {}
    for each in lines:
        counted.setdefault((each.year, each.number), Counter())[each.state] += 1
    return {period: {state: counted[period][state] for state in STATES} for period in sorted(counted, reverse=True)}


def by_group(lines: Iterable[Line], groups: Mapping[str, str]) -> dict[str, dict[State, int]]:
    """Return how many reviews are in each state, by the group of the team (one that has none is left out)."""
    counted: dict[str, Counter[State]] = {}
    for each in lines:
        if each.about in groups:
            counted.setdefault(groups[each.about], Counter())[each.state] += 1
    return {group: {state: counts[state] for state in STATES} for group, counts in counted.items()}


def behind(lines: Iterable[Line]) -> frozenset[str]:
    """Return who has a review that should have been held and is not recorded."""
    return frozenset(each.about for each in lines if each.state in BEHIND)


def fulfilled(lines: Iterable[Line], year: int) -> frozenset[str]:
    """Return which have held at least two reviews in that calendar year (planning rule H12)."""
    held = Counter(each.about for each in lines if each.year == year and each.state == "recorded")
    return frozenset(about for about, count in held.items() if count >= TEAM_LEAST)
