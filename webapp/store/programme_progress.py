"""How far people are with a programme: what they completed, where they have a place, which team has its norm."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import Date, func, select

from learning_goals.periods import NEVER
from webapp.extensions import db
from webapp.store.learning import CompletionRecord
from webapp.store.people import Employment
from webapp.store.session_tables import Registration, SessionDate, TrainingSession
from webapp.store.team_norms import TeamNormVersion


def completed(people: Collection[int], what: Collection[str]) -> dict[tuple[int, str], date]:
    """Return when each of these people last completed each of these things."""
    newest = func.max(CompletionRecord.completed_on, type_=Date)
    asked = (
        select(CompletionRecord.person_id, CompletionRecord.course_id, newest)
        .where(
            CompletionRecord.person_id.in_(people),
            CompletionRecord.course_id.in_(what),
            CompletionRecord.superseded_at == NEVER,
        )
        .group_by(CompletionRecord.person_id, CompletionRecord.course_id)
    )
    return {(row[0], row[1]): row[2] for row in db.session.execute(asked)}


def with_a_place(people: Collection[int], now: datetime) -> frozenset[tuple[int, str]]:
    """Return who of these people has a place in a coming training of which item."""
    ahead = select(SessionDate.session_id).where(SessionDate.ends_at >= now)
    asked = (
        select(Registration.person_id, TrainingSession.item_id)
        .join(TrainingSession, TrainingSession.id == Registration.session_id)
        .where(
            Registration.person_id.in_(people),
            Registration.superseded_at == NEVER,
            Registration.status == "registered",
            TrainingSession.status == "planned",
            TrainingSession.id.in_(ahead),
        )
    )
    return frozenset((row[0], row[1]) for row in db.session.execute(asked))


def everybody_who_completed(item_id: str) -> frozenset[int]:
    """Return who completed that item."""
    asked = select(CompletionRecord.person_id).where(
        CompletionRecord.course_id == item_id, CompletionRecord.superseded_at == NEVER
    )
    return frozenset(db.session.scalars(asked))


def teams_with_norm() -> frozenset[int]:
    """Return the teams that made their norm."""
    return frozenset(db.session.scalars(select(TeamNormVersion.team_id).distinct()))


def began_between(people: Collection[int], first: date, last: date) -> frozenset[int]:
    """Return which of these people began to work here in that time."""
    asked = select(Employment.person_id).where(
        Employment.person_id.in_(people), Employment.superseded_at == NEVER, Employment.valid_from.between(first, last)
    )
    return frozenset(db.session.scalars(asked))
