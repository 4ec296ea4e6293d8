"""Rows that are written once, however often and from how many windows it is asked."""

from __future__ import annotations

from typing import Any

from sqlalchemy import inspect
from sqlalchemy.dialects import postgresql, sqlite

from webapp.extensions import Base, db

_INSERT = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def insert_once(table: type[Base], **values: Any) -> bool:
    """Insert the row unless a unique constraint knows it already; returns whether it is new."""
    insert = _INSERT[db.session.connection().dialect.name]
    key = inspect(table).primary_key
    row = db.session.execute(insert(table.__table__).values(**values).on_conflict_do_nothing().returning(*key)).first()
    return row is not None
