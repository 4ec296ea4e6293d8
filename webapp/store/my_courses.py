"""Everything that one person has to do and did, over all courses, in two statements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import CompoundSelect, Date, String, bindparam, exists, func, literal, select, union_all

from learning_goals.periods import EVER, FOREVER, NEVER
from webapp.extensions import db
from webapp.store.attempts import Attempt, AttemptResult
from webapp.store.learning import Assignment, CompletionRecord, CourseStart, LessonRead
from webapp.store.people import Person

What = Literal["read", "begun", "done", "answering"]
_PERSON = bindparam("person_id")


@dataclass(frozen=True, kw_only=True)
class Assigned:
    """What the person must do, by when, why and by whom; `by` is empty when no person assigned it.

    `why` is what a rule saw, empty when a person assigned it; only what was done from `counts_from` on counts.
    """

    kind: str = "course"
    course_id: str
    due_on: date
    grace_until: date = FOREVER
    cycle: int = 1
    counts_from: date = EVER
    why: Mapping[str, Any] = field(default_factory=dict[str, Any])
    reason: str
    by: str


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Something the person did; `number` is the course's version, or the attempt for "answering".

    `lesson_id` is empty but for "read", `on` is 9999-12-31 but for "done".
    """

    what: What
    course_id: str
    lesson_id: str
    number: int
    on: date


@dataclass(frozen=True, kw_only=True)
class Result:
    """One finished attempt of the person's own."""

    attempt_id: int
    number: int
    percent: int
    passed: bool
    finished_at: datetime


_ASSIGNED = (
    select(
        Assignment.kind,
        Assignment.course_id,
        Assignment.due_on,
        Assignment.grace_until,
        Assignment.cycle,
        Assignment.counts_from,
        Assignment.why,
        Assignment.reason,
        Person.given_name,
        Person.family_name,
    )
    .outerjoin(Person, Person.id == Assignment.assigned_by)
    .where(Assignment.person_id == _PERSON, Assignment.superseded_at == NEVER)
    .order_by(Assignment.due_on, Assignment.course_id)
)


def _facts() -> CompoundSelect[Any]:
    nowhere, undated = literal("", String).label("lesson_id"), literal(FOREVER, Date)
    read = select(
        literal("read", String).label("what"), LessonRead.course_id, LessonRead.lesson_id, LessonRead.course_version,
        undated.label("on_day"),
    ).where(LessonRead.person_id == _PERSON)  # fmt: skip
    begun = select(literal("begun", String), CourseStart.course_id, nowhere, CourseStart.course_version, undated).where(
        CourseStart.person_id == _PERSON
    )
    done = (
        select(
            literal("done", String),
            CompletionRecord.course_id,
            nowhere,
            CompletionRecord.course_version,
            func.max(CompletionRecord.completed_on, type_=Date),
        )
        .where(CompletionRecord.person_id == _PERSON, CompletionRecord.superseded_at == NEVER)
        .group_by(CompletionRecord.course_id, CompletionRecord.course_version)
    )
    answering = select(literal("answering", String), Attempt.course_id, nowhere, Attempt.id, undated).where(
        Attempt.person_id == _PERSON, ~exists().where(AttemptResult.attempt_id == Attempt.id)
    )
    return union_all(read, begun, done, answering).order_by("course_id", "what", "lesson_id", "course_version")


_FACTS = _facts()
_RESULTS = (
    select(Attempt.id, Attempt.number, AttemptResult.percent, AttemptResult.passed, AttemptResult.finished_at)
    .join(AttemptResult, AttemptResult.attempt_id == Attempt.id)
    .where(Attempt.person_id == _PERSON, Attempt.course_id == bindparam("course_id"))
    .order_by(Attempt.number.desc())
)


def assigned(person_id: int) -> list[Assigned]:
    """Return the person's assignments as they hold now, what is due first first."""
    return [
        Assigned(
            kind=row.kind,
            course_id=row.course_id,
            due_on=row.due_on,
            grace_until=row.grace_until,
            cycle=row.cycle,
            counts_from=row.counts_from,
            why=row.why,
            reason=row.reason,
            by=f"{row.given_name} {row.family_name}" if row.given_name else "",
        )
        for row in db.session.execute(_ASSIGNED, {"person_id": person_id})
    ]


def facts(person_id: int) -> list[Fact]:
    """Return everything the person read, began, completed or is answering, course by course."""
    return [
        Fact(what=what, course_id=course_id, lesson_id=lesson_id, number=number, on=on)
        for what, course_id, lesson_id, number, on in db.session.execute(_FACTS, {"person_id": person_id})
    ]


def results(person_id: int, course_id: str) -> list[Result]:
    """Return the person's finished attempts at a course's quiz, newest first."""
    found = db.session.execute(_RESULTS, {"person_id": person_id, "course_id": course_id})
    return [
        Result(attempt_id=id, number=number, percent=percent, passed=passed, finished_at=finished_at)
        for id, number, percent, passed, finished_at in found
    ]
