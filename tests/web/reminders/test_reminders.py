"""One's own weekly mail, the rules for reminders, and the list of what each role must do."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from tests import make
from tests.make import Cast
from webapp import clock
from webapp.extensions import db
from webapp.store import reminders as store
from webapp.store.reminder_tables import DailyCount

RULE = {"active": "y", "days": "-7 0", "again": "0", "most": "2", "to": "doer", "ways": ["mail", "page"], "after": "0"}
Client = Callable[[int | None], FlaskClient]


@pytest.fixture
def eva(client_of: Client, cast: Cast) -> FlaskClient:
    return client_of(cast.employee)


@pytest.fixture
def cor(client_of: Client, cast: Cast) -> FlaskClient:
    return client_of(cast.coordinator)


def test_a_day_an_hour_and_a_pause_are_kept(eva: FlaskClient, cast: Cast) -> None:
    until = clock.today() + timedelta(days=20)
    answer = eva.post("/me/reminders", data={"weekday": "4", "hour": "14", "paused_until": str(until)})
    assert (answer.status_code, answer.location) == (303, "/me/reminders")
    assert store.choices([cast.employee]) == {cast.employee: (4, 14, until)}
    chosen = re.findall(r'<option selected value="(\w+)"', eva.get("/me/reminders").text)
    assert chosen == ["4", "14"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"weekday": "6"},
        {"weekday": "x"},
        {"hour": "3"},
        {"hour": ""},
        {"paused_until": "2020-01-01"},
        {"paused_until": "9999-12-31"},
        {"paused_until": "soon"},
    ],
)
def test_an_impossible_choice_is_refused_and_nothing_is_kept(
    eva: FlaskClient, cast: Cast, wrong: dict[str, str]
) -> None:
    answer = eva.post("/me/reminders", data={"weekday": "2", "hour": "9"} | wrong)
    assert answer.status_code == 422
    assert "Er klopt nog iets niet" in answer.text
    assert store.choices([cast.employee]) == {}


def test_a_rule_changes_with_its_history_and_two_tabs_do_not_overwrite_each_other(cor: FlaskClient) -> None:
    assert "Iets moet binnenkort af" in cor.get("/reminders").text
    assert cor.post("/reminders/due", data=RULE | {"days": "-10, -3 0", "most": "3"}).status_code == 303
    assert "-10, -3, 0" in cor.get("/reminders").text
    page = cor.get("/reminders/due").text
    assert "Cor Coordinator" in page
    late = cor.post("/reminders/due", data=RULE)
    assert late.status_code == 409
    assert "Iemand anders heeft dit intussen veranderd" in late.text
    assert "-10, -3, 0" in cor.get("/reminders").text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"days": "0 -7"}, "van vroeg naar laat"),
        ({"days": "soon"}, "hele getallen"),
        ({"days": "-9999"}, "hele getallen"),
        ({"days": " ".join(str(day) for day in range(20))}, "hele getallen"),
        ({"again": "3"}, "7 dagen of meer"),
        ({"again": "-1"}, "0"),
        ({"most": "99"}, "12"),
        ({"ways": ["pigeon"]}, "Er klopt nog iets niet"),
        ({"to": "everybody"}, "Er klopt nog iets niet"),
        ({"after": "-5"}, "Iemand anders"),
    ],
)
def test_an_impossible_rule_is_refused_in_plain_words(cor: FlaskClient, wrong: dict[str, object], said: str) -> None:
    answer = cor.post("/reminders/due", data=RULE | wrong)
    assert answer.status_code in (409, 422)
    assert said in answer.text
    assert store.newest() == {}


def test_nobody_can_be_told_about_somebody_elses_questionnaire(cor: FlaskClient) -> None:
    answer = cor.post("/reminders/questionnaire", data=RULE | {"to": "leader"})
    assert answer.status_code == 422
    assert "Niemand anders mag dit weten" in answer.text


def test_hours_are_kept_and_an_end_before_the_begin_is_refused(cor: FlaskClient) -> None:
    said = {"begins": "9", "ends": "16", "weekdays": ["1", "2"], "after": "0"}
    assert cor.post("/reminders/hours", data=said | {"ends": "8"}).status_code == 422
    assert cor.post("/reminders/hours", data=said | {"weekdays": []}).status_code == 422
    assert cor.post("/reminders/hours", data=said).status_code == 303
    assert "Tussen 9:00 en 16:00 uur" in cor.get("/reminders").text
    assert cor.post("/reminders/hours", data=said).status_code == 409


def test_an_unknown_rule_is_not_there_and_employees_change_none(cor: FlaskClient, eva: FlaskClient) -> None:
    assert cor.get("/reminders/unknown").status_code == 404
    assert eva.get("/reminders").status_code in (403, 404)
    assert eva.post("/reminders/due", data=RULE).status_code in (403, 404)


def test_a_leader_sees_on_the_first_page_who_in_the_team_is_late(client_of: Client, cast: Cast) -> None:
    make.assignment(cast.employee, "m03-gedrag-herkennen", due_in=-20)
    make.assignment(cast.stranger, "m03-gedrag-herkennen", due_in=-20)
    page = client_of(cast.leader).get("/").text
    assert "Wat je rol nu van je vraagt" in page
    assert "Eva Balie" in page
    assert "Sam Telefoon" not in page
    make.completed(cast.employee, "m03-gedrag-herkennen")
    assert "Eva Balie" not in client_of(cast.leader).get("/").text
    assert "Wat je rol nu van je vraagt" not in client_of(cast.employee).get("/").text


def test_the_coordinator_sees_numbers_as_they_were_this_morning(
    cor: FlaskClient, client_of: Client, cast: Cast
) -> None:
    row = {"day": clock.today(), "role": "coordinator", "what": "assignment_overdue", "number": 12}
    db.session.add(DailyCount(**row))
    db.session.commit()
    assert "12 dingen zijn al lang te laat" in cor.get("/").text
    assert "12 dingen" not in client_of(cast.hr).get("/").text


def test_the_first_page_of_a_leader_costs_the_same_with_one_and_with_forty_people(
    client_of: Client, cast: Cast, queries: Callable[[Callable[[], object]], int]
) -> None:
    leader = client_of(cast.leader)
    make.assignment(cast.employee, "m03-gedrag-herkennen", due_in=-20)
    leader.get("/")
    few = queries(lambda: leader.get("/"))
    for number in range(40):
        person_id = make.person(f"N{number}", team_id=cast.desk)
        make.assignment(person_id, "m03-gedrag-herkennen", due_in=-20)
    leader.get("/")
    assert queries(lambda: leader.get("/")) == few
    assert few <= 40
