"""Whether the database answers, and which migration it stands at."""

from __future__ import annotations

from alembic.migration import MigrationContext
from sqlalchemy import select

from webapp.extensions import db


def answers() -> None:
    """Ask the database for one row; raises when it does not answer."""
    db.session.execute(select(1)).all()


def migrations() -> frozenset[str]:
    """Return the migrations that the database stands at; none when it was never migrated."""
    return frozenset(MigrationContext.configure(db.session.connection()).get_current_heads())
