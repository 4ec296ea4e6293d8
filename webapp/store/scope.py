"""Which teams a reader may look into."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import InstrumentedAttribute

from learning_goals.periods import NEVER
from webapp.store.people import Membership, Team


def believed(table: Any, at: datetime | None = None) -> tuple[ColumnElement[bool], ...]:
    """Return what holds of a row that was believed at that instant; None: that is believed now."""
    return (table.superseded_at == NEVER,) if at is None else (table.recorded_at <= at, table.superseded_at > at)


def holding(table: Any, day: date, at: datetime | None = None) -> tuple[ColumnElement[bool], ...]:
    """Return what holds of a row that covers that day, as was believed at that instant (None: now)."""
    return (*believed(table, at), table.valid_from <= day, table.valid_until >= day)


def teams_below(team_ids: Collection[int]) -> Select[tuple[int]]:
    """Select these teams and all teams below them."""
    top = select(Team.id).where(Team.id.in_(team_ids)).cte(recursive=True)
    below = top.union(select(Team.id).join(top, Team.parent_id == top.c.id))
    return select(below.c.id)


def working_in(team_ids: Collection[int], day: date) -> Select[tuple[int]]:
    """Select everybody who works in these teams or below them on that day."""
    return select(Membership.person_id).where(Membership.team_id.in_(teams_below(team_ids)), *holding(Membership, day))


def works_in(
    person_id: InstrumentedAttribute[int],
    teams: Select[tuple[int]] | None,
    day: date,
    *also: Any,
    at: datetime | None = None,
) -> ColumnElement[bool]:
    """Return whether that person is in one of those teams (None: any) on that day, and `also` holds."""
    held = (*holding(Membership, day, at), *also)
    if teams is None:
        return exists().where(Membership.person_id == person_id, *held)
    return person_id.in_(select(Membership.person_id).where(Membership.team_id.in_(teams), *held))
