"""Taking one person's data along and erasing that person: complete, without a trace, with proof under a number."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, text, update

from tests import make
from tests.make import Cast
from webapp import clock
from webapp.extensions import Base, db
from webapp.person_tables import ABOUT, ACTING, ELSEWHERE
from webapp.services import audit_chain, person_erasure, progress
from webapp.services.progress import Filter
from webapp.store import mails, rule_cases
from webapp.store.access import Login
from webapp.store.audit import AuditEvent
from webapp.store.learning import Assignment, CompletionRecord
from webapp.store.people import Employment, Membership, Person, PersonVersion
from webapp.store.person_rows import Erasure

ClientOf = Callable[..., FlaskClient]
NORM = "m01-de-norm"
YESTERDAY = timedelta(days=1)


def lived(cast: Cast, client_of: ClientOf) -> None:
    """Eva did a lot here, and much of it has her name in it."""
    make.assignment(cast.employee, NORM, reason="Quirkelijn vroeg erom")
    make.completed(cast.employee, NORM)
    person = db.session.get(Person, cast.employee)
    person.given_name, person.family_name, person.email = "Quirkelijn", "Zonderbaas", "quirkelijn@test.example"
    person.email_folded, person.sort_name, person.staff_number = person.email, "zonderbaas quirkelijn", "QZ-9911"
    version = {"given_name": "Quirkelijn", "family_name": "Zonderbaas", "email": person.email, "language": "nl"}
    db.session.add(
        PersonVersion(person_id=cast.employee, **version, recorded_at=clock.now(), recorded_by=make.change())
    )
    mails.append("m1", "weekly", cast.employee, person.email, "Dag Quirkelijn", "Quirkelijn", clock.now())
    rule_cases.exempt(
        cast.employee, NORM, date(2026, 1, 1), date(2026, 2, 1), "Zonderbaas is er niet", cast.hr, clock.now()
    )
    db.session.commit()
    employee = client_of(cast.employee)
    employee.get("/me/data")
    client_of(cast.hr).get(f"/people/{cast.employee}")
    client_of(cast.leader).get(f"/team/people/{cast.employee}")


def leaves(cast: Cast, days: int = 1) -> None:
    last = clock.today() - timedelta(days=days)
    for table in (Employment, Membership):
        db.session.execute(update(table).where(table.person_id == cast.employee).values(valid_until=last))
    db.session.commit()


def everything() -> str:
    """Every text of every table."""
    found: list[str] = []
    for table in Base.metadata.sorted_tables:
        found += [str(value) for row in db.session.execute(select(table)) for value in row]
    db.session.rollback()
    return "\n".join(found)


def test_every_table_about_people_is_in_the_list() -> None:
    def points(name: str) -> set[str]:
        return {key.column.table.name for key in Base.metadata.tables[name].foreign_keys}

    with_person = {name for name in Base.metadata.tables if "person" in points(name)}
    below = {name for name in Base.metadata.tables if points(name) & set(ABOUT)}
    assert (with_person | below) - set(ABOUT) - ACTING - ELSEWHERE == set()
    assert set(ABOUT) | ACTING | ELSEWHERE <= set(Base.metadata.tables)
    for name, said in ABOUT.items():
        columns = Base.metadata.tables[name].columns
        assert said.column in columns
        assert set(said.words) | set(said.hidden) <= set(columns.keys())


def files(body: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(body)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_one_gets_everything_about_oneself_and_no_secret(cast: Cast, client_of: ClientOf) -> None:
    lived(cast, client_of)
    made = files(client_of(cast.employee).get("/me/data/export").data)
    said = json.loads(made["data.json"])
    db.session.rollback()
    for name, about in ABOUT.items():
        if about.parent:
            continue
        table = Base.metadata.tables[name]
        expected = db.session.scalar(
            select(func.count()).select_from(table).where(table.c[about.column] == cast.employee)
        )
        assert len(said[name]) == expected, name
    page = made["index.html"].decode()
    assert "Quirkelijn" in page
    assert "answers.json" in made
    assert "Lea Leider" in made["tables/audit_event.csv"].decode()
    assert db.session.scalar(select(Login.token_hash).limit(1)) not in made["data.json"].decode()


def test_hr_hands_over_a_file_without_what_only_the_person_may_read(cast: Cast, client_of: ClientOf) -> None:
    lived(cast, client_of)
    hr = client_of(cast.hr)
    made = files(hr.post(f"/privacy/people/{cast.employee}/export").data)
    said = json.loads(made["data.json"])
    assert said["completion_record"]
    assert {"attempt", "self_assessment", "learning_goal", "lesson_read"} & set(said) == set()
    assert "answers.json" not in made
    acts = set(db.session.scalars(select(AuditEvent.act).where(AuditEvent.about_id == cast.employee)))
    assert "person.exported" in acts
    for other in (cast.leader, cast.coordinator, cast.employee):
        assert client_of(other).post(f"/privacy/people/{cast.colleague}/export").status_code == 403


def test_the_command_writes_the_same_folder(cast: Cast, client_of: ClientOf, app: Flask, tmp_path: Path) -> None:
    lived(cast, client_of)
    run = app.test_cli_runner().invoke
    done = run(args=["person", "export", "QZ-9911", "--out", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert "Quirkelijn" in (tmp_path / "index.html").read_text()
    assert (tmp_path / "tables" / "completion_record.csv").exists()
    wrong = run(args=["person", "export", "nobody", "--out", str(tmp_path)])
    assert wrong.exit_code == 1
    assert "nobody has staff number" in wrong.output


def test_who_left_is_erased_without_a_trace_and_the_proof_stays(cast: Cast, client_of: ClientOf) -> None:
    lived(cast, client_of)
    leaves(cast)
    before = progress.figures((), Filter(day=clock.today() - timedelta(days=1)), clock.today())
    hr, place = client_of(cast.hr), f"/privacy/people/{cast.employee}"
    assert "Voorgoed wissen" in hr.get(place).text
    done = hr.post(place, data={"act": "erase", "reason": "Gevraagd"})
    assert done.status_code == 200
    assert "Arbowet" in done.text
    traces = [
        word for word in ("Quirkelijn", "Zonderbaas", "quirkelijn@", "QZ-9911") if word.lower() in everything().lower()
    ]
    assert traces == []
    assert db.session.scalar(select(func.count()).select_from(CompletionRecord)) == 1
    assert db.session.scalar(select(Assignment.reason)) == "—"
    progress.counted.cache_clear()
    assert progress.figures((), Filter(day=clock.today() - timedelta(days=1)), clock.today()) == before
    audit_chain.link_all(clock.now())
    assert audit_chain.verify().faults == ()
    assert hr.get(place).status_code == 404
    assert hr.post(place, data={"act": "erase", "reason": "Nog eens"}).status_code == 404


def test_who_works_here_is_not_erased_and_reads_why(cast: Cast, client_of: ClientOf, app: Flask) -> None:
    employee, hr = client_of(cast.employee), client_of(cast.hr)
    assert employee.post("/me/data/erasure").status_code == 303
    assert "HR kijkt ernaar" in employee.get("/me/data").text
    assert "Eva Balie" in hr.get("/privacy/requests").text
    place = f"/privacy/people/{cast.employee}"
    assert "Voorgoed wissen" not in hr.get(place).text
    hr.post(place, data={"act": "erase", "reason": "Toch"})
    assert db.session.get(Person, cast.employee).given_name == "Eva"
    assert hr.post(place, data={"act": "refuse", "reason": " "}).status_code == 422
    hr.post(place, data={"act": "refuse", "reason": "Je werkt hier nog"})
    assert "Je werkt hier nog" in employee.get("/me/data").text
    assert "Eva Balie" not in hr.get("/privacy/requests").text
    number = db.session.get(Person, cast.employee).staff_number
    db.session.rollback()
    said = app.test_cli_runner().invoke(args=["person", "erase", number])
    assert said.exit_code == 1
    assert "works here" in said.output


def test_a_dry_run_changes_nothing_and_says_what_would_happen(cast: Cast, client_of: ClientOf, app: Flask) -> None:
    lived(cast, client_of)
    leaves(cast)
    before = everything()
    run = app.test_cli_runner().invoke
    said = run(args=["person", "erase", "QZ-9911", "--dry-run"])
    assert said.exit_code == 0, said.output
    assert "completion_record: 1" in said.output.split("would stay")[1]
    assert "sent_mail: 1" in said.output.split("would stay")[0]
    assert everything() == before
    assert run(args=["person", "erase", "QZ-9911"]).exit_code == 0
    assert "Quirkelijn" not in everything()


def test_an_erasure_that_breaks_halfway_changes_nothing(
    cast: Cast, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    lived(cast, client_of)
    leaves(cast)
    before = everything()

    def broken(*_all: object) -> None:
        raise RuntimeError("halfway")

    monkeypatch.setattr(person_erasure.audit_chain, "blank_about", broken)
    hr = client_of(cast.hr)
    answer = hr.post(f"/privacy/people/{cast.employee}", data={"act": "erase", "reason": "Gevraagd"})
    assert answer.status_code == 500
    db.session.rollback()
    after = everything()
    assert after.count("Quirkelijn") == before.count("Quirkelijn")
    assert db.session.scalar(select(func.count()).select_from(Erasure)) == 0


def test_nobody_erases_the_own_record(cast: Cast, client_of: ClientOf) -> None:
    hr = client_of(cast.hr)
    assert hr.get(f"/privacy/people/{cast.hr}").status_code == 404
    assert client_of(cast.coordinator).get(f"/privacy/people/{cast.employee}").status_code == 403
    assert client_of(cast.leader).get("/privacy/requests").status_code == 403


def test_the_page_for_everybody_tells_how_long_and_who_looked(cast: Cast, client_of: ClientOf) -> None:
    client_of(cast.leader).get(f"/team/people/{cast.employee}")
    page = client_of(cast.employee).get("/me/data").text
    assert "90 dagen" in page
    assert "Lea Leider" in page
    assert db.session.execute(text("select count(*) from erasure")).scalar() == 0
