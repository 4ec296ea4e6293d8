"""Audit events as people read them: by whom, about whom, what and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import aliased

from learning_goals.names import folded
from webapp.extensions import db
from webapp.store.audit import AuditEvent
from webapp.store.people import Person

_ACTOR, _ABOUT = aliased(Person), aliased(Person)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which events are looked for; empty and 0 mean all. `words` are of who did it or whom it is about."""

    words: str = ""
    act: str = ""
    since: datetime | None = None
    before: datetime | None = None
    about_id: int = 0
    but_by: int = 0


@dataclass(frozen=True, kw_only=True)
class Entry:
    """An event with names; empty where nobody, nobody in particular, or nobody any more."""

    at: datetime
    act: str
    actor: str
    actor_id: int
    about: str
    about_id: int
    detail: Mapping[str, Any]


def count(asked: Asked) -> int:
    """Return how many events fit."""
    return db.session.scalar(select(func.count()).select_from(_fitting(asked).subquery())) or 0


def page(asked: Asked, offset: int, limit: int) -> list[Entry]:
    """Return the events that fit, newest first."""
    found = _fitting(asked).order_by(AuditEvent.at.desc(), AuditEvent.id.desc()).offset(offset).limit(limit)
    return [
        Entry(
            at=row.at,
            act=row.act,
            actor=f"{row.actor_given or ''} {row.actor_family or ''}".strip(),
            actor_id=row.actor_id or 0,
            about=f"{row.about_given or ''} {row.about_family or ''}".strip(),
            about_id=row.about_id or 0,
            detail=row.detail or {},
        )
        for row in db.session.execute(found)
    ]


def acts() -> list[str]:
    """Return every act that was ever done."""
    return list(db.session.scalars(select(AuditEvent.act).distinct().order_by(AuditEvent.act)))


def _fitting(asked: Asked) -> Select[Any]:
    found = (
        select(
            AuditEvent.id,
            AuditEvent.at,
            AuditEvent.act,
            AuditEvent.actor_id,
            AuditEvent.about_id,
            AuditEvent.detail,
            _ACTOR.given_name.label("actor_given"),
            _ACTOR.family_name.label("actor_family"),
            _ABOUT.given_name.label("about_given"),
            _ABOUT.family_name.label("about_family"),
        )
        .outerjoin(_ACTOR, _ACTOR.id == AuditEvent.actor_id)
        .outerjoin(_ABOUT, _ABOUT.id == AuditEvent.about_id)
    )
    for word in folded(asked.words).split():
        names = (each.sort_name.contains(word, autoescape=True) for each in (_ACTOR, _ABOUT))
        numbers = (each.staff_number == word for each in (_ACTOR, _ABOUT))
        found = found.where(or_(*names, *numbers))
    if asked.act:
        found = found.where(AuditEvent.act == asked.act)
    if asked.since:
        found = found.where(AuditEvent.at >= asked.since)
    if asked.before:
        found = found.where(AuditEvent.at < asked.before)
    if asked.about_id:
        found = found.where(AuditEvent.about_id == asked.about_id)
    if asked.but_by:
        found = found.where(or_(AuditEvent.actor_id.is_(None), AuditEvent.actor_id != asked.but_by))
    return found
