"""The newcomer's own page: what to do now, who helps, what is done."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

from sqlalchemy import func, select

from tests import make
from tests.services.test_onboarding import COURSES, employ
from tests.web.account.make import is_in
from tests.web.onboarding.conftest import FIRST, World
from webapp.extensions import db
from webapp.store.onboarding_tables import OnboardingMark

STEP = "/welcome/steps/who_to_call"


def button(text: str) -> str:
    """Where the one button of the page leads."""
    found = re.findall(r'<a class="nl-button nl-button--primary" href="([^"]+)"', text)
    assert len(found) == 1
    return found[0]


def test_the_first_page_leads_to_the_start_and_the_start_to_one_thing(world: World) -> None:
    browser = world.as_(world.nina)
    assert "Jouw start hier" in browser.get("/").text
    page = browser.get("/welcome").text
    assert "Welkom, Nina Nieuw" in page
    assert button(page) == STEP
    for part in ("Je eerste dag", "Je eerste week", "Je eerste maand", "Voor het einde van 30 november 2026"):
        assert part in page


def test_step_by_step_the_button_moves_on_to_norm_and_courses(world: World) -> None:
    browser = world.as_(world.nina)
    world.tick(world.nina, STEP)
    assert button(browser.get("/welcome").text) == "/norm"
    make.acknowledged(world.nina)
    assert button(browser.get("/welcome").text) == "/courses/m17-nieuw-hier"
    for course in COURSES:
        make.completed(world.nina, course)
    page = browser.get("/welcome").text
    assert "Je hoeft nu niets te doen" in page
    assert "Komt nog: Het alarm." in page


def test_the_newcomer_sees_who_the_mentor_is(world: World) -> None:
    browser = world.as_(world.nina)
    assert "Je leidinggevende kiest een mentor voor je" in browser.get("/welcome").text
    assert world.choose(world.cast.employee) == 303
    assert "Eva Balie laat je zien hoe we veilig werken" in browser.get("/welcome").text
    assert "Je mentor is Eva Balie." in browser.get("/").text


def test_somebody_who_is_not_new_has_no_start(world: World) -> None:
    browser = world.as_(world.cast.employee)
    assert "Er is geen startplan voor je" in browser.get("/welcome").text
    assert "Jouw start hier" not in browser.get("/").text
    assert browser.get(STEP).status_code == 404


def test_the_card_goes_once_the_start_is_done(world: World) -> None:
    make.acknowledged(world.nina)
    for course in COURSES:
        make.completed(world.nina, course)
    world.tick(world.nina, STEP)
    for step in ("alarm", "way_out", "safe_work", "first_talk"):
        assert "Jouw start hier" in world.as_(world.nina).get("/").text
        assert world.tick(world.cast.leader, f"/team/onboarding/{world.key}/steps/{step}") == 303
    assert "Jouw start hier" not in world.as_(world.nina).get("/").text
    assert "alles van je start gedaan" in world.as_(world.nina).get("/welcome").text


def test_wrong_input_comes_back_with_what_was_written(world: World) -> None:
    browser = world.as_(world.nina)
    for data, said in (
        ({"done_on": "", "note": "gelezen"}, "Schrijf de dag op"),
        ({"done_on": "gisteren", "note": "gelezen"}, "Schrijf de dag op"),
        ({"done_on": str(FIRST + timedelta(days=1)), "note": "gelezen"}, "Deze dag moet nog komen"),
        ({"done_on": "2026-11-22", "note": "gelezen"}, "Deze dag is te vroeg"),
        ({"done_on": str(FIRST), "note": "gelezen" * 72}, "500"),
    ):
        answer = browser.post(STEP, data={"seen": "0", **data})
        assert answer.status_code == 422, data
        assert said in answer.text
        assert "gelezen" in answer.text
    assert db.session.scalar(select(func.count()).select_from(OnboardingMark)) == 0


def test_only_the_own_telling_step_is_the_newcomers_to_tick(world: World) -> None:
    browser = world.as_(world.nina)
    for step in ("alarm", "first_talk", "norm", "m01-de-norm", "refresh_1", "nothing"):
        assert browser.get(f"/welcome/steps/{step}").status_code == 404
        assert browser.post(f"/welcome/steps/{step}", data={"done_on": str(FIRST), "seen": "0"}).status_code == 404


def test_without_an_address_the_printed_code_leads_to_the_start(world: World) -> None:
    sheet = world.as_(world.cast.hr).post(f"/people/{world.nina}/start-code").text
    found = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", sheet)
    assert found
    browser = world.client_of(None)
    way = browser.post("/start", data={"code": found[0]}).location
    browser.post(way, data={"password": "drie paarse fietsen", "again": "drie paarse fietsen"})
    assert is_in(browser)
    assert "Jouw start hier" in browser.get("/").text
    assert browser.get("/start").location == "/welcome"
    assert "Welkom, Nina Nieuw" in browser.get("/welcome").text


def test_who_returns_begins_anew_and_what_was_ticked_then_does_not_count(world: World) -> None:
    back = make.person("Rob", "Terug", team_id=world.cast.desk, since=FIRST - timedelta(days=400), until=FIRST)
    world.go(FIRST + timedelta(days=60))
    employ(back, FIRST + timedelta(days=60))
    world.work()
    page = unescape(world.as_(back).get("/welcome").text)
    assert button(page) == STEP
    assert "22 januari 2027" in page


def test_the_page_asks_the_same_number_of_queries_whatever_is_marked(world: World, queries) -> None:
    browser = world.as_(world.nina)
    browser.get("/welcome")
    before = queries(lambda: browser.get("/welcome"))
    for step in ("alarm", "way_out", "safe_work"):
        world.tick(world.cast.leader, f"/team/onboarding/{world.key}/steps/{step}")
    assert queries(lambda: browser.get("/welcome")) == before <= 16


def test_the_english_page_speaks_english(world: World) -> None:
    browser = world.as_(world.nina)
    browser.post("/language", data={"language": "en", "next": "/"})
    page = browser.get("/welcome").text
    assert "Welcome, Nina Nieuw" in page
    assert "30 November 2026" in page
