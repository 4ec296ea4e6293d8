from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from tests import make
from webapp import clock
from webapp.extensions import db
from webapp.jobs import handlers
from webapp.jobs.runner import Worker
from webapp.services import jobs
from webapp.services.jobs import Claimed, Effect, GiveUp, LostLease
from webapp.store import guesses
from webapp.store.access import FailedGuess, Login
from webapp.store.jobs import Job

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)


def _put(key: str = "one", kind: str = "note", due: datetime = NOW) -> None:
    jobs.put(kind, key, {}, due)
    db.session.commit()


def _job(key: str = "one") -> Job:
    db.session.expire_all()
    found = db.session.query(Job).filter_by(key=key).one()
    db.session.expunge(found)
    db.session.rollback()
    return found


def _worker(app: Flask, handler: Callable[[Claimed, datetime], Effect], now: datetime = NOW) -> Worker:
    db.session.rollback()
    return Worker(
        app,
        now=lambda: now,
        handlers={"note": handler, **{kind: lambda _job, _now: list for kind in handlers.DAILY}},
    )


def _effect(job: Claimed, now: datetime) -> Effect:
    return lambda: guesses.count([job.key], now)


def _effects() -> list[str]:
    found = [row.what for row in db.session.query(FailedGuess).order_by(FailedGuess.id).all()]
    db.session.rollback()
    return found


def test_jobs_are_done_in_the_order_in_which_they_were_due(app: Flask):
    _put("late", due=NOW)
    _put("early", due=NOW - timedelta(hours=1))
    _put("not yet", due=NOW + timedelta(seconds=1))
    _worker(app, _effect).drain()
    assert _effects() == ["early", "late"]
    assert _job("not yet").state == "waiting"


def test_a_job_with_the_same_key_is_put_once(app: Flask):
    _put()
    _put()
    _worker(app, _effect).drain()
    _put()
    _worker(app, _effect).drain()
    assert _effects() == ["one"]


def test_a_job_that_is_taken_back_with_its_cause_is_never_done(app: Flask):
    jobs.put("note", "one", {}, NOW)
    db.session.rollback()
    _worker(app, _effect).drain()
    assert _effects() == []


def test_a_failure_is_tried_again_ever_later_and_then_given_up_with_the_reason(app: Flask):
    def broken(_job: Claimed, _now: datetime) -> Effect:
        raise OSError("the mail server does not answer")

    _put()
    now, waits = NOW, []
    for _ in range(jobs.TRIES):
        _worker(app, broken, now).drain()
        waits.append(_job().due - now)
        now = _job().due
    assert waits[:3] == [timedelta(minutes=1), timedelta(minutes=4), timedelta(minutes=16)]
    assert _job().state == "failed"
    assert _job().why_failed == "OSError: the mail server does not answer"


def test_an_effect_that_breaks_leaves_no_trace(app: Flask):
    def half(job: Claimed, now: datetime) -> Effect:
        def effect() -> None:
            guesses.count([job.key], now)
            raise RuntimeError("half way")

        return effect

    _put()
    worker = _worker(app, half)
    worker.drain()
    assert _effects() == []
    assert worker.tally.failures == ["one: RuntimeError: half way"]


def test_a_hopeless_job_is_not_tried_again(app: Flask):
    def hopeless(_job: Claimed, _now: datetime) -> Effect:
        raise GiveUp("there is no such address")

    _put()
    _worker(app, hopeless).drain()
    assert (_job().state, _job().tries) == ("failed", 1)


def test_a_kind_that_this_version_does_not_know_fails_and_says_so(app: Flask):
    _put(kind="of the future")
    _worker(app, _effect).drain()
    assert "of the future" in _job().why_failed


def test_a_job_that_stops_the_worker_every_time_is_given_up(app: Flask):
    _put()
    moment = NOW
    for _ in range(jobs.TRIES):
        assert jobs.claim("somebody who is killed", NOW, moment) is not None
        moment += jobs.LEASE + timedelta(seconds=1)
    db.session.commit()
    with time_machine.travel(moment, tick=False):
        _worker(app, _effect).drain()
    assert (_job().state, _effects()) == ("failed", [])


