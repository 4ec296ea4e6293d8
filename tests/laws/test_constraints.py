"""The database holds the truth too: every named constraint refuses what breaks it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Integer, Table, UniqueConstraint
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

import webapp.store
from tests.laws.rows import BROKEN, GOOD, SECOND
from webapp.extensions import Base, db

TABLES = Base.metadata.sorted_tables
NOWHERE = 987654321


def named(kind: type[Any]) -> list[Any]:
    return [
        pytest.param(table, constraint, id=str(constraint.name))
        for table in TABLES
        for constraint in sorted(table.constraints, key=lambda each: str(each.name))
        if isinstance(constraint, kind)
    ]


@pytest.fixture
def filled(app: Flask) -> Iterator[Connection]:
    """A connection on which every table holds its good row, undone afterwards."""
    with db.engine.connect() as connection:
        for table in TABLES:
            connection.execute(table.insert(), first(table))
        yield connection
        connection.rollback()


def try_insert(connection: Connection, table: Table, row: dict[str, Any]) -> str:
    with pytest.raises(IntegrityError) as refused:
        connection.execute(table.insert(), row)
    return str(refused.value.orig)


def first(table: Table) -> dict[str, Any]:
    """The good row under the key that the others point to, whatever a sequence would give."""
    return GOOD[table.name] | ({"id": 1} if "id" in table.columns else {})


def again(table: Table) -> dict[str, Any]:
    """The good row under a key of its own."""
    return GOOD[table.name] | ({"id": 2} if "id" in table.columns else {})


def test_every_table_is_here() -> None:
    assert webapp.store
    assert set(GOOD) == {table.name for table in TABLES}


@pytest.mark.parametrize(("table", "constraint"), named(CheckConstraint))
def test_a_check_refuses_what_breaks_it(app: Flask, table: Table, constraint: CheckConstraint) -> None:
    with db.engine.connect() as connection:
        for earlier in TABLES:
            if earlier is table:
                break
            connection.execute(earlier.insert(), first(earlier))
        said = try_insert(connection, table, GOOD[table.name] | BROKEN[str(constraint.name)])
        connection.rollback()
    assert str(constraint.name) in said


@pytest.mark.parametrize(("table", "constraint"), named(UniqueConstraint))
def test_a_second_row_with_the_same_key_is_refused(
    filled: Connection, table: Table, constraint: UniqueConstraint
) -> None:
    row = again(table)
    for column in constraint.columns:
        if row.get(column.name) is None:
            row[column.name] = 1
            with filled.begin_nested():
                filled.execute(table.update().values({column.name: 1}))
    others = [each for each in table.constraints if isinstance(each, UniqueConstraint) and each is not constraint]
    for other in others:
        for column in set(other.columns) - set(constraint.columns):
            row[column.name] = 2 if isinstance(column.type, Integer) else "other"
    said = try_insert(filled, table, row)
    assert str(constraint.name) in said or all(column.name in said for column in constraint.columns)


@pytest.mark.parametrize(("table", "constraint"), named(ForeignKeyConstraint))
def test_a_row_that_points_nowhere_is_refused(
    filled: Connection, table: Table, constraint: ForeignKeyConstraint
) -> None:
    (column,) = constraint.columns
    row = again(table) | SECOND.get(table.name, {}) | {column.name: NOWHERE}
    said = try_insert(filled, table, row)
    assert "foreign key" in said.lower()
