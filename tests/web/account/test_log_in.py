from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
import time_machine
from argon2 import PasswordHasher
from flask import Flask

from tests import make
from tests.web.account.make import PASSWORD, account, is_in, log_in
from webapp import clock
from webapp.extensions import db
from webapp.services import passwords
from webapp.store import logins
from webapp.store.access import FailedGuess


def _without_token(page: str) -> str:
    return re.sub(r'(?<=value=")[^"]{60,}', "", page)


def test_logs_in_with_the_staff_number_and_goes_to_the_first_page(app: Flask):
    account("70001")
    browser = app.test_client()
    answer = log_in(browser, "70001")
    assert (answer.status_code, answer.location) == (303, "/")
    assert is_in(browser)


@pytest.mark.parametrize("typed", ["eva@werk.example", " EVA@Werk.example "])
def test_logs_in_with_the_email_address_however_it_is_written(app: Flask, typed: str):
    account("70001", "eva@werk.example")
    browser = app.test_client()
    assert log_in(browser, typed).status_code == 303
    assert is_in(browser)


@pytest.mark.parametrize(("who", "password"), [("70001", "iets anders dan dit"), ("79999", PASSWORD), ("", "")])
def test_a_wrong_name_or_password_comes_back_filled_in_and_says_so(app: Flask, who: str, password: str):
    account("70001")
    browser = app.test_client()
    answer = log_in(browser, who, password)
    assert answer.status_code == 422
    assert f'value="{who}"' in answer.text
    assert "error-message" in answer.text
    assert not is_in(browser)


def test_the_answer_does_not_tell_whether_the_name_is_known(app: Flask):
    account("70001")
    known, unknown = (log_in(app.test_client(), who, "niet goed, dit").text for who in ("70001", "79999"))
    assert _without_token(known).replace("70001", "X") == _without_token(unknown).replace("79999", "X")


def test_with_a_shared_address_the_password_tells_who_it_is(app: Flask):
    account("70001", "balie@werk.example")
    account("70002", "balie@werk.example", passwords.hashed("vier groene stoelen"), given="Bo", family="Ander")
    browser = app.test_client()
    assert log_in(browser, "balie@werk.example", "vier groene stoelen").status_code == 303
    assert "Bo Ander" in browser.get("/settings").text


def test_with_a_shared_address_and_the_same_password_the_staff_number_is_asked(app: Flask):
    account("70001", "balie@werk.example")
    account("70002", "balie@werk.example")
    browser = app.test_client()
    answer = log_in(browser, "balie@werk.example")
    assert answer.status_code == 422
    assert "personeelsnummer" in answer.text or "staff number" in answer.text
    assert log_in(browser, "70002").status_code == 303


@pytest.mark.parametrize(
    ("wished", "led_to"),
    [("/settings", "/settings"), ("//evil.example", "/"), ("https://evil.example/", "/"), ("/\\evil.example", "/")],
)
def test_goes_on_to_the_page_that_was_asked_for_but_never_to_another_site(app: Flask, wished: str, led_to: str):
    account("70001")
    answer = app.test_client().post(
        "/log-in", query_string={"next": wished}, data={"who": "70001", "password": PASSWORD}
    )
    assert answer.location == led_to


def test_after_five_wrong_guesses_even_the_right_password_has_to_wait(app: Flask):
    account("70001")
    with time_machine.travel(clock.now(), tick=False) as moment:
        for _ in range(5):
            assert log_in(app.test_client(), "70001", "niet goed, dit").status_code == 422
        refused = log_in(app.test_client(), "70001")
        assert refused.status_code == 429
        assert "1 minu" in refused.text
        moment.shift(timedelta(seconds=31))
        assert log_in(app.test_client(), "70001").status_code == 303


def test_each_wrong_guess_after_that_waits_twice_as_long(app: Flask):
    account("70001")
    with time_machine.travel(clock.now(), tick=False) as moment:
        for _ in range(6):
            log_in(app.test_client(), "70001", "niet goed, dit")
            moment.shift(timedelta(seconds=31))
        assert log_in(app.test_client(), "70001").status_code == 429
        moment.shift(timedelta(seconds=30))
        assert log_in(app.test_client(), "70001").status_code == 303


