"""HR finds people and reads their records; nobody else does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event, func, select

from tests import make
from tests.make import Cast
from webapp import clock
from webapp.extensions import db
from webapp.store.audit import AuditEvent

ClientOf = Callable[[int | None], FlaskClient]
PAGES = (
    "",
    "/add",
    "/teams",
    "/imports",
    "/imports/upload",
    "/{0}",
    "/{0}/correct",
    "/{0}/move",
    "/{0}/end",
    "/{0}/role",
    "/{0}/duty",
)


@pytest.fixture
def hr(cast: Cast, client_of: ClientOf) -> FlaskClient:
    return client_of(cast.hr)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_for_hr_and_for_nobody_without_the_right(cast: Cast, client_of: ClientOf, page: str) -> None:
    address = "/people" + page.format(cast.employee)
    assert client_of(cast.hr).get(address).status_code == 200
    assert client_of(cast.leader).get(address).status_code == 403


def test_the_list_is_searched_without_capitals_and_accents_and_by_staff_number(hr: FlaskClient, cast: Cast) -> None:
    make.person("Zoë", "Özdemir", team_id=cast.desk, staff_number="A77")
    for words in ("ozdemir", "zoe ÖZD", "a7"):
        page = hr.get("/people", query_string={"words": words}).text
        assert "Zoë Özdemir" in page
        assert "Carl Balie" not in page


def test_signs_with_a_meaning_in_a_search_are_plain_text(hr: FlaskClient) -> None:
    for words in ("%", "_", "100%"):
        assert "Carl Balie" not in hr.get("/people", query_string={"words": words}).text


def test_the_list_is_narrowed_to_a_team_and_those_below(hr: FlaskClient, cast: Cast) -> None:
    page = hr.get(f"/people?team={cast.other_desk}").text
    assert "Sam Telefoon" in page
    assert "Carl Balie" not in page
    assert "Carl Balie" in hr.get(f"/people?team={cast.department}").text


def test_who_left_is_shown_only_when_asked(hr: FlaskClient, cast: Cast) -> None:
    make.person("Wim", "Weg", team_id=cast.desk, until=clock.today() - timedelta(days=1))
    assert "Wim Weg" not in hr.get("/people").text
    assert "Wim Weg" in hr.get("/people?left=1").text


def test_a_choice_that_fits_nobody_says_so(hr: FlaskClient) -> None:
    page = hr.get("/people?words=nergens")
    assert page.status_code == 200
    assert "Carl Balie" not in page.text


@pytest.mark.parametrize("query", ["team=x", "team=99999999999999", "page=-1", "page=999", "group=x", "left=2"])
def test_a_strange_address_shows_a_list(hr: FlaskClient, query: str) -> None:
    assert hr.get(f"/people?{query}").status_code == 200


def test_the_list_shows_fifty_people_a_page_with_as_many_questions_to_the_database(hr: FlaskClient, cast: Cast) -> None:
    hr.get("/people")
    few = questions(hr, "/people")
    for number in range(60):
        make.person("Vele", f"Persoon{number:02}", team_id=cast.desk)
    page = hr.get("/people").text
    assert page.count('class="person-name"') == 50
    assert questions(hr, "/people") == few <= 6


def test_a_record_takes_seven_questions_at_most(hr: FlaskClient, cast: Cast) -> None:
    questions(hr, f"/people/{cast.employee}")  # the first look after a change also reads the names of function groups
    assert questions(hr, f"/people/{cast.employee}") <= 7


def questions(browser: FlaskClient, address: str) -> int:
    """How many statements a page asks of the database."""
    asked: list[str] = []

    def ask(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", ask)
    try:
        assert browser.get(address).status_code == 200
    finally:
        event.remove(db.engine, "before_cursor_execute", ask)
    return len(asked)


def test_every_look_at_anothers_record_is_remembered_and_at_ones_own_not(hr: FlaskClient, cast: Cast) -> None:
    hr.get(f"/people/{cast.employee}")
    hr.get(f"/people/{cast.employee}/end")
    hr.get(f"/people/{cast.hr}")
    seen = db.session.execute(select(AuditEvent.about_id, func.count()).group_by(AuditEvent.about_id)).all()
    assert seen == [(cast.employee, 2)]


def test_a_record_can_be_read_as_it_was_known_on_another_day(hr: FlaskClient, cast: Cast) -> None:
    page = hr.get(f"/people/{cast.employee}?on=2021-01-01&known=2021-01-01").text
    assert "Balie: Medewerker" not in page.split("<h2>")[1]
    page = hr.get(f"/people/{cast.employee}?on=2021-01-01&known={clock.today()}").text
    assert "Balie: Medewerker" in page.split("<h2>")[1]


def test_somebody_who_does_not_exist_is_not_found(hr: FlaskClient) -> None:
    for page in ("", "/correct", "/move", "/end", "/role", "/duty"):
        assert hr.get(f"/people/987654{page}").status_code == 404


def test_a_formula_in_a_name_is_shown_as_text(hr: FlaskClient, cast: Cast) -> None:
    make.person("=1+1", "<b>@SUM</b>", team_id=cast.desk)
    page = hr.get("/people?words=sum").text
    assert "=1+1 &lt;b&gt;@SUM&lt;/b&gt;" in page


def test_teams_show_leaders_and_deputies(hr: FlaskClient) -> None:
    page = hr.get("/people/teams").text
    assert "Publiek &gt; Balie" in page
    assert "Lea Leider" in page
    assert "Dirk Vervanger" in page


def test_a_team_is_made_below_another_once(hr: FlaskClient) -> None:
    new = {"name": "Kassa", "above": "Publiek > Balie"}
    assert hr.post("/people/teams", data=new).status_code == 303
    assert "Publiek &gt; Balie &gt; Kassa" in hr.get("/people/teams").text
    assert hr.post("/people/teams", data=new).status_code == 422
    assert hr.post("/people/teams", data={"name": "A > B", "above": ""}).status_code == 422


def test_nobody_is_invited_until_hr_says_so(hr: FlaskClient, cast: Cast) -> None:
    from webapp.store.jobs import Job

    assert db.session.scalar(select(func.count()).select_from(Job)) == 0
    db.session.rollback()
    assert hr.post("/people/invite", data={"person": cast.employee}).status_code == 303
    (job,) = db.session.scalars(select(Job))
    assert job.payload["person_id"] == cast.employee


def test_everybody_of_a_choice_is_invited(hr: FlaskClient, cast: Cast) -> None:
    from webapp.store.jobs import Job

    make.person("Mail", "Adres", team_id=cast.other_desk, email="mail@test.example")
    hr.post("/people/invite", data={"team": cast.other_desk})
    (job,) = db.session.scalars(select(Job))
    assert job.payload["person_id"] != cast.employee


def test_a_record_of_two_jobs_shows_both(hr: FlaskClient, cast: Cast) -> None:
    data = {
        "old_team": "",
        "team": "Publiek > Telefoon",
        "function": "Telefonist",
        "function_group": "",
        "day": date(2026, 1, 1),
    }
    assert hr.post(f"/people/{cast.employee}/move", data=data).status_code == 303
    page = hr.get(f"/people/{cast.employee}").text
    assert "Balie: Medewerker" in page
    assert "Telefoon: Telefonist" in page
