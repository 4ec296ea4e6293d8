"""Everything that the database itself refuses to change; lifted only while a whole database is replaced."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from webapp.store import audit_guard, norm_guard


def hold(connection: Connection) -> None:
    """Put every guard in place."""
    norm_guard.hold(connection)
    audit_guard.hold(connection)


def lift(connection: Connection) -> None:
    """Take every guard away."""
    norm_guard.lift(connection)
    audit_guard.lift(connection)
