"""Updating and restoring over migrations, on a database of the test's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import MetaData, Table, text
from sqlalchemy.exc import IntegrityError

from tests import make
from webapp import clock, create_app
from webapp.extensions import db
from webapp.services import backup, norms
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


OLD_NORM = {
    "number": 1,
    "valid_from": date(2026, 2, 1),
    "organisation": "Gemeente Oud",
    "emotional_repeats": 4,
    "c_first_response": "name_immediately",
    "discrimination_class": "D",
    "removal_requests": 2,
    "warning_lapse_months": 9,
    "contact_ban_months": 24,
    "response_hours": 24,
    "emergency_number": "112",
    "police_number": "0900-8844",
    "crisis_line_phone": "0800-0113",
    "concern_line_phone": "0800-1205",
}
OLD_WORDS = (
    "letter_signatory",
    "contact_point",
    "contact_point_phone",
    "intervention_team",
    "intervention_team_phone",
    "alarm_means",
    "crisis_line",
    "register",
    "aftercare_owner",
    "aftercare_first",
    "aftercare_second",
    "aftercare_third",
    "ending_words",
)


def _fill_as_0001() -> None:
    """Make the tables of the first version, with a norm of its shape."""
    upgrade(revision="0001")
    words = {f"{name}_{language}": f"{name} {language}" for name in OLD_WORDS for language in ("nl", "en")}
    row = OLD_NORM | words | {"published_at": clock.now()}
    with db.engine.begin() as connection:
        seen = Table("norm_version", MetaData(), autoload_with=connection)
        connection.execute(seen.insert(), row | {"published_at": clock.now().replace(tzinfo=None)})


def _is_the_old_norm() -> bool:
    edition = norms.edition(1)
    return (
        edition.norm.organisation == "Gemeente Oud"
        and edition.norm.removal_requests == 2
        and edition.norm.alarm_means.nl == "alarm_means nl"
        and edition.norm.valid_from == date(2026, 2, 1)
        and "office_route" in edition.not_laid_down
        and "alarm_means" not in edition.not_laid_down
    )


def test_a_filled_installation_of_the_first_version_keeps_its_norm(own: Flask, tmp_path: Path):
    _fill_as_0001()
    migrated, kept = backup.update(clock.now())
    assert migrated
    assert kept is not None
    assert kept.exists()
    assert {_stands()} == health.newest_migrations()
    assert _is_the_old_norm()
    assert own.test_client().get("/readyz").status_code == 200


def test_a_backup_of_the_first_version_can_be_put_back(own: Flask, tmp_path: Path):
    _fill_as_0001()
    backup.back_up(tmp_path / "old.zip", clock.now())
    backup.update(clock.now())
    backup.restore(tmp_path / "old.zip", clock.now(), replace=True)
    norms.edition.cache_clear()
    assert _is_the_old_norm()


def test_after_a_restore_a_published_norm_is_still_fixed(own: Flask, tmp_path: Path):
    backup.update(clock.now())
    make.norm()
    backup.back_up(tmp_path / "file.zip", clock.now())
    backup.restore(tmp_path / "file.zip", clock.now(), replace=True)
    with pytest.raises(IntegrityError, match="never changed"):
        db.session.execute(text("DELETE FROM norm_version"))
    db.session.rollback()
