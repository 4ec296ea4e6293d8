"""Refreshers and their answers, and pauses from them; read and written for their own person alone."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import Base
from webapp.store.columns import Code, Instant, Key, NotYet, PersonKey


class Refresher(Base):
    """One refresher of one person; `sheet` is empty until it is begun, and sealed when it is about one's own goals."""

    __tablename__ = "refresher"
    __table_args__ = (
        UniqueConstraint("person_id", "kind", "course_id", "step", "cycle"),
        CheckConstraint("kind in ('course', 'goals')", name="known_kind"),
        CheckConstraint("step in (0, 3, 21, 90)", name="known_step"),
        CheckConstraint("kind = 'goals' or course_id <> ''", name="names_its_course"),
        CheckConstraint("begun_at <= finished_at", name="begins_before_it_ends"),
    )
    id: Mapped[Key]
    person_id: Mapped[PersonKey]
    kind: Mapped[Code]
    course_id: Mapped[Code]
    step: Mapped[int]
    cycle: Mapped[date]
    due_on: Mapped[date]
    sheet: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    made_at: Mapped[Instant]
    begun_at: Mapped[NotYet]
    finished_at: Mapped[NotYet]


class RefresherAnswer(Base):
    """The one answer to a question of a refresher, with the text and norm it was given to; sealed as the sheet is."""

    __tablename__ = "refresher_answer"
    __table_args__ = (
        UniqueConstraint("refresher_id", "number"),
        CheckConstraint("number > 0", name="counts_from_one"),
    )
    id: Mapped[Key]
    refresher_id: Mapped[int] = mapped_column(ForeignKey("refresher.id"))
    number: Mapped[int]
    right: Mapped[bool]
    response: Mapped[dict[str, Any]] = mapped_column(JSON)
    answered_at: Mapped[Instant]


class RefresherPause(Base):
    """Days on which somebody wants no refreshers."""

    __tablename__ = "refresher_pause"
    __table_args__ = (CheckConstraint("valid_from <= valid_until", name="begins_before_it_ends"),)
    id: Mapped[Key]
    person_id: Mapped[PersonKey]
    valid_from: Mapped[date]
    valid_until: Mapped[date]
    made_at: Mapped[Instant]
