"""HR and the coordinator: everybody who is new, filters, search, CSV, one timeline."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest
from sqlalchemy import select

from tests import make
from tests.web.onboarding.conftest import FIRST, World, duty
from tests.web.onboarding.test_mentor import current
from webapp import clock
from webapp.extensions import db
from webapp.services import onboarding_opening
from webapp.store.audit import AuditEvent


def test_everybody_who_is_new_is_on_one_page(world: World) -> None:
    make.person("Otto", "Anders", team_id=world.cast.other_desk, since=FIRST)
    world.go(FIRST + timedelta(days=1))
    world.work()
    for who in (world.cast.hr, world.cast.coordinator):
        page = world.as_(who).get("/onboarding").text
        assert "Nina Nieuw" in page
        assert "Otto Anders" in page
        assert "Eva Balie" not in page
        assert "2 personen" in page


@pytest.mark.parametrize("who", ["employee", "leader", "admin"])
def test_others_may_not_follow_everybody(world: World, who: str) -> None:
    browser = world.as_(getattr(world.cast, who))
    for address in ("/onboarding", "/onboarding.csv", f"/onboarding/{world.key}", f"/onboarding/{world.key}/mentor"):
        assert browser.get(address).status_code == 403


def test_the_filters_find_what_they_say(world: World) -> None:
    other = make.person("Otto", "Anders", team_id=world.cast.desk, since=FIRST)
    world.go(FIRST + timedelta(days=1))
    world.work()
    world.choose(world.cast.employee)
    leader = f"/team/onboarding/{world.onboarding_of(other)}/steps/"
    day = FIRST + timedelta(days=1)
    for step in ("alarm", "way_out"):
        assert world.tick(world.cast.leader, leader + step, day) == 303
    assert world.tick(other, "/welcome/steps/who_to_call", day) == 303
    browser = world.as_(world.cast.hr)

    def shown(what: str) -> set[str]:
        page = browser.get(f"/onboarding?show={what}").text
        return {name for name in ("Nina Nieuw", "Otto Anders") if name in page}

    assert shown("late") == {"Nina Nieuw"}
    assert shown("mentor") == {"Otto Anders"}
    assert shown("silent") == set()
    assert shown("nonsense") == shown("all") == {"Nina Nieuw", "Otto Anders"}
    world.go(FIRST + timedelta(days=12))
    assert "Nina Nieuw" in world.as_(world.cast.hr).get("/onboarding?show=silent").text


def test_the_search_finds_by_name_or_number(world: World) -> None:
    browser = world.as_(world.cast.hr)
    assert "Nina Nieuw" in browser.get("/onboarding?words=nieuw").text
    assert "Nina Nieuw" not in browser.get("/onboarding?words=zzz").text
    assert browser.get("/onboarding?words=%25&page=99999999999999").status_code == 200


def test_a_long_list_has_pages_and_costs_the_same(world: World, queries) -> None:
    browser = world.as_(world.cast.hr)
    browser.get("/onboarding")
    few = queries(lambda: browser.get("/onboarding"))
    for number in range(60):
        make.person(f"N{number:02}", "Nieuw", team_id=world.cast.desk, since=FIRST)
    world.go(FIRST + timedelta(days=1))
    world.work()
    browser = world.as_(world.cast.hr)
    page = browser.get("/onboarding").text
    assert "61 personen" in page
    assert "page=2" in page
    assert queries(lambda: browser.get("/onboarding")) == few
    assert queries(lambda: browser.get("/onboarding?show=late")) == few


def test_the_csv_holds_the_same_and_no_formula(world: World) -> None:
    make.person("=1+1", "Boef", team_id=world.cast.desk, since=FIRST)
    world.go(FIRST + timedelta(days=1))
    world.work()
    text = world.as_(world.cast.hr).get("/onboarding.csv").data.decode("utf-8-sig")
    assert text.splitlines()[0].startswith("Personeelsnummer;Naam;Team;Eerste dag;Mentor")
    assert "Nina Nieuw;Balie;2026-11-23;;nee;" in text
    assert ";=1+1" not in text
    assert len(world.as_(world.cast.hr).get("/onboarding.csv?show=silent").text.splitlines()) == 1


def test_the_timeline_says_what_when_and_by_whom_and_remembers_the_look(world: World) -> None:
    world.choose(world.cast.employee)
    world.tick(world.cast.employee, f"/mentor/{world.key}/alarm", note="Samen geoefend")
    make.acknowledged(world.nina)
    page = unescape(world.as_(world.cast.hr).get(f"/onboarding/{world.key}").text)
    assert "mentor Eva Balie van 23 november 2026" in page
    assert "gekozen door Lea Leider" in page
    assert "Het alarm: gedaan op 23 november 2026, opgeschreven door Eva Balie. “Samen geoefend”" in page
    assert "het startplan is gemaakt" in page
    assert "gemeld: Om een mentor gevraagd" in page
    asked = select(AuditEvent.actor_id, AuditEvent.about_id).where(AuditEvent.act == "onboarding.timeline")
    assert [tuple(row) for row in db.session.execute(asked)] == [(world.cast.hr, world.nina)]


def test_a_timeline_keeps_what_was_taken_back(world: World) -> None:
    step = f"/team/onboarding/{world.key}/steps/alarm"
    world.tick(world.cast.leader, step, note="Te vroeg gezegd")
    world.as_(world.cast.leader).post(f"{step}/undo", data={"seen": current()})
    page = world.as_(world.cast.hr).get(f"/onboarding/{world.key}").text
    assert "Te vroeg gezegd" in page
    assert "teruggenomen door Lea Leider" in page


def test_for_a_team_that_nobody_leads_the_office_chooses_the_mentor(world: World) -> None:
    lonely = make.team("Zonder leider")
    new = make.person("Nol", "Nieuw", team_id=lonely, since=FIRST)
    duty(world.cast.colleague, "mentor")
    world.go(FIRST + timedelta(days=1))
    world.work()
    where = f"/onboarding/{world.onboarding_of(new)}/mentor"
    browser = world.as_(world.cast.hr)
    assert "Carl Balie" in browser.get(where).text
    assert browser.post(where, data={"mentor": world.cast.colleague, "seen": 0}).status_code == 303
    assert "Carl Balie" in browser.get(f"/onboarding/{world.onboarding_of(new)}").text


def test_nobody_follows_the_own_start_as_an_office(world: World) -> None:
    new = make.person("Hein", "Personeel", team_id=world.cast.department, since=FIRST)
    make.grant(new, "hr")
    world.go(FIRST + timedelta(days=1))
    world.work()
    assert world.as_(new).get(f"/onboarding/{world.onboarding_of(new)}").status_code == 404
    assert world.as_(new).get("/welcome").status_code == 200


def test_who_left_is_not_in_the_list(world: World) -> None:
    make.person("Weg", "Snel", team_id=world.cast.desk, since=FIRST, until=FIRST + timedelta(days=2))
    world.go(FIRST, 12)
    onboarding_opening.open_all(clock.now())
    db.session.commit()
    assert "Weg Snel" in world.as_(world.cast.hr).get("/onboarding").text
    world.go(FIRST + timedelta(days=3))
    assert "Weg Snel" not in world.as_(world.cast.hr).get("/onboarding").text
