"""Attempts as their own person reads and writes them; nobody else has a way in here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, exists, false, func, insert, select

from learning_goals.periods import NEVER
from webapp.extensions import db
from webapp.store.attempts import Attempt, AttemptResult, Mark, Response
from webapp.store.learning import CompletionRecord


@dataclass(frozen=True, kw_only=True)
class Begun:
    """What an attempt is made of when it starts."""

    person_id: int
    course_id: str
    course_version: int
    course_digest: str
    quiz_digest: str
    norm_number: int
    language: str
    seed: str
    gentle: bool
    drawn: tuple[str, ...]
    started_at: datetime


@dataclass(frozen=True, kw_only=True)
class Taken(Begun):
    """One attempt of the person's own; `finished_at` 9999-12-31 while it runs."""

    id: int
    number: int
    percent: int
    passed: bool
    finished_at: datetime

    @property
    def finished(self) -> bool:
        """Whether nothing can be answered any more."""
        return self.finished_at < NEVER


@dataclass(frozen=True, kw_only=True)
class Given:
    """The answer that counts for a question, as JSON, with its number and what it was worth (0 while it runs)."""

    response_id: int
    question_id: str
    number: int
    answer: Any
    points: float


_KEPT = tuple(Begun.__dataclass_fields__)
_COLUMNS = [getattr(Attempt, name) for name in _KEPT]
_MINE = (Attempt.id == bindparam("id"), Attempt.person_id == bindparam("person_id"))
_ATTEMPT = (
    select(
        *_COLUMNS,
        Attempt.id,
        Attempt.number,
        func.coalesce(AttemptResult.percent, 0).label("percent"),
        func.coalesce(AttemptResult.passed, false()).label("passed"),
        func.coalesce(AttemptResult.finished_at, NEVER).label("finished_at"),
    )
    .outerjoin(AttemptResult, AttemptResult.attempt_id == Attempt.id)
    .where(*_MINE)
)
_LOCK = select(Attempt.id).where(*_MINE).with_for_update()


def _newest() -> ColumnElement[bool]:
    later = Response.__table__.alias("later")
    return ~exists().where(
        later.c.attempt_id == Response.attempt_id,
        later.c.question_id == Response.question_id,
        later.c.number > Response.number,
    )


_GIVEN = (
    select(Response.id, Response.question_id, Response.number, Response.answer, Mark.points)
    .outerjoin(Mark, Mark.response_id == Response.id)
    .where(Response.attempt_id == bindparam("attempt_id"), _newest())
    .order_by(Response.question_id)
)
_GIVEN_TO = _GIVEN.where(Response.question_id == bindparam("question_id"))
_RUNNING = (
    select(Attempt.id)
    .where(
        Attempt.person_id == bindparam("person_id"),
        Attempt.course_id == bindparam("course_id"),
        ~exists().where(AttemptResult.attempt_id == Attempt.id),
    )
    .order_by(Attempt.number.desc())
    .limit(1)
)
_LAST = (
    select(Attempt.number, Attempt.drawn)
    .where(Attempt.person_id == bindparam("person_id"), Attempt.course_id == bindparam("course_id"))
    .order_by(Attempt.number.desc())
    .limit(1)
)


def attempt_for(person_id: int, attempt_id: int, *, locked: bool = False) -> Taken | None:
    """Return the person's own attempt, or None; locked, other windows that answer it wait until this one is done."""
    mine = {"id": attempt_id, "person_id": person_id}
    if locked and db.session.connection().dialect.name != "sqlite":
        # Locked first and read after: what waited for a lock would else see what was true before the wait.
        db.session.execute(_LOCK, mine).all()
    row = db.session.execute(_ATTEMPT, mine).one_or_none()
    if row is None:
        return None
    return Taken(**{**row._mapping, "drawn": tuple(row.drawn)})


def running(person_id: int, course_id: str) -> int:
    """Return the attempt that the person has not finished; 0 when there is none."""
    return db.session.scalar(_RUNNING, {"person_id": person_id, "course_id": course_id}) or 0


def last(person_id: int, course_id: str) -> tuple[int, tuple[str, ...]]:
    """Return the number of the person's last attempt and what it asked; 0 and nothing before the first."""
    row = db.session.execute(_LAST, {"person_id": person_id, "course_id": course_id}).one_or_none()
    return (row.number, tuple(row.drawn)) if row else (0, ())


def start(begun: Begun, number: int) -> int:
    """Append an attempt; returns its key."""
    row = Attempt(number=number, **{**asdict(begun), "drawn": list(begun.drawn)})
    db.session.add(row)
    db.session.flush()
    return row.id


def given(attempt_id: int) -> Mapping[str, Given]:
    """Return the answer that counts for each question that has one."""
    return {row.question_id: _given(row) for row in db.session.execute(_GIVEN, {"attempt_id": attempt_id})}


def given_to(attempt_id: int, question_id: str) -> Given | None:
    """Return the answer that counts for one question, or None."""
    asked = {"attempt_id": attempt_id, "question_id": question_id}
    row = db.session.execute(_GIVEN_TO, asked).one_or_none()
    return None if row is None else _given(row)


def _given(row: Any) -> Given:
    return Given(
        response_id=row.id, question_id=row.question_id, number=row.number, answer=row.answer, points=row.points or 0.0
    )


def append_answer(attempt_id: int, question_id: str, number: int, answer: object, now: datetime) -> None:
    """Append an answer; unique per attempt, question and number."""
    db.session.execute(
        insert(Response),
        {
            "attempt_id": attempt_id,
            "question_id": question_id,
            "number": number,
            "answer": answer,
            "answered_at": now,
        },
    )


def seal(taken: Taken, points: Mapping[int, float], percent: int, passed: bool, now: datetime) -> None:
    """Append the marks by response and the result; nothing is answered after it."""
    marks: Iterable[dict[str, Any]] = (
        {"response_id": response_id, "points": worth, "quiz_digest": taken.quiz_digest}
        for response_id, worth in sorted(points.items())
    )
    if points:
        db.session.execute(insert(Mark), list(marks))
    db.session.execute(
        insert(AttemptResult),
        {"attempt_id": taken.id, "percent": percent, "passed": passed, "finished_at": now},
    )


def complete(taken: Taken, completed_on: date, now: datetime) -> None:
    """Append that the course is done, with all that says in which text."""
    db.session.execute(
        insert(CompletionRecord),
        {
            "person_id": taken.person_id,
            "course_id": taken.course_id,
            "course_version": taken.course_version,
            "course_digest": taken.course_digest,
            "quiz_digest": taken.quiz_digest,
            "norm_number": taken.norm_number,
            "own_text_revision": 0,
            "language": taken.language,
            "method": "quiz",
            "attempt_id": taken.id,
            "completed_on": completed_on,
            "recorded_at": now,
            "superseded_at": NEVER,
        },
    )
