"""Saying how a training was, and what others get to see of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from learning_goals.periods import NEVER
from tests import make
from tests.make import Cast
from webapp.extensions import db
from webapp.jobs.runner import Worker
from webapp.store.evaluation_tables import Provider, SessionEvaluation, SessionFigure
from webapp.store.session_tables import Attendance, SessionDate, TrainingSession

ENDED = datetime(2027, 3, 1, 12, tzinfo=UTC)
SOON, LATER, AFTER = (ENDED + timedelta(days=days) for days in (2, 45, 100))
FIRST = {"moment": "first", "sure_before": "2", "sure_now": "4", "useful": "5", "our_norm": "4"}
SECOND = {"moment": "later", "sure_later": "4", "used": "3", "supported": "2"}
Clients = Callable[[int | None], FlaskClient]


@pytest.fixture
def people(cast: Cast) -> list[int]:
    """Six people who were there; the sixth of them only on the first date."""
    return [cast.employee, cast.colleague, *(make.person(f"N{number}", team_id=cast.desk) for number in range(4))]


@pytest.fixture
def training(cast: Cast, people: list[int]) -> int:
    row = TrainingSession(
        item_id="skills-counter", title="Oefenen", place="Zaal", capacity=12, audience={}, closes_on=ENDED.date(),
        made_at=ENDED, provider="Bureau Rust", made_by=cast.coordinator,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    for number, begins in enumerate((ENDED - timedelta(days=7), ENDED - timedelta(hours=3)), 1):
        day = SessionDate(session_id=row.id, number=number, starts_at=begins, ends_at=begins + timedelta(hours=3))
        db.session.add(day)
        db.session.flush()
        for person in people if number == 1 else people[:5]:
            db.session.add(
                Attendance(
                    session_date_id=day.id, person_id=person, present=True, recorded_by=cast.coordinator,
                    recorded_at=ENDED, superseded_at=NEVER,
                )
            )  # fmt: skip
    db.session.add(Provider(name="Bureau Rust", status="chosen", answers={}, changed_at=ENDED))
    db.session.commit()
    return row.id


def fill(client_of: Clients, people: list[int], training: int, form: dict[str, str]) -> None:
    for person in people:
        assert client_of(person).post(f"/sessions/{training}/evaluate", data=form).status_code == 303


def night(app: Flask, moment: datetime) -> None:
    db.session.rollback()
    with time_machine.travel(moment, tick=False):
        worker = Worker(app, now=lambda: moment)
        worker.drain()
    assert worker.tally.failures == []


def test_who_was_there_says_how_it_was_changes_it_and_takes_it_back(
    client_of: Clients, cast: Cast, training: int, people: list[int]
) -> None:
    with time_machine.travel(SOON, tick=True):
        eva = client_of(cast.employee)
        assert "Hoe was Oefenen?" in eva.get("/sessions").text
        page = eva.post(f"/sessions/{training}/evaluate", data={**FIRST, "useful": ""})
        assert page.status_code == 422
        assert "Kies er een" in page.text or "Kies één" in page.text
        assert eva.post(f"/sessions/{training}/evaluate", data={**FIRST, "useful": "9"}).status_code == 422
        fill(client_of, [cast.employee], training, FIRST)
        fill(client_of, [cast.employee], training, {**FIRST, "useful": "1"})
        assert db.session.query(SessionEvaluation).count() == 1
        assert "nog veranderen" in eva.get("/sessions").text
        assert eva.post(f"/sessions/{training}/evaluate/erase").status_code == 303
        assert db.session.query(SessionEvaluation).count() == 0
        for person in (people[5], cast.leader, cast.coordinator, cast.hr):
            assert client_of(person).get(f"/sessions/{training}/evaluate").status_code == 404
    with time_machine.travel(ENDED + timedelta(days=30), tick=True):
        assert client_of(cast.employee).get(f"/sessions/{training}/evaluate").status_code == 404


def test_from_five_people_up_there_is_a_figure_when_the_form_has_closed(
    app: Flask, client_of: Clients, cast: Cast, training: int, people: list[int]
) -> None:
    with time_machine.travel(SOON, tick=True):
        fill(client_of, people[:5], training, FIRST)
        assert "Wat mensen vonden" not in client_of(cast.coordinator).get(f"/sessions/{training}").text
    with time_machine.travel(LATER, tick=True):
        fill(client_of, people[:4], training, SECOND)
        client_of(cast.employee).post(f"/sessions/{training}/evaluate", data=FIRST)
    night(app, ENDED + timedelta(days=23))
    assert {each.moment for each in db.session.query(SessionFigure)} == {"first"}
    night(app, AFTER)
    with time_machine.travel(AFTER, tick=True):
        page = client_of(cast.coordinator).get(f"/sessions/{training}").text
        assert "Hoe zeker ben je hier nu van?" in page
        assert "Hoe vaak heb je het gebruikt" not in page
        provider = db.session.query(Provider).one().id
        db.session.rollback()
        page = client_of(cast.coordinator).get(f"/providers/{provider}").text
        assert "Hoe bruikbaar was het" in page
        assert "Wat mensen vonden" not in client_of(cast.employee).get(f"/sessions/{training}").text


def test_four_people_are_never_a_figure_and_a_figure_never_changes(
    app: Flask, client_of: Clients, cast: Cast, training: int, people: list[int]
) -> None:
    with time_machine.travel(SOON, tick=True):
        fill(client_of, people[:4], training, FIRST)
    night(app, AFTER)
    assert [each.document for each in db.session.query(SessionFigure)] == [{}]
    db.session.rollback()
    with time_machine.travel(AFTER, tick=True):
        assert "Minder dan vijf mensen" not in client_of(cast.employee).get(f"/sessions/{training}").text
        assert "Hoe bruikbaar" not in client_of(cast.coordinator).get(f"/sessions/{training}").text


def test_answers_are_sealed_in_the_database(client_of: Clients, training: int, people: list[int]) -> None:
    with time_machine.travel(SOON, tick=True):
        fill(client_of, people[:2], training, FIRST)
    assert all(b"sure" not in each.sealed for each in db.session.query(SessionEvaluation))


@pytest.fixture
def cor(cast: Cast, client_of: Clients) -> FlaskClient:
    return client_of(cast.coordinator)


def test_a_provider_is_added_asked_compared_and_chosen_for_a_training(cor: FlaskClient) -> None:
    assert "nog geen aanbieder" in cor.get("/providers").text
    for name in ("Bureau Rust", "De Oefenschool"):
        assert cor.post("/providers", data={"name": name}).status_code == 303
    assert cor.post("/providers", data={"name": "Bureau Rust"}).status_code == 422
    one, two = (each.id for each in db.session.query(Provider).order_by(Provider.id))
    db.session.rollback()
    form = {"revision": "0", "status": "chosen", "email": "info@rust.example", "web": "https://rust.example"}
    form |= {"answer_norm": "yes", "note_norm": "Kent onze norm", "answer_price": "partly"}
    assert cor.post(f"/providers/{one}", data=form).status_code == 303
    assert "2 van 16 gevraagd" in cor.get("/providers").text
    page = cor.get(f"/providers/compare?id={one}&id={two}").text
    assert "ja: Kent onze norm" in page
    assert "nog niet gevraagd" in page
    assert "Bureau Rust" in cor.get("/sessions/new").text
    assert cor.post(f"/providers/{one}", data=form).status_code == 409


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "rust"},
        {"web": "javascript:alert(1)"},
        {"status": "best"},
        {"answer_norm": "maybe"},
        {"note": "x" * 3000},
    ],
)
def test_impossible_things_about_a_provider_are_refused(cor: FlaskClient, wrong: dict[str, str]) -> None:
    cor.post("/providers", data={"name": "Bureau Rust"})
    key = db.session.query(Provider).one().id
    db.session.rollback()
    assert cor.post(f"/providers/{key}", data={"revision": "0", "status": "considered", **wrong}).status_code == 422
    assert cor.get("/providers/compare?id=x&id=99999999999999").status_code == 200
    assert cor.get("/providers/999999999999").status_code == 404


def test_only_who_plans_sees_providers(client_of: Clients, cast: Cast) -> None:
    for person in (cast.employee, cast.leader):
        assert client_of(person).get("/providers").status_code in (403, 404)
