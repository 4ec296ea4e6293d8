"""Days on which the municipality plans nothing, and in which region its schools are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, select, update
from sqlalchemy.orm import Mapped, mapped_column

from learning_goals.periods import NEVER
from webapp.extensions import Base, db
from webapp.store.columns import Code, Instant, Key, Name, NotYet


class ClosedPeriod(Base):
    """A stretch of days that is kept free; taking it back supersedes it."""

    __tablename__ = "closed_period"
    __table_args__ = (CheckConstraint("first_day <= last_day", name="begins_before_it_ends"),)
    id: Mapped[Key]
    title: Mapped[Name]
    first_day: Mapped[date]
    last_day: Mapped[date]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[Instant]
    superseded_at: Mapped[NotYet]


class SchoolRegion(Base):
    """The region whose school holidays count; the newest row holds, and an empty one means none."""

    __tablename__ = "school_region"
    __table_args__ = (CheckConstraint("region in ('', 'Noord', 'Midden', 'Zuid')", name="known_region"),)
    id: Mapped[Key]
    region: Mapped[Code]
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    changed_at: Mapped[Instant]


@dataclass(frozen=True, kw_only=True)
class Closed:
    """A stretch of days that is kept free."""

    id: int
    title: str
    first_day: date
    last_day: date


def periods(first: date, last: date) -> Sequence[Closed]:
    """Return what is kept free and touches these days, earliest first."""
    asked = select(ClosedPeriod).where(
        ClosedPeriod.superseded_at == NEVER, ClosedPeriod.first_day <= last, ClosedPeriod.last_day >= first
    )
    return [
        Closed(id=row.id, title=row.title, first_day=row.first_day, last_day=row.last_day)
        for row in db.session.scalars(asked.order_by(ClosedPeriod.first_day, ClosedPeriod.id))
    ]


def add(title: str, first: date, last: date, by: int, now: datetime) -> None:
    """Keep these days free from now on."""
    db.session.add(ClosedPeriod(title=title, first_day=first, last_day=last, made_by=by, made_at=now))
    db.session.flush()


def take_back(key: int, now: datetime) -> bool:
    """Do not keep them free any more; returns False when they were not kept free."""
    where = (ClosedPeriod.id == key, ClosedPeriod.superseded_at == NEVER)
    changed = db.session.execute(
        update(ClosedPeriod).where(*where).values(superseded_at=now).returning(ClosedPeriod.id)
    )
    return changed.first() is not None


def region() -> str:
    """Return the region whose school holidays count, empty for none."""
    return db.session.scalar(select(SchoolRegion.region).order_by(SchoolRegion.id.desc()).limit(1)) or ""


def choose_region(name: str, by: int, now: datetime) -> None:
    """Let the school holidays of that region count."""
    db.session.add(SchoolRegion(region=name, changed_by=by, changed_at=now))
    db.session.flush()
