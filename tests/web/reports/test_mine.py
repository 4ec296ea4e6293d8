"""Large files made by the worker, and views that one keeps: one's own, told apart, mailed as a link."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import openpyxl
import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from tests import make
from tests.make import Cast
from webapp import clock
from webapp.extensions import db
from webapp.jobs.runner import Worker
from webapp.services import export_files, progress
from webapp.store.export_files import ExportFile
from webapp.store.jobs import Job
from webapp.store.mails import SentMail
from webapp.store.people import Person, RoleGrant
from webapp.store.saved_views import SavedView

NORM = "m01-de-norm"
ClientOf = Callable[..., FlaskClient]


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is longer than two lines is work for the worker."""
    monkeypatch.setattr(export_files, "AT_ONCE", 2)
    monkeypatch.setattr(export_files, "TELL", 2)


def many(cast: Cast) -> None:
    for number in range(5):
        make.assignment(make.person("=cmd", f"Naam{number}", team_id=cast.desk), NORM, due_in=number - 2)


def work(app: Flask, now: datetime | None = None) -> None:
    db.session.rollback()
    worker = Worker(app, now=lambda: now) if now else Worker(app)
    worker.drain()
    assert worker.tally.failures == []


def lines(body: bytes) -> tuple[list[str], list[list[str]]]:
    """What a file says of itself, and its table."""
    said = body.decode("utf-8-sig").splitlines()
    about = [line for line in said if line.startswith("# ")]
    return about, list(csv.reader(said[len(about) :], delimiter=";"))


def test_a_large_file_is_made_by_the_worker_for_who_asked_only(
    few: None, app: Flask, cast: Cast, client_of: ClientOf
) -> None:
    many(cast)
    hr = client_of(cast.hr)
    assert "heeft 5 regels" in hr.get("/reports").text
    assert hr.get("/reports/completion.csv").status_code == 303
    asked = hr.post("/reports/exports", data={"format": "csv", "state": "overdue"})
    assert asked.status_code == 303
    assert "Wacht om gemaakt te worden" in hr.get("/reports/mine").text
    work(app)
    assert "Haal je bestand" in hr.get("/reports/mine").text
    key = db.session.scalar(select(ExportFile.id))
    answer = hr.get(f"/reports/exports/{key}")
    about, table = lines(answer.data)
    assert answer.headers["Content-Disposition"].endswith(".csv")
    assert len(table) == 3
    assert {row[1] for row in table[1:]} == {"'=cmd"}
    assert any("Hana Personeel" in line for line in about)
    assert any("Te laat" in line for line in about)
    assert client_of(cast.coordinator).get(f"/reports/exports/{key}").status_code == 404
    assert client_of(cast.leader).get(f"/reports/exports/{key}").status_code == 403


def test_a_large_spreadsheet_says_of_itself_on_a_second_sheet(
    few: None, app: Flask, cast: Cast, client_of: ClientOf
) -> None:
    many(cast)
    hr = client_of(cast.hr)
    hr.post("/reports/exports", data={"format": "xlsx", "team": str(cast.desk)})
    work(app)
    book = openpyxl.load_workbook(
        io.BytesIO(hr.get(f"/reports/exports/{db.session.scalar(select(ExportFile.id))}").data)
    )
    table, about = book.worksheets
    assert table.max_row == 6
    assert about.cell(5, 2).value == "Team: Publiek > Balie"
    assert table.cell(2, 2).value == "=cmd"
    assert table.cell(2, 2).data_type == "s"


