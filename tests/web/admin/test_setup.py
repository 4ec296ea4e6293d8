from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from html import unescape
from re import findall, search

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from tests import make
from webapp import clock
from webapp.extensions import db
from webapp.jobs.runner import Worker
from webapp.services import jobs, norms
from webapp.store.jobs import Job
from webapp.store.norms import NormVersion


@pytest.fixture
def fresh(app: Flask, client_of) -> FlaskClient:
    """The first administrator of an installation in which nothing else was filled in."""
    admin = make.person("Ad", "Min", email="admin@werk.example", language="en")
    make.grant(admin, "admin")
    return client_of(admin)


def _norm_form(page: str) -> dict[str, str]:
    """What the form would send as it stands."""
    values: dict[str, str] = {}
    for tag in findall(r"<input[^>]*>", page):
        name, value = search(r'name="([^"]+)"', tag), search(r'value="([^"]*)"', tag)
        if name and ('type="radio"' not in tag or " checked" in tag):
            values[name[1]] = unescape(value[1]) if value else ""
    return {name: value for name, value in values.items() if name not in ("csrf_token", "next")}


def _filled(browser: FlaskClient, **values: str) -> dict[str, str]:
    phones = {
        f"{name}_phone_{language}": "1234"
        for name in ("contact_point", "intervention_team")
        for language in ("nl", "en")
    }
    return {**_norm_form(browser.get("/admin/norm").text), **phones, "organisation": "Gemeente Proef", **values}


def test_a_fresh_installation_lists_what_is_to_do(fresh: FlaskClient):
    page = fresh.get("/admin").text
    assert page.count(">to do<") == 5
    for address in ("/admin/name", "/admin/norm", "/admin/mail", "/admin/look"):
        assert f'href="{address}"' in page
        assert fresh.get(address).status_code == 200


def test_the_steps_are_done_one_by_one(app: Flask, fresh: FlaskClient):
    fresh.post("/admin/name", data={"name": "Gemeente Proef", "help_text": "De uitgang is links."})
    make.person("Eerste", "Ander")
    fresh.post("/admin/norm", data=_filled(fresh))
    fresh.post("/admin/mail")
    Worker(app).drain()
    fresh.post("/admin/look")
    page = fresh.get("/admin").text
    assert "to do" not in page
    assert "Everything is set up." in page
    assert "De uitgang is links." in app.test_client().get("/help").text


def test_the_proposed_norm_leaves_the_own_telephone_numbers_to_be_filled_in(fresh: FlaskClient):
    answer = fresh.post("/admin/norm", data=_norm_form(fresh.get("/admin/norm").text))
    assert answer.status_code == 422
    assert db.session.query(NormVersion).count() == 0


def test_a_published_norm_speaks_at_once_on_the_help_page(app: Flask, fresh: FlaskClient):
    sent = fresh.post("/admin/norm", data=_filled(fresh, alarm_means_nl="de rode knop"))
    assert sent.status_code == 303
    assert norms.norm(1).organisation == "Gemeente Proef"
    assert "de rode knop" in app.test_client().get("/help").text


def test_a_later_version_holds_from_its_own_day_and_the_older_one_stays(app: Flask, fresh: FlaskClient):
    fresh.post("/admin/norm", data=_filled(fresh, alarm_means_nl="de rode knop"))
    tomorrow = clock.today() + timedelta(days=1)
    later = _filled(fresh, alarm_means_nl="de blauwe knop", valid_from=tomorrow.isoformat())
    assert later["number"] == "2"
    assert fresh.post("/admin/norm", data=later).status_code == 303
    assert "de rode knop" in app.test_client().get("/help").text
    assert norms.norm(2).alarm_means.nl == "de blauwe knop"


def test_sending_the_norm_twice_publishes_it_once(fresh: FlaskClient):
    form = _filled(fresh)
    assert fresh.post("/admin/norm", data=form).status_code == 303
    assert fresh.post("/admin/norm", data=form).status_code == 409
    assert db.session.query(NormVersion).count() == 1


