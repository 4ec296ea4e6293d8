"""The database itself refuses to change or delete a published norm."""

from __future__ import annotations

from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection

SAYS = "a published norm is never changed"
_HOLD = {
    "sqlite": tuple(
        f"CREATE TRIGGER norm_version_no_{act} BEFORE {act.upper()} ON norm_version "
        f"BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
        for act in ("update", "delete")
    ),
    "postgresql": (
        f"CREATE OR REPLACE FUNCTION norm_version_is_fixed() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER norm_version_is_fixed BEFORE UPDATE OR DELETE ON norm_version "
        "FOR EACH ROW EXECUTE FUNCTION norm_version_is_fixed()",
    ),
}
_LIFT = {
    "sqlite": (
        "DROP TRIGGER IF EXISTS norm_version_no_update",
        "DROP TRIGGER IF EXISTS norm_version_no_delete",
    ),
    "postgresql": ("DROP TRIGGER IF EXISTS norm_version_is_fixed ON norm_version",),
}


def hold(connection: Connection) -> None:
    """Make the database refuse every UPDATE and DELETE of a published norm."""
    if not inspect(connection).has_table("norm_version"):
        return
    for statement in _HOLD[connection.dialect.name]:
        connection.execute(text(statement))


def lift(connection: Connection) -> None:
    """Let a whole database be emptied, before a backup takes its place."""
    if not inspect(connection).has_table("norm_version"):
        return
    for statement in _LIFT[connection.dialect.name]:
        connection.execute(text(statement))
