from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests import make
from tests.web.account.make import PASSWORD, account, is_in, log_in
from webapp import clock
from webapp.extensions import db
from webapp.jobs.runner import Worker
from webapp.services import ways_in
from webapp.store.access import Login, WayIn
from webapp.store.jobs import Job
from webapp.store.mails import SentMail

NEW = "vier groene stoelen"


def _work(app: Flask) -> None:
    db.session.commit()
    Worker(app).drain()


def _links() -> list[str]:
    mails = db.session.query(SentMail).order_by(SentMail.id).all()
    return [re.search(r"http://127\.0\.0\.1:8000(/start/\S+)", mail.sample_text)[1] for mail in mails]


def _choose(browser: FlaskClient, link: str, password: str = NEW) -> TestResponse:
    return browser.post(link, data={"password": password, "again": password})


def test_an_invitation_leads_by_mail_to_a_password_and_in(app: Flask):
    person_id = make.person("Eva", "Balie", staff_number="70001", email="eva@werk.example")
    ways_in.invite([person_id], clock.now())
    _work(app)
    (link,) = _links()
    browser = app.test_client()
    assert "Eva Balie" in browser.get(link).text
    assert _choose(browser, link).status_code == 303
    assert is_in(browser)
    assert log_in(app.test_client(), "70001", NEW).status_code == 303
    assert log_in(app.test_client(), "eva@werk.example", NEW).status_code == 303


def test_only_the_hash_of_a_link_is_kept(app: Flask):
    person_id = make.person(email="eva@werk.example")
    ways_in.invite([person_id], clock.now())
    _work(app)
    token = _links()[0].rpartition("/")[2]
    assert token not in str([(row.secret_hash, row.kind) for row in db.session.query(WayIn).all()])
    assert token not in str([(row.key, row.payload) for row in db.session.query(Job).all()])


def test_inviting_twice_on_one_day_sends_one_mail(app: Flask):
    person_id = make.person(email="eva@werk.example")
    ways_in.invite([person_id], clock.now())
    ways_in.invite([person_id], clock.now())
    _work(app)
    assert len(_links()) == 1


def test_an_invitation_lists_who_has_no_address_and_leaves_out_who_has_a_password(app: Flask):
    without = make.person("Bo", "Buiten")
    ready = account("70001", "eva@werk.example")
    invited = ways_in.invite([without, ready, make.person(email="nieuw@werk.example")], clock.now())
    assert [each.person_id for each in invited.without_email] == [without]
    assert (invited.mailed, invited.already) == (1, 1)


def test_who_left_is_not_invited(app: Flask):
    gone = make.person(email="weg@werk.example", until=date(2026, 6, 30))
    assert ways_in.invite([gone], clock.now()).mailed == 0
    _work(app)
    assert _links() == []


def test_a_link_works_once(app: Flask):
    person_id = make.person(staff_number="70001", email="eva@werk.example")
    ways_in.invite([person_id], clock.now())
    _work(app)
    (link,) = _links()
    assert _choose(app.test_client(), link).status_code == 303
    again = _choose(app.test_client(), link, "vijf gele lampen daar")
    assert again.status_code == 404
    assert log_in(app.test_client(), "70001", NEW).status_code == 303


def test_looking_at_a_link_does_not_use_it_up(app: Flask):
    person_id = make.person(email="eva@werk.example")
    ways_in.invite([person_id], clock.now())
    _work(app)
    (link,) = _links()
    for _ in range(3):
        assert app.test_client().get(link).status_code == 200
    assert _choose(app.test_client(), link).status_code == 303


def test_a_link_stops_working_after_its_time(app: Flask):
    account("70001", "eva@werk.example")
    with time_machine.travel(clock.now(), tick=False) as moment:
        app.test_client().post("/forgotten", data={"who": "70001"})
        _work(app)
        (link,) = _links()
        moment.shift(timedelta(hours=2))
        answer = app.test_client().get(link)
    assert answer.status_code == 404
    assert "/forgotten" in answer.text


def test_a_new_password_ends_the_log_ins_and_the_old_password(app: Flask):
    account("70001", "eva@werk.example")
    before = app.test_client()
    log_in(before, "70001")
    app.test_client().post("/forgotten", data={"who": "eva@werk.example"})
    _work(app)
    _choose(app.test_client(), _links()[0])
    assert not is_in(before)
    assert log_in(app.test_client(), "70001", PASSWORD).status_code == 422


def test_forgotten_answers_the_same_for_a_name_that_nobody_has(app: Flask):
    account("70001", "eva@werk.example")
    known, unknown, without = (
        app.test_client().post("/forgotten", data={"who": who}) for who in ("70001", "79999", make_without_address())
    )
    assert known.status_code == unknown.status_code == without.status_code == 200
    strip = r'value="[^"]{40,}"'
    assert len({re.sub(strip, "", answer.text) for answer in (known, unknown, without)}) == 1
    _work(app)
    assert len(_links()) == 1


def make_without_address() -> str:
    account("70009")
    return "70009"


