from __future__ import annotations

from flask import Flask

from tests import make
from tests.web.account.make import PASSWORD, account, is_in, log_in
from webapp.extensions import db
from webapp.store.people import Person

NEW = "vier groene stoelen"


def _change(browser, old: str = PASSWORD, new: str = NEW, again: str = ""):
    return browser.post("/settings/password", data={"old": old, "password": new, "again": again or new})


def test_changing_the_password_ends_the_other_log_ins_but_not_this_one(app: Flask):
    account("70001")
    here, there = app.test_client(), app.test_client()
    log_in(here, "70001")
    log_in(there, "70001")
    assert _change(here).status_code == 303
    assert is_in(here)
    assert not is_in(there)
    assert log_in(app.test_client(), "70001", NEW).status_code == 303
    assert log_in(app.test_client(), "70001", PASSWORD).status_code == 422


def test_the_password_stays_when_the_old_one_is_wrong_or_the_new_one_too_easy(app: Flask):
    account("70001")
    here = app.test_client()
    log_in(here, "70001")
    assert _change(here, old="iets anders hier").status_code == 422
    assert _change(here, new="kort").status_code == 422
    assert _change(here, again="iets anders hier").status_code == 422
    assert log_in(app.test_client(), "70001", PASSWORD).status_code == 303


def test_guessing_the_old_password_in_an_open_browser_is_slowed_down(app: Flask):
    account("70001")
    here = app.test_client()
    log_in(here, "70001")
    assert [_change(here, old="iets anders hier").status_code for _ in range(6)] == [422] * 5 + [429]


def test_log_out_everywhere_ends_every_log_in_of_this_person_alone(app: Flask):
    account("70001")
    account("70002")
    here, there, other = (app.test_client() for _ in range(3))
    for browser, number in ((here, "70001"), (there, "70001"), (other, "70002")):
        log_in(browser, number)
    assert here.post("/settings/log-out-everywhere").status_code == 303
    assert not is_in(here)
    assert not is_in(there)
    assert is_in(other)


def test_language_and_the_route_around_violence_are_kept(app: Flask):
    person_id = account("70001")
    here = app.test_client()
    log_in(here, "70001")
    assert here.post("/settings", data={"language": "en", "avoids_violence": "y"}).status_code == 303
    page = here.get("/settings").text
    assert '<html class="theme" lang="en">' in page
    assert db.session.get(Person, person_id).avoids_violence
    here.post("/settings", data={"language": "nl"})
    assert not db.session.get(Person, person_id).avoids_violence


def test_an_unknown_language_is_refused(app: Flask):
    account("70001")
    here = app.test_client()
    log_in(here, "70001")
    assert here.post("/settings", data={"language": "xx"}).status_code == 422


def test_the_settings_list_the_devices_and_mark_this_one(app: Flask):
    account("70001")
    here = app.test_client()
    agent = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}
    log_in(here, "70001", headers=agent)
    log_in(app.test_client(), "70001")
    page = here.get("/settings").text
    assert "Firefox, Linux" in page
    assert page.count("<tr role=") == 2


def test_somebody_else_sees_only_own_settings(app: Flask, cast: make.Cast, client_of):
    assert "Eva Balie" not in client_of(cast.stranger).get("/settings").text
