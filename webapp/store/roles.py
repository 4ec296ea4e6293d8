"""Roles as they are held on a day."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from learning_goals.periods import NEVER
from webapp.extensions import db
from webapp.policy import Grant
from webapp.store.people import RoleGrant


def grants(person_id: int, day: date) -> tuple[Grant, ...]:
    """Return the roles that the person holds on that day."""
    rows = db.session.execute(
        select(RoleGrant.role, RoleGrant.team_id, RoleGrant.deputy)
        .where(
            RoleGrant.person_id == person_id,
            RoleGrant.superseded_at == NEVER,
            RoleGrant.valid_from <= day,
            RoleGrant.valid_until >= day,
        )
        .order_by(RoleGrant.id)
    )
    return tuple(Grant(role=row.role, team_id=row.team_id or 0, deputy=row.deputy) for row in rows)
