"""How the people stand of whom a rule asks a training: counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Exists, and_, case, exists, func, not_, select

from learning_goals.periods import NEVER
from webapp.extensions import db
from webapp.store.learning import Assignment, CompletionRecord
from webapp.store.logins import employed
from webapp.store.session_tables import Registration, SessionDate, TrainingSession


@dataclass(frozen=True, kw_only=True)
class Places:
    """People of whom it is asked and who did not attend yet: with a place, only waiting, and without either."""

    placed: int
    waiting: int
    without: int


def places(rule_id: int, item_id: str, day: date, now: datetime) -> Places:
    """Count them in one statement."""
    attended = exists().where(
        CompletionRecord.person_id == Assignment.person_id,
        CompletionRecord.course_id == item_id,
        CompletionRecord.superseded_at == NEVER,
        CompletionRecord.completed_on >= Assignment.counts_from,
    )
    placed, waiting = _stands("registered", item_id, now), _stands("waiting", item_id, now)
    asked = select(
        func.count(case((placed, 1))),
        func.count(case((and_(waiting, not_(placed)), 1))),
        func.count(case((and_(not_(waiting), not_(placed)), 1))),
    ).where(
        Assignment.rule_id == rule_id,
        Assignment.course_id == item_id,
        Assignment.superseded_at == NEVER,
        employed(Assignment.person_id, day),
        ~attended,
    )
    row = db.session.execute(asked).one()
    return Places(placed=row[0], waiting=row[1], without=row[2])


def _stands(status: str, item_id: str, now: datetime) -> Exists:
    return (
        exists()
        .where(
            Registration.person_id == Assignment.person_id,
            Registration.status == status,
            Registration.superseded_at == NEVER,
            TrainingSession.id == Registration.session_id,
            TrainingSession.item_id == item_id,
            TrainingSession.status == "planned",
            SessionDate.session_id == TrainingSession.id,
            SessionDate.ends_at >= now,
        )
        .correlate(Assignment)
    )
