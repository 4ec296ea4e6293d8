from __future__ import annotations

import json
import shutil
import stat
import threading
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import stamp
from sqlalchemy import text

from tests import make
from webapp import clock, create_app
from webapp.extensions import Base, db, reading
from webapp.services import backup, ways_in
from webapp.services.backup import Unusable
from webapp.store import dump, guards, guesses
from webapp.store.access import Login
from webapp.store.people import Person, StaffChange, Team

Everything = dict[str, list[tuple[object, ...]]]


@pytest.fixture
def filled(app: Flask) -> int:
    """People, teams, a norm, jobs, and rows that refer to each other and to later rows of their own table."""
    cast = make.cast()
    person = make.person("Zoë", "Łukasz-Şahin 王", team_id=cast.desk, email="zoë@test.example")
    make.assignment(person, "m01-de-norm", reason='met "aanhaling", regel\neinde en \u2028')
    make.login(person)
    ways_in.invite([person], clock.now())
    db.session.get(Team, cast.department).parent_id = make.team("Later gemaakt")
    db.session.add(
        StaffChange(kind="revert", made_by=person, made_at=clock.now(), reverts=make.change(), summary={"a": [1, None]})
    )
    db.session.commit()
    return person


def _everything() -> Everything:
    with dump.snapshot() as connection:
        return {shape.name: [tuple(row) for row in dump.rows(connection, shape)] for shape in dump.shapes(connection)}


def _altered(source: Path, target: Path, change: Callable[[str, bytes], bytes]) -> Path:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return target


def test_what_is_restored_is_what_was_backed_up(app: Flask, filled: int, tmp_path: Path):
    before = _everything()
    rows = backup.back_up(tmp_path / "file.zip", clock.now())
    assert rows == sum(map(len, before.values())) > 50
    make.person("Iemand", "Anders")
    db.session.query(Login).delete()
    db.session.commit()
    assert _everything() != before
    assert backup.restore(tmp_path / "file.zip", clock.now(), replace=True) == rows
    assert _everything() == before


def test_after_a_restore_new_rows_get_new_keys(app: Flask, filled: int, tmp_path: Path):
    backup.back_up(tmp_path / "file.zip", clock.now())
    backup.restore(tmp_path / "file.zip", clock.now(), replace=True)
    assert make.person() > filled


def test_a_backup_made_while_others_write_holds_one_moment(app: Flask, filled: int, tmp_path: Path):
    """Each writer adds to two tables in one transaction: no backup may see one without the other."""
    stop, written = threading.Event(), 0

    def write() -> None:
        nonlocal written
        with app.app_context():
            while not stop.is_set():
                guesses.count([f"pair {written}"], clock.now())
                db.session.add(StaffChange(kind="command", made_at=clock.now(), file_name=f"pair {written}"))
                db.session.commit()
                written += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        while written < 5:
            stop.wait(0.01)
        for number in range(5):
            backup.back_up(tmp_path / f"{number}.zip", clock.now())
    finally:
        stop.set()
        writer.join()
    for number in range(5):
        backup.restore(tmp_path / f"{number}.zip", clock.now(), replace=True)
        with reading():
            pairs = db.session.query(StaffChange).filter(StaffChange.file_name.like("pair %")).count()
            assert pairs == db.session.execute(text("SELECT count(*) FROM failed_guess")).scalar() > 0
            db.session.rollback()


def test_a_backup_of_an_sqlite_installation_fills_this_database(app: Flask, tmp_path: Path):
    with dump.snapshot() as connection:
        stands = dump.migration(connection)
    settings = replace(app.config["SETTINGS"], database_url=f"sqlite:///{tmp_path / 'other.sqlite3'}")
    with create_app(settings).app_context():
        Base.metadata.create_all(db.engine)
        if stands:
            stamp(revision=stands)
        make.cast()
        before = _everything()
        backup.back_up(tmp_path / "file.zip", clock.now())
        db.session.remove()
        db.engine.dispose()
    backup.restore(tmp_path / "file.zip", clock.now(), replace=False)
    assert _everything() == before


def test_a_filled_database_is_not_overwritten_unless_said_so(app: Flask, filled: int, tmp_path: Path):
    backup.back_up(tmp_path / "file.zip", clock.now())
    before = _everything()
    with pytest.raises(Unusable, match="--replace"):
        backup.restore(tmp_path / "file.zip", clock.now(), replace=False)
    assert _everything() == before


def test_what_is_replaced_is_backed_up_first(app: Flask, filled: int, tmp_path: Path):
    backup.back_up(tmp_path / "old.zip", clock.now())
    late = make.person("Later", "Gekomen")
    before = _everything()
    folder = app.config["SETTINGS"].instance / "backups"
    shutil.rmtree(folder, ignore_errors=True)
    backup.restore(tmp_path / "old.zip", clock.now(), replace=True)
    assert db.session.get(Person, late) is None
    db.session.rollback()
    (kept,) = folder.iterdir()
    backup.restore(kept, clock.now(), replace=True)
    assert _everything() == before


def test_into_an_empty_database_it_goes_without_asking(app: Flask, filled: int, tmp_path: Path):
    before = _everything()
    backup.back_up(tmp_path / "file.zip", clock.now())
    with db.engine.begin() as connection:
        guards.lift(connection)
        dump.empty(connection)
    backup.restore(tmp_path / "file.zip", clock.now(), replace=False)
    assert _everything() == before


def test_a_damaged_or_newer_file_is_refused_and_changes_nothing(app: Flask, filled: int, tmp_path: Path):
    good = tmp_path / "good.zip"
    backup.back_up(good, clock.now())
    before = _everything()
    for wrong in _wrong_files(good, tmp_path):
        with pytest.raises(Unusable):
            backup.restore(wrong, clock.now(), replace=True)
        assert _everything() == before


def _wrong_files(good: Path, folder: Path) -> Iterator[Path]:
    half = folder / "half.zip"
    half.write_bytes(good.read_bytes()[: good.stat().st_size // 2])
    yield half
    text_file = folder / "text.zip"
    text_file.write_text("no zip at all")
    yield text_file
    yield _altered(good, folder / "changed.zip", lambda name, said: said.replace(b"Eva", b"Eve"))
    yield _altered(good, folder / "short.zip", lambda name, said: b"" if name == "person.jsonl" else said)
    for number, change in enumerate(({"format": 2}, {"migration": "fffffffffff0"})):
        yield _altered(good, folder / f"newer{number}.zip", lambda name, said, change=change: _with(name, said, change))


def _with(name: str, said: bytes, change: dict[str, object]) -> bytes:
    return json.dumps({**json.loads(said), **change}).encode() if name == "manifest.json" else said


def test_only_the_owner_may_read_a_backup(app: Flask, filled: int, tmp_path: Path):
    backup.back_up(tmp_path / "file.zip", clock.now())
    assert stat.S_IMODE((tmp_path / "file.zip").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["file.zip"]


def test_the_commands_say_how_much_and_refuse_with_status_1(app: Flask, filled: int, tmp_path: Path):
    run = app.test_cli_runner().invoke
    made = run(args=["backup", str(tmp_path / "file.zip")])
    assert (made.exit_code, "rows in" in made.stdout) == (0, True)
    refused = run(args=["restore", str(tmp_path / "file.zip")])
    assert refused.exit_code == 1
    assert "--replace" in refused.stderr
    assert run(args=["restore", str(tmp_path / "none.zip")]).exit_code == 2
    assert run(args=["backup", str(tmp_path / "no" / "folder.zip")]).exit_code == 1
    assert run(args=["restore", "--replace", str(tmp_path / "file.zip")]).exit_code == 0
