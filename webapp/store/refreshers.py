"""Refreshers as their own person reads and writes them; nobody else has a way in here."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from learning_goals.periods import NEVER
from webapp.extensions import db
from webapp.store.attempts import Attempt
from webapp.store.once import insert_once
from webapp.store.people import Person
from webapp.store.refresher_tables import Refresher, RefresherAnswer, RefresherPause
from webapp.store.rule_tables import Suspension

AT_ONCE = 500
"""So many people are named in a statement; for more of them everybody is read."""


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A refresher as the table holds it; instants 9999-12-31 while it has not come to that."""

    id: int
    person_id: int
    kind: str
    course_id: str
    step: int
    cycle: date
    due_on: date
    sheet: Mapping[str, Any]
    begun_at: datetime
    finished_at: datetime


@dataclass(frozen=True, kw_only=True)
class Given:
    """The answer to one question of a refresher."""

    refresher_id: int
    number: int
    right: bool
    response: Mapping[str, Any]
    answered_at: datetime


@dataclass(frozen=True, kw_only=True)
class OwnPause:
    """One's own pause from refreshers."""

    id: int
    valid_from: date
    valid_until: date


_KEPT = select(*(getattr(Refresher, name) for name in Kept.__dataclass_fields__))
_GIVEN = select(*(getattr(RefresherAnswer, name) for name in Given.__dataclass_fields__))
_MINE = _KEPT.where(Refresher.person_id == bindparam("person_id")).order_by(Refresher.due_on, Refresher.id)
_ONE = _MINE.where(Refresher.id == bindparam("id"))
_WAITING = _MINE.where(Refresher.finished_at == NEVER)
_GIVEN_TO = _GIVEN.where(RefresherAnswer.refresher_id == bindparam("id")).order_by(RefresherAnswer.number)
_ALL_GIVEN = (
    _GIVEN.join(Refresher, Refresher.id == RefresherAnswer.refresher_id)
    .where(Refresher.person_id == bindparam("person_id"))
    .order_by(RefresherAnswer.id)
)
_ASKED = select(Attempt.course_id, Attempt.drawn, Attempt.started_at).where(Attempt.person_id == bindparam("person_id"))


def mine(person_id: int) -> list[Kept]:
    """Return all of the person's own, what fell due first first."""
    return [Kept(**row._mapping) for row in db.session.execute(_MINE, {"person_id": person_id})]


def waiting(person_id: int) -> list[Kept]:
    """Return the person's own that are not finished, also those that lapsed."""
    return [Kept(**row._mapping) for row in db.session.execute(_WAITING, {"person_id": person_id})]


def waiting_of(person_ids: Collection[int]) -> list[tuple[Kept, str]]:
    """Return what is not finished of these people, each with the language of the person."""
    asked = (
        select(*(getattr(Refresher, name) for name in Kept.__dataclass_fields__), Person.language)
        .join(Person, Person.id == Refresher.person_id)
        .where(Refresher.finished_at == NEVER)
        .order_by(Refresher.due_on, Refresher.id)
    )
    if len(person_ids) <= AT_ONCE:
        asked = asked.where(Refresher.person_id.in_(person_ids))
    wanted = frozenset(person_ids)
    found = (dict(row._mapping) for row in db.session.execute(asked))
    return [
        (Kept(**row), language) for row in found if (language := row.pop("language")) and row["person_id"] in wanted
    ]


def one(person_id: int, key: int, *, locked: bool = False) -> Kept | None:
    """Return the person's own refresher, or None; locked, other windows that answer it wait."""
    which = {"person_id": person_id, "id": key}
    if locked and db.session.connection().dialect.name != "sqlite":
        held = Refresher.id == key, Refresher.person_id == person_id
        db.session.execute(select(Refresher.id).where(*held).with_for_update()).all()
    row = db.session.execute(_ONE, which).one_or_none()
    return None if row is None else Kept(**row._mapping)


def begin(key: int, sheet: Mapping[str, Any], now: datetime) -> None:
    """Write what it asks."""
    db.session.execute(update(Refresher).where(Refresher.id == key).values(sheet=dict(sheet), begun_at=now))


