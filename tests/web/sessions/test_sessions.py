"""Trainings with others, from planning to proof."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import select

from learning_goals.periods import NEVER
from tests import make
from tests.make import Cast
from webapp.extensions import db
from webapp.jobs.runner import Worker
from webapp.store.learning import CompletionRecord
from webapp.store.mails import SentMail
from webapp.store.people import Person

Clients = Callable[[int | None], FlaskClient]
FORM = {
    "item": "skills-counter",
    "title": "Oefenen aan de balie",
    "place": "Stadhuis, zaal 2",
    "dates-0-day": "2027-03-26",
    "dates-0-begins": "09:00",
    "dates-0-ends": "12:30",
    "dates-1-day": "2027-03-29",
    "dates-1-begins": "09:00",
    "dates-1-ends": "12:30",
    "capacity": "2",
    "closes_on": "2027-03-20",
    "function_groups": ["publieksdiensten"],
    "outside": "Trainer van buiten",
    "provider": "",
    "cost": "900",
}


@pytest.fixture
def time() -> object:
    with time_machine.travel("2027-03-01T09:00:00+00:00", tick=True) as travelled:
        yield travelled


@pytest.fixture
def planner(time: object, cast: Cast, client_of: Clients) -> FlaskClient:
    return client_of(cast.coordinator)


def plan(browser: FlaskClient, **more: object) -> str:
    answer = browser.post("/sessions/new", data={**FORM, **more})
    assert answer.status_code == 303, answer.text
    return answer.location


def work(app: Flask) -> None:
    worker = Worker(app)
    worker.drain()
    assert worker.tally.failures == []


def mails(kind: str) -> list[SentMail]:
    db.session.rollback()
    return list(db.session.scalars(select(SentMail).where(SentMail.kind == kind).order_by(SentMail.id)))


def done() -> list[tuple[int, str, date]]:
    db.session.rollback()
    found = select(CompletionRecord).where(
        CompletionRecord.method == "attended", CompletionRecord.superseded_at == NEVER
    )
    return [(each.person_id, each.course_id, each.completed_on) for each in db.session.scalars(found)]


def with_mail(*people: int) -> None:
    for person in people:
        row = db.session.get(Person, person)
        row.email = row.email_folded = f"p{person}@voorbeeld.example"
    db.session.commit()


def test_the_first_come_have_a_place_and_who_waits_moves_up_by_itself(
    app: Flask, planner: FlaskClient, cast: Cast, client_of: Clients
) -> None:
    with_mail(cast.employee, cast.colleague)
    place = plan(planner, capacity="1")
    eva, collega = client_of(cast.employee), client_of(cast.colleague)
    assert "1 vrije plek" in eva.get("/sessions").text
    for _click in range(2):
        eva.post(f"{place}/register")
    collega.post(f"{place}/register")
    assert "Je hebt een plek" in eva.get(place).text
    assert "wachtlijst" in collega.get(place).text
    assert "plaats 1" in collega.get(place).text
    eva.post(f"{place}/give-up", data={"reason": "Vakantie"})
    assert "Je hebt een plek" in collega.get(place).text
    work(app)
    assert [each.to_address for each in mails("session_registered")] == [f"p{cast.colleague}@voorbeeld.example"]
    assert len(mails("session_cancelled")) == 1
    assert mails("session_waiting") == []


def test_the_invitation_is_right_on_both_sides_of_the_change_of_the_clock(
    app: Flask, planner: FlaskClient, cast: Cast, client_of: Clients
) -> None:
    place = plan(planner)
    eva = client_of(cast.employee)
    eva.post(f"{place}/register")
    address = re.search(r'value="(http[^"]+\.ics)"', eva.post("/calendar/renew").text).group(1)
    feed = client_of(None).get("/" + address.split("/", 3)[3])
    assert feed.mimetype == "text/calendar"
    read = Calendar.from_ical(feed.data)
    starts = [event.decoded("dtstart") for event in read.walk("VEVENT")]
    assert [each.utcoffset().total_seconds() / 3600 for each in starts] == [1, 2]
    assert [each.hour for each in starts] == [9, 9]
    assert read.walk("VTIMEZONE")
    before = [str(event["uid"]) for event in read.walk("VEVENT")]
    planner.post(f"{place}/edit", data={**FORM, "dates-1-day": "2027-03-30"})
    again = Calendar.from_ical(client_of(None).get("/" + address.split("/", 3)[3]).data)
    assert [str(event["uid"]) for event in again.walk("VEVENT")] == before
    assert [event["sequence"] for event in again.walk("VEVENT")] == [1, 1]
    eva.post("/calendar/revoke")
    assert client_of(None).get("/" + address.split("/", 3)[3]).status_code == 404
    assert client_of(None).get("/calendar/onzin.ics").status_code == 404


def test_due_dates_stand_in_the_feed_until_they_are_done(planner: FlaskClient, cast: Cast, client_of: Clients) -> None:
    make.assignment(cast.employee, "m01-de-norm", 10)
    eva = client_of(cast.employee)
    address = re.search(r'value="(http[^"]+\.ics)"', eva.post("/calendar/renew").text).group(1).split("/", 3)[3]
    assert b"De norm van onze gemeente" in client_of(None).get(f"/{address}").data
    make.completed(cast.employee, "m01-de-norm")
    assert b"De norm van onze gemeente" not in client_of(None).get(f"/{address}").data


def test_the_review_of_the_team_stands_in_the_feed(
    app: Flask, planner: FlaskClient, cast: Cast, client_of: Clients
) -> None:
    work(app)
    eva = client_of(cast.employee)
    address = re.search(r'value="(http[^"]+\.ics)"', eva.post("/calendar/renew").text).group(1).split("/", 3)[3]
    events = Calendar.from_ical(client_of(None).get(f"/{address}").data).walk("VEVENT")
    assert [str(event["SUMMARY"]) for event in events if "Bespreking" in event["SUMMARY"]] == ["Bespreking: Balie"] * 2


def test_being_there_every_time_completes_once_and_a_correction_takes_it_back(
    app: Flask, planner: FlaskClient, cast: Cast, client_of: Clients, time: time_machine.Coordinates
) -> None:
    place = plan(planner)
    client_of(cast.employee).post(f"{place}/register")
    early = planner.get(f"{place}/list").text
    assert "Vanaf de dag van de training" in early
    time.move_to("2027-03-29T13:00:00+00:00")
    coordinator = client_of(cast.coordinator)
    days = [record_address(coordinator, place, number) for number in (1, 2)]
    for address, number in zip(days, (1, 2), strict=True):
        coordinator.post(address, data={"shown": cast.employee, "present": cast.employee, "date": number})
        coordinator.post(address, data={"shown": cast.employee, "present": cast.employee, "date": number})
    assert done() == [(cast.employee, "skills-counter", date(2027, 3, 29))]
    eva = client_of(cast.employee)
    assert "Je hebt deze training afgerond" in eva.get(place).text
    answer = eva.post(f"{place}/certificate")
    proof = eva.get(answer.location)
    assert proof.data.startswith(b"%PDF")
    code = re.search(r'filename="([A-Z0-9-]+)\.pdf"', proof.headers["Content-Disposition"]).group(1)
    anybody = client_of(None)
    right = anybody.post("/sessions/check", data={"code": code.lower()}).text
    assert "Dit certificaat klopt" in right
    assert "Oefenen voor publieksdiensten" in right
    assert "Eva" not in right
    assert anybody.post("/sessions/check", data={"code": "AAAA-AAAA-AAAA"}).status_code == 404
    coordinator.post(days[1], data={"shown": cast.employee, "date": 2})
    assert done() == []
    assert anybody.post("/sessions/check", data={"code": code}).status_code == 404
    assert eva.post(f"{place}/certificate").status_code == 404


def test_somebody_who_was_not_on_the_list_is_added_by_number(
    planner: FlaskClient, cast: Cast, client_of: Clients, time: time_machine.Coordinates
) -> None:
    place = plan(planner, **{"dates-1-day": "", "dates-1-begins": "", "dates-1-ends": ""})
    time.move_to("2027-03-26T13:00:00+00:00")
    coordinator = client_of(cast.coordinator)
    address = re.search(rf"{place}/dates/\d+/add", coordinator.get(f"{place}/list").text).group()
    coordinator.post(address, data={"staff_number": "onbekend", "date": 1})
    assert "Niemand heeft dit personeelsnummer" in coordinator.get(f"{place}/list").text
    number = db.session.get(Person, cast.stranger).staff_number
    coordinator.post(address, data={"staff_number": f" {number} ", "date": 1})
    assert done() == [(cast.stranger, "skills-counter", date(2027, 3, 26))]
    assert "stond niet op de lijst" in coordinator.get(f"{place}/list").text


def test_a_trainer_records_only_the_own_trainings(planner: FlaskClient, cast: Cast, client_of: Clients) -> None:
    make.grant(cast.colleague, "trainer")
    number = db.session.get(Person, cast.colleague).staff_number
    own, other = plan(planner, trainers=number, outside=""), plan(planner, title="Van een ander", place="Zaal 9")
    trainer = client_of(cast.colleague)
    assert trainer.get(f"{own}/list").status_code == 200
    assert trainer.get(f"{other}/list").status_code == 404
    page = trainer.get("/sessions/given").text
    assert "Oefenen aan de balie" in page
    assert "Van een ander" not in page
    assert client_of(cast.employee).get(f"{own}/list").status_code == 403


def test_a_leader_registers_own_people_only(planner: FlaskClient, cast: Cast, client_of: Clients) -> None:
    place = plan(planner)
    leader = client_of(cast.leader)
    assert leader.post(f"{place}/register", data={"person": cast.employee}).status_code == 303
    assert "heeft een plek" in leader.get(place).text
    assert leader.post(f"{place}/register", data={"person": cast.stranger}).status_code == 404
    assert client_of(cast.colleague).post(f"{place}/register", data={"person": cast.employee}).status_code == 404
    assert "Eva" not in client_of(cast.colleague).get(place).text


def test_a_training_for_others_or_closed_cannot_be_joined(
    planner: FlaskClient, cast: Cast, client_of: Clients, time: time_machine.Coordinates
) -> None:
    others = plan(planner, function_groups=["buitendienst"])
    assert client_of(cast.employee).post(f"{others}/register").status_code == 404
    place = plan(planner, title="Nog een", place="Zaal 9", **{"dates-0-day": "2027-04-01", "dates-1-day": "2027-04-02"})
    time.move_to("2027-03-21T09:00:00+00:00")
    eva = client_of(cast.employee)
    eva.post(f"{place}/register")
    assert "kan niet meer" in eva.get(place).text
    assert "Je hebt een plek" not in eva.get(place).text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": ""}, "Geef hem een naam."),
        ({"dates-0-ends": "08:00"}, "Vul dag, begin en een later einde in."),
        ({"dates-0-ends": ""}, "Vul dag, begin en een later einde in."),
        ({"capacity": "veel"}, "Ongeldig getal."),
        ({"capacity": "0"}, "tussen"),
        ({"trainers": "abc"}, "Niemand heeft dit personeelsnummer: abc."),
        ({"item": "geen"}, "Ongeldige keuze."),
        ({name: "" for name in FORM if name.startswith("dates")}, "Vul minstens één datum in."),
    ],
)
def test_wrong_input_comes_back_with_what_to_do(planner: FlaskClient, wrong: dict[str, str], said: str) -> None:
    answer = planner.post("/sessions/new", data={**FORM, **wrong})
    assert answer.status_code == 422
    assert said in answer.text


def test_a_hard_rule_needs_a_reason_and_says_which_it_is(planner: FlaskClient, cast: Cast) -> None:
    refused = planner.post("/sessions/new", data={**FORM, "teams": [cast.desk]})
    assert refused.status_code == 422
    assert "Leidinggevenden gaan eerst. (H4)" in refused.text
    place = plan(planner, teams=[cast.desk], exception="Acuut risico aan de balie")
    assert "Acuut risico" in planner.get(f"{place}/edit").text
    looked = planner.post("/sessions/new", data={**FORM, "capacity": "30", "look": "1"})
    assert "hooguit 12 mensen" in looked.text


def test_a_colleague_cannot_give_two_trainings_at_once(planner: FlaskClient, cast: Cast) -> None:
    number = db.session.get(Person, cast.colleague).staff_number
    plan(planner, trainers=number)
    answer = planner.post("/sessions/new", data={**FORM, "trainers": number})
    assert answer.status_code == 422
    assert "zit dan in een andere training" in answer.text


def test_cancelling_tells_everybody_and_places_cannot_shrink_below_who_is_in(
    app: Flask, planner: FlaskClient, cast: Cast, client_of: Clients
) -> None:
    with_mail(cast.employee)
    place = plan(planner)
    for who in (cast.employee, cast.colleague):
        client_of(who).post(f"{place}/register")
    assert planner.post(f"{place}/edit", data={**FORM, "capacity": "1"}).status_code == 409
    work(app)
    planner.post(f"{place}/cancel", data={"reason": ""})
    assert "Gaat niet door" not in client_of(cast.employee).get(place).text
    planner.post(f"{place}/cancel", data={"reason": "De trainer is ziek."})
    work(app)
    (mail,) = mails("session_cancelled")
    assert "De trainer is ziek." in mail.sample_text
    assert "Gaat niet door" in client_of(cast.employee).get(place).text


def test_the_list_costs_a_few_queries_however_many_trainings_there_are(
    planner: FlaskClient, cast: Cast, client_of: Clients, queries: Callable[[Callable[[], object]], int]
) -> None:
    for number in range(12):
        plan(planner, title=f"Training {number}", place=f"Zaal {number}")
    eva = client_of(cast.employee)
    eva.get("/sessions")
    assert queries(lambda: eva.get("/sessions")) <= 9
    assert queries(lambda: planner.get("/sessions/planned")) <= 12


def record_address(browser: FlaskClient, place: str, number: int) -> str:
    page = browser.get(f"{place}/list?date={number}").text
    return re.search(rf"{place}/dates/\d+", page).group()