def test_a_right_password_wipes_the_wrong_guesses(app: Flask):
    account("70001")
    for _ in range(4):
        log_in(app.test_client(), "70001", "niet goed, dit")
    assert log_in(app.test_client(), "70001").status_code == 303
    assert db.session.query(FailedGuess).filter(FailedGuess.what != "").count() == 4, "those of the address stay"
    for _ in range(4):
        log_in(app.test_client(), "70001", "niet goed, dit")
    assert log_in(app.test_client(), "70001").status_code == 303


def test_guesses_at_many_names_from_one_address_are_slowed_down_too(app: Flask):
    account("70001")
    now = clock.now()
    log_in(app.test_client(), "unknown", "niet goed, dit")
    address = db.session.query(FailedGuess.what).order_by(FailedGuess.id.desc()).limit(1).scalar()
    db.session.add_all(FailedGuess(what=address, at=now) for _ in range(49))
    db.session.commit()
    assert log_in(app.test_client(), "70001").status_code == 429
    elsewhere = {"environ_base": {"REMOTE_ADDR": "192.0.2.7"}}
    assert log_in(app.test_client(), "70001", **elsewhere).status_code == 303


def test_what_is_kept_of_a_guess_names_nobody(app: Flask):
    log_in(app.test_client(), "70001", "niet goed, dit")
    kept = [row.what for row in db.session.query(FailedGuess).all()]
    assert len(kept) == 2
    assert not any("70001" in what or "127.0.0.1" in what for what in kept)


def test_a_session_from_before_the_log_in_is_not_taken_over(app: Flask):
    account("70001")
    browser = app.test_client()
    with browser.session_transaction() as session:
        session["planted"] = "by somebody else"
    log_in(browser, "70001")
    with browser.session_transaction() as session:
        assert "planted" not in session


def test_logging_out_ends_the_log_in_on_the_server_too(app: Flask):
    account("70001")
    browser, copy = app.test_client(), app.test_client()
    log_in(browser, "70001")
    with browser.session_transaction() as mine, copy.session_transaction() as theirs:
        theirs.update(mine)
    assert is_in(copy)
    assert browser.post("/log-out").status_code == 303
    assert not is_in(browser)
    assert not is_in(copy)


def test_a_log_in_ends_when_nothing_is_done_for_an_hour(app: Flask):
    account("70001")
    browser = app.test_client()
    with time_machine.travel(clock.now(), tick=False) as moment:
        log_in(browser, "70001")
        moment.shift(timedelta(minutes=50))
        assert is_in(browser)
        moment.shift(timedelta(minutes=50))
        assert is_in(browser)
        moment.shift(timedelta(minutes=61))
        assert not is_in(browser)


def test_a_log_in_ends_with_the_employment(app: Flask):
    account("70001", until=date(2026, 6, 30))
    browser = app.test_client()
    with time_machine.travel("2026-06-30T21:00:00+00:00", tick=False) as moment:
        log_in(browser, "70001")
        assert is_in(browser)
        moment.move_to("2026-06-30T22:00:01+00:00")
        assert not is_in(browser)
        assert log_in(app.test_client(), "70001").status_code == 422


def test_a_hash_of_other_settings_is_renewed_at_log_in(app: Flask):
    old = PasswordHasher(memory_cost=8 * 1024, time_cost=1, parallelism=1).hash(PASSWORD)
    person_id = account("70001", hash=old)
    assert log_in(app.test_client(), "70001").status_code == 303
    db.session.rollback()
    renewed = logins.accounts([person_id])[0].hash
    assert renewed != old
    assert not passwords.outdated(renewed)
    assert log_in(app.test_client(), "70001").status_code == 303


def test_who_never_chose_a_password_is_not_let_in_with_an_empty_one(app: Flask):
    make.person(staff_number="70001")
    assert log_in(app.test_client(), "70001", "").status_code == 422
    assert log_in(app.test_client(), "70001", "wat dan ook iets").status_code == 422
