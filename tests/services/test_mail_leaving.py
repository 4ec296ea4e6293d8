"""How mails leave: over one connection, at a pace, in order when a server comes back, and never to a dead address."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from tests import make
from tests.postbox import AnyPort, Postbox, opened
from webapp.extensions import db
from webapp.jobs.mail_gate import MailGate
from webapp.jobs.runner import Worker
from webapp.mail.pace import Pace
from webapp.services import jobs, ways_in
from webapp.store.jobs import Job
from webapp.store.mail_bounces import MailBounce
from webapp.store.mails import SentMail

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
DAY = timedelta(days=1)


@contextmanager
def leaving(app: Flask, port: int, per_minute: int = 0) -> Iterator[None]:
    """Outside sample mode, through the server on that port."""
    before = app.config["SETTINGS"]
    url = f"smtp://127.0.0.1:{port}"
    app.config["SETTINGS"] = replace(before, sample=False, smtp_url=url, mail_per_minute=per_minute)
    try:
        yield
    finally:
        app.config["SETTINGS"] = before


@pytest.fixture
def running() -> Iterator[tuple[Postbox, AnyPort]]:
    box = Postbox()
    server = opened(box)
    yield box, server
    server.stop()


def _invite(count: int) -> list[int]:
    ids = []
    for number in range(count):
        ids.append(make.person(f"P{number}", email=f"p{number}@werk.example"))
        ways_in.invite(ids[-1:], NOW + timedelta(seconds=number))
    db.session.commit()
    return ids


def _work(app: Flask, now: datetime = NOW + timedelta(minutes=1)) -> Worker:
    db.session.rollback()
    worker = Worker(app, now=lambda: now)
    worker.drain()
    db.session.expire_all()
    return worker


def _mail_jobs() -> list[Job]:
    return db.session.query(Job).filter_by(kind="way_in_mail").order_by(Job.id).all()


def _to(box: Postbox) -> list[str]:
    return [mail["To"].addresses[0].addr_spec for mail in box.mails]


def test_a_run_of_mails_goes_over_one_connection(app: Flask, running) -> None:
    box, server = running
    with leaving(app, server.port):
        _invite(5)
        _work(app)
    assert _to(box) == [f"p{number}@werk.example" for number in range(5)]
    assert box.connections == 1


def test_a_server_that_is_down_for_a_week_gets_every_mail_once_and_in_order(app: Flask) -> None:
    box = Postbox()
    server = opened(box)
    port = server.port
    server.stop()
    with leaving(app, port):
        _invite(4)
        worker = _work(app)
        assert worker.tally.done >= 1
        assert len([each for each in worker.tally.failures if "cannot be used" in each]) == 1
        for hours in range(6, 7 * 24, 6):
            _work(app, NOW + timedelta(hours=hours))
        assert {(job.state, job.tries) for job in _mail_jobs()} == {("waiting", 0)}
        assert "the mail server cannot be used" in _mail_jobs()[0].why_failed
        server = opened(box, port)
        _work(app, NOW + 7 * DAY)
        _work(app, NOW + 7 * DAY + timedelta(hours=1))
        server.stop()
    assert _to(box) == [f"p{number}@werk.example" for number in range(4)]
    assert {job.state for job in _mail_jobs()} == {"done"}
    assert db.session.query(SentMail).count() == 4


def test_after_ten_days_without_a_server_a_mail_is_given_up_and_says_so(app: Flask) -> None:
    with leaving(app, 1):
        _invite(1)
        _work(app, NOW + 10 * DAY)
        assert _mail_jobs()[0].state == "waiting"
        _work(app, NOW + 10 * DAY + timedelta(minutes=1))
    assert _mail_jobs()[0].state == "failed"


def test_other_work_goes_on_while_mail_is_down(app: Flask) -> None:
    with leaving(app, 1):
        _invite(2)
        _work(app)
    assert {job.state for job in db.session.query(Job).filter_by(kind="tidy")} == {"done"}


def test_a_mail_refused_for_now_waits_longer_each_time_up_to_ten_days(app: Flask, running) -> None:
    box, server = running
    box.refuses = "451 come back later"
    with leaving(app, server.port):
        _invite(1)
        now, first = NOW + timedelta(minutes=1), NOW
        for _ in range(200):
            _work(app, now)
            job = _mail_jobs()[0]
            if job.state != "waiting":
                break
            assert job.tries == 0
            now = job.due
        assert job.state == "failed"
    assert timedelta(days=9) < now - first < timedelta(days=12)


def test_one_mail_that_is_refused_for_now_does_not_hold_up_the_others(app: Flask, running) -> None:
    box, server = running
    box.unknown["p0@werk.example"] = "450 4.2.0 greylisted"
    with leaving(app, server.port):
        _invite(3)
        _work(app)
    assert _to(box) == ["p1@werk.example", "p2@werk.example"]
    assert db.session.query(MailBounce).count() == 0


@pytest.mark.parametrize("said", ["550 no such user", "550 5.1.1 unknown", "553 5.1.3 bad", "556 5.1.10 no mail"])
def test_a_refused_address_is_flagged_at_once_and_gets_no_further_mail(app: Flask, running, said: str) -> None:
    box, server = running
    box.unknown["p0@werk.example"] = said
    with leaving(app, server.port):
        (person_id,) = _invite(1)
        _work(app)
        assert db.session.query(MailBounce).one().why == said
        assert _mail_jobs()[0].state == "done"
        box.unknown.clear()
        ways_in.invite([person_id], NOW + timedelta(hours=1))
        db.session.commit()
        _work(app, NOW + timedelta(hours=2))
    assert box.mails == []


@pytest.mark.parametrize("said", ["550 5.7.1 relaying denied", "554 5.7.1 policy", "552 5.2.2 mailbox full"])
def test_a_refusal_that_is_not_about_the_address_flags_nobody_and_is_not_tried_again(
    app: Flask, running, said: str
) -> None:
    box, server = running
    box.unknown["p0@werk.example"] = said
    with leaving(app, server.port):
        _invite(1)
        _work(app)
    assert _mail_jobs()[0].state == "failed"
    assert said in _mail_jobs()[0].why_failed
    assert db.session.query(MailBounce).count() == 0


def test_a_mail_whose_words_are_refused_flags_nobody(app: Flask, running) -> None:
    box, server = running
    box.refuses = "550 this looks like spam"
    with leaving(app, server.port):
        _invite(1)
        _work(app)
    assert _mail_jobs()[0].state == "failed"
    assert db.session.query(MailBounce).count() == 0


def test_a_limit_holds_mails_up_but_no_other_work_and_no_lease(app: Flask, running, monkeypatch) -> None:
    box, server = running
    seconds = [0.0]
    monkeypatch.setattr("webapp.jobs.mail_gate.perf_counter", lambda: seconds[0])
    held: list[int] = []

    def wait(_self, timeout: float) -> bool:
        held.append(db.session.query(Job).filter(Job.owner != "").count())
        db.session.rollback()
        seconds[0] += timeout
        return False

    monkeypatch.setattr("threading.Event.wait", wait)
    with leaving(app, server.port, per_minute=2):
        _invite(5)
        _work(app)
    assert len(box.mails) == 5
    assert 120 <= seconds[0] < 124
    assert set(held) == {0}


def test_any_minute_sees_at_most_so_many() -> None:
    pace, now, left = Pace(3), 0.0, []
    for _ in range(10):
        now += pace.wait(now)
        pace.note(now)
        left.append(now)
        now += 1.0
    assert all(late - early >= 60 for early, late in zip(left, left[3:], strict=False))
    assert left[2] == 2.0


def test_without_a_limit_nothing_waits() -> None:
    pace = Pace(0)
    for _ in range(1000):
        pace.note(0.0)
    assert pace.wait(0.0) == 0.0


def test_a_gate_that_was_shut_opens_within_a_quarter_of_an_hour_however_often_it_failed() -> None:
    gate = MailGate(0)
    for _ in range(50):
        gate.shut(NOW)
    assert not gate.is_open(NOW + timedelta(minutes=14))
    assert gate.is_open(NOW + timedelta(minutes=15))


def test_the_waits_of_a_mail_that_is_refused_for_now_make_ten_days() -> None:
    waits = sum((jobs.wait(number) for number in range(1, jobs.MOST_POSTPONED + 1)), timedelta())
    assert timedelta(days=10) <= waits <= timedelta(days=11)


def test_message_ids_cannot_be_guessed_from_what_is_known(app: Flask, running) -> None:
    from webapp.mail import Letter

    box, server = running
    with leaving(app, server.port):
        _invite(1)
        _work(app)
    key = _mail_jobs()[0].key
    guess = Letter(
        key=key,
        from_name="",
        from_address="grenswijs@voorbeeld.example",
        to_name="",
        to_address="",
        subject="",
        body="",
    )
    assert box.mails[0]["Message-ID"] != guess.message_id
