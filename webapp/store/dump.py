"""All rows of all tables in one portable form, whatever the database and the migration it stands at.

The shape is read from the database and not from the classes here, so that an update can back up
tables as they were before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any

from alembic.migration import MigrationContext
from sqlalchemy import (
    JSON,
    Boolean,
    Date,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Text,
    column,
    func,
    inspect,
    select,
    table,
    text,
)
from sqlalchemy.engine import Connection
from sqlalchemy.types import TypeEngine

from webapp.extensions import db, reading
from webapp.store.columns import UtcInstant

KINDS: tuple[tuple[type[TypeEngine[Any]], str], ...] = (
    (JSON, "json"),
    (Boolean, "flag"),
    (DateTime, "instant"),
    (Date, "day"),
    (Float, "number"),
    (Integer, "whole"),
    (LargeBinary, "bytes"),
    (String, "text"),
)
TYPES: Mapping[str, TypeEngine[Any]] = {
    "whole": Integer(),
    "text": Text(),
    "flag": Boolean(),
    "day": Date(),
    "instant": UtcInstant(),
    "number": Float(),
    "json": JSON(),
    "bytes": LargeBinary(),
}
MIGRATIONS = "alembic_version"
_AT_ONCE = 1000


@dataclass(frozen=True, kw_only=True)
class Shape:
    """A table: its columns with their kinds, and the tables that its nullable and other columns refer to."""

    name: str
    columns: Mapping[str, str]
    key: tuple[str, ...]
    must: frozenset[str]
    may: Mapping[str, str]


@contextmanager
def snapshot() -> Iterator[Connection]:
    """A connection that sees the database as it is now, however long it reads and whoever writes."""
    with reading(), db.engine.connect() as connection:
        if connection.dialect.name == "postgresql":  # SQLite's write-ahead log gives every transaction a snapshot
            connection.execution_options(isolation_level="REPEATABLE READ")
        yield connection


def migration(connection: Connection) -> str:
    """Return the migration that the database stands at; empty when it was never migrated."""
    return MigrationContext.configure(connection).get_current_revision() or ""


def shapes(connection: Connection) -> list[Shape]:
    """Return every table but that of the migrations, by name."""
    names = sorted(set(inspect(connection).get_table_names()) - {MIGRATIONS})
    return [_shape(connection, name) for name in names]


def _shape(connection: Connection, name: str) -> Shape:
    seen = inspect(connection)
    columns = {each["name"]: each for each in seen.get_columns(name)}
    refers = {
        source: key["referred_table"] for key in seen.get_foreign_keys(name) for source in key["constrained_columns"]
    }
    return Shape(
        name=name,
        columns={each: _kind(said["type"]) for each, said in columns.items()},
        key=tuple(seen.get_pk_constraint(name)["constrained_columns"]),
        must=frozenset(target for source, target in refers.items() if not columns[source]["nullable"]),
        may={source: target for source, target in refers.items() if columns[source]["nullable"]},
    )


def _kind(said: TypeEngine[Any]) -> str:
    return next(kind for type, kind in KINDS if isinstance(said, type))


def rows(connection: Connection, shape: Shape) -> Iterator[tuple[Any, ...]]:
    """Yield the rows by key, their values in the order of the columns."""
    every = _table(shape)
    order = [every.c[name] for name in shape.key]
    yield from connection.execution_options(yield_per=_AT_ONCE).execute(select(every).order_by(*order))


def has_rows(connection: Connection) -> bool:
    """Return whether any table holds anything."""
    return any(connection.execute(select(_table(each)).limit(1)).first() for each in shapes(connection))


def empty(connection: Connection) -> None:
    """Delete all rows."""
    for shape, _late in reversed(in_order(shapes(connection))):
        connection.execute(_table(shape).delete())


def fill(connection: Connection, shape: Shape, late: Sequence[str], found: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows; `late` columns stay empty until all rows are there that they refer to."""
    into = _table(shape).insert()
    waiting: list[dict[str, Any]] = []
    source = iter(found)
    while part := list(islice(source, _AT_ONCE)):
        connection.execute(into, [{**row, **dict.fromkeys(late)} for row in part])
        waiting += [_reference(shape, row, late) for row in part if any(row[name] is not None for name in late)]
    if waiting:
        _refer(connection, shape, late, waiting)
    _go_on_counting(connection, shape)


def _reference(shape: Shape, row: Mapping[str, Any], late: Sequence[str]) -> dict[str, Any]:
    return {f"key_{name}": row[name] for name in shape.key} | {f"new_{name}": row[name] for name in late}


def _refer(connection: Connection, shape: Shape, late: Sequence[str], waiting: list[dict[str, Any]]) -> None:
    sets = ", ".join(f"{name} = :new_{name}" for name in late)
    where = " AND ".join(f"{name} = :key_{name}" for name in shape.key)
    connection.execute(text(f"UPDATE {shape.name} SET {sets} WHERE {where}"), waiting)


def _go_on_counting(connection: Connection, shape: Shape) -> None:
    """PostgreSQL counts keys apart from the rows: let the next key come after the largest."""
    if connection.dialect.name != "postgresql" or shape.key != ("id",):
        return
    largest = connection.scalar(select(func.max(_table(shape).c.id)))
    sequence = connection.scalar(select(func.pg_get_serial_sequence(shape.name, "id")))
    if sequence and largest:
        connection.execute(select(func.setval(sequence, largest)))


def in_order(found: Sequence[Shape]) -> list[tuple[Shape, tuple[str, ...]]]:
    """Return the tables so that each comes after those it refers to, with the columns that must wait. Pure."""
    left, done = list(found), set[str]()
    ordered: list[tuple[Shape, tuple[str, ...]]] = []
    while left:
        ready = [each for each in left if each.must <= done and set(each.may.values()) <= done | {each.name}]
        chosen = (ready or [each for each in left if each.must <= done])[0]
        done_after = done | {chosen.name}
        late = tuple(source for source, target in chosen.may.items() if target == chosen.name or target not in done)
        ordered.append((chosen, late))
        left.remove(chosen)
        done = done_after
    return ordered


def drop_all() -> None:
    """Drop every table, also that of the migrations."""
    with db.engine.begin() as connection:
        seen = MetaData()
        seen.reflect(connection)
        seen.drop_all(connection)


def _table(shape: Shape) -> Any:
    return table(shape.name, *(column(name, TYPES[kind]) for name, kind in shape.columns.items()))
