"""What the pages of rules say while something is not applied yet, and the decisions about one person."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from tests.make import Cast
from tests.web.rules.test_rules import FORM, PDF, Clients, coordinator, held, save, today, work
from webapp import clock
from webapp.extensions import db
from webapp.services import evidence
from webapp.store.jobs import Job
from webapp.store.rule_tables import PriorEvidence

__all__ = ["coordinator", "today"]
AT_WORK, NOT_YET = "Dit wordt nu doorgevoerd", "Dit is nog niet doorgevoerd"


def test_a_saved_rule_is_being_applied_until_the_worker_did_it(app: Flask, coordinator: FlaskClient) -> None:
    place = save(coordinator)
    for address in (place, "/rules", "/rules/questions"):
        assert AT_WORK in coordinator.get(address).text
    work(app)
    for address in (place, "/rules", "/rules/questions"):
        page = coordinator.get(address).text
        assert AT_WORK not in page
        assert NOT_YET not in page


def test_without_a_worker_the_page_says_so_and_since_when(
    app: Flask, coordinator: FlaskClient, today: time_machine.Coordinates
) -> None:
    place = save(coordinator)
    today.move_to("2026-11-02T09:05:00+00:00")
    page = coordinator.get(place).text
    assert NOT_YET in page
    assert "lijkt niet te draaien" in page
    assert "2 november 2026 10:00" in page
    work(app)
    assert NOT_YET not in coordinator.get(place).text


def test_what_did_not_succeed_is_tried_again_and_in_the_end_shown_as_given_up(
    app: Flask, coordinator: FlaskClient
) -> None:
    place = save(coordinator)
    db.session.execute(update(Job).where(Job.kind == "rules").values(tries=1, due=clock.now() + timedelta(minutes=4)))
    db.session.commit()
    assert "Het doorvoeren is niet gelukt. Op 2 november 2026" in coordinator.get(place).text
    db.session.execute(update(Job).where(Job.kind == "rules").values(tries=8, state="failed"))
    db.session.commit()
    assert "Vraag de beheerder om naar de taken te kijken" in coordinator.get(place).text
    save(coordinator, f"{place}/edit", shown="1", days="10")
    work(app)
    assert NOT_YET not in coordinator.get(place).text


def test_a_job_at_work_is_not_said_to_wait(app: Flask, coordinator: FlaskClient) -> None:
    place = save(coordinator)
    long_ago, now = clock.now() - timedelta(minutes=4), clock.now()
    held = {"due": long_ago, "tries": 1, "lease_until": now + timedelta(minutes=1)}
    db.session.execute(update(Job).where(Job.kind == "rules").values(**held))
    db.session.commit()
    assert AT_WORK in coordinator.get(place).text


def test_ending_shows_first_whom_it_releases(app: Flask, coordinator: FlaskClient, cast: Cast) -> None:
    place = save(coordinator)
    work(app)
    page = coordinator.get(f"{place}/end").text
    assert "Wat stoppen zou doen" in page
    assert "Eva Balie" in page
    assert len(held(cast.employee)) == 1
    assert coordinator.post(f"{place}/end", data={"shown": "1"}).status_code == 303
    assert coordinator.get(f"{place}/end").status_code == 303
    assert coordinator.get("/rules/999/end").status_code == 404


def test_a_preview_speaks_of_this_rule_only(app: Flask, coordinator: FlaskClient, cast: Cast) -> None:
    save(coordinator, title="Wacht nog op de worker", what="course:m03-gedrag-herkennen")
    page = coordinator.post("/rules/new", data={**FORM, "function_groups": [], "people": "geen"}).text
    assert "Niemand heeft dit personeelsnummer" in page
    page = coordinator.post("/rules/new", data={**FORM, "function_groups": ["buitendienst"]}).text
    assert "Er verandert nu niets" in page or "Nu verandert er" in page
    assert "Eva Balie" not in page


def test_the_same_again_from_a_second_rule_changes_nobody(app: Flask, coordinator: FlaskClient, cast: Cast) -> None:
    save(coordinator)
    work(app)
    page = coordinator.post("/rules/new", data={**FORM, "title": "Nog eens hetzelfde"}).text
    assert "Eva Balie" not in page
    save(coordinator, title="Nog eens hetzelfde")
    work(app)
    assert [each.rule_id for each in held(cast.employee)] == [first_rule()]


def test_more_time_is_offered_for_what_is_asked_now(app: Flask, coordinator: FlaskClient, cast: Cast) -> None:
    about = f"/rules/people/{cast.employee}"
    assert "Er wordt nu niets van deze persoon gevraagd." in coordinator.get(about).text
    form = {"extension-course": "m01-de-norm", "extension-due_on": "2027-02-01", "extension-reason": "Druk"}
    assert coordinator.post(f"{about}/extension", data=form).status_code == 422
    save(coordinator)
    work(app)
    assert coordinator.post(f"{about}/extension", data=form | {"extension-due_on": "2026-10-01"}).status_code == 422
    wrong = form | {"extension-course": "m03-gedrag-herkennen"}
    assert coordinator.post(f"{about}/extension", data=wrong).status_code == 422
    assert coordinator.post(f"{about}/extension", data=form).status_code == 303
    assert AT_WORK in coordinator.get(about).text


def test_a_certificate_is_not_taken_where_the_rule_says_no(
    app: Flask, coordinator: FlaskClient, cast: Cast, client_of: Clients
) -> None:
    save(coordinator)
    eva = client_of(cast.employee)
    page = eva.get("/rules/my-certificates?course=m01-de-norm").text
    assert "telt geen bewijs van elders" in page
    assert 'value="m01-de-norm"' not in page
    form = {"course": "m01-de-norm", "title": "Norm", "obtained_on": "2026-10-01", "file": (io.BytesIO(PDF), "a.pdf")}
    assert eva.post("/rules/my-certificates", data=form).status_code == 422
    form = {**form, "course": "m03-gedrag-herkennen", "file": (io.BytesIO(PDF), "a.pdf")}
    assert eva.post("/rules/my-certificates", data=form).status_code == 303


@pytest.mark.parametrize(
    ("content", "name", "taken"),
    [
        (b"", "leeg.pdf", False),
        (b"\x89PNG\r\n\x1a\n", "foto.pdf", True),
        (b"MZ\x90\x00", "programma.pdf", False),
        (b"<svg onload='x'/>", "beeld.png", False),
    ],
)
def test_a_file_is_taken_by_what_it_is(
    today: object, cast: Cast, client_of: Clients, content: bytes, name: str, taken: bool
) -> None:
    form = {"course": "m01-de-norm", "title": "Norm", "obtained_on": "2026-10-01", "file": (io.BytesIO(content), name)}
    answer = client_of(cast.employee).post("/rules/my-certificates", data=form)
    assert answer.status_code == (303 if taken else 422)
    assert len(db.session.scalars(select(PriorEvidence.id)).all()) == taken
    if not taken:
        assert 'href="#file"' in answer.text


def test_a_file_of_five_megabytes_is_the_biggest() -> None:
    assert evidence.media_type(PDF + b"x" * (evidence.MOST_BYTES - len(PDF))) == "application/pdf"
    with pytest.raises(evidence.BadFile):
        evidence.media_type(PDF + b"x" * (evidence.MOST_BYTES - len(PDF) + 1))


def test_the_list_of_rules_costs_the_same_with_one_and_with_ten(coordinator: FlaskClient, queries) -> None:
    save(coordinator)
    coordinator.get("/rules")
    one = queries(lambda: coordinator.get("/rules"))
    for number in range(9):
        save(coordinator, title=f"Regel {number}", tags=["huisbezoek"], duties=["mentor"])
    coordinator.get("/rules")
    assert queries(lambda: coordinator.get("/rules")) == one


def first_rule() -> int:
    from webapp.store.rule_tables import AssignmentRule

    return db.session.scalar(select(AssignmentRule.id).order_by(AssignmentRule.id).limit(1))
