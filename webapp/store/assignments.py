"""Assigned courses, as leaders write them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, update

from learning_goals.periods import NEVER
from webapp.extensions import db
from webapp.store.learning import Assignment


def assign(person_ids: Iterable[int], course_id: str, due_on: date, reason: str, by: int | None, now: datetime) -> int:
    """Append an assignment for each person, superseding the one that held; returns how many."""
    people = list(person_ids)
    if not people:
        return 0
    db.session.execute(
        update(Assignment)
        .where(Assignment.person_id.in_(people), Assignment.course_id == course_id, Assignment.superseded_at == NEVER)
        .values(superseded_at=now)
    )
    rows: list[dict[str, Any]] = [
        {
            "person_id": person_id,
            "course_id": course_id,
            "due_on": due_on,
            "grace_until": due_on,
            "reason": reason,
            "assigned_by": by,
            "recorded_at": now,
            "superseded_at": NEVER,
        }
        for person_id in people
    ]
    db.session.execute(insert(Assignment), rows)
    return len(rows)
