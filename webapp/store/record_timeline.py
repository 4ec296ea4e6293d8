"""Everything that was asked of one person and what became of it; reasons of exemptions and pauses are not read."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from learning_goals.periods import NEVER
from learning_goals.record_timeline import Asked, Completed, Decided, Event
from webapp.extensions import db
from webapp.store.corrections import CompletionCorrection
from webapp.store.learning import Assignment, CompletionRecord, CourseStart
from webapp.store.progress import PRIVATE
from webapp.store.rule_tables import Exemption, Extension, PriorEvidence, Suspension


def asked(person_id: int) -> list[Asked]:
    """Return what was ever asked; what only the person sees is left out."""
    rows = db.session.scalars(
        select(Assignment).where(Assignment.person_id == person_id, Assignment.kind != PRIVATE).order_by(Assignment.id)
    )
    return [
        Asked(
            what=row.course_id,
            cycle=row.cycle,
            due_on=row.due_on,
            by=row.assigned_by,
            rule_id=row.rule_id,
            reason=row.reason,
            at=row.recorded_at,
            until=row.superseded_at,
        )
        for row in rows
    ]


def completed(person_id: int) -> list[Completed]:
    """Return what was ever recorded as completed."""
    recorded, withdrawn = aliased(CompletionCorrection), aliased(CompletionCorrection)
    columns = (
        CompletionRecord.course_id,
        CompletionRecord.completed_on,
        CompletionRecord.method,
        CompletionRecord.course_version,
        CompletionRecord.recorded_by,
        CompletionRecord.recorded_at,
        CompletionRecord.superseded_at,
        CompletionRecord.id,
        recorded.reason,
        withdrawn.made_by,
        withdrawn.reason,
    )
    rows = db.session.execute(
        select(*columns)
        .outerjoin(recorded, (recorded.completion_id == CompletionRecord.id) & (recorded.act == "recorded"))
        .outerjoin(withdrawn, (withdrawn.completion_id == CompletionRecord.id) & (withdrawn.act == "withdrawn"))
        .where(CompletionRecord.person_id == person_id)
        .order_by(CompletionRecord.id)
    )
    return [
        Completed(
            what=row[0],
            on=row[1],
            method=row[2],
            version=row[3],
            by=row[4],
            at=row[5],
            until=row[6],
            key=row[7],
            why=row[8] or "",
            withdrawn_by=row[9],
            why_withdrawn=row[10] or "",
        )
        for row in rows
    ]


def decided(person_id: int) -> list[Decided]:
    """Return exemptions, extensions and pauses of everything."""
    return [
        *(_exempted(row) for row in _of(Exemption, person_id)),
        *(_extended(row) for row in _of(Extension, person_id)),
        *(_paused(row) for row in _of(Suspension, person_id) if row.kind == "everything"),
    ]


def _of(table: Any, person_id: int) -> list[Any]:
    return list(db.session.scalars(select(table).where(table.person_id == person_id).order_by(table.id)))


def _exempted(row: Exemption) -> Decided:
    return Decided(
        act="exempted",
        what=row.course_id,
        first=row.valid_from,
        last=row.valid_until,
        by=row.decided_by,
        at=row.recorded_at,
        until=row.superseded_at,
    )


def _extended(row: Extension) -> Decided:
    return Decided(
        act="extended",
        what=row.course_id,
        first=None,
        last=row.due_on,
        by=row.decided_by,
        at=row.recorded_at,
        until=row.superseded_at,
    )


def _paused(row: Suspension) -> Decided:
    return Decided(
        act="paused",
        what="",
        first=row.valid_from,
        last=row.valid_until,
        by=row.decided_by,
        at=row.recorded_at,
        until=row.superseded_at,
    )


def started(person_id: int) -> list[Event]:
    """Return which courses were begun, in which version."""
    asked = select(CourseStart.course_id, CourseStart.course_version, CourseStart.started_at)
    rows = db.session.execute(asked.where(CourseStart.person_id == person_id))
    return [Event(at=row[2], act="started", what=row[0], version=row[1]) for row in rows]


def handed_in(person_id: int) -> list[Event]:
    """Return certificates from elsewhere, and what was decided about them."""
    columns = (
        PriorEvidence.course_id,
        PriorEvidence.obtained_on,
        PriorEvidence.handed_in_at,
        PriorEvidence.decision,
        PriorEvidence.decided_by,
        PriorEvidence.decided_at,
    )
    found: list[Event] = []
    for what, obtained, at, decision, by, decided_at in db.session.execute(
        select(*columns).where(PriorEvidence.person_id == person_id)
    ):
        found.append(Event(at=at, act="handed_in", what=what, day=obtained))
        if decided_at != NEVER:
            found.append(Event(at=decided_at, act=decision, what=what, by=by))
    return found
