"""HR and the coordinator see the organisation; files are safe to open."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import openpyxl
from flask.testing import FlaskClient

from tests import make
from tests.make import Cast
from webapp.extensions import db
from webapp.services import offerings
from webapp.store.people import Person

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
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
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
