"""How long things are kept, as the organisation laid it down, and how much is older than that."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint, and_, delete, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from learning_goals.periods import NEVER
from webapp.extensions import Base, db
from webapp.store.access import Login
from webapp.store.assessments import SelfAssessment
from webapp.store.attempts import Attempt, AttemptResult, Mark, Response
from webapp.store.audit import AuditEvent
from webapp.store.columns import Instant, Key
from webapp.store.evaluation_tables import SessionEvaluation
from webapp.store.jobs import Job
from webapp.store.learning import CompletionRecord
from webapp.store.mails import SentMail
from webapp.store.once import insert_once
from webapp.store.people import Person


class RetentionSetting(Base):
    """The periods from a moment on; the highest number holds, the earlier ones stay."""

    __tablename__ = "retention_setting"
    __table_args__ = (UniqueConstraint("number"), CheckConstraint("number > 0", name="counts_from_one"))
    id: Mapped[Key]
    number: Mapped[int]
    document: Mapped[dict[str, Any]] = mapped_column(JSON)
    set_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    set_at: Mapped[Instant]


def newest() -> tuple[int, Mapping[str, int]]:
    """Return the number and the periods that hold; 0 and nothing when none were set."""
    asked = select(RetentionSetting.number, RetentionSetting.document).order_by(RetentionSetting.number.desc())
    row = db.session.execute(asked.limit(1)).first()
    return (row[0], row[1]) if row else (0, {})


def history() -> list[tuple[int, Mapping[str, int], str, datetime]]:
    """Return (number, periods, by whom, when), newest first."""
    asked = (
        select(
            RetentionSetting.number,
            RetentionSetting.document,
            Person.given_name,
            Person.family_name,
            RetentionSetting.set_at,
        )
        .join(Person, Person.id == RetentionSetting.set_by)
        .order_by(RetentionSetting.number.desc())
    )
    return [(row[0], row[1], f"{row[2]} {row[3]}", row[4]) for row in db.session.execute(asked)]


def keep(number: int, document: Mapping[str, int], by: int, now: datetime) -> bool:
    """Keep new periods; returns False when somebody was first."""
    return insert_once(RetentionSetting, number=number, document=dict(document), set_by=by, set_at=now)


_OLD: Mapping[str, Any] = {
    "logins": lambda moment: (Login, Login.started_at < moment),
    "mails": lambda moment: (SentMail, SentMail.sent_at < moment),
    "jobs": lambda moment: (Job, and_(Job.state == "done", Job.done_at < moment)),
    "evaluations": lambda moment: (SessionEvaluation, SessionEvaluation.answered_at < moment),
    "unfinished": lambda moment: (
        SelfAssessment,
        and_(SelfAssessment.finished_at >= NEVER, SelfAssessment.started_at < moment),
    ),
    "quiz_answers": lambda moment: (Attempt, Attempt.started_at < moment),
    "audit": lambda moment: (AuditEvent, AuditEvent.at < moment),
}
COUNTED = tuple(_OLD)
"""Kinds of which rows are counted; of the others, people."""


def count(kind: str, moment: datetime) -> int:
    """Return how many rows of that kind are older."""
    table, older = _OLD[kind](moment)
    return db.session.scalar(select(func.count()).select_from(table).where(older)) or 0


def forget_attempts(moment: datetime) -> None:
    """Delete quiz attempts that began before, with answers and results; what they completed stays."""
    old = select(Attempt.id).where(Attempt.started_at < moment)
    given = select(Response.id).where(Response.attempt_id.in_(old))
    db.session.execute(update(CompletionRecord).where(CompletionRecord.attempt_id.in_(old)).values(attempt_id=None))
    db.session.execute(delete(Mark).where(Mark.response_id.in_(given)))
    db.session.execute(delete(Response).where(Response.attempt_id.in_(old)))
    db.session.execute(delete(AttemptResult).where(AttemptResult.attempt_id.in_(old)))
    db.session.execute(delete(Attempt).where(Attempt.started_at < moment))
