"""The evidence file on screen: asked for, made by the worker, fetched by who asked, for some days."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from tests.make import Cast
from tests.pdf_text import text_of
from tests.web.proof.conftest import Clients, work
from webapp.extensions import db
from webapp.services import proof_file, proof_people
from webapp.services.tidy import tidy
from webapp.store.audit import AuditEvent
from webapp.store.jobs import Job
from webapp.store.proof_tables import EvidenceFile


def address(browser: FlaskClient) -> str:
    """Where the newest file of this person is."""
    return re.findall(r'href="(/proof/files/\d+)"', browser.get("/proof").text)[0]


def opened(browser: FlaskClient) -> dict[str, bytes]:
    answer = browser.get(address(browser))
    assert answer.status_code == 200
    assert answer.mimetype == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.data)) as made:
        assert {each.date_time for each in made.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        return {name.split("/")[1]: made.read(name) for name in made.namelist()}


def events(act: str) -> list[tuple[int, dict[str, object]]]:
    db.session.rollback()
    found = select(AuditEvent).where(AuditEvent.act == act).order_by(AuditEvent.id)
    return [(each.actor_id, each.detail) for each in db.session.scalars(found)]


def test_a_file_is_asked_for_made_and_fetched(app: Flask, coordinator: FlaskClient, cast: Cast) -> None:
    assert "Je hebt nu geen mappen" in coordinator.get("/proof").text
    answer = coordinator.post("/proof", data={"as_of": "2026-11-01"}, follow_redirects=True)
    assert "Je map wordt gemaakt" in answer.text
    assert "Wacht om gemaakt te worden" in answer.text
    work(app)
    page = coordinator.get("/proof").text
    assert "Haal de map van 1 november 2026 op" in page
    assert "Zonder namen" in page
    found = opened(coordinator)
    assert "10 mensen in dienst" in text_of(found["evidence.pdf"])
    assert not any("Balie" in body.decode() for name, body in found.items() if name.endswith(".csv"))
    assert events("evidence.asked") == [(cast.coordinator, {"as_of": "2026-11-01", "names": False})]
    ((who, said),) = events("evidence.downloaded")
    assert (who, said["as_of"], said["names"]) == (cast.coordinator, "2026-11-01", False)


def test_choosing_names_is_recorded(app: Flask, coordinator: FlaskClient, cast: Cast) -> None:
    coordinator.post("/proof", data={"as_of": "2026-11-01", "names": "y"})
    work(app)
    assert "Eva Balie" in opened(coordinator)["instruction.csv"].decode()
    assert events("evidence.asked") == [(cast.coordinator, {"as_of": "2026-11-01", "names": True})]


def test_made_twice_on_screen_only_the_stamp_differs(
    app: Flask, coordinator: FlaskClient, today: time_machine.Coordinates
) -> None:
    found = []
    for moment in ("2026-11-23T10:00:00+00:00", "2026-11-24T10:00:00+00:00"):
        today.move_to(moment)
        coordinator = app_log_in(coordinator)
        coordinator.post("/proof", data={"as_of": "2026-11-01"})
        work(app)
        found.append(opened(coordinator))
    first, second = found
    assert {name for name in first if first[name] != second[name]} == {"stamp.json"}


def app_log_in(browser: FlaskClient) -> FlaskClient:
    """Go on as if somebody had been busy all the time."""
    from webapp import clock

    with browser.session_transaction() as session:
        session["seen"] = int(clock.now().timestamp())
    return browser


def test_only_who_asked_can_fetch_it_and_only_until_it_expires(
    app: Flask, coordinator: FlaskClient, cast: Cast, client_of: Clients, today: time_machine.Coordinates
) -> None:
    coordinator.post("/proof", data={"as_of": "2026-11-01"})
    made = db.session.query(EvidenceFile).one().id
    assert coordinator.get(f"/proof/files/{made}").status_code == 404
    work(app)
    place = address(coordinator)
    assert client_of(cast.hr).get(place).status_code == 404
    assert coordinator.get(place).status_code == 200
    today.move_to("2026-12-02T09:00:00+00:00")
    assert app_log_in(coordinator).get(place).status_code == 404
    from webapp import clock

    tidy(clock.now())
    assert db.session.query(EvidenceFile).count() == 0


@pytest.mark.parametrize("role", ["employee", "leader", "deputy", "manager", "admin"])
def test_others_have_no_evidence_file(coordinator: FlaskClient, cast: Cast, client_of: Clients, role: str) -> None:
    browser = client_of(getattr(cast, role))
    for address in ("/proof", "/proof/checklist", "/proof/checklist/norm-set", "/proof/files/1"):
        assert browser.get(address).status_code == 403, address
    assert browser.post("/proof", data={"as_of": "2026-11-01"}).status_code == 403
    assert "/proof" not in browser.get("/").text


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("", "Vul een dag in"),
        ("2026-02-30", "is geen dag"),
        ("<b>", "“&lt;b&gt;” is geen dag"),
        ("2026-11-24", "moet nog komen"),
        ("2026-09-30", "nog niets bekend. Kies 1 oktober 2026"),
    ],
)
def test_a_wrong_day_is_refused_in_plain_words(coordinator: FlaskClient, said: str, reason: str) -> None:
    answer = coordinator.post("/proof", data={"as_of": said})
    assert answer.status_code == 422
    assert reason in answer.text
    assert db.session.query(EvidenceFile).count() == 0


def test_asked_twice_it_is_made_once(app: Flask, coordinator: FlaskClient) -> None:
    for _time in range(2):
        assert coordinator.post("/proof", data={"as_of": "2026-11-01"}).status_code == 303
    assert db.session.query(EvidenceFile).count() == 1
    assert db.session.query(Job).filter_by(kind="evidence").count() == 1
    work(app)
    coordinator.post("/proof", data={"as_of": "2026-11-01"})
    assert db.session.query(EvidenceFile).count() == 2


def test_what_did_not_succeed_is_said_and_tried_again_when_asked(app: Flask, coordinator: FlaskClient) -> None:
    coordinator.post("/proof", data={"as_of": "2026-11-01"})
    db.session.execute(update(Job).where(Job.kind == "evidence").values(state="failed", tries=8))
    db.session.commit()
    assert "Het is niet gelukt" in coordinator.get("/proof").text
    coordinator.post("/proof", data={"as_of": "2026-11-01"})
    work(app)
    assert "Haal de map van" in coordinator.get("/proof").text


def test_a_long_making_says_how_far_it_is(
    app: Flask, coordinator: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proof_people, "AT_ONCE", 5)
    seen: list[str] = []
    make = proof_file.pdf

    def look(*said: object, **more: object) -> bytes:
        seen.append(coordinator.get("/proof").text)
        return make(*said, **more)

    monkeypatch.setattr(proof_file, "pdf", look)
    coordinator.post("/proof", data={"as_of": "2026-11-01"})
    work(app)
    assert "Wordt gemaakt: 10 van 10 mensen" in seen[0]


def test_the_page_asks_the_same_number_of_queries_however_many_files(coordinator: FlaskClient, queries) -> None:
    few = queries(lambda: coordinator.get("/proof"))
    for day in range(1, 9):
        coordinator.post("/proof", data={"as_of": f"2026-11-0{day}"})
    assert queries(lambda: coordinator.get("/proof")) <= few + 1
