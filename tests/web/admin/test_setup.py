from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from tests import make
from webapp import clock
from webapp.extensions import db
from webapp.jobs.runner import Worker
from webapp.services import jobs
from webapp.store.jobs import Job


@pytest.fixture
def fresh(app: Flask, client_of) -> FlaskClient:
    """The first administrator of an installation in which nothing else was filled in."""
    admin = make.person("Ad", "Min", email="admin@werk.example", language="en")
    make.grant(admin, "admin")
    return client_of(admin)


def test_a_fresh_installation_lists_what_is_to_do(fresh: FlaskClient):
    page = fresh.get("/admin").text
    assert page.count(">to do<") == 5
    for address in ("/admin/name", "/norm/draft", "/admin/mail", "/admin/look"):
        assert f'href="{address}"' in page
        assert fresh.get(address).status_code == 200


def test_the_steps_are_done_one_by_one(app: Flask, fresh: FlaskClient):
    fresh.post("/admin/name", data={"name": "Gemeente Proef", "help_text": "De uitgang is links."})
    make.person("Eerste", "Ander")
    make.norm()
    fresh.post("/admin/mail")
    Worker(app).drain()
    fresh.post("/admin/look")
    page = fresh.get("/admin").text
    assert "to do" not in page
    assert "Everything is set up." in page
    assert "De uitgang is links." in app.test_client().get("/help").text


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
            "/admin/mail",
            "/admin/look",
            "/admin/jobs",
        ):
            assert client_of(person).get(address).status_code == 403
