"""Proposing groups, dates and trainers on screen, moving them, and making them once."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
import time_machine
from flask.testing import FlaskClient

from tests import make
from tests.make import Cast
from webapp.extensions import db
from webapp.store.jobs import Job
from webapp.store.session_tables import Registration, SessionDate, TrainingSession

NOW = "2027-03-01T09:00:00+00:00"
Clients = Callable[[int | None], FlaskClient]


@pytest.fixture
def cor(cast: Cast, client_of: Clients) -> object:
    with time_machine.travel(NOW, tick=True):
        yield client_of(cast.coordinator)


@pytest.fixture
def form(cast: Cast) -> dict[str, object]:
    for number in range(10):
        make.person(f"N{number}", team_id=cast.desk)
    return {
        "item": practice_item(),
        "function_group": "publieksdiensten",
        "first": "2027-03-22",
        "last": "2027-05-31",
        "part": "both",
        "place": "Zaal 1",
        "capacity": "8",
        "outside": "Bureau Rust",
        "fallback": "2027-03-22",
        "reason": "De leidinggevenden zijn al eerder getraind.",
    }


def practice_item() -> str:
    from webapp.services import references

    return next(id for id, each in references.programme_items().items() if each.phase == "skills")


def lines(page: str) -> dict[str, str]:
    """The meetings of a proposal as a browser would send them back."""
    found: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]+>", page):
        name, value = re.search(r'name="(lines-[^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and value and 'type="checkbox"' not in tag:
            found[name[1]] = value[1]
    return found


def planned() -> list[date]:
    db.session.rollback()
    return sorted(each.starts_at.date() for each in db.session.query(SessionDate))


def test_everybody_gets_a_place_and_it_is_made_once(cor: FlaskClient, form: dict[str, object]) -> None:
    page = cor.post("/sessions/propose", data=form)
    assert page.status_code == 200, page.text
    found = lines(page.text)
    groups = [value.split() for name, value in found.items() if name.endswith("people")]
    assert len(groups) >= 2
    assert all(len(each) <= 8 for each in groups)
    people = [person for each in groups for person in each]
    assert len(people) == len(set(people)) >= 15
    made = cor.post("/sessions/propose", data={**form, **found, "make": "1"})
    assert (made.status_code, made.location) == (303, "/sessions/planned")
    assert len(planned()) == len(groups)
    assert db.session.query(Registration).count() == len(people)
    assert db.session.query(Job).filter(Job.kind == "session_mail").count() == len(people)
    cor.post("/sessions/propose", data={**form, **found, "make": "1"})
    assert len(planned()) == len(groups)
    again = cor.post("/sessions/propose", data=form).text
    assert "Iedereen heeft deze training gedaan of heeft een plek" in again


def test_without_trained_leaders_practice_waits_and_says_which_rule_speaks(
    cor: FlaskClient, form: dict[str, object]
) -> None:
    page = cor.post("/sessions/propose", data={**form, "fallback": "", "reason": ""}).text
    assert "leidinggevende die nog niet getraind is (H4)" in page
    assert planned() == []
    refused = cor.post("/sessions/propose", data={**form, "reason": ""})
    assert refused.status_code == 422
    assert "Schrijf waarom" in refused.text


def test_school_holidays_and_days_kept_free_are_left_out_and_named(cor: FlaskClient, form: dict[str, object]) -> None:
    assert cor.post("/sessions/closed/region", data={"region": "Zuid"}).status_code == 303
    own = {"title": "Drukke weken", "first": "2027-03-22", "last": "2027-03-26"}
    assert cor.post("/sessions/closed", data=own).status_code == 303
    assert "Drukke weken" in cor.get("/sessions/closed").text
    page = cor.post("/sessions/propose", data=form).text
    assert "dagen die vrij blijven: Drukke weken" in page
    assert "2027-03-30" in [value for name, value in lines(page).items() if name.endswith("day")]
    may = cor.post("/sessions/propose", data={**form, "first": "2027-04-26", "fallback": "2027-04-26"}).text
    assert "Meivakantie" in may
    assert min(value for name, value in lines(may).items() if name.endswith("day")) >= "2027-05-03"
    key = re.search(r"/sessions/closed/(\d+)/open", cor.get("/sessions/closed").text)
    assert key
    assert cor.post(key[0]).status_code == 303
    assert cor.post(key[0]).status_code == 404
    assert "Drukke weken" not in cor.get("/sessions/closed").text


def test_a_meeting_that_is_moved_is_checked_at_once(cor: FlaskClient, form: dict[str, object]) -> None:
    found = lines(cor.post("/sessions/propose", data=form).text)
    moved = {**found, "lines-0-day": "2027-03-29"}
    page = cor.post("/sessions/propose", data={**form, **moved, "look": "1"}).text
    assert "Tweede paasdag" in page
    clashing = {**found, "lines-1-day": found["lines-0-day"], "lines-1-begins": found["lines-0-begins"]}
    clashing |= {"lines-1-ends": found["lines-0-ends"], "lines-1-people": found["lines-0-people"]}
    page = cor.post("/sessions/propose", data={**form, **clashing, "look": "1"}).text
    assert "op dat moment al in een andere training" in page or "andere training" in page
    left_out = {**found, "lines-0-out": "y", "make": "1"}
    count = len([name for name in found if name.endswith("people")])
    assert cor.post("/sessions/propose", data={**form, **left_out}).status_code == 303
    assert len(planned()) == count - 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"last": "2027-03-01"}, "latere dag"),
        ({"last": "2029-03-01"}, "latere dag"),
        ({"capacity": "0"}, "nog iets niet"),
        ({"trainers": "999999"}, "personeelsnummer"),
        ({"item": "nope"}, "nog iets niet"),
        ({"part": "night"}, "nog iets niet"),
        ({"place": "  "}, "nog iets niet"),
        ({"lines-0-day": "gisteren", "lines-0-begins": "09:00", "lines-0-ends": "10:00", "make": "1"}, "nog iets niet"),
        ({"lines-0-day": "2027-04-01", "lines-0-begins": "11:00", "lines-0-ends": "10:00", "make": "1"}, "later einde"),
    ],
)
def test_wrong_input_is_refused_in_plain_words(
    cor: FlaskClient, form: dict[str, object], wrong: dict[str, str], said: str
) -> None:
    answer = cor.post("/sessions/propose", data={**form, **wrong})
    assert answer.status_code == 422
    assert said in answer.text or "later eind" in answer.text
    assert db.session.query(TrainingSession).count() == 0


def test_people_who_are_slipped_in_get_no_place(cor: FlaskClient, form: dict[str, object], cast: Cast) -> None:
    found = lines(cor.post("/sessions/propose", data=form).text)
    found["lines-0-people"] += f" {cast.hr} 999999 99999999999999999999"
    assert cor.post("/sessions/propose", data={**form, **found, "make": "1"}).status_code == 303
    taking = {each.person_id for each in db.session.query(Registration)}
    assert 999999 not in taking


def test_impossible_days_kept_free_are_refused_and_others_may_not(
    cor: FlaskClient, client_of: Clients, cast: Cast
) -> None:
    for wrong in ({"last": "2027-03-01"}, {"last": "2029-01-01"}, {"title": ""}, {"first": "x"}):
        answer = cor.post("/sessions/closed", data={"title": "A", "first": "2027-04-01", "last": "2027-04-02", **wrong})
        assert answer.status_code == 422
    assert cor.post("/sessions/closed/region", data={"region": "Oost"}).status_code == 422
    leader = client_of(cast.leader)
    assert leader.get("/sessions/propose").status_code in (403, 404)
    assert leader.post("/sessions/closed/region", data={"region": "Zuid"}).status_code in (403, 404)
