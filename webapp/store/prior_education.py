"""Which basic educations somebody said to have; read by that person only."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped

from webapp.extensions import Base, db
from webapp.store.columns import Code, Instant, Key, PersonKey
from webapp.store.once import insert_once


class PriorEducation(Base):
    """Somebody said to have an education; taking it back deletes it."""

    __tablename__ = "prior_education"
    __table_args__ = (UniqueConstraint("person_id", "education_id"),)
    id: Mapped[Key]
    person_id: Mapped[PersonKey]
    education_id: Mapped[Code]
    said_at: Mapped[Instant]


def of(person_id: int) -> frozenset[str]:
    """Return the educations that somebody said to have."""
    asked = select(PriorEducation.education_id).where(PriorEducation.person_id == person_id)
    return frozenset(db.session.scalars(asked))


def say(person_id: int, education_ids: Collection[str], now: datetime) -> None:
    """Let these be the educations of somebody, and no others."""
    gone = (PriorEducation.person_id == person_id, PriorEducation.education_id.not_in(education_ids))
    db.session.execute(delete(PriorEducation).where(*gone))
    for each in sorted(education_ids):
        insert_once(PriorEducation, person_id=person_id, education_id=each, said_at=now)
