"""Attempts at a quiz: what was drawn, answered and marked. Only the person reads them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import Base
from webapp.store.columns import Code, Instant, Key, PersonKey


class Attempt(Base):
    """One person's go at a quiz, on the version with which it began."""

    __tablename__ = "attempt"
    __table_args__ = (
        CheckConstraint("language in ('nl', 'en')", name="known_language"),
        UniqueConstraint("person_id", "course_id", "number"),
    )
    id: Mapped[Key]
    person_id: Mapped[PersonKey]
    course_id: Mapped[Code]
    number: Mapped[int]
    course_version: Mapped[int]
    course_digest: Mapped[str] = mapped_column(String(64))
    quiz_digest: Mapped[str] = mapped_column(String(64))
    norm_number: Mapped[int]
    own_text_revision: Mapped[int] = mapped_column(default=0)
    language: Mapped[str] = mapped_column(String(2))
    seed: Mapped[str] = mapped_column(String(32))
    gentle: Mapped[bool] = mapped_column(default=False)
    drawn: Mapped[list[str]] = mapped_column(JSON)
    started_at: Mapped[Instant]


class Response(Base):
    """An answer as it was given; a later number replaces an earlier one until the attempt is finished."""

    __tablename__ = "response"
    __table_args__ = (
        UniqueConstraint("attempt_id", "question_id", "number"),
        CheckConstraint("number > 0", name="counts_from_one"),
    )
    id: Mapped[Key]
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"))
    question_id: Mapped[Code]
    number: Mapped[int]
    answer: Mapped[Any] = mapped_column(JSON)
    answered_at: Mapped[Instant]


class Mark(Base):
    """What an answer was worth, under the content that earned it; made when the attempt is finished."""

    __tablename__ = "mark"
    __table_args__ = (
        UniqueConstraint("response_id"),
        CheckConstraint("points >= 0 and points <= 1", name="between_nothing_and_all"),
    )
    id: Mapped[Key]
    response_id: Mapped[int] = mapped_column(ForeignKey("response.id"))
    points: Mapped[float]
    quiz_digest: Mapped[str] = mapped_column(String(64))


class AttemptResult(Base):
    """An attempt is finished; nothing can be answered after it."""

    __tablename__ = "attempt_result"
    __table_args__ = (CheckConstraint("percent >= 0 and percent <= 100", name="percentage"),)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"), primary_key=True)
    percent: Mapped[int]
    passed: Mapped[bool]
    finished_at: Mapped[Instant]
