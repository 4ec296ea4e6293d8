"""What the municipality said of the reference data, version by version; nothing is changed or wiped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from learning_goals.periods import NEVER
from learning_goals.reference_entries import Override
from learning_goals.references import Kind
from webapp.extensions import Base, db
from webapp.store.columns import Code, Instant, Key, NotYet
from webapp.store.once import insert_once
from webapp.store.people import Membership, Person


class ReferenceEntry(Base):
    """What one entry says from a moment on; an empty document is the entry as the file has it."""

    __tablename__ = "reference_entry"
    __table_args__ = (
        UniqueConstraint("kind", "entry_id", "number"),
        CheckConstraint("number > 0", name="counts_from_one"),
        CheckConstraint("recorded_at <= superseded_at", name="recorded_before_superseded"),
    )
    id: Mapped[Key]
    kind: Mapped[Code]
    entry_id: Mapped[Code]
    number: Mapped[int]
    document: Mapped[dict[str, Any]] = mapped_column(JSON)
    hidden: Mapped[bool] = mapped_column(default=False)
    recorded_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[Instant]
    superseded_at: Mapped[NotYet]


@dataclass(frozen=True, kw_only=True)
class Version:
    """One thing that was said of an entry, and by whom."""

    override: Override
    by: str
    by_id: int
    recorded_at: datetime


def stamp() -> tuple[int, int]:
    """Return what is another with every row that was added: how many there are, and the last key."""
    row = db.session.execute(select(func.count(), func.max(ReferenceEntry.id))).one()
    return row[0], row[1] or 0


def newest() -> dict[str, list[Override]]:
    """Return what holds, by kind, in the order in which the entries were first written about."""
    first = (
        select(ReferenceEntry.kind, ReferenceEntry.entry_id, func.min(ReferenceEntry.id).label("first"))
        .group_by(ReferenceEntry.kind, ReferenceEntry.entry_id)
        .subquery()
    )
    asked = (
        select(ReferenceEntry)
        .join(first, (first.c.kind == ReferenceEntry.kind) & (first.c.entry_id == ReferenceEntry.entry_id))
        .where(ReferenceEntry.superseded_at == NEVER)
        .order_by(first.c.first)
    )
    found: dict[str, list[Override]] = {}
    for row in db.session.scalars(asked):
        found.setdefault(row.kind, []).append(_override(row))
    return found


def history(kind: Kind, entry_id: str) -> list[Version]:
    """Return everything that was said of one entry, newest first."""
    asked = (
        select(ReferenceEntry, Person.given_name, Person.family_name)
        .join(Person, Person.id == ReferenceEntry.recorded_by)
        .where(ReferenceEntry.kind == kind, ReferenceEntry.entry_id == entry_id)
        .order_by(ReferenceEntry.number.desc())
    )
    return [
        Version(
            override=_override(row), by=f"{given} {family}".strip(), by_id=row.recorded_by, recorded_at=row.recorded_at
        )
        for row, given, family in db.session.execute(asked)
    ]


def append(kind: Kind, said: Override, by: int, now: datetime) -> bool:
    """Add what is said now and end what held; returns False when somebody took that number at the same moment."""
    new = insert_once(
        ReferenceEntry,
        kind=kind,
        entry_id=said.id,
        number=said.number,
        document=dict(said.document),
        hidden=said.hidden,
        recorded_by=by,
        recorded_at=now,
        superseded_at=NEVER,
    )
    if new:
        db.session.execute(
            update(ReferenceEntry)
            .where(
                ReferenceEntry.kind == kind,
                ReferenceEntry.entry_id == said.id,
                ReferenceEntry.number < said.number,
                ReferenceEntry.superseded_at == NEVER,
            )
            .values(superseded_at=now)
        )
    return new


def people_in(group: str, day: date) -> int:
    """Return how many people work in a function group on that day or will."""
    asked = select(func.count(Membership.person_id.distinct())).where(
        Membership.function_group == group, Membership.superseded_at == NEVER, Membership.valid_until >= day
    )
    return db.session.scalar(asked) or 0


def work_of(person_id: int, day: date) -> list[tuple[str, str]]:
    """Return (function, function group) of every job that somebody has on that day."""
    asked = (
        select(Membership.function, Membership.function_group)
        .where(
            Membership.person_id == person_id,
            Membership.superseded_at == NEVER,
            Membership.valid_from <= day,
            Membership.valid_until >= day,
        )
        .order_by(Membership.function_group, Membership.function)
    )
    return [(row[0], row[1]) for row in db.session.execute(asked)]


def _override(row: ReferenceEntry) -> Override:
    return Override(id=row.entry_id, document=row.document, hidden=row.hidden, number=row.number)
