"""HR adds, corrects, moves and ends one person, and gives roles and duties."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from learning_goals.periods import NEVER
from tests.make import Cast
from webapp import clock
from webapp.extensions import db
from webapp.store.people import DutyGrant, Employment, Membership, Person, RoleGrant, RoleRequest, Team

ClientOf = Callable[[int | None], FlaskClient]
NEW = {
    "staff_number": "N1",
    "given_name": "Ina",
    "family_name": "Nieuw",
    "email": "",
    "language": "nl",
    "employed_from": "2026-11-01",
    "employed_until": "",
    "team": "Publiek > Balie",
    "function": "Gastvrouw",
    "function_group": "publieksdiensten",
    "hours": "24",
    "location": "",
}
TODAY = clock.today()


@pytest.fixture
def hr(cast: Cast, client_of: ClientOf) -> FlaskClient:
    return client_of(cast.hr)


def person_id(number: str) -> int:
    found = db.session.scalar(select(Person.id).where(Person.staff_number == number))
    db.session.rollback()
    assert found
    return found


def teams_of(person: int, day: date = TODAY) -> set[str]:
    found = db.session.execute(
        select(Team.path)
        .join(Membership, Membership.team_id == Team.id)
        .where(
            Membership.person_id == person,
            Membership.superseded_at == NEVER,
            Membership.valid_from <= day,
            Membership.valid_until >= day,
        )
    )
    teams = {path for (path,) in found}
    db.session.rollback()
    return teams


def last_day(person: int) -> date:
    found = db.session.scalar(
        select(Employment.valid_until).where(Employment.person_id == person, Employment.superseded_at == NEVER)
    )
    db.session.rollback()
    assert found
    return found


def test_somebody_is_added_and_shown(hr: FlaskClient) -> None:
    page = hr.post("/people/add", data=NEW, follow_redirects=True).text
    assert "Ina Nieuw" in page
    assert "Gastvrouw" in page
    assert teams_of(person_id("N1")) == {"Publiek > Balie"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("staff_number", ""),
        ("given_name", "  "),
        ("given_name", "In\u202ea"),
        ("family_name", "N" * 201),
        ("email", "geen adres"),
        ("employed_from", "2026-02-30"),
        ("employed_until", "2020-01-01"),
        ("team", "Nergens"),
        ("team", ""),
        ("function_group", "nergens"),
        ("language", "fr"),
    ],
)
def test_wrong_input_comes_back_filled_in_with_the_reason(hr: FlaskClient, field: str, value: str) -> None:
    answer = hr.post("/people/add", data=NEW | {field: value})
    assert answer.status_code == 422
    assert 'value="Gastvrouw"' in answer.text
    assert "utrecht-form-field--invalid" in answer.text


def test_a_number_that_is_taken_says_whose_it_is(hr: FlaskClient) -> None:
    hr.post("/people/add", data=NEW)
    answer = hr.post("/people/add", data=NEW | {"given_name": "Evi"})
    assert answer.status_code == 422
    assert "Ina Nieuw" in answer.text


def test_a_correction_shows_at_once(hr: FlaskClient, cast: Cast) -> None:
    page = hr.get(f"/people/{cast.employee}/correct").text
    assert 'value="Eva"' in page
    assert 'value="2020-01-01"' in page
    changed = {
        "given_name": "Eefje",
        "family_name": "Balie",
        "email": "",
        "language": "en",
        "employed_from": "2020-01-01",
    }
    assert "Eefje Balie" in hr.post(f"/people/{cast.employee}/correct", data=changed, follow_redirects=True).text


def test_a_move_in_the_future_is_shown_as_planned(hr: FlaskClient, cast: Cast) -> None:
    later = TODAY + timedelta(days=10)
    data = {
        "old_team": "Publiek > Balie",
        "team": "Publiek > Telefoon",
        "function": "X",
        "function_group": "",
        "day": later,
    }
    page = hr.post(f"/people/{cast.employee}/move", data=data, follow_redirects=True).text
    assert "Telefoon: X" in page
    assert teams_of(cast.employee) == {"Publiek > Balie"}
    assert teams_of(cast.employee, later) == {"Publiek > Telefoon"}


def test_one_of_two_jobs_ends_and_the_only_one_does_not(hr: FlaskClient, cast: Cast) -> None:
    data = {"old_team": "", "team": "Publiek > Telefoon", "function": "X", "function_group": "", "day": TODAY}
    hr.post(f"/people/{cast.employee}/move", data=data)
    address = f"/people/{cast.employee}/move?stop=1"
    assert address in hr.get(f"/people/{cast.employee}").text
    stop = {"team": "Publiek > Balie", "last_day": TODAY}
    assert hr.post(address, data=stop).status_code == 303
    assert teams_of(cast.employee, TODAY + timedelta(days=1)) == {"Publiek > Telefoon"}
    assert hr.post(address, data={"team": "Publiek > Telefoon", "last_day": TODAY}).status_code == 422


def test_a_move_before_the_first_working_day_is_refused_in_words(hr: FlaskClient, cast: Cast) -> None:
    data = {"old_team": "", "team": "Publiek > Telefoon", "function": "X", "function_group": "", "day": "2001-01-01"}
    assert hr.post(f"/people/{cast.employee}/move", data=data).status_code == 422


def test_the_end_of_an_employment_ends_logging_in_and_nothing_is_deleted(
    hr: FlaskClient, cast: Cast, client_of: ClientOf
) -> None:
    browser = client_of(cast.employee)
    yesterday = TODAY - timedelta(days=1)
    assert browser.get("/settings").status_code == 200
    assert hr.post(f"/people/{cast.employee}/end", data={"last_day": yesterday}).status_code == 303
    assert last_day(cast.employee) == yesterday
    assert browser.get("/settings").status_code == 302
    assert "Eva Balie" in hr.get(f"/people/{cast.employee}").text


def test_a_leader_ends_only_after_a_warning(hr: FlaskClient, cast: Cast) -> None:
    answer = hr.post(f"/people/{cast.leader}/end", data={"last_day": TODAY})
    assert answer.status_code == 422
    assert "Publiek &gt; Balie" in answer.text
    again = {"last_day": TODAY, "although_leading": "y"}
    assert hr.post(f"/people/{cast.leader}/end", data=again).status_code == 303


def test_an_end_before_the_beginning_is_refused(hr: FlaskClient, cast: Cast) -> None:
    assert hr.post(f"/people/{cast.employee}/end", data={"last_day": "2001-01-01"}).status_code == 422


def test_the_only_administrator_cannot_be_ended(hr: FlaskClient, cast: Cast) -> None:
    assert hr.post(f"/people/{cast.admin}/end", data={"last_day": TODAY}).status_code == 409


def test_who_left_can_be_employed_again(hr: FlaskClient, cast: Cast) -> None:
    yesterday = TODAY - timedelta(days=1)
    hr.post(f"/people/{cast.employee}/end", data={"last_day": yesterday})
    data = {"employed_from": TODAY, "team": "Publiek > Telefoon", "function": "X", "function_group": ""}
    assert hr.post(f"/people/{cast.employee}/move", data=data).status_code == 303
    assert teams_of(cast.employee) == {"Publiek > Telefoon"}


def test_a_deputy_sees_the_team_until_hr_ends_it(hr: FlaskClient, cast: Cast, client_of: ClientOf) -> None:
    data = {"role": "team_leader", "team": "Publiek > Balie", "deputy": "y", "since": TODAY}
    assert hr.post(f"/people/{cast.colleague}/role", data=data).status_code == 303
    assert client_of(cast.colleague).get("/team").status_code == 200
    key = db.session.scalar(select(RoleGrant.id).where(RoleGrant.person_id == cast.colleague))
    db.session.rollback()
    assert hr.post(f"/people/{cast.colleague}/role", data={"ends": key}).status_code == 303
    assert client_of(cast.colleague).get("/team").status_code == 403


def test_a_leader_needs_a_team(hr: FlaskClient, cast: Cast) -> None:
    data = {"role": "team_leader", "team": "", "since": TODAY}
    assert hr.post(f"/people/{cast.colleague}/role", data=data).status_code == 422


def test_the_role_of_administrator_waits_for_an_administrator(hr: FlaskClient, cast: Cast, client_of: ClientOf) -> None:
    data = {"role": "admin", "team": "", "since": TODAY}
    hr.post(f"/people/{cast.colleague}/role", data=data)
    (request,) = db.session.scalars(select(RoleRequest))
    assert (request.person_id, request.decision) == (cast.colleague, "open")
    db.session.rollback()
    client_of(cast.admin).post(f"/people/{cast.colleague}/role", data=data)
    assert db.session.scalar(select(RoleGrant.role).where(RoleGrant.person_id == cast.colleague)) == "admin"


def test_another_persons_role_cannot_be_ended_by_its_number(hr: FlaskClient, cast: Cast) -> None:
    key = db.session.scalar(select(RoleGrant.id).where(RoleGrant.person_id == cast.leader))
    db.session.rollback()
    assert hr.post(f"/people/{cast.employee}/role", data={"ends": key}).status_code == 404


def test_a_duty_is_given_and_ended(hr: FlaskClient, cast: Cast) -> None:
    hr.post(f"/people/{cast.employee}/duty", data={"mark": "duty:mentor", "since": TODAY})
    row = db.session.scalar(select(DutyGrant))
    assert row is not None
    assert (row.person_id, row.duty) == (cast.employee, "mentor")
    db.session.rollback()
    hr.post(f"/people/{cast.employee}/duty", data={"ends": row.id, "subject": "duty"})
    assert db.session.scalar(select(DutyGrant).where(DutyGrant.superseded_at == NEVER)) is None
