"""Completions that were put right by somebody: withdrawn, or recorded afterwards, each with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint, func, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from learning_goals.periods import NEVER
from webapp.extensions import Base, db
from webapp.store.columns import Code, Instant, Key
from webapp.store.learning import Assignment, CompletionRecord

Act = Literal["recorded", "withdrawn"]
LONGEST_REASON = 500


class CompletionCorrection(Base):
    """Why a completion was withdrawn, or recorded afterwards; the completion itself is never changed otherwise."""

    __tablename__ = "completion_correction"
    __table_args__ = (
        UniqueConstraint("completion_id", "act"),
        CheckConstraint("act in ('recorded', 'withdrawn')", name="known_act"),
        CheckConstraint("reason <> ''", name="has_a_reason"),
    )
    id: Mapped[Key]
    completion_id: Mapped[int] = mapped_column(ForeignKey("completion_record.id"))
    act: Mapped[Code]
    reason: Mapped[str] = mapped_column(String(LONGEST_REASON))
    made_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[Instant]


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A completion with its fields as a new row would have them; `stands` says whether it is believed."""

    id: int
    values: Mapping[str, Any]
    stands: bool

    @property
    def what(self) -> str:
        """What was completed."""
        return self.values["course_id"]

    @property
    def on(self) -> date:
        """The day on which."""
        return self.values["completed_on"]


_OF_THE_ROW = ("id", "recorded_at", "superseded_at")
_FIELDS = tuple(each.key for each in CompletionRecord.__table__.columns if each.key not in _OF_THE_ROW)


def one(person_id: int, completion_id: int) -> Kept | None:
    """Return a completion of that person."""
    row = db.session.get(CompletionRecord, completion_id)
    if row is None or row.person_id != person_id:
        return None
    values = {name: getattr(row, name) for name in _FIELDS}
    return Kept(id=row.id, values=values, stands=row.superseded_at == NEVER)


def newest_without(kept: Kept) -> int:
    """Return the newest version that still counts for what is asked of the person when this one does not; 0: none."""
    since = (
        select(Assignment.counts_from)
        .where(
            Assignment.person_id == kept.values["person_id"],
            Assignment.course_id == kept.what,
            Assignment.superseded_at == NEVER,
        )
        .scalar_subquery()
    )
    asked = select(func.max(CompletionRecord.course_version)).where(
        CompletionRecord.person_id == kept.values["person_id"],
        CompletionRecord.course_id == kept.what,
        CompletionRecord.superseded_at == NEVER,
        CompletionRecord.id != kept.id,
        CompletionRecord.completed_on >= since,
    )
    return db.session.scalar(asked) or 0


def believed(person_id: int, what: str, on: date) -> bool:
    """Return whether it is believed that the person completed this on that day."""
    asked = select(CompletionRecord.id).where(
        CompletionRecord.person_id == person_id,
        CompletionRecord.course_id == what,
        CompletionRecord.completed_on == on,
        CompletionRecord.superseded_at == NEVER,
    )
    return db.session.scalar(asked.limit(1)) is not None


def withdraw(completion_id: int, reason: str, by: int, now: datetime) -> bool:
    """Let a completion not be believed any more; returns False when it was not."""
    believed = (CompletionRecord.id == completion_id, CompletionRecord.superseded_at == NEVER)
    if not db.session.execute(update(CompletionRecord).where(*believed).values(superseded_at=now)).rowcount:
        return False
    _note(completion_id, "withdrawn", reason, by, now)
    return True


def record(values: Mapping[str, Any], reason: str, by: int, now: datetime) -> int:
    """Record a completion afterwards; returns its key."""
    said = {**values, "recorded_by": by, "recorded_at": now, "superseded_at": NEVER}
    key = db.session.execute(insert(CompletionRecord).values(said).returning(CompletionRecord.id)).scalar_one()
    _note(key, "recorded", reason, by, now)
    return key


def _note(completion_id: int, act: Act, reason: str, by: int, now: datetime) -> None:
    said = {"completion_id": completion_id, "act": act, "reason": reason, "made_by": by, "made_at": now}
    db.session.execute(insert(CompletionCorrection).values(said))
