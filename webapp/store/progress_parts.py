"""What figures can be split by: for each part, which people are in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Select, func, null, select

from webapp.store.people import Membership, RoleGrant, Team
from webapp.store.scope import holding, teams_below
from webapp.store.wanted import Wanted

By = Literal["team", "group", "role", "rule"]


@dataclass(frozen=True, kw_only=True)
class Split:
    """By what; for teams which ones, each with the teams below it."""

    by: By
    teams: tuple[int, ...] = ()


def split_by(split: Split | None, wanted: Wanted, facts: Any, keys: list[Any]) -> Select[Any]:
    """Select the part, the keys and the number of facts; with no split the part is empty."""
    if split is None:
        return select(null().label("part"), *keys, func.count().label("people")).select_from(facts).group_by(*keys)
    if split.by == "rule":
        part: Any = facts.c.rule_id
        return select(part, *keys, func.count().label("people")).select_from(facts).group_by(part, *keys)
    people = _people(split, wanted).subquery()
    joined = facts.join(people, people.c.person_id == facts.c.person_id, isouter=split.by == "role")
    part = people.c.part
    return select(part, *keys, func.count().label("people")).select_from(joined).group_by(part, *keys)


def _people(split: Split, wanted: Wanted) -> Select[Any]:
    """Select each person once for each part that the person is in."""
    if split.by == "role":
        asked = select(RoleGrant.person_id, RoleGrant.role.label("part"))
        return asked.where(*holding(RoleGrant, wanted.day, wanted.at.known)).distinct()
    held = list(holding(Membership, wanted.day, wanted.at.known))
    if wanted.teams:
        held.append(Membership.team_id.in_(teams_below(wanted.teams)))
    if wanted.function_group:
        held.append(Membership.function_group == wanted.function_group)
    if split.by == "group":
        return select(Membership.person_id, Membership.function_group.label("part")).where(*held).distinct()
    under = _under(split.teams)
    return (
        select(Membership.person_id, under.c.part).join(under, under.c.id == Membership.team_id).where(*held).distinct()
    )


def _under(teams: tuple[int, ...]) -> Any:
    """Select (team, one of these teams that it is or lies below)."""
    top = select(Team.id.label("part"), Team.id.label("id")).where(Team.id.in_(teams)).cte(recursive=True)
    return top.union(select(top.c.part, Team.id).where(Team.parent_id == top.c.id))
