"""Risk profiles of teams and functions."""

from __future__ import annotations

from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.make import Cast
from webapp import clock
from webapp.extensions import db
from webapp.store.risk_profiles import RiskProfileVersion


def form(**changed: object) -> dict[str, object]:
    return {
        "number": "1",
        "channels": ["counter", "phone"],
        "works_alone": "sometimes",
        "day_parts": ["office_hours"],
        "places": "Hal van het stadskantoor",
        "behaviours": ["A", "B", "C"],
        "physical_risk": "low",
        "measures": "Alarmknop",
        "reviewed_on": clock.today().isoformat(),
    } | changed


def count() -> int:
    return db.session.scalar(select(func.count()).select_from(RiskProfileVersion)) or 0


def test_a_leader_fills_in_the_profile_of_the_own_team(cast: Cast, client_of) -> None:
    lea = client_of(cast.leader)
    address = f"/risk/team:{cast.desk}"
    assert lea.post(address, data=form()).status_code == 303
    page = lea.get(address).text
    assert "Hal van het stadskantoor" in page
    assert "/courses/m01-de-norm" in page
    assert lea.get(f"/risk/team:{cast.other_desk}").status_code == 404
    assert lea.get("/risk/function:Medewerker").status_code == 404


def test_the_profile_says_what_to_assign(cast: Cast, client_of) -> None:
    lea = client_of(cast.leader)
    assert "vraagt om" not in lea.get("/team/assign").text
    lea.post(f"/risk/team:{cast.desk}", data=form())
    hint = lea.get("/team/assign").text.split("vraagt om")[1].split("</div>")[0]
    assert "De norm van onze gemeente" in hint


def test_the_coordinator_keeps_functions_too(cast: Cast, client_of) -> None:
    cor = client_of(cast.coordinator)
    assert "/risk/function:Medewerker" in cor.get("/risk").text
    assert cor.post("/risk/function:Medewerker", data=form()).status_code == 303
    assert cor.get("/risk/function:Nobody").status_code == 404
    assert cor.get("/risk/team:999").status_code == 404


def test_a_profile_of_a_year_ago_is_to_be_looked_at_again(cast: Cast, client_of) -> None:
    cor: FlaskClient = client_of(cast.coordinator)
    old = (clock.today() - timedelta(days=400)).isoformat()
    cor.post(f"/risk/team:{cast.desk}", data=form(reviewed_on=old))
    assert "nu opnieuw bekijken" in cor.get("/risk").text


def test_the_second_of_two_who_save_is_told(cast: Cast, client_of) -> None:
    cor, lea = client_of(cast.coordinator), client_of(cast.leader)
    assert cor.post(f"/risk/team:{cast.desk}", data=form()).status_code == 303
    answer = lea.post(f"/risk/team:{cast.desk}", data=form(measures="Tweede uitgang"))
    assert answer.status_code == 409
    assert "Tweede uitgang" in answer.text
    assert count() == 1


def test_a_wrong_value_is_refused(cast: Cast, client_of) -> None:
    cor = client_of(cast.coordinator)
    for wrong in ({"works_alone": "x"}, {"channels": ["sea"]}, {"reviewed_on": "gisteren"}, {"places": "x" * 1001}):
        assert cor.post(f"/risk/team:{cast.desk}", data=form(**wrong)).status_code == 422
    assert count() == 0


def test_staff_and_hr_have_no_business_here(cast: Cast, client_of) -> None:
    for person in (cast.employee, cast.hr):
        assert client_of(person).get("/risk").status_code == 403
