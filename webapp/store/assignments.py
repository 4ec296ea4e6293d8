"""Assigned courses: written by leaders, read by their people."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, exists, insert, select, update

from learning_goals.periods import NEVER
from webapp.extensions import db
from webapp.store.learning import Assignment
from webapp.store.people import Employment, Person
from webapp.store.scope import teams_below, works_in


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """Somebody to whom a course can be assigned, with the due date that holds already, if any."""

    person_id: int
    name: str
    due_on: date | None


def candidates(teams: Collection[int], course_id: str, day: date, among: Collection[int] = ()) -> list[Candidate]:
    """Return who is employed and works in these teams or below on that day, by name; `among` narrows it."""
    employed = exists().where(
        Employment.person_id == Person.id,
        Employment.superseded_at == NEVER,
        Employment.valid_from <= day,
        Employment.valid_until >= day,
    )
    held = and_(
        Assignment.person_id == Person.id, Assignment.course_id == course_id, Assignment.superseded_at == NEVER
    )
    asked = (
        select(Person.id, Person.given_name, Person.family_name, Assignment.due_on)
        .outerjoin(Assignment, held)
        .where(employed, works_in(Person.id, teams_below(teams), day))
        .order_by(Person.sort_name, Person.id)
    )
    if among:
        asked = asked.where(Person.id.in_(among))
    return [
        Candidate(person_id=row.id, name=f"{row.given_name} {row.family_name}", due_on=row.due_on)
        for row in db.session.execute(asked)
    ]


def assign(person_ids: Iterable[int], course_id: str, due_on: date, reason: str, by: int | None, now: datetime) -> int:
    """Append an assignment for each person, superseding the one that held; returns how many."""
    people = list(person_ids)
    if not people:
        return 0
    db.session.execute(
        update(Assignment)
        .where(
            Assignment.person_id.in_(people), Assignment.course_id == course_id, Assignment.superseded_at == NEVER
        )
        .values(superseded_at=now)
    )
    rows: list[dict[str, Any]] = [
        {
            "person_id": person_id,
            "course_id": course_id,
            "due_on": due_on,
            "reason": reason,
            "assigned_by": by,
            "recorded_at": now,
            "superseded_at": NEVER,
        }
        for person_id in people
    ]
    db.session.execute(insert(Assignment), rows)
    return len(rows)


