"""The one query behind every request of somebody who is logged in."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, exists, func, select

from learning_goals.periods import NEVER
from webapp.extensions import db
from webapp.policy import Grant, Visitor
from webapp.store import revision
from webapp.store.access import Login
from webapp.store.norms import NormVersion
from webapp.store.people import Employment, Person, RoleGrant


def _statement() -> Select[Any]:
    day, instant = bindparam("day"), bindparam("instant")
    employed = exists().where(
        Employment.person_id == Person.id,
        Employment.superseded_at == NEVER,
        Employment.valid_from <= day,
        Employment.valid_until >= day,
    )
    held = and_(
        RoleGrant.person_id == Person.id,
        RoleGrant.superseded_at == NEVER,
        RoleGrant.valid_from <= day,
        RoleGrant.valid_until >= day,
    )
    norm = select(func.max(NormVersion.number)).where(NormVersion.valid_from <= day).scalar_subquery()
    return (
        select(
            Person.id,
            Login.id,
            Person.given_name,
            Person.family_name,
            Person.language,
            Person.avoids_violence,
            norm,
            revision.NUMBER,
            revision.TEXTS,
            RoleGrant.role,
            RoleGrant.team_id,
            RoleGrant.deputy,
        )
        .join(Person, Person.id == Login.person_id)
        .outerjoin(RoleGrant, held)
        .where(Login.token_hash == bindparam("token_hash"), Login.ended_at > instant, employed)
        .order_by(RoleGrant.id)
    )


_VISITOR = _statement()


def visitor(token_hash: str, day: date, instant: datetime) -> Visitor | None:
    """Return who holds this log-in, with the roles of that day; None when it ended or nobody is employed."""
    rows = db.session.execute(_VISITOR, {"token_hash": token_hash, "day": day, "instant": instant}).all()
    if not rows:
        return None
    person_id, login_id, given, family, language, avoids, norm, number, texts, *_ = rows[0]
    revision.seen(number, texts)
    return Visitor(
        person_id=person_id,
        login_id=login_id,
        name=f"{given} {family}",
        language=language,
        avoids_violence=avoids,
        norm_number=norm or 0,
        grants=tuple(
            Grant(role=row.role, team_id=row.team_id or 0, deputy=row.deputy) for row in rows if row.role is not None
        ),
    )
