"""Passwords and running log-ins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, delete, exists, select, update
from sqlalchemy.orm import InstrumentedAttribute

from learning_goals.periods import NEVER
from webapp.extensions import db
from webapp.store.access import Identity, Login, Password
from webapp.store.people import Employment, Person

PASSWORD = "password"
"""The provider that is our own: a password kept here."""


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """Somebody whom a typed name can mean."""

    person_id: int
    hash: str


@dataclass(frozen=True, kw_only=True)
class RunningLogin:
    """A log-in that nobody ended."""

    id: int
    device: str
    started_at: datetime


@dataclass(frozen=True, kw_only=True)
class Account:
    """What is known of one person's way of logging in; `hash` is empty before the first password."""

    person_id: int
    staff_number: str
    given_name: str
    family_name: str
    email: str
    language: str
    hash: str

    @property
    def name(self) -> str:
        """Return the full name."""
        return f"{self.given_name} {self.family_name}"


def employed(person_id: InstrumentedAttribute[int], day: date) -> ColumnElement[bool]:
    """Return whether that person is employed on that day."""
    return exists().where(
        Employment.person_id == person_id,
        Employment.superseded_at == NEVER,
        Employment.valid_from <= day,
        Employment.valid_until >= day,
    )


def candidates(who: str, day: date, most: int) -> list[Candidate]:
    """Return the employed people with a password who have that staff number or e-mail address, at most so many."""
    meant = (
        select(Identity.person_id)
        .where(Identity.provider == PASSWORD, Identity.subject == who)
        .union(select(Person.id).where(Person.email_folded == who.casefold()))
    )
    rows = db.session.execute(
        select(Password.person_id, Password.hash)
        .where(Password.person_id.in_(meant), employed(Password.person_id, day))
        .order_by(Password.person_id)
        .limit(most)
    )
    return [Candidate(person_id=row.person_id, hash=row.hash) for row in rows]


def account(person_id: int) -> Account | None:
    """Return that person's account, or None when there is no such person."""
    found = accounts([person_id])
    return found[0] if found else None


def accounts(person_ids: list[int]) -> list[Account]:
    """Return the accounts of these people, by sort name."""
    return _accounts(Person.id.in_(person_ids))


def employed_accounts(person_ids: list[int], day: date) -> list[Account]:
    """Return the accounts of those of these people who are employed on that day, by sort name."""
    return _accounts(Person.id.in_(person_ids) & employed(Person.id, day))


def reachable(who: str, day: date) -> list[Account]:
    """Return the employed people with that staff number or e-mail address who can be mailed."""
    meant = (Person.staff_number == who) | (Person.email_folded == who.casefold())
    return _accounts(meant & (Person.email != "") & employed(Person.id, day))


def _accounts(condition: ColumnElement[bool]) -> list[Account]:
    rows = db.session.execute(
        select(
            Person.id,
            Person.staff_number,
            Person.given_name,
            Person.family_name,
            Person.email,
            Person.language,
            Password.hash,
        )
        .outerjoin(Password, Password.person_id == Person.id)
        .where(condition)
        .order_by(Person.sort_name, Person.id)
    )
    return [
        Account(
            person_id=row.id,
            staff_number=row.staff_number,
            given_name=row.given_name,
            family_name=row.family_name,
            email=row.email,
            language=row.language,
            hash=row.hash or "",
        )
        for row in rows
    ]


def set_password(person_id: int, hash: str, now: datetime) -> None:
    """Keep this hash as the person's only one, and the staff number as what we know the person by."""
    db.session.merge(Password(person_id=person_id, hash=hash, changed_at=now))
    known = select(Identity.id).where(Identity.provider == PASSWORD, Identity.person_id == person_id)
    if db.session.scalar(known) is None:
        number = db.session.scalars(select(Person.staff_number).where(Person.id == person_id)).one()
        db.session.add(Identity(person_id=person_id, provider=PASSWORD, subject=number))
    db.session.flush()


def rehash(person_id: int, hash: str) -> None:
    """Keep a newer hash of the same password."""
    db.session.execute(update(Password).where(Password.person_id == person_id).values(hash=hash))


def start(token_hash: str, person_id: int, device: str, now: datetime) -> None:
    """Append a running log-in."""
    db.session.add(Login(token_hash=token_hash, person_id=person_id, device=device, started_at=now))
    db.session.flush()


def end(token_hash: str, now: datetime) -> None:
    """End one log-in."""
    db.session.execute(update(Login).where(Login.token_hash == token_hash, Login.ended_at > now).values(ended_at=now))


def end_all(person_id: int, now: datetime, but: int = 0) -> None:
    """End every log-in of the person, but for the one with that id."""
    db.session.execute(
        update(Login).where(Login.person_id == person_id, Login.id != but, Login.ended_at > now).values(ended_at=now)
    )


def running(person_id: int, now: datetime) -> list[RunningLogin]:
    """Return the log-ins that nobody ended, newest first."""
    rows = db.session.execute(
        select(Login.id, Login.device, Login.started_at)
        .where(Login.person_id == person_id, Login.ended_at > now)
        .order_by(Login.started_at.desc(), Login.id.desc())
    )
    return [RunningLogin(id=row.id, device=row.device, started_at=row.started_at) for row in rows]


def set_settings(person_id: int, language: str, avoids_violence: bool) -> None:
    """Keep how the person wants to read."""
    db.session.execute(
        update(Person).where(Person.id == person_id).values(language=language, avoids_violence=avoids_violence)
    )


def set_language(person_id: int, language: str) -> None:
    """Keep the person's language."""
    db.session.execute(update(Person).where(Person.id == person_id).values(language=language))


def forget_before(instant: datetime) -> None:
    """Delete log-ins that began before that instant."""
    db.session.execute(delete(Login).where(Login.started_at < instant))
