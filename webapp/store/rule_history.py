"""What was assigned and done, as it was known at the end of a day in the past."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import and_, exists, func, select

from learning_goals.assignments import Progress
from webapp.extensions import db
from webapp.store.learning import Assignment, CompletionRecord, CourseStart
from webapp.store.people import Employment
from webapp.store.progress import PRIVATE


def as_known(day: date, at: datetime) -> list[tuple[str, Progress, int]]:
    """Return (what, how it stood, how many people) for everybody employed on `day`, as was known at `at`."""
    done = (
        select(func.coalesce(func.max(CompletionRecord.course_version), 0))
        .where(
            CompletionRecord.person_id == Assignment.person_id,
            CompletionRecord.course_id == Assignment.course_id,
            CompletionRecord.recorded_at <= at,
            CompletionRecord.superseded_at > at,
            CompletionRecord.completed_on.between(Assignment.counts_from, day),
        )
        .correlate(Assignment)
        .scalar_subquery()
    )
    started = (
        exists()
        .where(
            CourseStart.person_id == Assignment.person_id,
            CourseStart.course_id == Assignment.course_id,
            CourseStart.started_at <= at,
        )
        .correlate(Assignment)
    )
    employed = exists().where(
        Employment.person_id == Assignment.person_id,
        Employment.recorded_at <= at,
        Employment.superseded_at > at,
        Employment.valid_from <= day,
        Employment.valid_until >= day,
    )
    each = (
        select(
            Assignment.course_id,
            Assignment.due_on,
            Assignment.grace_until,
            Assignment.cycle,
            done.label("done_version"),
            started.label("started"),
        )
        .where(and_(Assignment.recorded_at <= at, Assignment.superseded_at > at))
        .where(employed, Assignment.kind != PRIVATE)
        .subquery()
    )
    keys = [each.c.course_id, each.c.due_on, each.c.grace_until, each.c.cycle, each.c.done_version, each.c.started]
    return [
        (
            course,
            Progress(due_on=due, started=begun, done_version=done_version, grace_until=grace, cycle=cycle),
            people,
        )
        for course, due, grace, cycle, done_version, begun, people in db.session.execute(
            select(*keys, func.count()).group_by(*keys)
        )
    ]