def test_forgotten_on_a_shared_address_mails_each_person_a_link_of_their_own(app: Flask):
    account("70001", "balie@werk.example", given="Eva")
    account("70002", "balie@werk.example", given="Bo")
    app.test_client().post("/forgotten", data={"who": "balie@werk.example"})
    _work(app)
    names = [app.test_client().get(link).text for link in _links()]
    assert sorted(("Eva Tester" in page, "Bo Tester" in page) for page in names) == [(False, True), (True, False)]


def test_asking_again_and_again_sends_one_mail_in_a_quarter_of_an_hour(app: Flask):
    account("70001", "eva@werk.example")
    with time_machine.travel("2026-11-02T10:01:00+00:00", tick=False):
        for _ in range(3):
            app.test_client().post("/forgotten", data={"who": "70001"})
        _work(app)
        assert len(_links()) == 1


def test_who_left_gets_no_mail_and_cannot_use_an_old_link(app: Flask):
    person_id = make.person(staff_number="70001", email="eva@werk.example", until=date(2026, 6, 30))
    with time_machine.travel("2026-06-30T08:00:00+00:00", tick=False) as moment:
        ways_in.invite([person_id], clock.now())
        _work(app)
        (link,) = _links()
        moment.move_to("2026-07-01T08:00:00+00:00")
        assert _choose(app.test_client(), link).status_code == 404
        app.test_client().post("/forgotten", data={"who": "70001"})
        _work(app)
    assert len(_links()) == 1


@pytest.mark.parametrize(
    "password",
    ["kort", "wachtwoord2026!", "aaaaaaaaaaaaaa", "1234567890", "ik ben meneer Balieman", "nummer 70001 ben ik"],
)
def test_a_password_that_is_easy_to_guess_is_refused_and_the_link_still_works(app: Flask, password: str):
    person_id = make.person("Eva", "Balieman", staff_number="70001", email="eva@werk.example")
    ways_in.invite([person_id], clock.now())
    _work(app)
    (link,) = _links()
    answer = _choose(app.test_client(), link, password)
    assert answer.status_code == 422
    assert "error-message" in answer.text
    assert _choose(app.test_client(), link).status_code == 303


def test_two_different_passwords_are_refused(app: Flask):
    person_id = make.person(email="eva@werk.example")
    ways_in.invite([person_id], clock.now())
    _work(app)
    answer = app.test_client().post(_links()[0], data={"password": NEW, "again": NEW + "!"})
    assert answer.status_code == 422


def test_a_start_code_works_once_however_it_is_typed(app: Flask, cast: make.Cast, client_of):
    sheet = client_of(cast.hr).post(f"/people/{cast.colleague}/start-code").text
    code = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", sheet)[0]
    assert "<svg" in sheet
    assert "style=" not in sheet
    browser = app.test_client()
    answer = browser.post("/start", data={"code": code.lower().replace("-", " ")})
    assert answer.status_code == 303
    assert _choose(browser, answer.location).status_code == 303
    assert is_in(browser)
    assert app.test_client().post("/start", data={"code": code}).status_code == 422


def test_a_newer_start_code_replaces_the_older(app: Flask, cast: make.Cast, client_of):
    hr = client_of(cast.hr)
    old, new = (
        re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", hr.post(f"/people/{cast.colleague}/start-code").text)[0]
        for _ in range(2)
    )
    assert app.test_client().post("/start", data={"code": old}).status_code == 422
    assert app.test_client().post("/start", data={"code": new}).status_code == 303


def test_looking_at_the_start_code_page_makes_no_code(app: Flask, cast: make.Cast, client_of):
    assert client_of(cast.hr).get(f"/people/{cast.colleague}/start-code").status_code == 200
    assert db.session.query(WayIn).count() == 0


def test_hr_cannot_take_over_an_administrator_with_a_start_code(app: Flask, cast: make.Cast, client_of):
    assert client_of(cast.hr).post(f"/people/{cast.admin}/start-code").status_code == 403
    assert client_of(cast.admin).post(f"/people/{cast.hr}/start-code").status_code == 200
    assert client_of(cast.hr).post("/people/999999/start-code").status_code == 404


def test_guessing_codes_is_slowed_down(app: Flask):
    for _ in range(5):
        assert app.test_client().post("/start", data={"code": "ABCD-EFGH-JKLM"}).status_code == 422
    assert app.test_client().post("/start", data={"code": "ABCD-EFGH-JKLM"}).status_code == 429


def test_a_mail_that_is_tried_again_leaves_both_links_working(app: Flask):
    person_id = make.person(staff_number="70001", email="eva@werk.example")
    now = clock.now()
    first, second = ways_in.new_token(person_id, "invitation", now), ways_in.new_token(person_id, "invitation", now)
    db.session.commit()
    assert app.test_client().get(f"/start/{first}").status_code == 200
    assert _choose(app.test_client(), f"/start/{second}").status_code == 303
    assert app.test_client().get(f"/start/{first}").status_code == 404, "one password uses up every way in"
    assert db.session.query(Login).count() == 1