def finish(key: int, now: datetime) -> None:
    """Say that every question has its answer."""
    db.session.execute(update(Refresher).where(Refresher.id == key).values(finished_at=now))


def given(key: int) -> dict[int, Given]:
    """Return the answers of one refresher, by the number of the question."""
    return {row.number: Given(**row._mapping) for row in db.session.execute(_GIVEN_TO, {"id": key})}


def all_given(person_id: int) -> list[Given]:
    """Return every answer that the person gave in a refresher, oldest first."""
    return [Given(**row._mapping) for row in db.session.execute(_ALL_GIVEN, {"person_id": person_id})]


def append_answer(key: int, number: int, response: Mapping[str, Any], now: datetime, *, right: bool) -> bool:
    """Append an answer; returns False when that question has one."""
    return insert_once(
        RefresherAnswer, refresher_id=key, number=number, right=right, response=dict(response), answered_at=now
    )


def asked_in_quizzes(person_id: int) -> list[tuple[str, tuple[str, ...], datetime]]:
    """Return what every quiz attempt of the person asked: the course, the questions, when it began."""
    found = db.session.execute(_ASKED, {"person_id": person_id})
    return [(row.course_id, tuple(row.drawn), row.started_at) for row in found]


def pauses(person_ids: Collection[int] | None) -> dict[int, list[tuple[date, date]]]:
    """Return on which days nothing is asked of these people (None: of everybody): own pauses, and who is away."""
    found: dict[int, list[tuple[date, date]]] = {}
    away = (Suspension.kind == "everything", Suspension.superseded_at == NEVER)
    for table, which in ((RefresherPause, ()), (Suspension, away)):
        asked = select(table.person_id, table.valid_from, table.valid_until).where(*which).order_by(table.id)
        if person_ids is not None and len(person_ids) <= AT_ONCE:
            asked = asked.where(table.person_id.in_(person_ids))
        for person_id, first, last in db.session.execute(asked):
            found.setdefault(person_id, []).append((first, last))
    return found


def avoids_now(person_id: int, day: date) -> bool:
    """Return whether the person paused violent content on that day."""
    asked = select(func.count()).where(
        Suspension.person_id == person_id,
        Suspension.kind == "violent_content",
        Suspension.superseded_at == NEVER,
        Suspension.valid_from <= day,
        Suspension.valid_until >= day,
    )
    return bool(db.session.scalar(asked))


def own_pauses(person_id: int, today: date) -> list[OwnPause]:
    """Return one's own pauses that hold or will."""
    asked = (
        select(RefresherPause.id, RefresherPause.valid_from, RefresherPause.valid_until)
        .where(RefresherPause.person_id == person_id, RefresherPause.valid_until >= today)
        .order_by(RefresherPause.valid_from, RefresherPause.id)
    )
    return [OwnPause(**row._mapping) for row in db.session.execute(asked)]


def pause(person_id: int, first: date, last: date, now: datetime) -> None:
    """Keep a pause."""
    values = {"person_id": person_id, "valid_from": first, "valid_until": last, "made_at": now}
    db.session.execute(insert(RefresherPause), values)


def end_pause(person_id: int, key: int, last: date) -> bool:
    """Let one's own pause end on that day, or be gone when it began later; returns whether there was one."""
    which = (RefresherPause.id == key, RefresherPause.person_id == person_id, RefresherPause.valid_until > last)
    gone = db.session.execute(
        delete(RefresherPause).where(*which, RefresherPause.valid_from > last).returning(RefresherPause.id)
    ).first()
    ended = db.session.execute(
        update(RefresherPause).where(*which).values(valid_until=last).returning(RefresherPause.id)
    ).first()
    return bool(gone or ended)


def erase(person_id: int, now: datetime) -> None:
    """Delete everything that the person was asked and answered; what was begun stays as finished, so it stays away."""
    of_mine = select(Refresher.id).where(Refresher.person_id == person_id)
    db.session.execute(delete(RefresherAnswer).where(RefresherAnswer.refresher_id.in_(of_mine)))
    begun = (Refresher.person_id == person_id, Refresher.begun_at < NEVER)
    db.session.execute(update(Refresher).where(*begun, Refresher.finished_at == NEVER).values(finished_at=now))
    db.session.execute(update(Refresher).where(*begun).values(sheet={}))
