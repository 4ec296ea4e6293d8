"""What the questionnaire must know of somebody's work: groups, duties and tags, and since when somebody is employed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import exists, func, literal, select, union_all

from learning_goals.periods import NEVER
from webapp.extensions import db
from webapp.store.attempts import Attempt, AttemptResult
from webapp.store.learning import CompletionRecord
from webapp.store.people import DutyGrant, Employment, Membership, TagGrant


@dataclass(frozen=True, kw_only=True)
class Work:
    """Somebody's work on one day."""

    groups: frozenset[str]
    duties: frozenset[str]
    tags: frozenset[str]
    employed_from: date


def work_of(person_id: int, day: date) -> Work:
    """Return somebody's work on that day, in two statements."""
    asked = union_all(
        _held("groups", Membership, Membership.function_group, person_id, day),
        _held("duties", DutyGrant, DutyGrant.duty, person_id, day),
        _held("tags", TagGrant, TagGrant.tag, person_id, day),
    )
    found: dict[str, set[str]] = {"groups": set(), "duties": set(), "tags": set()}
    for kind, value in db.session.execute(asked):
        found[kind].add(value)
    since = db.session.scalar(
        select(func.max(Employment.valid_from)).where(
            Employment.person_id == person_id,
            Employment.superseded_at == NEVER,
            Employment.valid_from <= day,
            Employment.valid_until >= day,
        )
    )
    return Work(
        groups=frozenset(found["groups"] - {""}),
        duties=frozenset(found["duties"]),
        tags=frozenset(found["tags"]),
        employed_from=since or date.min,
    )


def courses_done(person_id: int) -> frozenset[str]:
    """Return the courses that somebody completed, in any version."""
    asked = (
        select(CompletionRecord.course_id)
        .where(CompletionRecord.person_id == person_id, CompletionRecord.superseded_at == NEVER)
        .distinct()
    )
    return frozenset(db.session.scalars(asked))


def courses_failed(person_id: int) -> frozenset[str]:
    """Return the courses of which somebody's own last attempt was not enough; for that person's eyes only."""
    later = Attempt.__table__.alias("later")
    newest = ~exists().where(
        later.c.person_id == Attempt.person_id,
        later.c.course_id == Attempt.course_id,
        later.c.number > Attempt.number,
    )
    asked = (
        select(Attempt.course_id)
        .join(AttemptResult, AttemptResult.attempt_id == Attempt.id)
        .where(Attempt.person_id == person_id, AttemptResult.passed.is_(False), newest)
    )
    return frozenset(db.session.scalars(asked))


def _held(kind: str, table: Any, value: Any, person_id: int, day: date) -> Any:
    return select(literal(kind), value).where(
        table.person_id == person_id,
        table.superseded_at == NEVER,
        table.valid_from <= day,
        table.valid_until >= day,
    )
