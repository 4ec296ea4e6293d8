"""The small course, completed by the employee, and a clock that is moved by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests import make
from tests.make import Cast
from tests.web.learn import make as course
from tests.web.learn.test_quiz import kind_of
from webapp import clock
from webapp.extensions import db
from webapp.jobs.runner import Worker
from webapp.policy import Visitor
from webapp.services import refresher_sheets
from webapp.store import refreshers
from webapp.store.refresher_tables import Refresher

DONE = date(2026, 9, 14)
DUE = date(2026, 9, 17)


@dataclass
class Desk:
    """Everything that the tests turn."""

    app: Flask
    cast: Cast
    client_of: Callable[[int | None], FlaskClient]
    time: time_machine.Coordinates

    def go(self, day: date) -> None:
        """Let it be nine in the morning of that day, after the worker did its daily work."""
        self.time.move_to(datetime(day.year, day.month, day.day, 9, tzinfo=UTC))
        db.session.commit()
        now = clock.now()
        worker = Worker(self.app, now=lambda: now)
        worker.drain()
        assert worker.tally.failures == []
        db.session.expire_all()

    @property
    def eva(self) -> FlaskClient:
        """The employee, logged in just now."""
        return self.client_of(self.cast.employee)

    def made(self) -> list[Refresher]:
        """Every refresher there is."""
        db.session.rollback()
        return list(db.session.scalars(select(Refresher).order_by(Refresher.id)))

    def address(self) -> str:
        """The address of the newest refresher."""
        return f"/refreshers/{self.made()[-1].id}"

    def asked(self) -> list[str]:
        """The questions of the newest refresher."""
        newest = self.made()[-1]
        kept = refreshers.one(newest.person_id, newest.id)
        assert kept
        return [place.question_id for place in refresher_sheets.sheet_of(kept).places]

    def begin(self, browser: FlaskClient, **form: str) -> str:
        """Begin the newest refresher; returns its address."""
        answer = browser.post(f"{self.address()}/begin", data=form)
        assert answer.status_code == 303, answer.text
        return self.address()

    def form(self, number: int, *, right: bool = True) -> dict:
        """A right or a wrong answer to that question."""
        return (course.RIGHT if right else course.WRONG)[kind_of(self.asked()[number - 1])]

    def do(self, browser: FlaskClient, *wrong: int) -> str:
        """Do the whole of the newest refresher; returns its address."""
        address = self.begin(browser)
        for number in range(1, len(self.asked()) + 1):
            form = self.form(number, right=number not in wrong)
            assert browser.post(f"{address}/questions/{number}", data=form).status_code == 303
        return address


@pytest.fixture
def desk(app: Flask, cast: Cast, client_of: Callable[[int | None], FlaskClient]) -> Iterator[Desk]:
    """The employee completed the small course on 14 September."""
    with (
        course.only(app, course.module()),
        time_machine.travel(datetime(DONE.year, DONE.month, DONE.day, 9, tzinfo=UTC), tick=False) as time,
    ):
        make.completed(cast.employee, course.ID)
        yield Desk(app, cast, client_of, time)


def visitor(person_id: int, language: str = "nl") -> Visitor:
    """That person, as a service is told."""
    return Visitor(
        person_id=person_id, login_id=0, name="", language=language, avoids_violence=False, grants=(), norm_number=1
    )
