"""Onboardings: which there are, whose, and what each was told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select, update
from sqlalchemy.orm import aliased

from learning_goals.names import folded
from learning_goals.periods import NEVER
from webapp.extensions import db
from webapp.store.onboarding_tables import MentorAssignment, Onboarding, OnboardingSignal
from webapp.store.once import insert_once
from webapp.store.people import Employment, Person
from webapp.store.scope import working_in


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which onboardings: of people employed on `day` who began on `since` or later; empty and 0 mean no limit.

    `people` are newcomers or mentors; None means no limit.
    """

    day: date
    since: date
    words: str = ""
    teams: tuple[int, ...] = ()
    not_of: int = 0
    ids: tuple[int, ...] = field(default=())
    mentor_id: int = 0
    people: tuple[int, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class Row:
    """One onboarding with the person it is of."""

    id: int
    person_id: int
    staff_number: str
    name: str
    employed_from: date
    employed_until: date
    opened_at: datetime


@dataclass(frozen=True, kw_only=True)
class Start:
    """A period of employment, or (when `key` is not 0) an onboarding of that person."""

    person_id: int
    first: date
    last: date
    key: int = 0


def count(asked: Asked) -> int:
    """Return how many there are."""
    return db.session.scalar(select(func.count()).select_from(_joined(asked).subquery())) or 0


def ids(asked: Asked) -> list[int]:
    """Return the keys of all of them, who began last in front."""
    return list(db.session.scalars(_ordered(_joined(asked)).with_only_columns(Onboarding.id)))


def rows(asked: Asked, offset: int = 0, limit: int = 0) -> list[Row]:
    """Return them, who began last in front; `limit` 0 means all."""
    statement = _ordered(_joined(asked))
    if limit:
        statement = statement.offset(offset).limit(limit)
    return [
        Row(
            id=row.id,
            person_id=row.person_id,
            staff_number=row.staff_number,
            name=f"{row.given_name} {row.family_name}",
            employed_from=row.employed_from,
            employed_until=row.employed_until,
            opened_at=row.opened_at,
        )
        for row in db.session.execute(statement)
    ]


def newest_of(person_id: int, day: date, since: date) -> Row | None:
    """Return the onboarding of this person that runs; None when there is none."""
    statement = _joined(Asked(day=day, since=since)).where(Onboarding.person_id == person_id)
    key = db.session.scalar(statement.with_only_columns(Onboarding.id))
    return None if key is None else next(iter(rows(Asked(day=day, since=since, ids=(key,)))), None)


def at_hand(person_id: int, day: date, since: date) -> tuple[int, int]:
    """Return the key of the person's own onboarding that runs (0: none), and of how many people one is the mentor."""
    own = _joined(Asked(day=day, since=since)).where(Onboarding.person_id == person_id)
    mine = _joined(Asked(day=day, since=date.min, mentor_id=person_id)).with_only_columns(func.count())
    key = own.with_only_columns(Onboarding.id).limit(1).scalar_subquery()
    row = db.session.execute(select(key, mine.scalar_subquery())).one()
    return row[0] or 0, row[1] or 0


def newly_employed(first_from: date, day: date) -> list[Start]:
    """Return every period of employment of everybody who has one that runs today and began from then on."""
    began = select(Employment.person_id).where(
        Employment.superseded_at == NEVER, Employment.valid_from.between(first_from, day), Employment.valid_until >= day
    )
    asked = select(Employment.person_id, Employment.valid_from, Employment.valid_until).where(
        Employment.superseded_at == NEVER, Employment.person_id.in_(began)
    )
    return [Start(person_id=row[0], first=row[1], last=row[2]) for row in db.session.execute(asked)]


def opened(first_from: date, day: date) -> list[Start]:
    """Return every onboarding of those same people."""
    began = select(Employment.person_id).where(
        Employment.superseded_at == NEVER, Employment.valid_from.between(first_from, day), Employment.valid_until >= day
    )
    asked = select(Onboarding.person_id, Onboarding.employed_from, Onboarding.id).where(Onboarding.person_id.in_(began))
    return [Start(person_id=row[0], first=row[1], last=row[1], key=row[2]) for row in db.session.execute(asked)]


def open_one(person_id: int, employed_from: date, now: datetime) -> bool:
    """Append an onboarding; returns False when it is there already."""
    return insert_once(Onboarding, person_id=person_id, employed_from=employed_from, opened_at=now)


def move(key: int, employed_from: date) -> None:
    """Let an onboarding begin on another day, because the first day of employment was corrected."""
    db.session.execute(update(Onboarding).where(Onboarding.id == key).values(employed_from=employed_from))


def add_signal(onboarding_id: int, kind: str, day: date, now: datetime) -> bool:
    """Append that something was told; returns False when it was told before."""
    return insert_once(OnboardingSignal, onboarding_id=onboarding_id, kind=kind, day=day, given_at=now)


def signals_of(onboarding_ids: Collection[int]) -> Mapping[int, Sequence[tuple[str, date, datetime]]]:
    """Return what was told about each of these: kind, day, when; oldest first."""
    asked = (
        select(OnboardingSignal)
        .where(OnboardingSignal.onboarding_id.in_(onboarding_ids))
        .order_by(OnboardingSignal.given_at, OnboardingSignal.id)
    )
    found: dict[int, list[tuple[str, date, datetime]]] = {}
    for row in db.session.scalars(asked):
        found.setdefault(row.onboarding_id, []).append((row.kind, row.day, row.given_at))
    return found


def _joined(asked: Asked) -> Select[Any]:
    until = (
        select(func.max(Employment.valid_until))
        .where(Employment.person_id == Onboarding.person_id, *_holds(asked.day))
        .correlate(Onboarding)
        .scalar_subquery()
    )
    return (
        select(
            Onboarding.id,
            Onboarding.person_id,
            Onboarding.employed_from,
            Onboarding.opened_at,
            Person.staff_number,
            Person.given_name,
            Person.family_name,
            until.label("employed_until"),
        )
        .join(Person, Person.id == Onboarding.person_id)
        .where(*_conditions(asked))
    )


def _ordered(statement: Select[Any]) -> Select[Any]:
    return statement.order_by(Onboarding.employed_from.desc(), Person.sort_name, Onboarding.id)


def _conditions(asked: Asked) -> Iterable[ColumnElement[bool]]:
    newer = aliased(Onboarding)
    found: list[ColumnElement[bool]] = [
        Onboarding.employed_from >= asked.since,
        Onboarding.employed_from <= asked.day,
        exists().where(Employment.person_id == Onboarding.person_id, *_holds(asked.day)),
        ~exists().where(newer.person_id == Onboarding.person_id, newer.employed_from > Onboarding.employed_from),
    ]
    if asked.teams:
        found.append(Onboarding.person_id.in_(working_in(asked.teams, asked.day)))
    if asked.not_of:
        found.append(Onboarding.person_id != asked.not_of)
    if asked.ids:
        found.append(Onboarding.id.in_(asked.ids))
    if asked.mentor_id:
        found.append(_mentored_by((asked.mentor_id,), asked.day))
    if asked.people is not None:
        found.append(or_(Onboarding.person_id.in_(asked.people), _mentored_by(asked.people, asked.day)))
    for word in folded(asked.words).split():
        found.append(
            or_(
                Person.sort_name.contains(word, autoescape=True),
                func.lower(Person.staff_number).startswith(word, autoescape=True),
            )
        )
    return found


def _mentored_by(people: Collection[int], day: date) -> ColumnElement[bool]:
    return exists().where(
        MentorAssignment.onboarding_id == Onboarding.id,
        MentorAssignment.mentor_id.in_(people),
        MentorAssignment.superseded_at == NEVER,
        MentorAssignment.valid_from <= day,
        MentorAssignment.valid_until >= day,
    )


def _holds(day: date) -> tuple[ColumnElement[bool], ...]:
    return (Employment.superseded_at == NEVER, Employment.valid_from <= day, Employment.valid_until >= day)
