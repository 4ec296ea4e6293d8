"""Updating and restoring over migrations, on a database of the test's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from tests import make
from webapp import clock, create_app
from webapp.extensions import db
from webapp.services import backup
from webapp.services.backup import Unusable
from webapp.store import dump, health
from webapp.store.people import Person


@pytest.fixture
def own(app: Flask, tmp_path: Path) -> Iterator[Flask]:
    """An application on an SQLite database in which there is nothing at all yet."""
    settings = replace(app.config["SETTINGS"], database_url=f"sqlite:///{tmp_path / 'own.sqlite3'}", instance=tmp_path)
    fresh = create_app(settings)
    with fresh.app_context():
        yield fresh
        db.session.remove()
        db.engine.dispose()


def _stands() -> str:
    with dump.snapshot() as connection:
        return dump.migration(connection)


def test_before_the_first_update_the_product_is_alive_but_not_ready(own: Flask):
    assert own.test_client().get("/healthz").status_code == 200
    answer = own.test_client().get("/readyz")
    assert answer.status_code == 503
    assert "flask update" in answer.text


def test_a_first_update_makes_the_tables_and_needs_no_backup(own: Flask, tmp_path: Path):
    assert backup.update(clock.now()) == (True, None)
    assert {_stands()} == health.newest_migrations()
    assert own.test_client().get("/readyz").status_code == 200
    assert backup.update(clock.now()) == (False, None)
    assert not (tmp_path / "backups").exists()


def test_a_filled_database_is_not_touched_when_nothing_is_new(own: Flask, tmp_path: Path):
    backup.update(clock.now())
    make.person()
    assert backup.update(clock.now()) == (False, None)
    assert not (tmp_path / "backups").exists()


def test_a_database_of_a_newer_version_is_left_alone(own: Flask):
    backup.update(clock.now())
    with db.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'ffffffffffff'")
    with pytest.raises(Unusable, match="ffffffffffff"):
        backup.update(clock.now())
    answer = own.test_client().get("/readyz")
    assert answer.status_code == 503
    assert "ffffffffffff" in answer.text


def test_a_backup_makes_an_installation_in_a_database_without_tables(own: Flask, tmp_path: Path):
    backup.update(clock.now())
    person_id = make.person("Zoë")
    backup.back_up(tmp_path / "file.zip", clock.now())
    db.session.remove()
    dump.drop_all()
    backup.restore(tmp_path / "file.zip", clock.now(), replace=False)
    assert db.session.get(Person, person_id).given_name == "Zoë"
    db.session.rollback()
    assert own.test_client().get("/readyz").status_code == 200
