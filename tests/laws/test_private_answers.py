"""Private answers stay private: nobody's page, export, log or backup follows from them."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.answering import WORK, begin, consent, fill_in
from tests.laws.test_routes import routes
from tests.make import Cast
from webapp import clock
from webapp.data_register import REGISTER, readers
from webapp.extensions import Base, db
from webapp.policy import RIGHTS, ROUTES, Right
from webapp.services import backup
from webapp.store.assessments import AssessmentAnswer, SelfAssessment
from webapp.store.audit import AuditEvent
from webapp.store.learning_goals import LearningGoal

Clients = Callable[[int | None], FlaskClient]
OTHERS = ("colleague", "stranger", "leader", "deputy", "other_leader", "manager", "hr", "coordinator", "admin")
SECRET = "Alleen voor mijzelf, 7f3a"
UNSURE = dict.fromkeys(("n1", "n2", "p1", "r3", "r4", "r5", "y2", "c6"), "1")
TOKEN = re.compile(r'name="csrf_token" value="[^"]*"|\d{1,2} \w+ \d{4} \d{1,2}:\d\d')
GROWS = "/admin/audit"
"""Lists these very looks, so it is never the same twice."""


@pytest.fixture
def eva(cast: Cast, client_of: Clients) -> FlaskClient:
    consent()
    return client_of(cast.employee)


def seen_by_others(app: Flask, cast: Cast, client_of: Clients) -> dict[tuple[str, str], str]:
    """Every page and export that anybody else can open, but for tokens and moments."""
    addresses = {
        address.replace("999999", number)
        for endpoint, method, address in routes(app)
        if method == "GET" and not endpoint.startswith(("account.", "site.healthz", "site.metrics"))
        for number in (str(cast.employee), "1")
    }
    found: dict[tuple[str, str], str] = {}
    for who in OTHERS:
        browser = client_of(getattr(cast, who))
        for address in sorted(addresses - {GROWS}):
            answer = browser.get(address)
            text = answer.text if answer.mimetype.startswith(("text", "application/json")) else ""
            found[who, address] = TOKEN.sub("", text)
    return found


def test_answering_leaves_no_event_for_others(app: Flask, cast: Cast, eva: FlaskClient) -> None:
    answer_everything(eva, UNSURE, dict(WORK))
    assert db.session.query(AuditEvent).count() == 0


def answer_everything(eva: FlaskClient, said: dict[str, str], work: dict[str, object]) -> None:
    address = begin(eva)
    eva.post(f"{address}/pages/work", data=work)
    fill_in(eva, address, said, choice="recover", note=SECRET)
    eva.post("/goals/choose", data={"goal": "recover" if said else "stay_calm"})


def world(app: Flask, cast: Cast, client_of: Clients, eva: FlaskClient, said: dict[str, str]) -> dict:
    """What others see after these answers; afterwards the answers and goals are erased again."""
    work = {"w1": ["phone"], "w2": "daily", "w3": "often"} if said else dict(WORK, w1=["street"], w2="hardly_ever")
    answer_everything(eva, said, work)
    found = seen_by_others(app, cast, client_of)
    for sheet in db.session.scalars(select(SelfAssessment.id)).all():
        eva.post(f"/self-assessment/{sheet}/erase")
    for goal in db.session.scalars(select(LearningGoal.id)).all():
        eva.post(f"/goals/{goal}/erase")
    return found


def test_no_page_of_anybody_else_follows_from_somebodys_answers(
    app: Flask, cast: Cast, client_of: Clients, eva: FlaskClient
) -> None:
    one = world(app, cast, client_of, eva, UNSURE)
    other = world(app, cast, client_of, eva, {})
    assert one.keys() == other.keys()
    assert [where for where, text in one.items() if text != other[where]] == []
    assert not any(SECRET in text for text in one.values())


def test_nothing_private_is_readable_in_the_database_or_a_backup(
    app: Flask, cast: Cast, eva: FlaskClient, tmp_path: Path
) -> None:
    answer_everything(eva, UNSURE, dict(WORK))
    goal = db.session.scalar(select(LearningGoal.id))
    eva.post(f"/goals/{goal}", data={"words": SECRET, "priority": "normal", "evidence": "course"})
    for table in Base.metadata.sorted_tables:
        for row in db.session.execute(select(table)):
            assert SECRET not in repr(tuple(row))
            if table.name in ("self_assessment", "learning_goal"):
                assert "hardly" not in repr(tuple(row))
    db.session.rollback()
    file = tmp_path / "backup.zip"
    backup.back_up(file, clock.now())
    with ZipFile(file) as packed:
        whole = b"".join(packed.read(name) for name in packed.namelist())
    assert SECRET.encode() not in whole
    assert app.config["SETTINGS"].answers_keys[0].encode() not in whole


def test_answers_of_the_same_kind_are_as_long(app: Flask, eva: FlaskClient) -> None:
    answer_everything(eva, UNSURE, dict(WORK))
    lengths = {len(sealed) for sealed in db.session.scalars(select(AssessmentAnswer.sealed))}
    assert len(lengths) == 1


def test_no_log_line_holds_an_answer(
    cast: Cast, eva: FlaskClient, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        answer_everything(eva, UNSURE, dict(WORK))
    written = caplog.text + "".join(capfd.readouterr())
    assert SECRET not in written
    assert "r3" not in re.findall(r"\w+", written)


def test_answers_moved_to_another_person_cannot_be_opened(app: Flask, cast: Cast, eva: FlaskClient) -> None:
    from webapp.sealing import Unreadable, seal, unseal

    box = seal(cast.employee, {"n1": "1"})
    assert unseal(cast.employee, box) == {"n1": "1"}
    with pytest.raises(Unreadable):
        unseal(cast.colleague, box)


ANSWERING = ("assess.", "goals.", "rounds.", "refreshers.", "reviews.", "scenarios.")
LEADERS = {"team.talk", "team.propose", "team.requests", "team.answer", "team.goals", "team.settle_goal"}
EDUCATION = {"references.mine", "references.say_education"}


def test_the_dossier_names_every_route_and_table_once() -> None:
    named = [route for entry in REGISTER for route in entry.routes]
    assert sorted(named) == sorted({route for route in ROUTES if route.startswith(ANSWERING)} | LEADERS | EDUCATION)
    tables = [table for entry in REGISTER for table in entry.tables]
    private = {
        table.name
        for table in Base.metadata.sorted_tables
        if table.name.startswith(
            (
                "self_",
                "assessment_",
                "round_",
                "learning_goal",
                "prior_education",
                "refresher",
                "talk_",
                "training_request",
                "team_goal",
                "review",
                "scenario",
                "meeting_",
            )
        )
    }
    assert sorted(tables) == sorted(private)


def test_the_dossier_says_who_sees_what_as_the_policy_does() -> None:
    said = {entry.id: set(readers(entry)) for entry in REGISTER}
    assert said["answers"] == said["goals"] == said["refreshers"] == said["scenarios"] == said["education"] == {"self"}
    assert said["talks"] == said["requests"] == {"self", "team_leader"}
    assert said["consent"] == {"coordinator"}
    wider = {**ROUTES, "assess.picture": Right.REPORT}
    answers = next(entry for entry in REGISTER if entry.id == "answers")
    assert set(readers(answers, wider)) == {"self", *(role for role, held in RIGHTS.items() if Right.REPORT in held)}


def test_sealed_data_are_sealed() -> None:
    for entry in REGISTER:
        columns = {column.name for name in entry.tables for column in Base.metadata.tables[name].columns}
        assert not entry.sealed or "sealed" in columns


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_dossier_is_a_page_and_a_tagged_pdf(eva: FlaskClient, language: str) -> None:
    eva.post("/language", data={"language": language, "next": "/"})
    page = eva.get("/self-assessment/dossier").text
    for said in ("24", "5", "50 %", "10", "20"):
        assert said in page
    written = eva.get("/self-assessment/dossier.pdf").data
    assert written.startswith(b"%PDF")
    assert b"/MarkInfo" in written
