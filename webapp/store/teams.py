"""The tree of teams, as screens read it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from webapp.extensions import db
from webapp.store.people import Team
from webapp.store.scope import teams_below


@dataclass(frozen=True, kw_only=True)
class TeamName:
    """A team as lists show it; `parent_id` 0 stands at the top."""

    id: int
    name: str
    path: str
    parent_id: int


_NAMES = select(Team.id, Team.name, Team.path, Team.parent_id).order_by(Team.path)


def names(within: Collection[int] = ()) -> list[TeamName]:
    """Return the teams in the order of the tree; with `within`, only those and the ones below."""
    asked = _NAMES.where(Team.id.in_(teams_below(within))) if within else _NAMES
    return [
        TeamName(id=row.id, name=row.name, path=row.path, parent_id=row.parent_id or 0)
        for row in db.session.execute(asked)
    ]


def ids_below(team_ids: Collection[int]) -> frozenset[int]:
    """Return these teams and all below them."""
    return frozenset(db.session.scalars(teams_below(team_ids)))
