from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from tests import make
from webapp import clock
from webapp.extensions import db
from webapp.services import jobs
from webapp.store.people import Person


def test_healthz_says_that_it_lives(app: Flask):
    assert app.test_client().get("/healthz").status_code == 200


def test_metrics_are_off_unless_switched_on(app: Flask):
    assert app.test_client().get("/metrics").status_code == 404
    before = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(before, metrics=True)
    jobs.put("tidy", "late", {}, clock.now())
    answer = app.test_client().get("/metrics")
    app.config["SETTINGS"] = before
    assert "grenswijs_jobs_waiting 1.0" in answer.text
    assert answer.headers["Content-Type"].startswith("text/plain")


def test_help_says_whom_to_call_without_a_log_in(app: Flask, cast: make.Cast):
    page = app.test_client().get("/help").text
    for said in ("112", "het Meldpunt agressie", "0900-8844", "0800-0113", "0800-1205"):
        assert said in page
    assert 'href="tel:08000113"' in page


def test_help_keeps_what_is_not_public_for_who_is_logged_in(app: Flask, cast: make.Cast, client_of):
    outside, inside = app.test_client().get("/help").text, client_of(cast.employee).get("/help").text
    for said in ("de alarmknop", "toestel 3333", "toestel 2222", "toestel 4444"):
        assert said not in outside
        assert said in inside


def test_help_speaks_the_readers_language(app: Flask, cast: make.Cast):
    browser = app.test_client()
    browser.post("/language", data={"language": "en", "next": "/help"})
    assert "the aggression contact point" in browser.get("/help").text


def test_help_works_before_there_is_a_norm(app: Flask):
    page = app.test_client().get("/help")
    assert page.status_code == 200
    assert 'href="tel:112"' in page.text


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("address", ["/accessibility", "/privacy"])
def test_the_statements_are_there_in_both_languages(app: Flask, address: str, language: str):
    browser = app.test_client()
    browser.set_cookie("language", language)
    page = browser.get(address)
    assert page.status_code == 200
    assert f'<html class="theme" lang="{language}">' in page.text


def test_the_privacy_statement_names_the_times_that_the_nightly_job_keeps(app: Flask):
    assert "Wanneer je inlogde: 90 dagen" in app.test_client().get("/privacy").text


def test_choosing_a_language_goes_back_to_the_page_and_never_to_another_site(app: Flask):
    browser = app.test_client()
    assert browser.post("/language", data={"language": "en", "next": "/help?x=1"}).location == "/help?x=1"
    assert browser.post("/language", data={"language": "nl", "next": "//evil.example"}).location == "/"
    browser.post("/language", data={"language": "xx", "next": "/help"})
    assert 'lang="nl"' in browser.get("/help").text


def test_choosing_a_language_when_logged_in_holds_on_every_device(app: Flask, cast: make.Cast, client_of):
    client_of(cast.employee).post("/language", data={"language": "en", "next": "/help"})
    assert db.session.get(Person, cast.employee).language == "en"
    assert '<html class="theme" lang="en">' in client_of(cast.employee).get("/help").text


@pytest.mark.parametrize("name", ["look.css", "logo.svg"])
def test_the_look_may_be_kept_as_long_as_its_version_is_in_the_address(app: Flask, name: str):
    browser = app.test_client()
    version = app.extensions["look"].version
    fixed = browser.get(f"/look/{name}?v={version}")
    assert "immutable" in fixed.headers["Cache-Control"]
    assert "immutable" not in browser.get(f"/look/{name}?v=old").headers["Cache-Control"]
    again = browser.get(f"/look/{name}", headers={"If-None-Match": fixed.headers["ETag"]})
    assert again.status_code == 304


def test_another_file_than_the_look_is_not_given(app: Flask):
    for name in ("look.yaml", "..%2flook.yaml", "..", "tokens.css"):
        assert app.test_client().get(f"/look/{name}").status_code == 404
