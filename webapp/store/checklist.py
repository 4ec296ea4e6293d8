"""The checklist as it is kept: answers with their history, proof that was uploaded, snapshots."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import aliased

from learning_goals.periods import NEVER
from webapp.extensions import db
from webapp.store.once import insert_once
from webapp.store.people import Person
from webapp.store.proof_tables import ChecklistAnswer, ChecklistFile, ChecklistSnapshot

_OWNER, _BY = aliased(Person), aliased(Person)


@dataclass(frozen=True, kw_only=True)
class Answered:
    """One answer to one item."""

    item: str
    number: int
    answer: str
    owner_id: int
    owner: str
    owner_number: str
    facts: tuple[str, ...]
    note: str
    again_on: date
    by_id: int
    by: str
    recorded_at: datetime


@dataclass(frozen=True, kw_only=True)
class Uploaded:
    """A document that is proof of an item; the file itself is read apart."""

    id: int
    item: str
    file_name: str
    digest: str
    by: str
    uploaded_at: datetime


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """How it stood in a half-year."""

    year: int
    half: int
    document: Mapping[str, Any]
    made_at: datetime


def newest(at: datetime = NEVER) -> dict[str, Answered]:
    """Return the answer of each item that held at an instant, by item; not answered: not there."""
    last = (
        select(ChecklistAnswer.item, func.max(ChecklistAnswer.number).label("number"))
        .where(ChecklistAnswer.recorded_at <= at)
        .group_by(ChecklistAnswer.item)
        .subquery()
    )
    asked = _ANSWERS.join(last, (last.c.item == ChecklistAnswer.item) & (last.c.number == ChecklistAnswer.number))
    return {row[0].item: _answered(*row) for row in db.session.execute(asked.order_by(ChecklistAnswer.item))}


def history(item: str = "", at: datetime = NEVER) -> list[Answered]:
    """Return every answer to an item ("": to all) that was there at an instant, newest first within an item."""
    asked = _ANSWERS.where(ChecklistAnswer.recorded_at <= at)
    if item:
        asked = asked.where(ChecklistAnswer.item == item)
    asked = asked.order_by(ChecklistAnswer.item, ChecklistAnswer.number.desc())
    return [_answered(*row) for row in db.session.execute(asked)]


def days_to_look_again() -> dict[str, date]:
    """Return for each answered item when it is looked at again."""
    last = (
        select(ChecklistAnswer.item, func.max(ChecklistAnswer.number).label("number"))
        .group_by(ChecklistAnswer.item)
        .subquery()
    )
    asked = select(ChecklistAnswer.item, ChecklistAnswer.again_on).join(
        last, (last.c.item == ChecklistAnswer.item) & (last.c.number == ChecklistAnswer.number)
    )
    return {row[0]: row[1] for row in db.session.execute(asked)}


def append(values: Mapping[str, Any]) -> bool:
    """Append an answer; returns False when somebody wrote that number at the same moment."""
    return insert_once(ChecklistAnswer, **values)


def files(item: str = "", at: datetime | None = None) -> list[Uploaded]:
    """Return the documents of an item ("": of all) that stand, or that stood at an instant, oldest first."""
    asked = (
        select(
            ChecklistFile.id,
            ChecklistFile.item,
            ChecklistFile.file_name,
            ChecklistFile.digest,
            _BY.given_name,
            _BY.family_name,
            ChecklistFile.uploaded_at,
        )
        .join(_BY, _BY.id == ChecklistFile.uploaded_by)
        .order_by(ChecklistFile.item, ChecklistFile.id)
    )
    if item:
        asked = asked.where(ChecklistFile.item == item)
    stands = (ChecklistFile.removed_at == NEVER,)
    if at is not None:
        stands = (ChecklistFile.uploaded_at <= at, ChecklistFile.removed_at > at)
    return [
        Uploaded(id=row[0], item=row[1], file_name=row[2], digest=row[3], by=f"{row[4]} {row[5]}", uploaded_at=row[6])
        for row in db.session.execute(asked.where(*stands))
    ]


def add_file(values: Mapping[str, Any]) -> None:
    """Keep a document."""
    db.session.execute(insert(ChecklistFile), dict(values) | {"removed_at": NEVER})


def remove_file(file_id: int, now: datetime) -> str:
    """Let a document count no more; returns its item, empty when it is gone already."""
    row = db.session.execute(
        update(ChecklistFile)
        .where(ChecklistFile.id == file_id, ChecklistFile.removed_at == NEVER)
        .values(removed_at=now)
        .returning(ChecklistFile.item)
    ).first()
    return row[0] if row else ""


def content(file_id: int) -> tuple[str, bytes] | None:
    """Return media type and content of a document, also of one that counts no more."""
    row = db.session.execute(
        select(ChecklistFile.media_type, ChecklistFile.content).where(ChecklistFile.id == file_id)
    ).first()
    return (row[0], row[1]) if row else None


def keep_snapshot(year: int, half: int, document: Mapping[str, Any], now: datetime) -> bool:
    """Keep how it stands in a half-year; returns False when that was kept already."""
    return insert_once(ChecklistSnapshot, year=year, half=half, document=dict(document), made_at=now)


def has_snapshot(year: int, half: int) -> bool:
    """Return whether it was kept how it stood in that half-year."""
    asked = select(ChecklistSnapshot.id).where(ChecklistSnapshot.year == year, ChecklistSnapshot.half == half)
    return db.session.scalar(asked) is not None


def snapshots(at: datetime = NEVER) -> list[Snapshot]:
    """Return every snapshot that was there at an instant, newest first."""
    asked = (
        select(ChecklistSnapshot)
        .where(ChecklistSnapshot.made_at <= at)
        .order_by(ChecklistSnapshot.year.desc(), ChecklistSnapshot.half.desc())
    )
    return [
        Snapshot(year=row.year, half=row.half, document=row.document, made_at=row.made_at)
        for row in db.session.scalars(asked)
    ]


_ANSWERS = (
    select(ChecklistAnswer, _OWNER.given_name, _OWNER.family_name, _OWNER.staff_number, _BY.given_name, _BY.family_name)
    .join(_OWNER, _OWNER.id == ChecklistAnswer.owner_id)
    .join(_BY, _BY.id == ChecklistAnswer.recorded_by)
)


def _answered(row: ChecklistAnswer, given: str, family: str, number: str, by_given: str, by_family: str) -> Answered:
    return Answered(
        item=row.item,
        number=row.number,
        answer=row.answer,
        owner_id=row.owner_id,
        owner=f"{given} {family}",
        owner_number=number,
        facts=tuple(row.facts),
        note=row.note,
        again_on=row.again_on,
        by_id=row.recorded_by,
        by=f"{by_given} {by_family}",
        recorded_at=row.recorded_at,
    )
