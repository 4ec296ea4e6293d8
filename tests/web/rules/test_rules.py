"""Rules on screen, and what the worker makes of them."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from learning_goals.periods import NEVER
from tests import make
from tests.make import Cast
from webapp import clock
from webapp.extensions import db
from webapp.jobs.runner import Worker
from webapp.store.learning import Assignment, CompletionRecord
from webapp.store.people import Employment
from webapp.store.rule_tables import PriorEvidence

Clients = Callable[[int | None], FlaskClient]
FORM = {
    "title": "De norm",
    "what": "course:m01-de-norm",
    "function_groups": ["publieksdiensten"],
    "anchor": "entry",
    "after": "",
    "days": "30",
    "starts_on": "2026-11-02",
    "renews": "never",
    "months": "12",
    "month": "1",
    "day": "1",
    "window_days": "60",
    "grace_days": "0",
}
NOW = "2026-11-02T09:00:00+00:00"
PDF = b"%PDF-1.7 bewijs"


@pytest.fixture
def today() -> object:
    with time_machine.travel(NOW, tick=True) as travelled:
        yield travelled


@pytest.fixture
def coordinator(today: object, cast: Cast, client_of: Clients) -> FlaskClient:
    return client_of(cast.coordinator)


def save(browser: FlaskClient, address: str = "/rules/new", **more: object) -> str:
    answer = browser.post(address, data={**FORM, "shown": "0", "confirm": "1", **more})
    assert answer.status_code == 303, answer.text
    return answer.location


def work(app: Flask) -> None:
    """Let the worker do all that is due."""
    worker = Worker(app)
    worker.drain()
    assert worker.tally.failures == []


def held(person_id: int) -> list[Assignment]:
    db.session.rollback()
    found = select(Assignment).where(Assignment.person_id == person_id, Assignment.superseded_at == NEVER)
    return list(db.session.scalars(found))


def test_a_preview_names_who_would_get_it_and_saves_nothing(coordinator: FlaskClient, cast: Cast) -> None:
    page = coordinator.post("/rules/new", data=FORM).text
    assert "Wat bewaren zou doen" in page
    assert "Krijgen het" in page
    assert "Eva" in page
    assert "Er is nog geen regel" in coordinator.get("/rules").text


def test_a_saved_rule_assigns_and_says_why(
    app: Flask, coordinator: FlaskClient, cast: Cast, client_of: Clients
) -> None:
    number = int(save(coordinator).rsplit("/", 1)[1])
    work(app)
    (row,) = held(cast.employee)
    assert (row.course_id, row.due_on, row.rule_id) == ("m01-de-norm", date(2026, 12, 2), number)
    home = client_of(cast.employee).get("/").text
    assert f"Regel {number}, voor ‘Publieksdiensten’ (sinds 1 januari 2020)." in home
    work(app)
    assert len(held(cast.employee)) == 1


def test_who_comes_tomorrow_gets_it_without_anybody_doing_anything(
    app: Flask, coordinator: FlaskClient, cast: Cast, today: time_machine.Coordinates
) -> None:
    save(coordinator)
    work(app)
    new = make.person("Nina", team_id=cast.desk, since=date(2026, 11, 5))
    today.move_to("2026-11-05T09:00:00+00:00")
    work(app)
    (row,) = held(new)
    assert row.due_on == date(2026, 12, 5)


def test_changing_a_rule_moves_the_date_and_ending_it_releases(
    app: Flask, coordinator: FlaskClient, cast: Cast
) -> None:
    place = save(coordinator)
    work(app)
    save(coordinator, f"{place}/edit", shown="1", days="10")
    work(app)
    assert held(cast.employee)[0].due_on == date(2026, 11, 12)
    assert coordinator.post(f"{place}/end", data={"shown": "2"}).status_code == 303
    work(app)
    assert held(cast.employee) == []
    assert "vraagt niets meer" in coordinator.get(place).text


def test_two_windows_cannot_both_change_a_rule(coordinator: FlaskClient) -> None:
    place = save(coordinator)
    save(coordinator, f"{place}/edit", shown="1", days="10")
    answer = coordinator.post(f"{place}/edit", data={**FORM, "shown": "1", "days": "20", "confirm": "1"})
    assert answer.status_code == 409
    assert "net voor jou" in answer.text
    assert 'value="20"' in answer.text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": ""}, "Geef hem een naam."),
        ({"function_groups": []}, "Kies voor wie de regel is"),
        ({"anchor": "date"}, "Vul de dag in."),
        ({"anchor": "completion"}, "Kies na wat."),
        ({"anchor": "completion", "after": "m01-de-norm"}, "kan niet wachten"),
        ({"renews": "calendar", "months": "18"}, "na hele jaren"),
        ({"renews": "rolling", "months": "3", "window_days": "80"}, "hooguit de helft"),
        ({"days": "-1"}, "Vul een getal in dat hier kan."),
        ({"days": "veel"}, "Ongeldig getal."),
        ({"people": "abc"}, "Niemand heeft dit personeelsnummer: abc."),
        ({"what": "course:geen"}, "Ongeldige keuze."),
        ({"starts_on": "morgen"}, "Ongeldige datum."),
        ({"what": "questionnaire:leerdoelwijzer", "renews": "rolling"}, "Niemand krijgt te horen"),
    ],
)
def test_wrong_input_comes_back_with_what_to_do(coordinator: FlaskClient, wrong: dict[str, object], said: str) -> None:
    answer = coordinator.post("/rules/new", data={**FORM, **wrong, "confirm": "1"})
    assert answer.status_code == 422
    assert said in answer.text
    assert "Er is nog geen regel" in coordinator.get("/rules").text


def test_people_are_named_by_staff_number_and_shown_again(coordinator: FlaskClient, cast: Cast, app: Flask) -> None:
    number = staff_number(cast.stranger)
    place = save(coordinator, function_groups=[], people=number)
    work(app)
    assert len(held(cast.stranger)) == 1
    assert held(cast.employee) == []
    assert f'value="{number}"' in coordinator.get(f"{place}/edit").text


def test_a_date_that_cannot_be_waits_for_a_decision(app: Flask, coordinator: FlaskClient, cast: Cast) -> None:
    new = make.person("Nina", "Nieuw", team_id=cast.desk, since=date(2026, 10, 20))
    save(coordinator, anchor="date", on="2026-10-01")
    work(app)
    assert held(new) == []
    assert "Beslis over 1 datum" in coordinator.get("/rules").text
    page = coordinator.get("/rules/questions").text
    assert "Nina Nieuw" in page
    assert 'value="2026-11-16"' in page
    case = link(page, r"/rules/questions/\d+")
    for wrong, said in (
        ({"due_on": "2026-12-01", "decision": "date"}, "Schrijf waarom"),
        ({"due_on": "2026-10-01", "decision": "date", "reason": "Later"}, "vanaf vandaag"),
        ({"due_on": "", "decision": "date", "reason": "Later"}, "vanaf vandaag"),
        ({"due_on": "2026-12-01", "decision": "exempt"}, "Schrijf waarom"),
    ):
        refused = coordinator.post(case, data=wrong)
        assert refused.status_code == 422
        assert said in refused.text
        assert 'aria-invalid="true"' in refused.text
    assert "Nina Nieuw" in coordinator.get("/rules/questions").text
    coordinator.post(case, data={"due_on": "2026-12-01", "decision": "date", "reason": "Later begonnen"})
    work(app)
    assert held(new)[0].due_on == date(2026, 12, 1)
    coordinator.post(case, data={"decision": "exempt", "reason": "Toch niet"})
    assert "net voor jou" in coordinator.get("/rules/questions").text


def test_a_leader_s_later_date_is_more_time_within_the_rule(
    app: Flask, coordinator: FlaskClient, cast: Cast, client_of: Clients
) -> None:
    number = int(save(coordinator).rsplit("/", 1)[1])
    work(app)
    order = {
        "course": "m01-de-norm",
        "due_on": "2027-01-20",
        "reason": "Druk",
        "whom": "some",
        "people": [cast.employee],
    }
    assert client_of(cast.leader).post("/team/assign", data=order).status_code == 303
    coordinator.get("/rules")
    with time_machine.travel("2026-11-03T09:00:00+00:00", tick=False):
        work(app)
    (row,) = held(cast.employee)
    assert (row.due_on, row.rule_id, row.reason) == (date(2027, 1, 20), number, "Druk")
    page = coordinator.get(f"/rules/people/{cast.employee}").text
    assert "20 januari 2027" in page
    assert "Druk" in page


def test_exempting_pausing_and_taking_back(app: Flask, coordinator: FlaskClient, cast: Cast) -> None:
    save(coordinator)
    work(app)
    about = f"/rules/people/{cast.employee}"
    form = {"exemption-course": "m01-de-norm", "exemption-first": "2026-11-01", "exemption-reason": "Met pensioen"}
    assert coordinator.post(f"{about}/exemption", data={**form, "exemption-last": "2026-10-01"}).status_code == 422
    assert coordinator.post(f"{about}/exemption", data=form).status_code == 303
    work(app)
    assert held(cast.employee) == []
    key = link(coordinator.get(about).text, r'name="key" value="\d+').rpartition('"')[2]
    coordinator.post(f"{about}/withdraw", data={"what": "exemption", "key": key})
    work(app)
    assert len(held(cast.employee)) == 1
    assert (
        coordinator.post(
            f"{about}/suspension", data={"suspension-first": "2026-11-20", "suspension-last": "2026-12-20"}
        ).status_code
        == 303
    )
    work(app)
    assert held(cast.employee)[0].due_on == date(2026, 12, 2)
    assert "ligt in een pauze" in coordinator.get("/rules/questions").text
    assert (
        coordinator.post(
            f"{about}/suspension", data={"suspension-first": "2026-11-20", "suspension-last": "2029-12-20"}
        ).status_code
        == 422
    )
    assert coordinator.post(f"{about}/mood", data={}).status_code == 404
    assert coordinator.get("/rules/people/999999").status_code == 404


def test_a_certificate_from_elsewhere_counts_once_somebody_accepted_it(
    app: Flask, coordinator: FlaskClient, cast: Cast, client_of: Clients
) -> None:
    save(coordinator, external="y")
    work(app)
    eva = client_of(cast.employee)
    form = {"course": "m01-de-norm", "title": "Cursus norm", "obtained_on": "2026-10-01"}
    bad = eva.post("/rules/my-certificates", data={**form, "file": (io.BytesIO(b"<html>"), "a.pdf")})
    assert bad.status_code == 422
    assert "geen PDF of foto" in bad.text
    future = {**form, "obtained_on": "2027-01-01", "file": (io.BytesIO(PDF), "a.pdf")}
    assert eva.post("/rules/my-certificates", data=future).status_code == 422
    assert eva.post("/rules/my-certificates", data={**form, "file": (io.BytesIO(PDF), "a.pdf")}).status_code == 303
    assert "Iemand bekijkt het" in eva.get("/rules/my-certificates").text
    page = coordinator.get("/rules/certificates").text
    assert "Cursus norm" in page
    certificate = link(page, r"/rules/certificates/\d+")
    assert client_of(cast.colleague).get(f"{certificate}/file").status_code == 404
    assert eva.get(f"{certificate}/file").data == PDF
    refused = coordinator.post(certificate, data={"decision": "refused"})
    assert refused.status_code == 422
    assert "Schrijf waarom het niet meetelt" in refused.text
    assert db.session.scalar(select(PriorEvidence.decision)) == "open"
    for _click in range(2):
        coordinator.post(certificate, data={"decision": "accepted"})
    db.session.rollback()
    (done,) = db.session.scalars(select(CompletionRecord)).all()
    assert (done.method, done.completed_on, done.recorded_by) == ("external", date(2026, 10, 1), cast.coordinator)
    assert "Het telt mee" in eva.get("/rules/my-certificates").text
    assert "state--done" in client_of(cast.leader).get(f"/team/people/{cast.employee}").text


def test_reading_the_norm_completes_the_rule_that_asks_it(
    app: Flask, coordinator: FlaskClient, cast: Cast, client_of: Clients
) -> None:
    save(coordinator, what="norm:norm", people=staff_number(cast.employee), function_groups=[])
    work(app)
    (done,) = db.session.scalars(select(CompletionRecord)).all()
    assert (done.course_id, done.method) == ("norm", "acknowledged")
    assert "De norm lezen" in client_of(cast.leader).get(f"/team/people/{cast.employee}").text


def test_nobody_is_told_who_was_asked_to_fill_in_a_questionnaire(
    app: Flask, coordinator: FlaskClient, cast: Cast, client_of: Clients
) -> None:
    save(coordinator, what="questionnaire:leerdoelwijzer")
    work(app)
    assert "De leerdoelwijzer invullen" in client_of(cast.employee).get("/").text
    assert "leerdoelwijzer" not in client_of(cast.leader).get(f"/team/people/{cast.employee}").text
    assert "leerdoelwijzer" not in client_of(cast.hr).get("/reports/completion.csv").text


def test_the_outlook_looks_back_as_it_was_known_and_ahead_as_it_would_be(
    app: Flask, coordinator: FlaskClient, cast: Cast, client_of: Clients, today: time_machine.Coordinates
) -> None:
    save(coordinator, renews="rolling", months="12")
    work(app)
    make.completed(cast.employee, "m01-de-norm")
    today.move_to("2026-12-10T09:00:00+00:00")
    make.completed(cast.colleague, "m01-de-norm")
    coordinator = client_of(cast.coordinator)
    past = coordinator.get("/rules/outlook?day=2026-12-01").text
    assert figures(past, "Klaar") == 1
    assert figures(coordinator.get("/rules/outlook?day=2026-12-10").text, "Klaar") == 2
    ahead = coordinator.get("/rules/outlook?day=2027-11-15").text
    assert figures(ahead, "Verlopen") == 1
    assert "2 november 2027" in ahead
    assert coordinator.get("/rules/outlook?day=gisteren").status_code == 200


def test_the_outlook_knows_what_a_leader_gave_what_was_begun_and_what_was_done_too_long_ago(
    coordinator: FlaskClient, cast: Cast
) -> None:
    for person in (cast.employee, cast.colleague, cast.stranger):
        make.assignment(person, "m08-frustratie-of-middel", due_in=60)
    make.started(cast.employee, "m08-frustratie-of-middel")
    make.completed(cast.colleague, "m08-frustratie-of-middel", version=1)
    for day in ("2026-11-02", "2026-11-03", "2026-12-01"):
        page = coordinator.get(f"/rules/outlook?day={day}").text
        states = ("Begonnen", "Klaar op een eerdere versie", "Nog niet begonnen")
        assert [figures(page, state) for state in states] == [1, 1, 1], day


def test_a_pause_from_violence_is_one_s_own(coordinator: FlaskClient, cast: Cast, client_of: Clients) -> None:
    eva = client_of(cast.employee)
    assert eva.post("/rules/my-pause", data={"first": "2026-11-20", "last": "2026-11-01"}).status_code == 422
    assert eva.post("/rules/my-pause", data={"first": "2026-11-20", "last": "2026-12-20"}).status_code == 303
    page = eva.get("/rules/my-pause").text
    assert "20 december 2026" in page
    end = link(page, r"/rules/my-pause/\d+/end")
    assert "20 december 2026" not in coordinator.get(f"/rules/people/{cast.employee}").text
    assert client_of(cast.colleague).post(end).status_code == 404
    assert eva.post(end).status_code == 303
    assert "20 december 2026" not in eva.get("/rules/my-pause").text


@pytest.mark.parametrize("who", ["employee", "leader", "admin"])
def test_others_make_no_rules(today: object, cast: Cast, client_of: Clients, who: str) -> None:
    other = client_of(getattr(cast, who))
    for address in ("/rules", "/rules/new", "/rules/questions", "/rules/certificates", "/rules/outlook"):
        assert other.get(address).status_code == 403


def test_the_lists_cost_a_few_queries_however_many_people_there_are(
    app: Flask, coordinator: FlaskClient, cast: Cast, queries: Callable[[Callable[[], object]], int]
) -> None:
    for number in range(30):
        make.person(f"Nina{number}", team_id=cast.desk, since=date(2026, 10, 20))
    save(coordinator, anchor="date", on="2026-10-01")
    work(app)
    assert queries(lambda: coordinator.get("/rules")) <= 16
    assert queries(lambda: coordinator.get("/rules/questions")) <= 16
    assert queries(lambda: coordinator.post("/rules/new", data=FORM)) <= 25


def link(page: str, pattern: str) -> str:
    """The first such address on a page."""
    found = re.search(pattern, page)
    assert found, pattern
    return found.group()


def staff_number(person_id: int) -> str:
    from webapp.store.people import Person

    return db.session.get(Person, person_id).staff_number


def figures(page: str, state: str) -> int:
    """The number in the column of a state, in the one row of the table."""
    return int(page.split(f'data-label="{state}"')[1].split(">")[1].split("<")[0])


def test_who_turns_out_never_to_have_come_is_asked_nothing_any_more(
    app: Flask, coordinator: FlaskClient, cast: Cast
) -> None:
    save(coordinator)
    work(app)
    gone = update(Employment).where(Employment.person_id == cast.employee).values(superseded_at=clock.now())
    db.session.execute(gone)
    db.session.commit()
    save(coordinator, what="course:m03-gedrag-herkennen", title="Nog een regel")
    work(app)
    assert held(cast.employee) == []
    assert len(held(cast.colleague)) == 2
