"""A leader assigns a course to one, some or all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy import select

from learning_goals.periods import NEVER
from tests import make
from tests.make import Cast
from webapp import clock
from webapp.extensions import db
from webapp.store.learning import Assignment

NORM = "m01-de-norm"
ClientOf = Callable[..., FlaskClient]


def order(**changed: object) -> dict[str, object]:
    due = (clock.today() + timedelta(days=30)).isoformat()
    return {"course": NORM, "due_on": due, "reason": "Omdat het begint.", "whom": "all"} | changed


def assigned() -> set[int]:
    found = set(db.session.scalars(select(Assignment.person_id).where(Assignment.superseded_at == NEVER)))
    db.session.rollback()
    return found


def test_everybody_in_the_team_gets_the_course(cast: Cast, client_of: ClientOf) -> None:
    answer = client_of(cast.leader).post("/team/assign", data=order(), follow_redirects=True)
    assert "Toegewezen aan 4 personen" in answer.text
    assert assigned() == {cast.employee, cast.colleague, cast.leader, cast.deputy}


def test_one_person_gets_the_course_with_the_reason(cast: Cast, client_of: ClientOf) -> None:
    browser = client_of(cast.leader)
    browser.post("/team/assign", data=order(whom="some", people=[cast.employee]))
    assert assigned() == {cast.employee}
    assert "Omdat het begint." in browser.get(f"/team/people/{cast.employee}").text


def test_somebody_of_another_team_cannot_be_assigned(cast: Cast, client_of: ClientOf) -> None:
    answer = client_of(cast.leader).post("/team/assign", data=order(whom="some", people=[cast.stranger]))
    assert answer.status_code == 422
    assert assigned() == set()


def test_a_date_in_the_past_comes_back_with_the_reason_beside_it(cast: Cast, client_of: ClientOf) -> None:
    answer = client_of(cast.leader).post("/team/assign", data=order(due_on="2020-01-01"))
    assert answer.status_code == 422
    assert "Deze datum is voorbij" in answer.text
    assert "Omdat het begint." in answer.text


def test_nobody_ticked_is_said_in_words(cast: Cast, client_of: ClientOf) -> None:
    answer = client_of(cast.leader).post("/team/assign", data=order(whom="some"))
    assert answer.status_code == 422
    assert "Vink minstens één persoon aan" in answer.text


def test_a_new_due_date_replaces_the_old_one(cast: Cast, client_of: ClientOf) -> None:
    make.assignment(cast.employee, NORM, due_in=-5)
    client_of(cast.leader).post("/team/assign", data=order(whom="some", people=[cast.employee]))
    rows = db.session.scalars(select(Assignment).where(Assignment.person_id == cast.employee)).all()
    assert len(rows) == 2
    assert sum(row.superseded_at == NEVER for row in rows) == 1


def test_an_unknown_course_is_refused(cast: Cast, client_of: ClientOf) -> None:
    assert client_of(cast.leader).post("/team/assign", data=order(course="../../etc")).status_code == 422
