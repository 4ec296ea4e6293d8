"""Filling in the leerdoelwijzer: kept as one goes, resumed anywhere, seen by nobody else."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests import make
from tests.answering import WORK, begin, consent, fill_in
from tests.make import Cast
from webapp.extensions import db
from webapp.store.assessments import AssessmentAnswer, SelfAssessment

Clients = Callable[[int | None], FlaskClient]
NORM = {"n1": "5", "n2": "4", "n3": "3", "n4": "2", "n5": "1"}


@pytest.fixture
def eva(cast: Cast, client_of: Clients) -> FlaskClient:
    consent()
    return client_of(cast.employee)


def sheets() -> int:
    found = db.session.scalar(select(func.count()).select_from(SelfAssessment))
    db.session.rollback()
    return found


def test_nothing_can_be_answered_before_it_is_allowed(cast: Cast, client_of: Clients) -> None:
    eva = client_of(cast.employee)
    assert "Nog niet open" in eva.get("/self-assessment").text
    assert eva.post("/self-assessment/begin").location == "/self-assessment"
    assert sheets() == 0


def test_without_the_key_nothing_can_be_answered(app: Flask, eva: FlaskClient) -> None:
    from dataclasses import replace

    before = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(before, answers_keys=())
    eva.post("/self-assessment/begin")
    app.config["SETTINGS"] = before
    assert sheets() == 0


def test_it_says_who_sees_what_before_it_begins(eva: FlaskClient) -> None:
    page = eva.get("/self-assessment").text
    for said in ("Waar is het voor?", "Wie ziet wat?", "24 maanden", "niet gevalideerd"):
        assert said in page


def test_what_was_saved_is_there_on_another_device(eva: FlaskClient, cast: Cast, client_of: Clients) -> None:
    address = begin(eva)
    eva.post(f"{address}/pages/work", data=WORK)
    eva.post(f"{address}/pages/norm", data={**NORM, "stop": "1"})
    phone = client_of(cast.employee)
    assert phone.post("/self-assessment/begin").location == f"{address}/pages/ahead"
    page = phone.get(f"{address}/pages/norm").text
    assert 'value="5" id="n1-5" checked' in page
    assert 'value="1" id="n5-1" checked' in page


def test_a_forgotten_statement_is_asked_for_and_the_rest_is_kept(eva: FlaskClient) -> None:
    address = begin(eva)
    eva.post(f"{address}/pages/work", data=WORK)
    answer = eva.post(f"{address}/pages/norm", data={"n1": "5"})
    page = eva.get(answer.location).text
    assert answer.location.endswith("/pages/norm?open=1")
    assert "er ontbreekt nog iets" in page
    assert 'href="#n2-0"' in page
    assert 'href="#n1-0"' not in page
    assert 'value="5" id="n1-5" checked' in page


def test_a_double_click_keeps_one_answer(eva: FlaskClient) -> None:
    address = begin(eva)
    for _click in range(2):
        eva.post(f"{address}/pages/norm", data=NORM)
    assert db.session.scalar(select(func.count()).select_from(AssessmentAnswer)) == 1


def test_two_devices_on_one_page_lose_nothing(eva: FlaskClient, cast: Cast, client_of: Clients) -> None:
    address = begin(eva)
    eva.post(f"{address}/pages/norm", data={"n1": "1", "n2": "1"})
    held = {"shown-n1": "1", "shown-n2": "1"}
    phone = client_of(cast.employee)
    phone.post(f"{address}/pages/norm", data={**held, "n1": "5", "n2": "1"})
    eva.post(f"{address}/pages/norm", data={**held, "n1": "1", "n2": "2"})
    page = eva.get(f"{address}/pages/norm").text
    assert 'id="n1-5" checked' in page
    assert 'id="n2-2" checked' in page


def test_beginning_in_two_windows_is_one(eva: FlaskClient) -> None:
    assert begin(eva) == begin(eva)
    assert sheets() == 1


def test_what_is_not_asked_or_offered_is_not_kept(eva: FlaskClient) -> None:
    address = begin(eva)
    eva.post(f"{address}/pages/norm", data={"n1": "9", "n2": "<script>", "l1": "5", "n3": "3"})
    kept = json.loads(eva.get("/self-assessment/take-along").text)["self_assessments"][0]["answers"]
    assert kept == {"n3": "3"}


def test_where_somebody_works_decides_what_follows(eva: FlaskClient) -> None:
    address = begin(eva)
    eva.post(f"{address}/pages/work", data={"w1": ["home_visits"]})
    assert "Ik kan een woning veilig verlaten" in eva.get(f"{address}/pages/own-work").text
    eva.post(f"{address}/pages/work", data={"w1": ["phone"], "shown-w1": "home_visits"})
    page = eva.get(f"{address}/pages/own-work").text
    assert "woning" not in page
    assert "aan de telefoon eerst waarschuwen" in page


def test_handing_in_shows_ones_own_picture_with_reasons(eva: FlaskClient) -> None:
    address = begin(eva)
    place = fill_in(eva, address, {"r3": "2", "r4": "3"}, choice="recover", note="Alleen van mij")
    page = eva.get(place).text
    assert "Ik benoem gedrag en stel een grens" in page
    assert "je bent minder zeker over rustig zeggen dat iemand moet stoppen" in page
    assert "Je zei dat je dit wilt leren." in page
    assert "Alleen van mij" in page


def test_it_cannot_be_handed_in_with_open_statements(eva: FlaskClient) -> None:
    address = begin(eva)
    eva.post(f"{address}/pages/work", data=WORK)
    answer = eva.post(f"{address}/end", data={"note": "mijn notitie"})
    assert answer.status_code == 409
    assert "mijn notitie" in answer.text
    assert "Norm en afspraken" in answer.text


def test_what_was_handed_in_does_not_change(eva: FlaskClient) -> None:
    address = begin(eva)
    fill_in(eva, address)
    before = eva.get("/self-assessment/take-along").text
    eva.post(f"{address}/pages/norm", data={"n1": "1"})
    eva.post(f"{address}/end", data={"note": "anders"})
    assert eva.get("/self-assessment/take-along").text == before


def test_a_vignette_that_differs_from_the_norm_is_said_kindly(eva: FlaskClient) -> None:
    address = begin(eva)
    place = fill_in(eva, address, {f"v{number}": "bend" for number in range(1, 15)} | {"r3": "5", "r4": "5", "r5": "5"})
    page = eva.get(place).text
    assert "Bekijk de situatie met een dreiging nog eens" in page
    assert "In een situatie koos je iets anders dan onze norm zegt." in page


@pytest.mark.parametrize("who", ["colleague", "leader", "hr", "coordinator", "admin"])
def test_nobody_else_opens_it(eva: FlaskClient, cast: Cast, client_of: Clients, who: str) -> None:
    address = begin(eva)
    fill_in(eva, address)
    other = client_of(getattr(cast, who))
    for place in ("picture", "pages/norm", "end", "erase"):
        assert other.get(f"{address}/{place}").status_code == 404
    for place in ("pages/norm", "end", "erase", "picture"):
        assert other.post(f"{address}/{place}", data={"n1": "1"}).status_code == 404
    assert sheets() == 1


def test_erasing_takes_everything_away(eva: FlaskClient) -> None:
    address = begin(eva)
    fill_in(eva, address)
    assert "kun je niet terugdraaien" in eva.get(f"{address}/erase").text
    eva.post(f"{address}/erase")
    assert sheets() == 0
    assert db.session.scalar(select(func.count()).select_from(AssessmentAnswer)) == 0
    assert eva.get(f"{address}/picture").status_code == 404


def test_a_newcomer_is_not_asked_what_is_still_to_be_learned(cast: Cast, client_of: Clients) -> None:
    from webapp import clock

    consent()
    new = make.person("Nina", "Nieuw", team_id=cast.desk, since=clock.today())
    make.acknowledged(new)
    browser = client_of(new)
    address = begin(browser)
    assert browser.post(f"{address}/pages/work", data=WORK).location == f"{address}/pages/ahead"
    page = browser.get(fill_in(browser, address)).text
    assert "Elke nieuwe collega leert dit in de eerste maand." in page


def test_a_leader_is_asked_about_leading(cast: Cast, client_of: Clients) -> None:
    consent()
    lea = client_of(cast.leader)
    address = begin(lea)
    assert "Ik kan een ordegesprek voeren" in lea.get(f"{address}/pages/lead").text
    assert "Ik durf tijdens een gesprek" not in lea.get(f"{address}/pages/together").text


def test_who_avoids_violence_gets_an_equal_route(cast: Cast, client_of: Clients) -> None:
    from sqlalchemy import update

    from webapp.store.people import Person

    consent()
    db.session.execute(update(Person).where(Person.id == cast.employee).values(avoids_violence=True))
    eva = client_of(cast.employee)
    address = begin(eva)
    page = eva.get(f"{address}/pages/situations").text
    assert page.count("Wat past volgens de norm") == 4
    assert "Voordat je verder leest" not in page
    assert "Ik weet waar jij parkeert" not in page


def test_saving_a_page_costs_a_few_queries(eva: FlaskClient, queries) -> None:
    address = begin(eva)
    eva.post(f"{address}/pages/work", data=WORK)
    eva.get(f"{address}/pages/norm")
    assert queries(lambda: eva.post(f"{address}/pages/norm", data=NORM)) <= 8
    assert queries(lambda: eva.get(f"{address}/pages/ahead")) <= 3
