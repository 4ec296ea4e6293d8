"""A desk of twelve people, and what a round makes of their answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from tests import make
from tests.answering import begin, consent, fill_in
from tests.make import Cast
from webapp import clock
from webapp.extensions import db
from webapp.jobs.runner import Worker

FIRST, LAST = date(2026, 12, 1), date(2026, 12, 14)
Clients = Callable[[int | None], FlaskClient]


def at(day: date, hour: int = 9) -> datetime:
    """That hour of a day, in UTC."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


@dataclass
class Organisation:
    """The cast with a desk large enough for figures, and a clock that is moved by hand."""

    app: Flask
    cast: Cast
    client_of: Clients
    desk: tuple[int, ...]
    time: time_machine.Coordinates

    def go(self, day: date, hour: int = 9) -> None:
        """Let it be that day."""
        self.time.move_to(at(day, hour))

    def open(self, who: int, first: date = FIRST, last: date = LAST, **more: object) -> str:
        """Open a round for everybody (or what is said); returns its address."""
        data = {
            "title": "Winter",
            "form": "full",
            "opens_on": str(first),
            "closes_on": str(last),
            "whom": "all",
            "confirm": "1",
            **more,
        }
        answer = self.client_of(who).post("/rounds/new", data=data)
        assert answer.status_code == 303, answer.text
        return answer.location

    @property
    def hr(self) -> FlaskClient:
        """HR, logged in just now."""
        return self.client_of(self.cast.hr)

    def desk_picture(self, place: str) -> str:
        """The picture of the desk as HR reads it."""
        return self.hr.get(f"{place}/picture?group=team:{self.cast.desk}").text

    def answers(self, person_id: int, round_id: int, statements: dict[str, str] | None = None) -> str:
        """Let somebody fill in and hand in; returns the address."""
        browser = self.client_of(person_id)
        address = begin(browser, round_id)
        fill_in(browser, address, statements)
        return address

    def work(self) -> None:
        """Let the worker do everything that is due now."""
        db.session.rollback()
        now = clock.now()
        worker = Worker(self.app, now=lambda: now)
        worker.drain()
        assert worker.tally.failures == []
        db.session.expire_all()


@pytest.fixture
def organisation(app: Flask, cast: Cast, client_of: Clients) -> Iterator[Organisation]:
    """Twelve people at the desk besides its leader and deputy, on the first day of a round."""
    more = [make.person(f"Collega{number}", "Balie", team_id=cast.desk) for number in range(10)]
    for person_id in more:
        make.acknowledged(person_id)
    with time_machine.travel(at(FIRST, 6), tick=False) as time:
        consent()
        yield Organisation(app, cast, client_of, (cast.employee, cast.colleague, *more), time)
