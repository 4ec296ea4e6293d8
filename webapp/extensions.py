"""The extensions of the application, and the one transaction of each request."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from flask import Flask, Response, has_request_context, request
from flask_babel import Babel
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from sqlalchemy import MetaData, event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import DeclarativeBase

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class Base(DeclarativeBase):
    """Every table, with names for all constraints."""

    metadata = MetaData(naming_convention=NAMING)


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})
login_manager = LoginManager()
csrf = CSRFProtect()
babel = Babel()
migrate = Migrate(render_as_batch=True)

_intent: ContextVar[bool | None] = ContextVar("intent", default=None)


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """Foreign keys on, write-ahead log, nothing lost at a power cut, wait for another writer."""
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None
    for pragma in ("foreign_keys=ON", "journal_mode=WAL", "synchronous=FULL", "busy_timeout=15000"):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    """SQLite: who will write says so at once, so that two writers wait instead of failing."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if _will_write() else "BEGIN")


def _will_write() -> bool:
    """Return whether the work at hand may write: commands, jobs and unsafe requests do."""
    if (said := _intent.get()) is not None:
        return said
    return not (has_request_context() and request.method in SAFE_METHODS)


@contextmanager
def reading() -> Iterator[None]:
    """Within it transactions read only and nobody has to wait for them."""
    token = _intent.set(False)
    try:
        yield
    finally:
        _intent.reset(token)


@contextmanager
def own_transaction() -> Iterator[None]:
    """Commit what is done within, whatever becomes of the request around it; drops what was pending."""
    db.session.rollback()
    token = _intent.set(True)
    try:
        yield
        db.session.commit()
    finally:
        db.session.rollback()
        _intent.reset(token)


def _close_transaction(response: Response) -> Response:
    """Commit after an unsafe request that succeeded; a GET never writes, a refusal leaves no trace."""
    if request.method not in SAFE_METHODS and response.status_code < 400:
        db.session.commit()
    else:
        db.session.rollback()
    return response


def install_transactions(app: Flask) -> None:
    """One transaction per request, at the edge."""
    app.after_request(_close_transaction)
