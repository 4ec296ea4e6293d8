"""Real worker processes, killed in the middle of their work."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic, sleep

import pytest
from flask import Flask
from sqlalchemy import text

from webapp import clock
from webapp.config import ROOT
from webapp.extensions import db, reading
from webapp.services import jobs

JOBS = 40
LEASE = "0.5"


@pytest.fixture
def notebook(app: Flask) -> Iterator[None]:
    """A table without any rule against a number that comes twice."""
    with db.engine.begin() as connection:
        connection.execute(text("CREATE TABLE noted (number integer)"))
    yield
    db.session.rollback()
    with db.engine.begin() as connection:
        connection.execute(text("DROP TABLE noted"))


@contextmanager
def _workers(app: Flask, count: int) -> Iterator[list[subprocess.Popen[bytes]]]:
    settings = app.config["SETTINGS"]
    environment = {
        **os.environ,
        "DATABASE_URL": settings.database_url,
        "SECRET_KEY": settings.secret_key,
        "LOG_LEVEL": "ERROR",
    }
    command = [sys.executable, "-m", "tests.jobs.worker", LEASE]
    started = [subprocess.Popen(command, cwd=ROOT, env=environment) for _ in range(count)]
    try:
        yield started
    finally:
        for process in started:
            process.kill()
            process.wait()


def _put_all() -> None:
    now = clock.now()
    for number in range(JOBS):
        jobs.put("note", f"note:{number}", {"number": number}, now)
        jobs.put("note", f"note:{number}", {"number": number}, now)
    db.session.commit()


def _noted() -> list[int]:
    with reading(), db.engine.connect() as connection:
        return sorted(connection.execute(text("SELECT number FROM noted")).scalars())


def _count(condition: str) -> int:
    with reading(), db.engine.connect() as connection:
        return connection.execute(text(f"SELECT count(*) FROM job WHERE {condition}")).scalar_one()


def _wait_until_noted(count: int, seconds: float = 60) -> None:
    end = monotonic() + seconds
    while len(_noted()) < count:
        assert monotonic() < end, f"only {len(_noted())} of {count} were done"
        sleep(0.05)


def test_every_effect_happens_exactly_once_though_workers_are_killed(app: Flask, notebook: None):
    chance = random.Random(7)
    _put_all()
    for noted_before in (4, 14):
        with _workers(app, 2) as started:
            _wait_until_noted(noted_before)
            sleep(chance.random() / 20)
            for process in started:
                process.send_signal(signal.SIGKILL)
    with _workers(app, 2):
        _wait_until_noted(JOBS)
    assert _noted() == list(range(JOBS))
    assert _count("kind = 'note' AND state <> 'done'") == 0


def test_a_worker_that_is_told_to_stop_finishes_the_job_at_hand(app: Flask, notebook: None):
    _put_all()
    with _workers(app, 1) as (worker,):
        _wait_until_noted(2)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=10) == 0
    assert _count("kind = 'note' AND state = 'done'") == len(_noted()) < JOBS
    assert _count("owner <> ''") == 0
