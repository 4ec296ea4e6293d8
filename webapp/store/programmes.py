"""Programmes: one document per version, never edited once it is published."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint, select, update
from sqlalchemy.orm import Mapped, mapped_column

from learning_goals.periods import NEVER
from webapp.extensions import Base, db
from webapp.store.columns import Code, Instant, Key, NotYet
from webapp.store.once import insert_once
from webapp.store.people import Person


class ProgrammeVersion(Base):
    """A version of the programme of one audience and year; `published_at` 9999-12-31 is a draft."""

    __tablename__ = "programme_version"
    __table_args__ = (
        UniqueConstraint("audience", "year", "number"),
        CheckConstraint("number > 0", name="counts_from_one"),
        CheckConstraint("year between 2000 and 2200", name="possible_year"),
    )
    id: Mapped[Key]
    audience: Mapped[Code]
    year: Mapped[int]
    number: Mapped[int]
    revision: Mapped[int] = mapped_column(default=0)
    document: Mapped[dict[str, Any]] = mapped_column(JSON)
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    changed_at: Mapped[Instant]
    published_at: Mapped[NotYet]


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A version as it is kept; `by` is empty for a command."""

    id: int
    audience: str
    year: int
    number: int
    revision: int
    document: Mapping[str, Any]
    by: str
    changed_at: datetime
    published_at: datetime

    @property
    def published(self) -> bool:
        """Whether it is published, and so never changes."""
        return self.published_at < NEVER


def versions(year: int = 0, audiences: Collection[str] = ()) -> list[Kept]:
    """Return versions, newest first within an audience; 0 and () mean all."""
    asked = select(ProgrammeVersion, Person.given_name, Person.family_name).outerjoin(
        Person, Person.id == ProgrammeVersion.changed_by
    )
    if year:
        asked = asked.where(ProgrammeVersion.year == year)
    if audiences:
        asked = asked.where(ProgrammeVersion.audience.in_(audiences))
    asked = asked.order_by(ProgrammeVersion.audience, ProgrammeVersion.year.desc(), ProgrammeVersion.number.desc())
    return [_kept(*row) for row in db.session.execute(asked)]


def one(version_id: int) -> Kept | None:
    """Return that version."""
    row = db.session.execute(
        select(ProgrammeVersion, Person.given_name, Person.family_name)
        .outerjoin(Person, Person.id == ProgrammeVersion.changed_by)
        .where(ProgrammeVersion.id == version_id)
    ).first()
    return _kept(*row) if row else None


def begin(audience: str, year: int, number: int, document: Mapping[str, Any], by: int | None, now: datetime) -> bool:
    """Keep a new draft; returns False when somebody else began that version meanwhile."""
    return insert_once(
        ProgrammeVersion,
        audience=audience,
        year=year,
        number=number,
        revision=0,
        document=dict(document),
        changed_by=by,
        changed_at=now,
        published_at=NEVER,
    )


def save(version_id: int, revision: int, document: Mapping[str, Any], by: int | None, now: datetime) -> bool:
    """Save a draft that was at that revision; returns False when it changed meanwhile or is published."""
    return _changed(version_id, revision, document=dict(document), changed_by=by, changed_at=now)


def publish(version_id: int, revision: int, by: int | None, now: datetime) -> bool:
    """Publish a draft that was at that revision; returns False as save does."""
    return _changed(version_id, revision, changed_by=by, changed_at=now, published_at=now)


def _changed(version_id: int, revision: int, **values: Any) -> bool:
    row = db.session.execute(
        update(ProgrammeVersion)
        .where(
            ProgrammeVersion.id == version_id,
            ProgrammeVersion.revision == revision,
            ProgrammeVersion.published_at == NEVER,
        )
        .values(**values, revision=revision + 1)
        .returning(ProgrammeVersion.id)
    ).first()
    return row is not None


def _kept(row: ProgrammeVersion, given: str | None, family: str | None) -> Kept:
    return Kept(
        id=row.id,
        audience=row.audience,
        year=row.year,
        number=row.number,
        revision=row.revision,
        document=row.document,
        by=f"{given} {family}" if given else "",
        changed_at=row.changed_at,
        published_at=row.published_at,
    )