def test_a_file_is_gone_after_a_week_and_a_job_that_broke_can_be_done_again(
    few: None, app: Flask, cast: Cast, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    many(cast)
    hr = client_of(cast.hr)
    hr.post("/reports/exports", data={"format": "csv"})
    db.session.rollback()

    def broken(*_all: object) -> None:
        raise OSError("halfway")

    with monkeypatch.context() as patched:
        patched.setattr(export_files.export_files, "keep", broken)
        worker = Worker(app)
        worker.drain()
        assert worker.tally.failures
    place = f"/reports/exports/{db.session.scalar(select(ExportFile.id))}"
    assert not hr.get(place).data.startswith(b"\xef\xbb\xbf")
    db.session.execute(update(Job).where(Job.kind == "export").values(due=clock.now() - timedelta(hours=1)))
    db.session.commit()
    work(app)
    assert hr.get(place).status_code == 200
    with time_machine.travel(clock.end_of(clock.today() + timedelta(days=8)) - timedelta(hours=2)):
        assert client_of(cast.hr).get(place).status_code == 404
        work(app)
        assert db.session.scalar(select(ExportFile.id)) is None


def test_every_small_file_says_of_when_by_whom_and_what(cast: Cast, client_of: ClientOf) -> None:
    make.assignment(cast.employee, NORM)
    hr = client_of(cast.hr)
    about, table = lines(hr.get(f"/reports/completion.csv?course={NORM}").data)
    assert len(about) == 5
    assert "De norm van onze gemeente" in about[4]
    assert len(table) == 2
    picture = hr.get("/reports/picture.svg?group=publieksdiensten").text
    assert "Publieksdiensten" in picture.split("<desc>")[1].split("</desc>")[0]
    assert "Hana Personeel" in picture


def keep(browser: FlaskClient, name: str = "Balie te laat", **chosen: str) -> int:
    answer = browser.post("/reports/views", data={"page": "people", "name": name, "state": "overdue", **chosen})
    assert answer.status_code == 303
    return db.session.scalars(select(SavedView.id).order_by(SavedView.id.desc())).first() or 0


def test_a_view_is_kept_opened_renamed_and_deleted_by_its_owner_only(cast: Cast, client_of: ClientOf) -> None:
    make.assignment(cast.employee, NORM, due_in=-1)
    hr, other = client_of(cast.hr), client_of(cast.coordinator)
    key = keep(hr, team=str(cast.desk), evil="1")
    opened = hr.get(f"/reports/views/{key}/open")
    assert opened.headers["Location"] == f"/reports/people?team={cast.desk}&state=overdue"
    assert "Eva Balie" in hr.get(opened.headers["Location"]).text
    for path in (f"/reports/views/{key}", f"/reports/views/{key}/open"):
        assert other.get(path).status_code == 404
    other.post(f"/reports/views/{key}/delete")
    said = {"name": "Anders", "mailed": "weekly", "weekday": "2", "hour": "8"}
    assert hr.post(f"/reports/views/{key}", data=said).status_code == 303
    assert "Anders" in hr.get("/reports/mine").text
    second = keep(hr, "Tweede")
    assert (
        "nog niet hebt gebruikt"
        in hr.post("/reports/views", data={"page": "people", "name": "Tweede"}, follow_redirects=True).text
    )
    taken = hr.post(f"/reports/views/{second}", data=said)
    assert taken.status_code == 422
    assert "Je hebt al een weergave" in taken.text
    hr.post(f"/reports/views/{key}/delete")
    assert hr.get(f"/reports/views/{key}").status_code == 404


@pytest.mark.parametrize(
    "wrong", [{"hour": "24"}, {"weekday": "0"}, {"mailed": "daily"}, {"name": ""}, {"name": "x" * 101}]
)
def test_a_wrong_choice_changes_nothing(cast: Cast, client_of: ClientOf, wrong: dict[str, str]) -> None:
    hr = client_of(cast.hr)
    key = keep(hr)
    said = {"name": "Anders", "mailed": "weekly", "weekday": "2", "hour": "8"} | wrong
    assert hr.post(f"/reports/views/{key}", data=said).status_code == 422
    db.session.rollback()
    assert db.session.get(SavedView, key).name == "Balie te laat"


WEDNESDAY = datetime(2027, 3, 3, 5, tzinfo=UTC)


def mailed(cast: Cast, client_of: ClientOf) -> int:
    db.session.execute(update(Person).where(Person.id == cast.hr).values(email="hana@test.example"))
    db.session.commit()
    with time_machine.travel(WEDNESDAY - timedelta(days=2), tick=False):
        hr = client_of(cast.hr)
        key = keep(hr)
        hr.post(
            f"/reports/views/{key}", data={"name": "Balie te laat", "mailed": "weekly", "weekday": "3", "hour": "8"}
        )
    return key


def letters() -> list[SentMail]:
    db.session.rollback()
    return [each for each in db.session.scalars(select(SentMail)) if each.kind == "saved_view"]


def test_the_mail_has_the_link_once_a_week_and_no_names(app: Flask, cast: Cast, client_of: ClientOf) -> None:
    make.assignment(cast.employee, NORM, due_in=-1)
    key = mailed(cast, client_of)
    for hours in (0, 4, 5, 24, 48):
        moment = WEDNESDAY + timedelta(hours=hours)
        with time_machine.travel(moment, tick=False):
            work(app, moment)
    (letter,) = letters()
    assert f"/reports/views/{key}/open" in letter.sample_text
    assert "Eva" not in letter.sample_text
    with time_machine.travel(WEDNESDAY + timedelta(days=7, hours=4), tick=False):
        work(app, WEDNESDAY + timedelta(days=7, hours=4))
    assert len(letters()) == 2


def test_who_may_see_no_figures_any_more_gets_no_mail(app: Flask, cast: Cast, client_of: ClientOf) -> None:
    mailed(cast, client_of)
    db.session.execute(update(RoleGrant).where(RoleGrant.person_id == cast.hr).values(superseded_at=clock.now()))
    db.session.commit()
    with time_machine.travel(WEDNESDAY + timedelta(hours=5), tick=False):
        work(app, WEDNESDAY + timedelta(hours=5))
    assert letters() == []


def test_the_page_costs_the_same_for_few_and_many_views(cast: Cast, client_of: ClientOf, queries) -> None:
    hr = client_of(cast.hr)
    keep(hr, "een")
    few = queries(lambda: hr.get("/reports/mine"))
    for number in range(20):
        keep(hr, f"nog {number}")
    assert queries(lambda: hr.get("/reports/mine")) == few
    for number in range(40):
        hr.post("/reports/views", data={"page": "people", "name": f"meer {number}"})
    assert (
        "zoveel weergaven als kan"
        in hr.post("/reports/views", data={"page": "people", "name": "te veel"}, follow_redirects=True).text
    )
    progress.counted.cache_clear()
