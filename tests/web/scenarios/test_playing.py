"""Playing a conversation as its own person does: choosing, looking back, another way, erasing."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import make
from tests.make import Cast
from webapp import scenario_files
from webapp.extensions import db
from webapp.store.people import Person
from webapp.store.scenarios import ScenarioChoice, ScenarioPlay

ONE = "paspoort-aan-de-balie"
Clients = Callable[[int | None], FlaskClient]


@pytest.fixture
def eva(cast: Cast, client_of: Clients) -> FlaskClient:
    return client_of(cast.employee)


def begin(browser: FlaskClient, scenario_id: str = ONE) -> str:
    answer = browser.post(f"/scenarios/{scenario_id}/begin")
    assert answer.status_code == 303
    return answer.location


def go(browser: FlaskClient, play: str, *choices: str, first: int = 1) -> str:
    """Make these choices; returns the page that follows."""
    for turn, choice in enumerate(choices, start=first):
        assert browser.post(play, data={"turn": turn, "choice": choice}).status_code == 303, choice
    return browser.get(play).text


def test_the_list_says_what_there_is_and_for_whom(eva: FlaskClient) -> None:
    page = eva.get("/scenarios").text
    assert "Het paspoort is er niet" in page
    assert "Aan de balie, ongeveer 6 minuten" in page
    assert f'href="/scenarios/{ONE}"' in page
    assert 'href="/scenarios"' in eva.get("/").text


def test_a_choice_leads_on_and_shows_how_tension_changed(eva: FlaskClient) -> None:
    play = begin(eva)
    first = eva.get(play).text
    assert "Beurt 1" in first
    assert "Spanning bij de ander" in first
    assert "3 van 5" in first
    page = go(eva, play, "listen")
    assert "Beurt 2" in page
    assert "2 van 5 (was 3)" in page
    assert "Je koos:" in page


def test_at_a_good_end_the_way_back_says_what_helped_and_why(eva: FlaskClient) -> None:
    page = go(eva, begin(eva), "listen", "next-step", "promise")
    assert "Het is opgelost, met een grens" in page
    assert page.count("Dit hielp</span>") == 2
    assert "Dit hielp voor een deel</span>" in page
    assert "Beloof alleen wat je zelf kunt doen." in page
    assert 'href="/courses/m09-stap-voor-stap/lessons/balie-contact"' in page
    assert "Leg het vast in het meldformulier op intranet" in page


def test_a_bad_end_is_called_so_and_leads_to_help(eva: FlaskClient) -> None:
    page = go(eva, begin(eva), "calm-down", "shout", "back", "ask-meaning", "block")
    assert "Het werd onveilig" in page
    assert "Bel 112" in page
    assert "Dit hielp niet" in page


def test_without_a_choice_it_asks_for_one_and_nothing_changes(eva: FlaskClient) -> None:
    play = begin(eva)
    for wrong in ({}, {"turn": 1}, {"turn": 1, "choice": "weg"}, {"turn": 1, "choice": "close"}):
        answer = eva.post(play, data=wrong)
        assert answer.status_code == 422
        assert "Kies wat je doet." in answer.text
    assert db.session.query(ScenarioChoice).count() == 0


def test_the_same_choice_twice_counts_once_and_another_is_told(eva: FlaskClient) -> None:
    play = begin(eva)
    go(eva, play, "listen")
    assert eva.post(play, data={"turn": 1, "choice": "listen"}).status_code == 303
    late = eva.post(play, data={"turn": 1, "choice": "system"})
    assert late.status_code == 409
    assert "Je koos hier al" in late.text
    assert eva.post(play, data={"turn": 7, "choice": "next-step"}).status_code == 409
    assert [each.choice_id for each in db.session.query(ScenarioChoice)] == ["listen"]


def test_another_way_from_a_turn_keeps_what_was_before_it_and_the_first_play(eva: FlaskClient) -> None:
    play = begin(eva)
    go(eva, play, "listen", "next-step", "promise")
    answer = eva.post(f"{play}/again", data={"turn": 3})
    other = answer.location.split("#")[0]
    assert other != play
    assert "Beurt 3" in eva.get(other).text
    assert "Het werd weer rustig" in go(eva, other, "close", first=3)
    assert "Beloof alleen wat je zelf kunt doen." in eva.get(play).text
    assert eva.post(f"{play}/again", data={"turn": 9}).status_code == 404
    assert eva.post(f"{play}/again", data={"turn": "x"}).status_code == 404


def test_it_can_be_left_and_taken_up_again(eva: FlaskClient) -> None:
    play = begin(eva)
    go(eva, play, "listen")
    page = eva.get(f"/scenarios/{ONE}").text
    assert f'href="{play}"' in page
    assert "Ga verder waar je was" in page


def test_nobody_else_sees_or_touches_it(eva: FlaskClient, cast: Cast, client_of: Clients) -> None:
    play = begin(eva)
    for other in (cast.leader, cast.hr, cast.coordinator, cast.admin):
        browser = client_of(other)
        assert browser.get(play).status_code == 404
        assert browser.post(play, data={"turn": 1, "choice": "listen"}).status_code == 404
        assert browser.post(f"{play}/again", data={"turn": 1}).status_code == 404
    assert client_of(None).get(play).status_code == 302


def test_erasing_takes_only_ones_own(eva: FlaskClient, cast: Cast, client_of: Clients) -> None:
    play, colleague = begin(eva), client_of(cast.colleague)
    theirs = begin(colleague)
    go(eva, play, "listen")
    assert '"choices": [\n        "listen"' in eva.get("/scenarios/take-along").text
    assert "kan niet ongedaan" in eva.get("/scenarios/erase").text
    assert eva.post("/scenarios/erase").status_code == 303
    assert eva.get(play).status_code == 404
    assert colleague.get(theirs).status_code == 200
    assert db.session.query(ScenarioPlay).count() == 1


def test_what_was_played_can_be_looked_back_on_when_the_file_changed(eva: FlaskClient, app: Flask) -> None:
    play = begin(eva)
    go(eva, play, "listen")
    found = dict(scenario_files.shipped_editions())
    text = found[ONE].text.replace("id: listen", "id: listen-anew")
    parsed = scenario_files.rebuilt(text)
    assert parsed is not None
    app.extensions["scenarios"] = found | {ONE: scenario_files.Edition(scenario=parsed, text=text)}
    try:
        assert "Beurt 2" in eva.get(play).text
        assert "Ga verder waar je was" not in eva.get(f"/scenarios/{ONE}").text
        assert eva.post(begin(eva), data={"turn": 1, "choice": "listen"}).status_code == 422
    finally:
        app.extensions["scenarios"] = found


def test_the_norm_decides_what_can_be_chosen_and_what_it_is_worth(cast: Cast, client_of: Clients) -> None:
    make.norm(number=2, c_first_response="name_immediately")
    eva = client_of(cast.employee)
    play = begin(eva)
    page = go(eva, play, "listen", "defend")
    assert 'value="ignore-not-here"' in page
    assert 'value="ignore"' not in page


def test_who_avoids_violence_is_led_around_it(eva: FlaskClient, cast: Cast) -> None:
    violent = next(each for each in scenario_files.shipped_editions().values() if each.scenario.notice)
    page = eva.get(f"/scenarios/{violent.scenario.id}").text
    assert "Voordat je begint" in page
    assert f'href="/scenarios/{violent.scenario.gentle}"' in page
    db.session.get(Person, cast.employee).avoids_violence = True
    db.session.commit()
    assert "Naar die zonder geweld" in eva.get(f"/scenarios/{violent.scenario.id}").text


def test_an_unknown_one_is_not_found(eva: FlaskClient) -> None:
    assert eva.get("/scenarios/weg").status_code == 404
    assert eva.post("/scenarios/weg/begin").status_code == 404
    assert eva.get("/scenarios/plays/99999999999999").status_code == 404


def test_pages_cost_the_same_however_much_was_played(eva: FlaskClient, queries: Callable[..., int]) -> None:
    play = begin(eva)
    go(eva, play, "listen")
    eva.get("/scenarios")
    one = queries(lambda: eva.get("/scenarios")), queries(lambda: eva.get(play))
    for _time in range(5):
        go(eva, begin(eva), "listen", "next-step", "promise")
    assert (queries(lambda: eva.get("/scenarios")), queries(lambda: eva.get(play))) == one
    assert re.search("Gespeeld|Begonnen", eva.get("/scenarios").text)
