"""Private addresses of people's calendars."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update

from learning_goals.periods import NEVER
from webapp.extensions import db
from webapp.store.session_tables import CalendarFeed


def made_at(person_id: int) -> datetime | None:
    """Return since when somebody has an address, None without one."""
    asked = select(CalendarFeed.made_at).where(CalendarFeed.person_id == person_id, CalendarFeed.revoked_at == NEVER)
    return db.session.scalar(asked)


def revoke(person_id: int, now: datetime) -> None:
    """Let the address show nothing any more."""
    db.session.execute(
        update(CalendarFeed)
        .where(CalendarFeed.person_id == person_id, CalendarFeed.revoked_at == NEVER)
        .values(revoked_at=now)
    )


def make(person_id: int, token_hash: str, now: datetime) -> None:
    """Keep a new address."""
    db.session.add(CalendarFeed(person_id=person_id, token_hash=token_hash, made_at=now))
    db.session.flush()


def owner(token_hash: str) -> int:
    """Return whose address it is, 0 when nobody's."""
    asked = select(CalendarFeed.person_id).where(
        CalendarFeed.token_hash == token_hash, CalendarFeed.revoked_at == NEVER
    )
    return db.session.scalar(asked) or 0
