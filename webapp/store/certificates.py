"""Certificates: proof of a completion by a code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, select

from learning_goals.periods import NEVER
from webapp.extensions import db
from webapp.store.learning import CompletionRecord
from webapp.store.once import insert_once
from webapp.store.people import Person
from webapp.store.session_tables import Certificate


@dataclass(frozen=True, kw_only=True)
class Proof:
    """What a certificate proves, and of whom."""

    code: str
    item_id: str
    completed_on: date
    issued_at: datetime
    given_name: str
    family_name: str


def completion_of(person_id: int, item_id: str, on: date) -> int:
    """Return the key of somebody's completion by attending that day, 0 when there is none."""
    asked = select(CompletionRecord.id).where(
        CompletionRecord.person_id == person_id,
        CompletionRecord.course_id == item_id,
        CompletionRecord.completed_on == on,
        CompletionRecord.method == "attended",
        CompletionRecord.superseded_at == NEVER,
    )
    return db.session.scalar(asked) or 0


def issue(code: str, completion_id: int, person_id: int, now: datetime) -> None:
    """Keep a certificate; a second one for the same completion is not made."""
    insert_once(Certificate, code=code, completion_id=completion_id, person_id=person_id, issued_at=now)


def of_completion(completion_id: int) -> Proof | None:
    """Return the certificate of that completion."""
    return _proof(Certificate.completion_id == completion_id)


def by_code(code: str) -> Proof | None:
    """Return the certificate with that code while its completion stands."""
    return _proof(Certificate.code == code)


def _proof(which: ColumnElement[bool]) -> Proof | None:
    row = db.session.execute(
        select(
            Certificate.code,
            CompletionRecord.course_id,
            CompletionRecord.completed_on,
            Certificate.issued_at,
            Person.given_name,
            Person.family_name,
        )
        .join(CompletionRecord, CompletionRecord.id == Certificate.completion_id)
        .join(Person, Person.id == Certificate.person_id)
        .where(which, CompletionRecord.superseded_at == NEVER)
    ).first()
    if row is None:
        return None
    return Proof(
        code=row[0], item_id=row[1], completed_on=row[2], issued_at=row[3], given_name=row[4], family_name=row[5]
    )
