"""A day in spring on which reviews are looked at, and rows to look at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from learning_goals.reviews.periods import period_of
from tests import make
from tests.make import Cast
from webapp import clock
from webapp.extensions import db
from webapp.services import review_planning
from webapp.store.people import DutyGrant
from webapp.store.review_tables import Review, ReviewAgreement, ReviewRecord

TODAY = date(2026, 3, 10)
"""A Tuesday in the first half-year."""


@pytest.fixture
def app(app: Flask) -> Iterator[Flask]:
    """The application on that day."""
    with time_machine.travel("2026-03-10T09:00:00+00:00", tick=True):
        yield app


def planned(cast: Cast) -> None:
    """What the nightly job plans."""
    review_planning.plan_all(clock.now())
    db.session.commit()


def review(team_id: int, due_on: date) -> int:
    """A review of a team on a day."""
    period = period_of(due_on, 2)
    row = Review(
        about=f"team:{team_id}", team_id=team_id, year=period.year, number=period.number, due_on=due_on, revision=0
    )
    db.session.add(row)
    db.session.commit()
    return row.id


def held(team_id: int, on: date, by: int, *agreed: str, points: tuple[str, ...] = ()) -> int:
    """A review that was held and recorded."""
    key = review(team_id, on)
    record = ReviewRecord(
        review_id=key,
        held_on=on,
        present=7,
        kept="none",
        norm_changes=False,
        document={"points": list(points)},
        recorded_by=by,
        recorded_at=clock.now(),
    )
    db.session.add(record)
    db.session.flush()
    for number, what in enumerate(agreed, 1):
        db.session.add(ReviewAgreement(record_id=record.id, number=number, what=what, who="Iedereen"))
    db.session.commit()
    return key


def row(key: int) -> Review:
    """The review as it stands now."""
    db.session.expire_all()
    return db.session.scalars(select(Review).where(Review.id == key)).one()


def duty(person_id: int, name: str) -> None:
    """A duty from long ago on."""
    dated = {"valid_from": make.LONG_AGO, "recorded_at": clock.now(), "recorded_by": make.change()}
    db.session.add(DutyGrant(person_id=person_id, duty=name, **dated))
    db.session.commit()
