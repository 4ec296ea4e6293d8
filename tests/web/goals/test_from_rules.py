"""What a rule asks leads to a goal, to a date of a training, and past what an education taught already."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from learning_goals.references import BasicEducation
from learning_goals.words import Words
from tests import make
from tests.make import Cast
from webapp import clock, questionnaires
from webapp.content import library
from webapp.extensions import db
from webapp.services import references
from webapp.store.learning import Assignment
from webapp.store.learning_goals import LearningGoal

COURSE = "m03-gedrag-herkennen"
Clients = Callable[[int | None], FlaskClient]


@pytest.fixture
def eva(client_of: Clients, cast: Cast) -> FlaskClient:
    return client_of(cast.employee)


def asked(person_id: int, what: str, kind: str, why: dict[str, Any]) -> None:
    today = clock.today()
    db.session.add(
        Assignment(
            person_id=person_id, kind=kind, course_id=what, due_on=today, grace_until=today, why=why, reason="",
            recorded_at=clock.now(),
        )
    )  # fmt: skip
    db.session.commit()


def goal_of(course: str) -> str:
    elements = set(library().modules[course].course.course.elements)
    return next(each.id for each in questionnaires.goals() if elements.intersection(each.elements))


@pytest.mark.parametrize(
    ("why", "origin", "said"),
    [({"rule": 3, "since": "2026-03-01", "because": {}}, "rule", "Regel 3"), ({}, "quiz", "")],
)
def test_a_goal_for_what_a_rule_asks_says_which_rule(
    eva: FlaskClient, cast: Cast, why: dict[str, Any], origin: str, said: str
) -> None:
    asked(cast.employee, COURSE, "course", why)
    assert ("leerdoel" in eva.get(f"/courses/{COURSE}").text.split("Maak van deze cursus")[-1]) or not why
    answer = eva.post(f"/goals/choose?course={COURSE}", data={"goal": goal_of(COURSE)})
    assert answer.status_code == 303
    assert db.session.query(LearningGoal).one().origin == origin
    db.session.rollback()
    assert said in eva.get(answer.location).text


def test_a_training_that_is_asked_leads_to_its_dates(eva: FlaskClient, cast: Cast) -> None:
    asked(cast.employee, "skills-counter", "item", {})
    assert "/sessions?item=skills-counter" in eva.get("/").text
    page = eva.get("/sessions?item=skills-counter").text
    assert references.programme_items()["skills-counter"].label.nl in page
    assert eva.get("/sessions?item=nothing").status_code == 200


def test_an_education_is_no_exemption_but_the_quiz_comes_first(
    eva: FlaskClient, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = set(library().modules["m01-de-norm"].course.course.elements)
    element = next(each for each in library().modules[COURSE].course.course.elements if each not in other)
    education = BasicEducation(
        id="boa", elements=(element,), source="", label=Words(nl="Opleiding tot boa", en="Training of a boa")
    )
    monkeypatch.setattr(references, "basic_educations", lambda: {"boa": education})
    page = eva.get(f"/courses/{COURSE}").text
    assert "Opleiding tot boa" in page
    assert "Doe dan eerst de toets" in page
    assert "Opleiding tot boa" not in eva.get("/courses/m01-de-norm").text
    make.completed(cast.employee, COURSE)
    assert "Opleiding tot boa" not in eva.get(f"/courses/{COURSE}").text
