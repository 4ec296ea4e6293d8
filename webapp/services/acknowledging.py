"""Saying to have read and understood the norm, and following how many did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from webapp.errors import NotFound
from webapp.policy import Visitor
from webapp.services import choices, rule_running
from webapp.services.progress import led_scope
from webapp.store import acknowledgements, norms, revision, teams
from webapp.store.acknowledgements import Count, ToRead
from webapp.store.teams import TeamName

NOBODY = Count(people=0, acknowledged=0)
PAGE = 50


@dataclass(frozen=True, kw_only=True)
class TeamLine:
    """A team with all below it; the figures are of jobs: who works in two teams counts in both."""

    team: TeamName
    count: Count
    below: bool


@dataclass(frozen=True, kw_only=True)
class Following:
    """How many acknowledged the asked version, altogether and for the teams of one level."""

    asked: int
    total: Count
    lines: tuple[TeamLine, ...]
    above: tuple[TeamName, ...]
    number: int
    pages: int


def to_read(actor: Visitor, today: date) -> ToRead:
    """Return what this person still has to read and acknowledge."""
    return acknowledgements.to_read(actor.person_id, today)


def acknowledge(actor: Visitor, norm_number: int, now: datetime) -> bool:
    """Keep that this person read the norm in force; returns False when another version is in force by now."""
    if not norm_number or norm_number != actor.norm_number:
        return False
    if acknowledgements.append(actor.person_id, norm_number, actor.language, now):
        rule_running.later(f"norm:{norm_number}:{actor.person_id}", now, [actor.person_id])
    return True


def following(scope: tuple[int, ...], team_id: int, page: int, today: date) -> Following:
    """Return the figures below that team (0: the top of the scope); scope () is everybody."""
    asked = norms.asked_number(today)
    tree, counts = _counted(revision.current(), acknowledgements.newest_key(), asked, today, scope)
    if team_id and team_id not in tree:
        raise NotFound
    parents = {team.parent_id for team in tree.values()}
    here = _right_below(tree, team_id)
    pages = max(1, -(-len(here) // PAGE))
    number = min(max(1, page), pages)
    lines = tuple(
        TeamLine(team=team, count=counts[team.id], below=team.id in parents)
        for team in here[(number - 1) * PAGE : number * PAGE]
    )
    tops = [team.id for team in tree.values() if team.parent_id not in tree]
    total = counts[team_id] if team_id else _sum(counts[top] for top in tops)
    return Following(asked=asked, total=total, lines=lines, above=_way_up(tree, team_id), number=number, pages=pages)


def leaders_scope(actor: Visitor) -> tuple[int, ...]:
    """Return the teams that a leader may follow; raises NotFound for who leads none."""
    return led_scope(actor, 0)


@lru_cache(maxsize=16)
def _counted(
    _revision: int, _newest: int, asked: int, today: date, scope: tuple[int, ...]
) -> tuple[Mapping[int, TeamName], Mapping[int, Count]]:
    """Return the teams of the scope, and for each the figures with all below it; kept until something changes."""
    tree = _tree(scope)
    return tree, _with_below(tree, acknowledgements.by_team(asked, today) if asked else {})


def _tree(scope: tuple[int, ...]) -> dict[int, TeamName]:
    every = choices.all_teams()
    if not scope:
        return {team.id: team for team in every}
    within = teams.ids_below(scope)
    return {team.id: team for team in every if team.id in within}


def _right_below(tree: Mapping[int, TeamName], team_id: int) -> list[TeamName]:
    """Return the teams of the next level; from the top, past a single team that is the whole of it."""
    here = [team for team in tree.values() if (team.parent_id if team.parent_id in tree else 0) == team_id]
    deeper = [team for team in tree.values() if len(here) == 1 and team.parent_id == here[0].id]
    return deeper if team_id == 0 and deeper else here


def _with_below(tree: Mapping[int, TeamName], own: Mapping[int, Count]) -> dict[int, Count]:
    counts = dict.fromkeys(tree, NOBODY)
    for team_id, count in own.items():
        at = team_id
        while at in counts:
            counts[at] = _sum((counts[at], count))
            at = tree[at].parent_id
    return counts


def _sum(counts: Iterable[Count]) -> Count:
    found = list(counts)
    return Count(people=sum(each.people for each in found), acknowledged=sum(each.acknowledged for each in found))


def _way_up(tree: Mapping[int, TeamName], team_id: int) -> tuple[TeamName, ...]:
    way: list[TeamName] = []
    while team_id in tree:
        way.insert(0, tree[team_id])
        team_id = tree[team_id].parent_id
    return tuple(way)
