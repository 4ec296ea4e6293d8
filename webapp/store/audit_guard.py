"""The database itself refuses to change or delete an audit event, but for one marked as forgotten."""

from __future__ import annotations

from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection

SAYS = "an audit event is never changed"
_FORGOTTEN = "EXISTS (SELECT 1 FROM audit_link WHERE event_id = OLD.id AND forgotten_at < '9000-01-01')"
_FIXED = ("number", "event_id", "digest", "hash", "linked_at")
_HOLD = {
    "sqlite": (
        f"CREATE TRIGGER audit_event_no_update BEFORE UPDATE ON audit_event "
        f"WHEN NOT {_FORGOTTEN} OR NEW.actor_id IS NOT NULL OR NEW.about_id IS NOT NULL OR NEW.detail <> '{{}}' "
        f"OR NEW.id <> OLD.id OR NEW.at <> OLD.at OR NEW.act <> OLD.act "
        f"BEGIN SELECT RAISE(ABORT, '{SAYS}'); END",
        f"CREATE TRIGGER audit_event_no_delete BEFORE DELETE ON audit_event WHEN NOT {_FORGOTTEN} "
        f"BEGIN SELECT RAISE(ABORT, '{SAYS}'); END",
        f"CREATE TRIGGER audit_link_no_update BEFORE UPDATE OF {', '.join(_FIXED)} ON audit_link "
        f"BEGIN SELECT RAISE(ABORT, '{SAYS}'); END",
        f"CREATE TRIGGER audit_link_no_delete BEFORE DELETE ON audit_link BEGIN SELECT RAISE(ABORT, '{SAYS}'); END",
    ),
    "postgresql": (
        f"CREATE OR REPLACE FUNCTION audit_event_is_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF NOT {_FORGOTTEN} OR (TG_OP = 'UPDATE' AND (NEW.actor_id IS NOT NULL OR NEW.about_id IS NOT NULL "
        f"OR NEW.detail::text <> '{{}}' OR NEW.id <> OLD.id OR NEW.at <> OLD.at OR NEW.act <> OLD.act)) THEN "
        f"RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
        f"IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER audit_event_is_fixed BEFORE UPDATE OR DELETE ON audit_event "
        "FOR EACH ROW EXECUTE FUNCTION audit_event_is_fixed()",
        f"CREATE OR REPLACE FUNCTION audit_link_is_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"CREATE TRIGGER audit_link_is_fixed BEFORE UPDATE OF {', '.join(_FIXED)} ON audit_link "
        "FOR EACH ROW EXECUTE FUNCTION audit_link_is_fixed()",
        "CREATE TRIGGER audit_link_stays BEFORE DELETE ON audit_link "
        "FOR EACH ROW EXECUTE FUNCTION audit_link_is_fixed()",
    ),
}
_LIFT = {
    "sqlite": (
        "DROP TRIGGER IF EXISTS audit_event_no_update",
        "DROP TRIGGER IF EXISTS audit_event_no_delete",
        "DROP TRIGGER IF EXISTS audit_link_no_update",
        "DROP TRIGGER IF EXISTS audit_link_no_delete",
    ),
    "postgresql": (
        "DROP TRIGGER IF EXISTS audit_event_is_fixed ON audit_event",
        "DROP TRIGGER IF EXISTS audit_link_is_fixed ON audit_link",
        "DROP TRIGGER IF EXISTS audit_link_stays ON audit_link",
    ),
}


def hold(connection: Connection) -> None:
    """Make the database refuse every UPDATE and DELETE of an event that is not forgotten."""
    _do(connection, _HOLD)


def lift(connection: Connection) -> None:
    """Let a whole database be emptied, before a backup takes its place."""
    _do(connection, _LIFT)


def _do(connection: Connection, statements: dict[str, tuple[str, ...]]) -> None:
    if inspect(connection).has_table("audit_link"):
        for statement in statements[connection.dialect.name]:
            connection.execute(text(statement))
