"""Assigned courses, as leaders write them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, select, update

from learning_goals.periods import EVER, NEVER
from webapp.extensions import db
from webapp.store.learning import Assignment
from webapp.store.rule_tables import Extension


def assign(person_ids: Iterable[int], course_id: str, due_on: date, reason: str, by: int, now: datetime) -> int:
    """Append an assignment for each person, superseding the one that held; returns how many.

    Where a rule asked it, the new date is an extension of the rule's cycle, so that the rule keeps it.
    """
    people = list(person_ids)
    if not people:
        return 0
    mine = (Assignment.person_id.in_(people), Assignment.course_id == course_id, Assignment.superseded_at == NEVER)
    before = {row.person_id: row for row in db.session.scalars(select(Assignment).where(*mine))}
    rows = [_row(person, course_id, due_on, before.get(person)) for person in people]
    said = {"reason": reason, "assigned_by": by, "recorded_at": now, "superseded_at": NEVER}
    ruled = [row for row in rows if row["rule_id"]]
    if ruled:
        db.session.execute(insert(Extension), [_extension(row, reason, by, now) for row in ruled])
    db.session.execute(
        update(Assignment).where(*mine).values(superseded_at=now).execution_options(synchronize_session=False)
    )
    db.session.execute(insert(Assignment), [row | said for row in rows])
    return len(rows)


def _row(person_id: int, course_id: str, due_on: date, before: Assignment | None) -> dict[str, Any]:
    ruled = before is not None and before.rule_id is not None
    grace = before.grace_until - before.due_on if before is not None and ruled else due_on - due_on
    return {
        "person_id": person_id,
        "kind": "course",
        "course_id": course_id,
        "cycle": before.cycle if before is not None else 1,
        "counts_from": before.counts_from if before is not None else EVER,
        "due_on": due_on,
        "grace_until": due_on + grace,
        "rule_id": before.rule_id if before is not None else None,
        "why": before.why if before is not None else {},
    }


def _extension(row: Mapping[str, Any], reason: str, by: int, now: datetime) -> dict[str, Any]:
    return {
        "person_id": row["person_id"],
        "course_id": row["course_id"],
        "cycle": row["cycle"],
        "due_on": row["due_on"],
        "reason": reason,
        "decided_by": by,
        "recorded_at": now,
        "superseded_at": NEVER,
    }
