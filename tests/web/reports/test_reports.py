"""HR and the coordinator see the organisation; files are safe to open."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import date, timedelta

import openpyxl
import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from learning_goals.periods import FOREVER
from tests import make
from tests.make import Cast
from webapp import clock
from webapp.extensions import db
from webapp.services import offerings, progress
from webapp.store import rule_cases
from webapp.store.learning import CompletionRecord
from webapp.store.people import Employment, Membership, Person, StaffChange

NORM = "m01-de-norm"
ClientOf = Callable[..., FlaskClient]


def test_without_any_course_the_page_says_what_happens_next(cast: Cast, client_of: ClientOf) -> None:
    assert "nog geen cursus toegewezen" in client_of(cast.hr).get("/reports").text


def test_hr_sees_figures_of_all_teams(cast: Cast, client_of: ClientOf) -> None:
    make.assignment(cast.employee, NORM, due_in=-1)
    make.assignment(cast.stranger, NORM)
    make.completed(cast.stranger, NORM)
    page = client_of(cast.hr).get("/reports").text
    assert "1 toegewezen cursus is te laat" in page
    people = client_of(cast.coordinator).get("/reports/people").text
    assert "Eva Balie" in people
    assert "Sam Telefoon" in people


def test_figures_follow_at_once_when_something_changes(cast: Cast, client_of: ClientOf) -> None:
    browser = client_of(cast.hr)
    assert "nog geen cursus toegewezen" in browser.get("/reports").text
    client_of(cast.leader).post(
        "/team/assign", data={"course": NORM, "due_on": "2099-01-01", "whom": "all", "reason": ""}
    )
    assert "nog geen cursus toegewezen" not in browser.get("/reports").text


def test_the_list_can_be_filtered_by_team_group_course_and_state(cast: Cast, client_of: ClientOf) -> None:
    make.assignment(cast.employee, NORM, due_in=-1)
    make.assignment(cast.stranger, NORM, due_in=90)
    browser = client_of(cast.hr)
    for query in (
        f"team={cast.desk}",
        "state=overdue",
        f"course={NORM}&state=overdue",
        "group=publieksdiensten&state=overdue",
    ):
        page = browser.get(f"/reports/people?{query}").text
        assert "Eva Balie" in page, query
        assert "Sam Telefoon" not in page, query
    assert "Eva Balie" not in browser.get("/reports/people?group=buitendienst").text


def test_done_on_an_earlier_version_is_shown_as_such(cast: Cast, client_of: ClientOf, monkeypatch) -> None:
    make.assignment(cast.employee, NORM)
    make.completed(cast.employee, NORM, version=1)
    monkeypatch.setattr(offerings, "redo_versions", lambda _day: {NORM: 2})
    assert "Klaar op een eerdere versie" in client_of(cast.hr).get("/reports/people").text


def test_somebody_with_two_jobs_counts_once_for_the_organisation(cast: Cast, client_of: ClientOf) -> None:
    make.member(cast.employee, cast.other_desk)
    make.assignment(cast.employee, NORM, due_in=-1)
    assert "1 toegewezen cursus is te laat" in client_of(cast.hr).get("/reports").text


def test_nonsense_in_the_address_shows_the_plain_page(cast: Cast, client_of: ClientOf) -> None:
    browser = client_of(cast.hr)
    for query in ("team=abc", "page=-1", "page=99999999999999999999", "state=%01", "sort=drop", "course=' or 1=1"):
        assert browser.get(f"/reports/people?{query}").status_code == 200, query
    assert browser.get("/reports?team=424242").status_code == 404
    assert browser.get("/reports/people?state=%00").status_code == 400


def test_the_csv_holds_every_line_and_no_formula(cast: Cast, client_of: ClientOf) -> None:
    db.session.get(Person, cast.employee).family_name = "=cmd|' /C calc'!A0"
    db.session.commit()
    make.assignment(cast.employee, NORM)
    answer = client_of(cast.hr).get("/reports/completion.csv")
    assert answer.mimetype == "text/csv"
    written = [line for line in answer.data.decode("utf-8-sig").splitlines() if not line.startswith("# ")]
    rows = list(csv.reader(written, delimiter=";"))
    assert rows[1][2] == "'=cmd|' /C calc'!A0"
    assert rows[1][3] == "Publiek > Balie"


def test_the_spreadsheet_holds_text_only(cast: Cast, client_of: ClientOf) -> None:
    db.session.get(Person, cast.employee).family_name = "=1+1"
    db.session.commit()
    make.assignment(cast.employee, NORM)
    answer = client_of(cast.hr).get("/reports/completion.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    assert {cell.data_type for cell in sheet[2] if cell.value} == {"s"}
    assert sheet.cell(2, 3).value == "=1+1"


def test_the_picture_is_an_svg_with_a_title(cast: Cast, client_of: ClientOf) -> None:
    make.assignment(cast.employee, NORM)
    answer = client_of(cast.hr).get("/reports/picture.svg")
    assert answer.data.startswith(b"<svg")
    assert b"<title" in answer.data


def test_a_leader_without_report_rights_is_refused(cast: Cast, client_of: ClientOf) -> None:
    assert client_of(cast.leader).get("/reports").status_code == 403


def test_the_overview_asks_the_database_at_most_seven_times(cast: Cast, client_of: ClientOf, queries) -> None:
    make.assignment(cast.employee, NORM)
    browser = client_of(cast.hr)
    browser.get("/reports")
    assert queries(lambda: browser.get("/reports")) <= 7


@pytest.mark.parametrize("by", ["team", "group", "role", "rule"])
def test_every_number_is_a_link_to_who_that_is(cast: Cast, client_of: ClientOf, by: str) -> None:
    make.assignment(cast.employee, NORM, due_in=-1)
    make.assignment(cast.stranger, NORM, due_in=90)
    browser = client_of(cast.hr)
    page = browser.get(f"/reports?by={by}").text
    links = set(re.findall(r'href="(/reports/people\?[^"]*state=overdue[^"]*)"', page))
    assert links
    for link in links:
        listed = browser.get(link.replace("&amp;", "&")).text
        assert "Eva Balie" in listed, link
        assert "Sam Telefoon" not in listed, link


def test_the_map_tells_in_words_how_much_is_in_order(cast: Cast, client_of: ClientOf) -> None:
    make.assignment(cast.employee, NORM)
    make.assignment(cast.colleague, NORM)
    make.completed(cast.colleague, NORM)
    page = client_of(cast.hr).get("/reports/map").text
    assert ">1 van 2</a>" in page
    assert "niet gevraagd" in page


def test_a_past_day_is_shown_as_known_then_and_as_known_now(cast: Cast, client_of: ClientOf, app: Flask) -> None:
    with time_machine.travel("2026-11-02T10:00Z", tick=False):
        make.assignment(cast.employee, NORM, due_in=5)
        db.session.execute(update(Person).values(created_at=clock.now()))
        db.session.execute(update(StaffChange).values(made_at=clock.now()))
        for table in (Employment, Membership):
            db.session.execute(update(table).values(recorded_at=clock.now()))
        db.session.commit()
    with time_machine.travel("2026-11-20T10:00Z", tick=False):
        make.completed(cast.employee, NORM)
        db.session.execute(update(CompletionRecord).values(completed_on=date(2026, 11, 4)))
        db.session.commit()
    browser = client_of(cast.hr)
    then = browser.get("/reports/people?day=2026-11-10&known=then").text
    assert "Te laat" in then.split("<tbody>")[1]
    assert "met wat aan het eind van die dag bekend was" in then
    now = browser.get("/reports/people?day=2026-11-10&known=now").text
    assert "Klaar" in now.split("<tbody>")[1]
    assert "Te laat" not in now.split("<tbody>")[1]
    assert "met wat nu bekend is" in now


@pytest.mark.parametrize(
    ("day", "said"), [("2099-01-01", "moet nog komen"), ("gisteren", "is geen dag"), ("1999-01-01", "niets bekend")]
)
def test_a_day_that_cannot_be_shown_is_refused_in_words(cast: Cast, client_of: ClientOf, day: str, said: str) -> None:
    make.assignment(cast.employee, NORM)
    page = client_of(cast.hr).get(f"/reports?day={day}").text
    assert said in page
    assert "Zoals het vandaag is" in page


def test_the_timeline_says_what_was_asked_moved_and_done_and_by_whom(cast: Cast, client_of: ClientOf) -> None:
    client_of(cast.leader).post(
        "/team/assign", data={"course": NORM, "due_on": "2099-01-01", "whom": "all", "reason": "Nieuw werk"}
    )
    make.completed(cast.employee, NORM)
    for browser, address in (
        (client_of(cast.hr), f"/reports/people/{cast.employee}"),
        (client_of(cast.leader), f"/team/people/{cast.employee}/timeline"),
    ):
        page = browser.get(address).text
        assert "Gevraagd, vóór of op 1 januari 2099" in page
        assert "Nieuw werk" in page
        assert "Lea Leider" in page
        assert "Begonnen" in page
        assert "Klaar op" in page
    assert client_of(cast.other_leader).get(f"/team/people/{cast.employee}/timeline").status_code == 404
    assert client_of(cast.leader).get(f"/reports/people/{cast.employee}").status_code == 403


def test_who_is_exempt_is_counted_and_listed_without_the_reason(cast: Cast, client_of: ClientOf) -> None:
    make.assignment(cast.colleague, NORM)
    rule_cases.exempt(cast.employee, NORM, make.LONG_AGO, FOREVER, "Zwaarwegend", cast.hr, clock.now())
    db.session.commit()
    browser = client_of(cast.hr)
    assert "state=exempt" in browser.get("/reports").text
    page = browser.get("/reports/people?state=exempt").text
    assert "Eva Balie" in page
    assert "Geen einde" in page
    assert "Zwaarwegend" not in page + browser.get(f"/reports/people/{cast.employee}").text


def test_no_page_asks_more_of_a_bigger_organisation(cast: Cast, client_of: ClientOf, queries) -> None:
    browser = client_of(cast.hr)
    yesterday = f"day={clock.today() - timedelta(days=1)}&known=then"
    pages = ["/reports?", "/reports/map?", "/reports/people?", "/reports/people?state=exempt&", "/reports?by=rule&"]
    addresses = [address + day for address in pages for day in ("", yesterday)]
    make.assignment(cast.employee, NORM)
    browser.get("/reports")
    few = [cold(queries, browser, address) for address in addresses]
    for number in range(60):
        who = make.person(f"Naam{number}", team_id=cast.desk)
        make.assignment(who, NORM, due_in=number)
        make.assignment(who, "m03-gedrag-herkennen", due_in=-number)
    assert [cold(queries, browser, address) for address in addresses] == few
    assert max(few) <= 13


def cold(queries, browser: FlaskClient, address: str) -> int:
    progress.counted.cache_clear()
    return queries(lambda: browser.get(address))
