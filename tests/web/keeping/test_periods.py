"""How long things are kept: proposals, bounds, a preview that the night keeps to, history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from learning_goals.retention import BOUNDS, WrongPeriod, checked
from tests import make
from tests.make import Cast
from webapp import clock
from webapp.extensions import db
from webapp.jobs.runner import Worker
from webapp.services import audit_chain, retention
from webapp.store import audit, mails
from webapp.store.access import Login
from webapp.store.audit import AuditEvent
from webapp.store.learning import CompletionRecord
from webapp.store.mails import SentMail
from webapp.store.people import Employment, Membership, Person

ClientOf = Callable[..., FlaskClient]
EARLY = date(2010, 1, 1)
PROPOSED = {kind: str(each.proposed) for kind, each in BOUNDS.items()}


def lay_down(browser: FlaskClient, shown: int = 0, **wanted: int) -> None:
    said = PROPOSED | {kind: str(number) for kind, number in wanted.items()}
    answer = browser.post("/privacy/periods", data={**said, "act": "save", "shown": str(shown)})
    assert answer.status_code == 303


def night(app: Flask) -> None:
    db.session.rollback()
    later = clock.end_of(clock.today() + timedelta(days=1))
    worker = Worker(app, now=lambda: later)
    worker.drain()
    assert worker.tally.failures == []


def left(cast: Cast, name: str, days: int) -> int:
    who = make.person(name, "Vertrokken", team_id=cast.desk)
    make.completed(who, "m01-de-norm")
    last = clock.today() - timedelta(days=days)
    for table in (Employment, Membership):
        db.session.execute(update(table).where(table.person_id == who).values(valid_from=EARLY, valid_until=last))
    db.session.commit()
    return who


@pytest.mark.parametrize("seed", range(3))
def test_the_night_deletes_what_the_preview_said(app: Flask, cast: Cast, client_of: ClientOf, seed: int) -> None:
    chance, now = Random(seed), clock.now()
    for number in range(20):
        mails.append(
            f"m{number}", "weekly", cast.hr, "a@test.example", "s", "", now - timedelta(days=chance.randint(0, 200))
        )
        audit.append(cast.hr, cast.employee, "person.record", now - timedelta(days=900 - 40 * number))
    for number in range(5):
        left(cast, f"Weg{number}", chance.randint(1, 900))
    db.session.commit()
    wanted = {
        "mails": chance.randint(30, 150),
        "audit": chance.randint(12, 24),
        "left": chance.randint(1, 20),
        "proof": 24,
    }
    hr = client_of(cast.hr)
    page = hr.post("/privacy/periods", data=PROPOSED | {kind: str(each) for kind, each in wanted.items()}).text
    assert "Stel deze termijnen vast" in page
    lay_down(hr, **wanted)
    db.session.rollback()
    audit_chain.link_all(now)
    tomorrow = clock.end_of(clock.today() + timedelta(days=1))
    told = retention.preview(checked(wanted), tomorrow)
    count = lambda table: db.session.scalar(select(func.count()).select_from(table))  # noqa: E731
    before = count(SentMail)
    night(app)
    assert before - count(SentMail) == told["mails"]
    assert db.session.scalar(select(func.count()).where(AuditEvent.act == "person.erased")) == told["left"]
    old = (
        select(func.count())
        .select_from(AuditEvent)
        .where(AuditEvent.at < tomorrow - timedelta(days=wanted["audit"] * 365 // 12))
    )
    assert db.session.scalar(old) == 0
    assert told["mails"] + told["left"] + told["audit"] > 0


def test_nobody_is_erased_by_itself_before_periods_were_laid_down(app: Flask, cast: Cast, client_of: ClientOf) -> None:
    who = left(cast, "Weg", 3000)
    night(app)
    assert db.session.get(Person, who).given_name == "Weg"
    assert "Niemand wordt vanzelf gewist" in client_of(cast.hr).get("/privacy/periods").text


def test_proof_goes_after_its_own_time(app: Flask, cast: Cast, client_of: ClientOf) -> None:
    who, other = left(cast, "Lang", 2000), left(cast, "Kort", 800)
    lay_down(client_of(cast.hr), left=24, proof=60)
    night(app)
    assert {db.session.get(Person, each).given_name for each in (who, other)} == {"—"}
    db.session.rollback()
    lay_down(client_of(cast.hr), shown=1, left=24, proof=60)
    later = clock.now() + timedelta(days=2)
    Worker(app, now=lambda: later).drain()
    kept = set(db.session.scalars(select(CompletionRecord.person_id)))
    assert other in kept
    assert who not in kept


@pytest.mark.parametrize(
    ("kind", "number"), [("logins", 6), ("logins", 366), ("proof", 12), ("left", 0), ("audit", 121)]
)
def test_a_period_out_of_bounds_is_refused_in_words(cast: Cast, client_of: ClientOf, kind: str, number: int) -> None:
    with pytest.raises(WrongPeriod):
        checked({kind: number})
    answer = client_of(cast.hr).post(
        "/privacy/periods", data=PROPOSED | {kind: str(number), "act": "save", "shown": "0"}
    )
    assert answer.status_code == 422
    assert "klopt nog iets niet" in answer.text
    assert retention.held().number == 0


def test_who_was_second_is_told_and_history_stays(cast: Cast, client_of: ClientOf) -> None:
    hr = client_of(cast.hr)
    lay_down(hr, mails=60)
    said = hr.post("/privacy/periods", data=PROPOSED | {"act": "save", "shown": "0"}, follow_redirects=True)
    assert "Iemand anders heeft de termijnen" in said.text
    lay_down(hr, shown=1, mails=45)
    page = hr.get("/privacy/periods").text
    assert "60 dagen" in page
    assert "45 dagen" in page
    assert "Hana Personeel" in page
    for other in (cast.leader, cast.employee, cast.coordinator):
        assert client_of(other).get("/privacy/periods").status_code == 403


def test_the_privacy_page_says_the_period_that_holds(cast: Cast, client_of: ClientOf) -> None:
    lay_down(client_of(cast.hr), logins=45)
    assert "45 dagen" in client_of(cast.employee).get("/privacy").text
    assert db.session.scalar(select(func.count()).select_from(Login)) > 0
