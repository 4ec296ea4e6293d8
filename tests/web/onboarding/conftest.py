"""Somebody new at the desk, with people around, and a clock that is moved by hand."""

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
from webapp import clock
from webapp.extensions import db
from webapp.jobs.runner import Worker
from webapp.store.onboarding_tables import Onboarding
from webapp.store.people import DutyGrant, Person, TagGrant

FIRST = date(2026, 11, 23)
"""A Monday."""
Clients = Callable[[int | None], FlaskClient]


def at(day: date, hour: int = 9) -> datetime:
    """That hour of a day, in UTC."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def tag(person_id: int, name: str) -> None:
    """A tag from long ago on."""
    dated = {"valid_from": make.LONG_AGO, "recorded_at": clock.now(), "recorded_by": make.change()}
    db.session.add(TagGrant(person_id=person_id, tag=name, **dated))
    db.session.commit()


def duty(person_id: int, name: str) -> None:
    """A duty from long ago on."""
    dated = {"valid_from": make.LONG_AGO, "recorded_at": clock.now(), "recorded_by": make.change()}
    db.session.add(DutyGrant(person_id=person_id, duty=name, **dated))
    db.session.commit()


def mailable(person_id: int, address: str, language: str = "nl") -> None:
    """Give somebody an address."""
    person = db.session.get(Person, person_id)
    assert person
    person.email, person.email_folded, person.language = address, address, language
    db.session.commit()


@dataclass
class World:
    """The cast, Nina who is new at the desk, and the addresses of her pages."""

    app: Flask
    cast: Cast
    client_of: Clients
    nina: int
    time: time_machine.Coordinates

    def go(self, day: date, hour: int = 9) -> None:
        """Let it be that day."""
        self.time.move_to(at(day, hour))

    def work(self) -> None:
        """Let the worker do everything that is due now."""
        db.session.rollback()
        now = clock.now()
        worker = Worker(self.app, now=lambda: now)
        worker.drain()
        assert worker.tally.failures == []
        db.session.expire_all()

    def onboarding_of(self, person_id: int) -> int:
        """The key of somebody's newest onboarding."""
        asked = select(Onboarding.id).where(Onboarding.person_id == person_id).order_by(Onboarding.id.desc()).limit(1)
        found = db.session.scalars(asked).one()
        db.session.rollback()
        return found

    @property
    def key(self) -> int:
        """The key of Nina's onboarding."""
        return self.onboarding_of(self.nina)

    def as_(self, who: int) -> FlaskClient:
        """Somebody, logged in just now, a second later than before."""
        self.time.shift(1)
        return self.client_of(who)

    def choose(self, mentor: int, who: int = 0, seen: int = 0) -> int:
        """Let the leader (or `who`) choose a mentor; returns the status."""
        browser = self.as_(who or self.cast.leader)
        data = {"mentor": mentor, "seen": seen}
        return browser.post(f"/team/onboarding/{self.key}/mentor", data=data).status_code

    def tick(self, who: int, address: str, day: date = FIRST, note: str = "", seen: int = 0) -> int:
        """Let somebody write down a step; returns the status."""
        data = {"done_on": str(day), "note": note, "seen": seen}
        return self.as_(who).post(address, data=data).status_code


@pytest.fixture
def world(app: Flask, cast: Cast, client_of: Clients) -> Iterator[World]:
    """Nina's first day, after the daily job."""
    with time_machine.travel(at(FIRST), tick=False) as time:
        nina = make.person("Nina", "Nieuw", team_id=cast.desk, since=FIRST)
        found = World(app, cast, client_of, nina, time)
        found.work()
        yield found
