"""Rows that are written once, however often and from how many windows it is asked."""

from __future__ import annotations

from collections.abc import Sequence
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


def insert_all_once(table: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Insert the rows in one statement, but for those that a unique constraint knows already."""
    if rows:
        connection = db.session.connection()
        insert = _INSERT[connection.dialect.name]
        connection.execute(insert(table.__table__).on_conflict_do_nothing(), list(rows))
