"""A training that a rule asks: which dates are open, registering in one tap, and who has no place yet."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.make import Cast
from tests.web.rules.test_rules import FORM as RULE
from tests.web.sessions.test_sessions import Clients, plan, planner, time, work
from webapp.extensions import db
from webapp.store import sessions

__all__ = ["planner", "time"]
ASKED = "/sessions/asked/skills-counter"


@pytest.fixture
def rule(app: Flask, planner: FlaskClient) -> str:
    """A rule that asks everybody at the counter to practise; returns its address."""
    form = {**RULE, "what": "item:skills-counter", "starts_on": "2027-03-01", "shown": "0", "confirm": "1"}
    answer = planner.post("/rules/new", data=form)
    assert answer.status_code == 303, answer.text
    work(app)
    return answer.location


def status(person_id: int, place: str) -> str:
    db.session.rollback()
    return sessions.statuses(person_id).get(int(place.rsplit("/", 1)[1]), "")


def test_without_a_date_the_first_page_says_that_none_is_open(rule: str, cast: Cast, client_of: Clients) -> None:
    page = client_of(cast.employee).get("/").text
    assert "Er is nu geen datum open." in page
    assert "Je hoeft nu niets te doen" not in page
    assert f'href="{ASKED}"' in page


def test_one_tap_on_the_first_page_gives_a_place(
    rule: str, planner: FlaskClient, cast: Cast, client_of: Clients
) -> None:
    place = plan(planner)
    eva = client_of(cast.employee)
    for address in ("/", ASKED):
        page = eva.get(address).text
        assert f'action="{place}/register"' in page
        assert "Meld je aan voor 26 maart 2027" in page
        assert "2 vrije plekken" in page
    assert "Regel" in page
    assert eva.post(f"{place}/register", data={"person": cast.employee}).status_code == 303
    for address in ("/", ASKED):
        page = eva.get(address).text
        assert "Je hebt een plek:" in page
        assert f'action="{place}/register"' not in page


def test_a_full_date_offers_the_waiting_list_and_the_others_stay_open(
    rule: str, planner: FlaskClient, cast: Cast, client_of: Clients
) -> None:
    full, other = plan(planner, capacity="1"), plan(planner, title="Nog een keer")
    client_of(cast.colleague).post(f"{full}/register")
    eva = client_of(cast.employee)
    assert "Op de wachtlijst voor 26 maart 2027" in eva.get("/").text
    eva.post(f"{full}/register")
    page = eva.get("/").text
    assert "Je staat op de wachtlijst:" in page
    assert f'action="{other}/register"' in page


def test_dates_for_others_closed_and_cancelled_ones_are_not_offered(
    rule: str, planner: FlaskClient, cast: Cast, client_of: Clients
) -> None:
    plan(planner, title="Voor buiten", function_groups=["buitendienst"])
    plan(planner, title="Al dicht", closes_on="2027-02-01")
    gone = plan(planner, title="Gaat niet door")
    planner.post(f"{gone}/cancel", data={"reason": "Trainer ziek"})
    page = client_of(cast.employee).get(ASKED).text
    for title in ("Voor buiten", "Al dicht", "Gaat niet door"):
        assert title not in page
    assert "Er is nu geen datum open." in page


def test_a_leader_registers_somebody_of_the_team_in_one_tap(
    rule: str, planner: FlaskClient, cast: Cast, client_of: Clients
) -> None:
    place = plan(planner)
    lea = client_of(cast.leader)
    about = f"/team/people/{cast.employee}"
    page = lea.get(about).text
    assert f'action="{place}/register"' in page
    assert f'name="person" value="{cast.employee}"' in page
    lea.post(f"{place}/register", data={"person": cast.employee})
    assert status(cast.employee, place) == "registered"
    assert "Eva Balie heeft een plek:" in lea.get(about).text
    assert client_of(cast.other_leader).post(f"{place}/register", data={"person": cast.colleague}).status_code == 404


def test_the_rule_says_how_many_have_no_place_yet(
    app: Flask, rule: str, planner: FlaskClient, cast: Cast, client_of: Clients
) -> None:
    place = plan(planner, capacity="1")
    page = planner.get(rule).text
    everybody = int(page.split(" mensen hebben nog geen plek")[0].rsplit(">", 1)[1])
    client_of(cast.employee).post(f"{place}/register")
    client_of(cast.colleague).post(f"{place}/register")
    page = planner.get(rule).text
    assert "1 persoon heeft een plek; 1 persoon wacht;" in page
    assert f"{everybody - 2} mensen hebben nog geen plek" in page
    assert 'href="/sessions/new?item=skills-counter"' in page
    planner.post(f"{place}/cancel", data={"reason": "Trainer ziek"})
    assert f"{everybody} mensen hebben nog geen plek" in planner.get(rule).text


def test_what_is_attended_is_asked_no_more(rule: str, cast: Cast, client_of: Clients) -> None:
    eva = client_of(cast.employee)
    attended(cast.employee)
    assert ASKED not in eva.get("/").text
    assert "Je bent bij deze training geweest" in eva.get(ASKED).text


def test_what_nobody_asks_can_be_looked_at_and_what_does_not_exist_cannot(
    planner: FlaskClient, cast: Cast, client_of: Clients
) -> None:
    eva = client_of(cast.employee)
    assert "Niemand vraagt dit van je." in eva.get(ASKED).text
    assert eva.get("/sessions/asked/bestaat-niet").status_code == 404


def test_the_first_page_costs_the_same_with_one_date_and_with_five(
    rule: str, planner: FlaskClient, cast: Cast, client_of: Clients, queries: Callable[[Callable[[], object]], int]
) -> None:
    plan(planner)
    eva = client_of(cast.employee)
    eva.get("/")
    one = queries(lambda: eva.get("/"))
    for number in range(4):
        plan(planner, title=f"Keer {number}")
    eva.get("/")
    assert queries(lambda: eva.get("/")) == one


def attended(person_id: int) -> None:
    from webapp import clock

    sessions.complete("skills-counter", [person_id], clock.today(), 1, person_id, clock.now())
    db.session.commit()
