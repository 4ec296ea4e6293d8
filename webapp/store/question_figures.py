"""Figures of questions for authors: made of many first attempts, never of one person; no key of a person is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, String, UniqueConstraint, delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import Base, db
from webapp.store.attempts import Attempt, AttemptResult, Mark, Response
from webapp.store.columns import Code, Instant, Key
from webapp.store.once import insert_all_once

BATCH = 5_000


class QuestionFigures(Base):
    """The figures of one question in one version of its quiz; `of_quiz` is how many attempts that quiz had then."""

    __tablename__ = "question_figures"
    __table_args__ = (
        UniqueConstraint("course_id", "question_id", "quiz_digest"),
        CheckConstraint("attempts >= 20", name="of_twenty_or_more"),
    )
    id: Mapped[Key]
    course_id: Mapped[Code]
    question_id: Mapped[Code]
    quiz_digest: Mapped[str] = mapped_column(String(64))
    attempts: Mapped[int]
    of_quiz: Mapped[int]
    figures: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_at: Mapped[Instant]


@dataclass(frozen=True, kw_only=True)
class Kept:
    """Figures as the table holds them."""

    course_id: str
    question_id: str
    quiz_digest: str
    attempts: int
    of_quiz: int
    figures: Mapping[str, Any]
    made_at: datetime


@dataclass(frozen=True, kw_only=True)
class Given:
    """One marked answer of a first attempt."""

    attempt_id: int
    question_id: str
    answer: Any
    points: float


_KEPT = select(*(getattr(QuestionFigures, name) for name in Kept.__dataclass_fields__))


def every(course_id: str = "") -> list[Kept]:
    """Return all figures, of one course or of all."""
    asked = _KEPT.where(QuestionFigures.course_id == course_id) if course_id else _KEPT
    ordered = asked.order_by(QuestionFigures.course_id, QuestionFigures.question_id, QuestionFigures.made_at.desc())
    return [Kept(**row._mapping) for row in db.session.execute(ordered)]


def finished() -> dict[tuple[str, str], int]:
    """Return how many first attempts of each quiz were finished, by course and digest."""
    asked = (
        select(Attempt.course_id, Attempt.quiz_digest, func.count())
        .join(AttemptResult, AttemptResult.attempt_id == Attempt.id)
        .where(Attempt.number == 1)
        .group_by(Attempt.course_id, Attempt.quiz_digest)
    )
    return {(row[0], row[1]): row[2] for row in db.session.execute(asked)}


def given(course_id: str, quiz_digest: str) -> Iterator[Given]:
    """Yield every marked answer of the first attempts at a quiz, attempt by attempt, in no order that tells who."""
    asked = (
        select(Attempt.id, Response.question_id, Response.answer, Mark.points)
        .join(AttemptResult, AttemptResult.attempt_id == Attempt.id)
        .join(Response, Response.attempt_id == Attempt.id)
        .join(Mark, Mark.response_id == Response.id)
        .where(Attempt.number == 1, Attempt.course_id == course_id, Attempt.quiz_digest == quiz_digest)
        .order_by(Attempt.id, Response.id)
        .execution_options(yield_per=BATCH)
    )
    for row in db.session.execute(asked):
        yield Given(attempt_id=row[0], question_id=row[1], answer=row[2], points=row[3])


def replace(found: list[Kept]) -> None:
    """Keep these figures in the place of those of the same question and version."""
    for each in found:
        db.session.execute(
            delete(QuestionFigures).where(
                QuestionFigures.course_id == each.course_id,
                QuestionFigures.question_id == each.question_id,
                QuestionFigures.quiz_digest == each.quiz_digest,
            )
        )
    rows = [{name: getattr(each, name) for name in Kept.__dataclass_fields__} for each in found]
    insert_all_once(QuestionFigures, [{**row, "figures": dict(row["figures"])} for row in rows])
