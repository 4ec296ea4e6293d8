"""The checklist: answered with owner, proof and a day to look again; kept twice a year; in the evidence file."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from tests.make import Cast
from tests.web.proof.conftest import PDF, Clients, work
from tests.web.proof.test_evidence import address, app_log_in
from webapp import clock
from webapp.extensions import db
from webapp.services import evidence
from webapp.store.people import Person
from webapp.store.proof_tables import ChecklistAnswer, ChecklistFile, ChecklistSnapshot

ITEM = "/proof/checklist/norm-set"


@pytest.fixture
def form(coordinator: FlaskClient, cast: Cast) -> dict[str, object]:
    return {
        "number": "0",
        "answer": "partly",
        "owner": db.session.get(Person, cast.leader).staff_number,
        "facts": ["norm", "works_council"],
        "note": "De raad beslist nog",
        "again_on": "2027-01-04",
    }


def test_every_question_can_be_answered_with_what_is_known(coordinator: FlaskClient, form: dict[str, object]) -> None:
    page = coordinator.get("/proof/checklist").text
    assert "Beantwoord de 26 vragen die nog open staan" in page
    opened = coordinator.get(ITEM).text
    assert "Versie 1 van de norm geldt sinds 1 januari 2026" in opened
    assert 'href="/norm/versions"' in opened
    answer = coordinator.post(ITEM, data=form)
    assert answer.status_code == 303, answer.text
    page = coordinator.get("/proof/checklist").text
    assert "Lea Leider" in page
    assert "4 januari 2027" in page
    assert "Beantwoord de 25 vragen" in page


def test_the_history_stays(coordinator: FlaskClient, form: dict[str, object]) -> None:
    coordinator.post(ITEM, data=form)
    coordinator.post(ITEM, data={**form, "number": "1", "answer": "yes", "note": ""})
    page = coordinator.get(ITEM).text
    assert "Alle antwoorden tot nu toe" in page
    assert "De raad beslist nog" in page
    assert [each.answer for each in db.session.query(ChecklistAnswer).order_by(ChecklistAnswer.number)] == [
        "partly",
        "yes",
    ]


def test_of_two_tabs_the_second_is_told(coordinator: FlaskClient, form: dict[str, object]) -> None:
    assert coordinator.post(ITEM, data=form).status_code == 303
    second = coordinator.post(ITEM, data={**form, "answer": "no"})
    assert second.status_code == 409
    assert "Iemand heeft dit beantwoord nadat jij de pagina opende" in second.text
    assert db.session.query(ChecklistAnswer).count() == 1


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"owner": "bestaat-niet"}, "Niemand die hier nu werkt heeft dit personeelsnummer"),
        ({"owner": ""}, "Vul een personeelsnummer in"),
        ({"again_on": "2026-11-23"}, "Kies een dag na vandaag"),
        ({"again_on": "2028-01-01"}, "Kies een dag binnen een jaar"),
        ({"again_on": "x"}, "weer naar"),
        ({"answer": "misschien"}, "antwoord:"),
        ({"facts": ["mails"]}, "Wat bewijst het"),
        ({"note": "x" * 1001}, "te lang"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(
    coordinator: FlaskClient, form: dict[str, object], wrong: dict[str, object], reason: str
) -> None:
    answer = coordinator.post(ITEM, data={**form, **wrong})
    assert answer.status_code == 422
    assert reason in answer.text
    assert db.session.query(ChecklistAnswer).count() == 0


def test_who_left_cannot_look_after_it(coordinator: FlaskClient, form: dict[str, object], cast: Cast) -> None:
    from datetime import date

    from tests import make

    gone = make.person("Weg", "Gegaan", team_id=cast.desk, until=date(2026, 11, 1))
    number = db.session.get(Person, gone).staff_number
    assert coordinator.post(ITEM, data={**form, "owner": number}).status_code == 422


def test_an_unknown_question_is_not_found(coordinator: FlaskClient, form: dict[str, object]) -> None:
    assert coordinator.get("/proof/checklist/nothing").status_code == 404
    assert coordinator.post("/proof/checklist/nothing", data=form).status_code == 404
    assert coordinator.post("/proof/checklist/nothing/documents", data={}).status_code == 404


def test_a_document_is_proof_until_it_is_taken_away(coordinator: FlaskClient) -> None:
    upload = {"file": (io.BytesIO(PDF), "besluit van het college.pdf")}
    assert coordinator.post(f"{ITEM}/documents", data=upload).status_code == 303
    assert "besluit van het college.pdf" in coordinator.get(ITEM).text
    place = re.findall(r'href="(/proof/checklist/documents/\d+)"', coordinator.get(ITEM).text)[0]
    given = coordinator.get(place)
    assert (given.data, given.mimetype) == (PDF, "application/pdf")
    assert given.headers["Content-Disposition"].startswith("attachment")
    assert coordinator.post(f"{place}/remove").status_code == 303
    assert "besluit van het college.pdf" not in coordinator.get(ITEM).text
    again = coordinator.post(f"{place}/remove", follow_redirects=True)
    assert "haalde dit document net voor jou weg" in again.text


@pytest.mark.parametrize("content", [b"<html>", b"", PDF + b"x" * 100])
def test_no_other_file_and_no_bigger_one_is_taken(
    coordinator: FlaskClient, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence, "MOST_BYTES", 100)
    answer = coordinator.post(f"{ITEM}/documents", data={"file": (io.BytesIO(content), "bewijs.pdf")})
    assert answer.status_code == 422
    assert "geen PDF of foto" in answer.text
    assert db.session.query(ChecklistFile).count() == 0


def test_what_is_due_stands_on_the_first_page_of_coordinator_and_hr(
    coordinator: FlaskClient,
    form: dict[str, object],
    cast: Cast,
    client_of: Clients,
    today: time_machine.Coordinates,
) -> None:
    coordinator.post(ITEM, data={**form, "again_on": "2026-11-25"})
    assert "van de checklist" not in coordinator.get("/").text
    today.move_to("2026-11-25T09:00:00+00:00")
    for person in (cast.coordinator, cast.hr):
        page = client_of(person).get("/").text
        assert "Kijk opnieuw naar 1 punt van de checklist" in page
    assert "van de checklist" not in client_of(cast.leader).get("/").text
    assert "Kijk opnieuw naar 1 punt: de dag is gekomen" in client_of(cast.hr).get("/proof/checklist").text


def test_every_half_year_is_kept_once_by_itself(
    app: Flask,
    form: dict[str, object],
    cast: Cast,
    client_of: Clients,
    today: time_machine.Coordinates,
) -> None:
    today.move_to("2026-11-24T09:00:00+00:00")
    work(app)
    assert db.session.query(ChecklistSnapshot).count() == 0
    client_of(cast.coordinator).post(ITEM, data=form)
    for moment in ("2026-11-25", "2026-12-30", "2027-01-01", "2027-06-30", "2027-07-01"):
        today.move_to(f"{moment}T09:00:00+00:00")
        if moment == "2026-12-30":
            client_of(cast.coordinator).post(ITEM, data={**form, "number": "1", "answer": "yes"})
        work(app)
    db.session.expire_all()
    kept = {(each.year, each.half): each.document for each in db.session.query(ChecklistSnapshot)}
    assert {key: said["answers"]["norm-set"]["answer"] for key, said in kept.items()} == {
        (2026, 2): "partly",
        (2027, 1): "yes",
        (2027, 2): "yes",
    }
    assert kept[2026, 2]["facts"]["norm"] == [1]
    coordinator = client_of(cast.coordinator)
    assert "halfjaar 2 van 2026" in coordinator.get("/proof/checklist").text
    page = coordinator.get("/proof/checklist/snapshots/2026/2").text
    assert "Antwoord toen" in page
    assert coordinator.get("/proof/checklist/snapshots/2025/2").status_code == 404


def test_the_checklist_is_in_the_evidence_file_as_it_stood(
    app: Flask, coordinator: FlaskClient, form: dict[str, object], today: time_machine.Coordinates
) -> None:
    coordinator.post(ITEM, data=form)
    coordinator.post(f"{ITEM}/documents", data={"file": (io.BytesIO(PDF), "besluit.pdf")})
    today.move_to("2026-11-24T09:00:00+00:00")
    app_log_in(coordinator).post(ITEM, data={**form, "number": "1", "answer": "no"})
    rows: list[dict[str, str]] = []
    for day in ("2026-11-23", "2026-11-24"):
        coordinator.post("/proof", data={"as_of": day, "names": "y"})
        work(app)
        with zipfile.ZipFile(io.BytesIO(coordinator.get(address(coordinator)).data)) as made:
            text = made.read(f"evidence-{day}/checklist.csv").decode("utf-8-sig")
            stamp = json.loads(made.read(f"evidence-{day}/stamp.json"))
        rows += [row for row in csv.DictReader(text.splitlines(), delimiter=";") if row["Punt"] == "norm-set"]
        assert stamp["made_by"] == db.session.query(Person).filter_by(given_name="Cor").one().staff_number
    assert [row["Antwoord"] for row in rows] == ["Deels", "Nee"]
    assert rows[0]["Wie ervoor zorgt"] == "Lea Leider"
    assert rows[0]["Wat hier bekend was"].startswith("Versie 1 van de norm geldt sinds")
    assert len(rows[0]["Documenten (SHA-256)"]) == 64


def test_every_page_of_it_opens_in_a_constant_number_of_queries(coordinator: FlaskClient, cast: Cast, queries) -> None:
    from tests import make

    pages = ["/proof/checklist", "/proof/checklist/staff-prepared", "/proof/checklist/teams-and-leaders"]
    for page in pages:
        coordinator.get(page)
    few = [queries(lambda page=page: coordinator.get(page)) for page in pages]
    for number in range(20):
        team = make.team(f"Team {number}", cast.department)
        person = make.person("P", f"Q{number}", team_id=team, since=clock.today())
        make.grant(person, "team_leader", team)
        make.assignment(person, "m01-de-norm")
    assert [queries(lambda page=page: coordinator.get(page)) for page in pages] <= [each + 1 for each in few]


def test_what_is_known_follows_what_people_do_at_once(coordinator: FlaskClient, cast: Cast) -> None:
    from tests import make
    from webapp.store import revision

    make.assignment(cast.employee, "m01-de-norm")
    make.assignment(cast.stranger, "m01-de-norm")
    revision.raise_it()
    page = "/proof/checklist/staff-prepared"
    assert "0 van 2 toegewezen cursussen zijn klaar (0 %)" in coordinator.get(page).text
    make.completed(cast.employee, "m01-de-norm")
    revision.raise_it()
    text = coordinator.get(page).text
    assert "1 van 2 toegewezen cursussen zijn klaar (50 %)" in text
    assert "10 van 10 medewerkers hebben de norm gelezen en dat gezegd (100 %)" in text
