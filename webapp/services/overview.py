"""The whole organisation on one page: figures by course and by team, one level of the tree at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from learning_goals.assignments import State
from webapp.errors import NotFound
from webapp.services import choices, progress
from webapp.services.progress import Figures, Filter
from webapp.store import revision
from webapp.store.teams import TeamName


@dataclass(frozen=True, kw_only=True)
class TeamLine:
    """A team with everything below it; `below` says whether one can go deeper."""

    team: TeamName
    counts: Mapping[State, int]
    below: bool

    @property
    def total(self) -> int:
        """How many courses are assigned there."""
        return sum(self.counts.values())


@dataclass(frozen=True, kw_only=True)
class Overview:
    """Figures of the chosen part, the teams right below it, and the way up from there."""

    figures: Figures
    lines: tuple[TeamLine, ...]
    above: tuple[TeamName, ...]
    number: int
    pages: int


def overview(chosen: Filter, today: date) -> Overview:
    """Return the overview of the chosen team (0: everything); raises NotFound for a team that is not there."""
    figures = progress.figures((), chosen, today)
    whole = replace(chosen, page=1, sort="name", state=None)
    lines, above = _level(revision.current(), today, whole)
    pages = max(1, -(-len(lines) // progress.PAGE))
    number = min(chosen.page, pages)
    shown = lines[(number - 1) * progress.PAGE : number * progress.PAGE]
    return Overview(figures=figures, lines=shown, above=above, number=number, pages=pages)


@lru_cache(maxsize=64)
def _level(_revision: int, today: date, chosen: Filter) -> tuple[tuple[TeamLine, ...], tuple[TeamName, ...]]:
    tree = {team.id: team for team in choices.all_teams()}
    if chosen.team_id and chosen.team_id not in tree:
        raise NotFound
    counts = _with_below(tree, progress.figures((), replace(chosen, team_id=0), today).by_team)
    parents = {team.parent_id for team in tree.values()}
    here = _right_below(tree, chosen.team_id)
    lines = tuple(TeamLine(team=team, counts=counts[team.id], below=team.id in parents) for team in here)
    return lines, _way_up(tree, chosen.team_id)


def _right_below(tree: Mapping[int, TeamName], team_id: int) -> list[TeamName]:
    """Return the teams below; from the top, past a single team that is the whole organisation."""
    here = [team for team in tree.values() if team.parent_id == team_id]
    deeper = [team for team in tree.values() if len(here) == 1 and team.parent_id == here[0].id]
    return deeper if team_id == 0 and deeper else here


def _with_below(tree: Mapping[int, TeamName], own: Mapping[int, Mapping[State, int]]) -> dict[int, Counter[State]]:
    counts: dict[int, Counter[State]] = {team_id: Counter() for team_id in tree}
    for team_id, numbers in own.items():
        at = team_id
        while at in counts:
            counts[at].update(numbers)
            at = tree[at].parent_id
    return counts


def _way_up(tree: Mapping[int, TeamName], team_id: int) -> tuple[TeamName, ...]:
    way: list[TeamName] = []
    while team_id in tree:
        way.insert(0, tree[team_id])
        team_id = tree[team_id].parent_id
    return tuple(way)
