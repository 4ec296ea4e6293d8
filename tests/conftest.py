"""One application per test worker; every test begins with empty tables."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from hypothesis import settings
from sqlalchemy import event
from werkzeug.test import TestResponse

from tests import make
from webapp import clock, create_app, lessons
from webapp.config import ROOT, read
from webapp.extensions import Base, db
from webapp.services import (
    acknowledging,
    checklist_ground,
    choices,
    course_texts,
    norms,
    offerings,
    progress,
    references,
    trend,
)
from webapp.store import guards

settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.register_profile("exploring", deadline=None)
settings.load_profile(os.environ.get("MADE_UP", "repeatable"))
"""Made-up examples are the same in every run of the same code; MADE_UP=exploring tries others."""


class Browser(FlaskClient):
    """A browser whose every request has a context of its own, as on a server; the test's own stays apart."""

    def open(self, *args: Any, **more: Any) -> TestResponse:
        db.session.commit()
        db.session.expire_all()
        with self.application.app_context():
            return super().open(*args, **more)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=("sqlite", "postgresql"), default="sqlite")


@pytest.fixture(scope="session")
def database_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of an empty database of this worker's own."""
    if request.config.getoption("--database") == "sqlite":
        yield f"sqlite:///{tmp_path_factory.mktemp('database') / 'test.sqlite3'}"
        return
    from tests.postgres import own_database

    with own_database(os.environ.get("PYTEST_XDIST_WORKER", "main")) as url:
        yield url


@pytest.fixture(scope="session")
def whole_app(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application in sample mode, as one worker uses it for all its tests."""
    settings = read(
        {
            "DATABASE_URL": database_url,
            "SECRET_KEY": "only-for-the-tests-" * 3,
            "ANSWERS_KEY": "b25seS1mb3ItdGhlLXRlc3RzLW9ubHktZm9yLXRoZS0=",
            "SAMPLE": "1",
            "LOOK": str(ROOT / "looks" / "voorbeeldstad"),
            "INSTANCE": str(tmp_path_factory.mktemp("instance")),
            "LOG_LEVEL": "WARNING",
        }
    )
    app = create_app(settings)
    app.config["WTF_CSRF_ENABLED"] = False
    app.test_client_class = Browser
    with app.app_context():
        upgrade()
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def app(whole_app: Flask) -> Iterator[Flask]:
    """The application with empty tables and nothing kept, inside an application context."""
    progress.counted.cache_clear()
    offerings._asked_norm.cache_clear()
    trend.kept.cache_clear()
    norms.edition.cache_clear()
    norms.key_values.cache_clear()
    course_texts.module.cache_clear()
    choices._teams.cache_clear()
    whole_app.extensions.pop("curriculum", None)
    references._stamp.cache_clear()
    references._book.cache_clear()
    acknowledging._counted.cache_clear()
    norms.said.cache_clear()
    lessons.filled.cache_clear()
    checklist_ground._shares_now.cache_clear()
    with whole_app.app_context():
        yield whole_app
        empty_tables()


def empty_tables() -> None:
    """Take every row away."""
    db.session.rollback()
    with db.engine.begin() as connection:
        guards.lift(connection)
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(table.delete())
        guards.hold(connection)
    db.session.remove()


@pytest.fixture
def cast(app: Flask) -> make.Cast:
    """The people of every web test: see tests/make.py."""
    return make.cast()


@pytest.fixture
def client_of(app: Flask) -> Callable[[int | None], FlaskClient]:
    """A browser of one person (None: of nobody), already logged in."""

    def client(person_id: int | None) -> FlaskClient:
        browser = app.test_client()
        if person_id is not None:
            token = make.login(person_id)
            with browser.session_transaction() as session:
                session["_user_id"] = token
                session["_fresh"] = True
                session["seen"] = int(clock.now().timestamp())
        return browser

    return client


@pytest.fixture
def content_root() -> Path:
    """Where the project's files stand."""
    return ROOT


@pytest.fixture
def queries(app: Flask) -> Callable[[Callable[[], object]], int]:
    """Count the statements that something sends to the database."""

    def count(act: Callable[[], object]) -> int:
        seen: list[str] = []

        def note(_connection, _cursor, statement: str, *_rest: object) -> None:
            if statement not in ("BEGIN", "BEGIN IMMEDIATE"):
                seen.append(statement)

        event.listen(db.engine, "before_cursor_execute", note)
        try:
            act()
        finally:
            event.remove(db.engine, "before_cursor_execute", note)
        return len(seen)

    return count
