"""Whether the database answers, which migration it stands at, and how much there is of some things."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from webapp.extensions import db
from webapp.store.access import Login
from webapp.store.people import Person


def answers() -> bool:
    """Return whether the database answers."""
    try:
        db.session.execute(select(1)).all()
    except SQLAlchemyError:
        db.session.rollback()
        return False
    return True


def migrations() -> frozenset[str]:
    """Return the migrations that the database stands at; none when it was never migrated."""
    return frozenset(MigrationContext.configure(db.session.connection()).get_current_heads())


def newest_migrations() -> frozenset[str]:
    """Return the migrations that this version of the product needs."""
    return frozenset(_script().get_heads())


def known_migrations() -> frozenset[str]:
    """Return every migration that this version of the product knows."""
    return frozenset(script.revision for script in _script().walk_revisions())


def counts(now: datetime) -> Mapping[str, int]:
    """Return how many people there are, and log-ins that nobody ended."""
    people = db.session.scalar(select(func.count()).select_from(Person)) or 0
    running = db.session.scalar(select(func.count()).select_from(Login).where(Login.ended_at > now)) or 0
    return {"people": people, "logins": running}


def _script() -> ScriptDirectory:
    return ScriptDirectory(current_app.extensions["migrate"].directory)
