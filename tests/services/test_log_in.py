from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from tests import make
from tests.web.account.make import PASSWORD, account
from webapp import clock
from webapp.extensions import db
from webapp.services import guesses, log_in, passwords, ways_in
from webapp.services.guesses import open_from
from webapp.services.log_in import Attempt, WrongPassword
from webapp.services.password_rules import objection
from webapp.services.visits import token_hash, visitor_for
from webapp.store.access import WayIn
from webapp.store.guesses import Guesses

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
OWN = ("Eva", "van den Berg", "70001", "eva.berg@werk.example")


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("drie paarse fietsen", None),
        ("Zonder-naam-maar-lang", None),
        ("négen çirkels ñu", None),
        ("kort", "short"),
        ("x" * 201, "long"),
        ("wachtwoord1", "common"),
        ("Welkom2026!!", "common"),
        ("qwertyuiop", "common"),
        ("9876543210", "common"),
        ("abababababab", "common"),
        ("2026-11-23 10:00", "common"),
        ("mijn naam is BERG", "own"),
        ("70001 is van mij", "own"),
    ],
)
def test_a_password_is_refused_for_a_reason(password: str, why: str | None):
    assert objection(password, OWN) == why


@pytest.mark.parametrize(("count", "seconds"), [(0, 0), (4, 0), (5, 30), (6, 60), (7, 120), (10, 900), (500, 900)])
def test_the_wait_doubles_from_the_fifth_wrong_guess_to_a_quarter_of_an_hour(count: int, seconds: int):
    opens = open_from(Guesses(count=count, last=NOW), 5)
    assert opens == (NOW + timedelta(seconds=seconds) if seconds else None)


def test_nobody_waits_for_a_hash(app: Flask, monkeypatch: pytest.MonkeyPatch):
    """While a password is checked, another connection writes without waiting."""
    account("70001")
    checked = passwords.fits

    def check_while_another_writes(password: str, hash: str) -> bool:
        with db.engine.connect() as other:
            if db.engine.dialect.name == "sqlite":
                other.connection.dbapi_connection.execute("PRAGMA busy_timeout=0")
            other.execute(text("UPDATE person SET given_name = 'Meanwhile'"))
            other.commit()
            if db.engine.dialect.name == "sqlite":
                other.connection.dbapi_connection.execute("PRAGMA busy_timeout=15000")
        return checked(password, hash)

    monkeypatch.setattr(passwords, "fits", check_while_another_writes)
    opened = log_in.log_in(Attempt(who="70001", password=PASSWORD, address="a", device=""), NOW)
    assert opened.visitor.name == "Meanwhile Tester"
    log_in.change_password(opened.visitor, PASSWORD, "vier groene stoelen", "a", NOW)


def test_a_name_that_nobody_has_costs_a_hash_too(app: Flask, monkeypatch: pytest.MonkeyPatch):
    tried: list[str] = []
    monkeypatch.setattr(passwords, "fits", lambda _password, hash: bool(tried.append(hash)))
    with pytest.raises(WrongPassword):
        log_in.log_in(Attempt(who="nobody", password=PASSWORD, address="a", device=""), NOW)
    assert tried == [""]
    monkeypatch.undo()
    assert not passwords.fits(PASSWORD, "")


def test_a_guess_is_counted_before_it_is_judged(app: Flask, monkeypatch: pytest.MonkeyPatch):
    """So a hundred guesses at the same moment are not all free."""
    seen: list[int] = []

    def look(_password: str, _hash: str) -> bool:
        seen.append(db.session.execute(text("SELECT count(*) FROM failed_guess")).scalar_one())
        db.session.rollback()
        return False

    monkeypatch.setattr(passwords, "fits", look)
    with pytest.raises(WrongPassword):
        log_in.log_in(Attempt(who="70001", password=PASSWORD, address="a", device=""), NOW)
    assert seen == [2], "one against the name, one from the address"


def test_guesses_of_more_than_an_hour_ago_do_not_count(app: Flask):
    for minute in range(5):
        guesses.count("70001", "a", NOW + timedelta(minutes=minute))
    guesses.count("70001", "a", NOW + timedelta(minutes=64))


def test_only_the_hash_of_a_start_code_is_kept(app: Flask, cast: make.Cast):
    actor = visitor_for(make.login(cast.hr), clock.now())
    code = ways_in.start_code(actor, cast.employee, NOW)
    kept = db.session.query(WayIn).one()
    assert kept.secret_hash == token_hash(code.replace("-", ""))
    assert len(code) == 14
    assert not set(code) & set("01ILO")


def test_sample_accounts_open_nothing_outside_sample_mode(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    make.cast()
    settings = replace(app.config["SETTINGS"], sample=False)
    monkeypatch.setitem(app.config, "SETTINGS", settings)
    answer = app.test_client().post("/log-in", data={"who": "1", "password": "welkom-in-voorbeeldstad"})
    assert answer.status_code == 403
    assert "voorbeeldstand" in answer.text
