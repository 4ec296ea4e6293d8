"""Goals that go with what a rule asks: proposed to the person alone, who decides."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests import make
from tests.make import Cast
from tests.web.rules.test_rules import FORM, work
from webapp.extensions import db
from webapp.store.learning_goals import LearningGoal

Clients = Callable[[int | None], FlaskClient]
PROPOSED = re.compile(r'action="(/goals/proposed/[a-z_]+)"')


@pytest.fixture
def eva(app: Flask, cast: Cast, client_of: Clients) -> FlaskClient:
    """Somebody of whom a rule asks the course on the norm, and proposes its goals."""
    rule(app, client_of(cast.coordinator), proposes_goals="y")
    return client_of(cast.employee)


def rule(app: Flask, planner: FlaskClient, **more: str) -> None:
    answer = planner.post("/rules/new", data={**FORM, "shown": "0", "confirm": "1", **more})
    assert answer.status_code == 303, answer.text
    work(app)


def proposed(browser: FlaskClient) -> list[str]:
    """Where each proposed goal is answered."""
    return list(dict.fromkeys(PROPOSED.findall(browser.get("/goals").text)))


def kept() -> list[tuple[str, str, str]]:
    db.session.rollback()
    found = db.session.scalars(select(LearningGoal).order_by(LearningGoal.id))
    return [(each.goal, each.origin, each.status) for each in found]


def test_a_rule_that_says_nothing_of_goals_proposes_none(app: Flask, cast: Cast, client_of: Clients) -> None:
    rule(app, client_of(cast.coordinator))
    assert proposed(client_of(cast.employee)) == []


def test_the_page_names_course_rule_and_reason_and_keeps_nothing_by_itself(eva: FlaskClient) -> None:
    page = eva.get("/goals").text
    assert proposed(eva)
    assert "Hoort bij ‘De norm" in page
    assert "voor ‘Publieksdiensten’" in page
    assert "Alleen jij ziet dit. Jij beslist." in page
    assert kept() == []


def test_a_chosen_goal_comes_from_the_rule_and_says_why(eva: FlaskClient) -> None:
    first = proposed(eva)[0]
    answer = eva.post(first, data={"act": "choose"})
    assert answer.status_code == 303
    page = eva.get(answer.location).text
    assert "Hoort bij wat een regel van je vraagt" in page
    assert "voor ‘Publieksdiensten’" in page
    assert "Alleen jij" in page
    assert kept() == [(first.rpartition("/")[2], "rule", "chosen")]
    assert first not in proposed(eva)
    assert eva.post(first, data={"act": "choose"}).status_code == 404


def test_a_declined_goal_does_not_come_back_and_can_be_taken_up(eva: FlaskClient) -> None:
    first = proposed(eva)[0]
    assert eva.post(first, data={"act": "decline"}).status_code == 303
    assert kept() == [(first.rpartition("/")[2], "rule", "dropped")]
    assert first not in proposed(eva)
    assert "Eerdere doelen" in eva.get("/goals").text


def test_more_goals_than_can_be_worked_on_are_refused_with_what_to_do(eva: FlaskClient) -> None:
    waiting = proposed(eva)
    for goal in ("set_limits", "stay_calm", "recover"):
        assert eva.post("/goals/choose", data={"goal": goal}).status_code == 303
    left = [each for each in waiting if each in proposed(eva)]
    answer = eva.post(left[0], data={"act": "choose"})
    assert answer.status_code == 409
    assert "Rond er eerst een af" in answer.text
    assert len(kept()) == 3


def test_nothing_is_proposed_once_the_course_is_done(eva: FlaskClient, cast: Cast) -> None:
    make.completed(cast.employee, "m01-de-norm")
    assert proposed(eva) == []


def test_a_leader_reads_neither_the_proposal_nor_its_reason(eva: FlaskClient, cast: Cast, client_of: Clients) -> None:
    chosen = eva.post(proposed(eva)[0], data={"act": "choose"}).location
    lea = client_of(cast.leader)
    assert lea.get(chosen).status_code == 404
    eva.post(f"{chosen}/share", data={"shared": "1"})
    assert "Publieksdiensten’ (sinds" not in lea.get(f"/team/people/{cast.employee}/talk").text