def test_a_retried_job_starts_counting_anew(app: Flask):
    def hopeless(_job: Claimed, _now: datetime) -> Effect:
        raise GiveUp("there is no such address")

    _put()
    _worker(app, hopeless).drain()
    jobs.retry(_job().id, NOW)
    db.session.commit()
    _worker(app, _effect).drain()
    assert (_job().state, _job().why_failed, _effects()) == ("done", "", ["one"])


def test_nobody_gets_a_job_that_another_worker_holds_until_its_lease_ends(app: Flask):
    _put()
    assert jobs.claim("a", NOW, NOW) is not None
    assert jobs.claim("b", NOW, NOW + jobs.LEASE - timedelta(seconds=1)) is None
    assert jobs.claim("b", NOW, NOW + jobs.LEASE) is not None


def test_who_lost_the_lease_cannot_finish_the_job(app: Flask):
    _put()
    slow = jobs.claim("a", NOW, NOW)
    quick = jobs.claim("b", NOW, NOW + jobs.LEASE)
    with pytest.raises(LostLease):
        jobs.done(slow, NOW)
    jobs.done(quick, NOW)


def test_the_same_worker_cannot_finish_a_job_that_it_claimed_in_an_earlier_life_of_the_lease(app: Flask):
    _put()
    first = jobs.claim("a", NOW, NOW)
    assert jobs.claim("a", NOW, NOW + jobs.LEASE) is not None
    with pytest.raises(LostLease):
        jobs.done(first, NOW)


def test_the_nightly_tidying_is_put_once_a_day_and_due_at_night(app: Flask):
    for moment in (NOW, NOW + timedelta(hours=3), NOW + timedelta(days=1)):
        _worker(app, _effect, moment).drain()
    found = db.session.query(Job).filter_by(kind="tidy").order_by(Job.key).all()
    assert [(job.key, job.due.astimezone(clock.AMSTERDAM).hour) for job in found] == [
        ("tidy:2026-11-02", 3),
        ("tidy:2026-11-03", 3),
    ]


def test_tidying_deletes_what_is_old_and_keeps_what_is_new(app: Flask):
    person_id = make.person()
    for name, age in (("old", timedelta(days=100)), ("new", timedelta(hours=1))):
        guesses.count([name], NOW - age)
        db.session.add(Login(token_hash=name, person_id=person_id, started_at=NOW - age))
    db.session.commit()
    Worker(app, now=lambda: NOW, handlers=handlers.HANDLERS).drain()
    assert _effects() == ["new"]
    assert [row.token_hash for row in db.session.query(Login).all()] == ["new"]


def test_the_command_does_what_is_due_at_a_dutch_time_and_stops(app: Flask):
    jobs.put("tidy", "summer", {}, datetime(2026, 7, 1, 6, tzinfo=UTC))
    db.session.commit()
    early = app.test_cli_runner().invoke(args=["jobs", "run", "--once", "--now", "2026-07-01T07:59"])
    assert (early.exit_code, _job("summer").state) == (0, "waiting")
    late = app.test_cli_runner().invoke(args=["jobs", "run", "--once", "--now", "2026-07-01T08:00"])
    assert (late.exit_code, _job("summer").state) == (0, "done")


def test_the_command_says_what_failed_and_ends_with_status_1(app: Flask):
    jobs.put("of the future", "one", {}, NOW)
    db.session.commit()
    result = app.test_cli_runner().invoke(args=["jobs", "run", "--once"])
    assert result.exit_code == 1
    assert "of the future" in result.stderr


@pytest.mark.parametrize("wrong", [["--once", "--now", "tomorrow"], ["--now", "2026-07-01T08:00"]])
def test_wrong_use_of_the_command_is_status_2(app: Flask, wrong: list[str]):
    assert app.test_cli_runner().invoke(args=["jobs", "run", *wrong]).exit_code == 2
