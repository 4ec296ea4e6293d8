"""Work that comes back: missed days, any day at will, and how far a long job is."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from flask import Flask

from tests import make
from tests.make import Cast
from webapp import clock
from webapp.extensions import db
from webapp.jobs import handlers
from webapp.jobs.runner import Worker
from webapp.services import jobs, round_mails
from webapp.services.jobs import Claimed, LostLease
from webapp.store import jobs as store
from webapp.store import rounds
from webapp.store.jobs import Job
from webapp.store.onboarding_tables import Onboarding
from webapp.store.rounds import RoundMember

NIGHT = datetime(2026, 11, 2, 0, 30, tzinfo=clock.AMSTERDAM)
MORNING = datetime(2026, 11, 2, 9, tzinfo=clock.AMSTERDAM)


def _worker(app: Flask, now: datetime, done: list[str]) -> Worker:
    db.session.rollback()

    def note(job: Claimed, _now: datetime):
        return lambda: done.append(job.key)

    return Worker(app, now=lambda: now, handlers=dict.fromkeys(handlers.HANDLERS, note))


def test_after_nights_switched_off_every_daily_kind_runs_once_for_the_newest_day_in_order(app: Flask) -> None:
    done: list[str] = []
    _worker(app, NIGHT, done).drain()
    assert done == []
    later = MORNING + timedelta(days=4)
    _worker(app, later, done).drain()
    assert done == [f"{kind}:2026-11-06" for kind in sorted(handlers.DAILY, key=lambda kind: handlers.DAILY[kind])]
    db.session.expire_all()
    assert {job.state for job in db.session.query(Job)} == {"done"}
    _worker(app, later + timedelta(hours=1), done).drain()
    assert max(Counter(done).values()) == 1


def test_a_day_of_which_the_worker_is_at_work_is_not_skipped(app: Flask) -> None:
    jobs.put("tidy", "tidy:2026-11-01", {}, NIGHT - timedelta(days=1))
    db.session.commit()
    assert jobs.claim("another", NIGHT, clock.now()) is not None
    jobs.put_newest("tidy", "tidy:2026-11-02", NIGHT, NIGHT)
    db.session.commit()
    assert {job.key: job.state for job in db.session.query(Job)} == {
        "tidy:2026-11-01": "waiting",
        "tidy:2026-11-02": "waiting",
    }


def test_who_began_while_no_worker_ran_still_gets_a_start_plan(app: Flask, cast: Cast) -> None:
    person_id = make.person("Nieuw", team_id=cast.desk, since=date(2026, 11, 3))
    db.session.commit()
    db.session.rollback()
    Worker(app, now=lambda: MORNING + timedelta(days=5)).drain()
    assert [row.employed_from for row in db.session.query(Onboarding).filter_by(person_id=person_id)] == [
        date(2026, 11, 3)
    ]


def test_the_command_makes_any_day_happen(app: Flask) -> None:
    early = app.test_cli_runner().invoke(args=["jobs", "run", "--once", "--now", "2027-03-01T05:00"])
    assert early.exit_code == 0
    states = {job.key: job.state for job in db.session.query(Job)}
    assert states["tidy:2027-03-01"] == states["rules_of_today:2027-03-01"] == "done"
    assert states["rounds:2027-03-01"] == "waiting"
    db.session.rollback()
    late = app.test_cli_runner().invoke(args=["jobs", "run", "--once", "--now", "2027-03-01T08:00"])
    assert late.exit_code == 0
    db.session.expire_all()
    assert {job.state for job in db.session.query(Job)} == {"done"}
    assert db.session.query(Job).filter_by(key="rules:day:2027-03-01").one().state == "done"


@pytest.fixture
def large_round(app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> int:
    """A round of five people that is put in steps of two."""
    monkeypatch.setattr(round_mails, "BATCH", 2)
    round_id = rounds.add(
        {
            "title": "Voorjaar",
            "form": "full",
            "opens_on": date(2026, 11, 1),
            "closes_on": date(2026, 11, 30),
            "audience": {},
            "minimum": 5,
            "norm_number": 1,
            "questionnaire_version": 1,
            "opened_by": cast.hr,
            "opened_at": MORNING,
        }
    )
    for person_id in (cast.employee, cast.colleague, cast.leader, cast.deputy, cast.manager):
        db.session.add(
            RoundMember(round_id=round_id, person_id=person_id, team_id=cast.desk, function_group="", leads=False)
        )
    jobs.put("round_mails", "first", {"round_id": round_id, "reminder": 0, "after": 0}, MORNING)
    db.session.commit()
    return round_id


def test_a_long_job_shows_how_far_it_is(app: Flask, cast: Cast, large_round: int, client_of) -> None:
    db.session.rollback()
    Worker(app, now=lambda: MORNING).drain()
    found = db.session.query(Job).filter_by(kind="round_mails").order_by(Job.id)
    assert [(job.progress_done, job.progress_total) for job in found] == [(0, 5), (2, 5), (4, 5)]
    assert db.session.query(Job).filter_by(kind="round_mail").count() == 5
    db.session.query(Job).filter_by(key="first").update({"state": "waiting", "progress_done": 3})
    db.session.commit()
    assert "3 van 5" in client_of(cast.admin).get("/admin/jobs").text


def test_a_report_holds_the_job_for_another_lease_and_is_refused_once_it_is_lost(app: Flask) -> None:
    jobs.put("note", "one", {}, MORNING)
    db.session.commit()
    job = jobs.claim("a", MORNING, MORNING, timedelta(minutes=1))
    db.session.commit()
    assert job
    jobs.report(job, 1, 3)
    row = db.session.query(Job).filter_by(key="one").one()
    assert (row.progress_done, row.progress_total) == (1, 3)
    assert row.lease_until > clock.now() + jobs.LEASE - timedelta(seconds=30)
    row.lease_until = store.LONG_AGO
    db.session.commit()
    jobs.claim("b", MORNING, clock.now())
    db.session.commit()
    with pytest.raises(LostLease):
        jobs.report(job, 2, 3)