def test_a_later_version_cannot_hold_in_the_past(fresh: FlaskClient):
    fresh.post("/admin/norm", data=_filled(fresh))
    yesterday = (clock.today() - timedelta(days=1)).isoformat()
    assert fresh.post("/admin/norm", data=_filled(fresh, valid_from=yesterday)).status_code == 422
    assert db.session.query(NormVersion).count() == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("emotional_repeats", "0"),
        ("emotional_repeats", "veel"),
        ("discrimination_class", "A"),
        ("response_hours", "9999"),
        ("valid_from", "31-02-2026"),
        ("emergency_number", "  "),
        ("register_en", "x" * 201),
    ],
)
def test_a_wrong_value_is_refused_beside_its_field(fresh: FlaskClient, name: str, value: str):
    answer = fresh.post("/admin/norm", data=_filled(fresh, **{name: value}))
    assert answer.status_code == 422
    assert f'href="#{name}' in answer.text
    assert db.session.query(NormVersion).count() == 0


def test_a_test_mail_is_a_job_and_one_click_more_is_no_second_mail(app: Flask, fresh: FlaskClient):
    with time_machine.travel((clock.now() + timedelta(minutes=1)).replace(second=30), tick=False):
        fresh.post("/admin/mail")
        fresh.post("/admin/mail")
    assert db.session.query(Job).filter_by(kind="test_mail").count() == 1


def test_an_administrator_without_address_is_told_so(app: Flask, client_of):
    admin = make.person("Ad", "Min", language="en")
    make.grant(admin, "admin")
    browser = client_of(admin)
    browser.post("/admin/mail")
    assert "no e-mail address" in browser.get("/admin/mail").text
    assert db.session.query(Job).count() == 0


def test_the_mail_page_never_shows_the_password_of_the_server(app: Flask, fresh: FlaskClient):
    before = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(before, sample=False, smtp_url="smtp://user:geheim@mail.werk.example")
    page = fresh.get("/admin/mail").text
    app.config["SETTINGS"] = before
    assert "mail.werk.example" in page
    assert "geheim" not in page


def test_jobs_shows_what_failed_and_why_and_lets_it_be_tried_again(app: Flask, fresh: FlaskClient):
    jobs.put("unknown kind", "one", {}, clock.now())
    db.session.commit()
    Worker(app).drain()
    page = fresh.get("/admin/jobs").text
    assert "knows no job of the kind" in page
    job_id = db.session.query(Job.id).filter_by(key="one").scalar()
    assert fresh.post(f"/admin/jobs/{job_id}/retry").status_code == 303
    assert db.session.query(Job.state).filter_by(key="one").scalar() == "waiting"
    assert fresh.post(f"/admin/jobs/{job_id}/retry").status_code == 409
    assert fresh.post("/admin/jobs/99999999999999999999/retry").status_code == 404


def test_mails_can_be_read_in_sample_mode(app: Flask, fresh: FlaskClient):
    fresh.post("/admin/mail")
    Worker(app).drain()
    page = fresh.get("/admin/mails").text
    assert "Test mail from Grenswijs" in page
    assert "You asked for this test mail yourself" in fresh.get(_first_link(page, "/admin/mails/")).text
    assert fresh.get("/admin/mails/999").status_code == 404


def _first_link(page: str, start: str) -> str:
    return start + page.split(f'href="{start}')[1].split('"')[0]


def test_nobody_but_an_administrator_comes_here(app: Flask, cast: make.Cast, client_of):
    for person in (cast.hr, cast.leader, cast.employee, cast.coordinator):
        for address in (
            "/admin",
            "/admin/name",
            "/admin/norm",
            "/admin/mail",
            "/admin/look",
            "/admin/jobs",
            "/admin/mails",
        ):
            assert client_of(person).get(address).status_code == 403


def test_the_norm_begins_on_the_day_that_is_proposed(fresh: FlaskClient):
    assert date.fromisoformat(_norm_form(fresh.get("/admin/norm").text)["valid_from"]) == clock.today()
