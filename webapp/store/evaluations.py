"""Evaluations of trainings: reading and writing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, func, select

from learning_goals.periods import NEVER
from webapp.extensions import db
from webapp.store.evaluation_tables import SessionEvaluation, SessionFigure
from webapp.store.once import insert_once
from webapp.store.session_tables import Attendance, SessionDate, TrainingSession


def own(person_id: int) -> dict[tuple[int, str], bytes]:
    """Return what one person said, by training and moment, sealed."""
    asked = select(SessionEvaluation).where(SessionEvaluation.person_id == person_id)
    return {(row.session_id, row.moment): row.sealed for row in db.session.scalars(asked)}


def save(session_id: int, person_id: int, moment: str, sealed: bytes, now: datetime) -> None:
    """Keep what somebody said, instead of what was said before."""
    erase(session_id, person_id, moment)
    row = SessionEvaluation(session_id=session_id, person_id=person_id, moment=moment, sealed=sealed, answered_at=now)
    db.session.add(row)
    db.session.flush()


def answered(session_ids: Collection[int]) -> set[tuple[int, int, str]]:
    """Return training, person and moment of every answer to these trainings."""
    asked = select(SessionEvaluation.session_id, SessionEvaluation.person_id, SessionEvaluation.moment)
    rows = db.session.execute(asked.where(SessionEvaluation.session_id.in_(session_ids)))
    return {(row[0], row[1], row[2]) for row in rows}


def erase(session_id: int, person_id: int, moment: str) -> None:
    """Delete what somebody said."""
    db.session.execute(
        delete(SessionEvaluation).where(
            SessionEvaluation.session_id == session_id,
            SessionEvaluation.person_id == person_id,
            SessionEvaluation.moment == moment,
        )
    )


def of_session(session_id: int, moment: str) -> list[tuple[int, bytes]]:
    """Return person and sealed answer of everybody who answered."""
    asked = select(SessionEvaluation.person_id, SessionEvaluation.sealed).where(
        SessionEvaluation.session_id == session_id, SessionEvaluation.moment == moment
    )
    return [(row[0], row[1]) for row in db.session.execute(asked)]


def attended(people: Collection[int] | None, since: datetime, until: datetime) -> list[tuple[int, int, str, datetime]]:
    """Return person, training, its title and its end, where somebody was there on every date; None means everybody.

    Only trainings that ended between the two instants.
    """
    ended = (
        select(
            SessionDate.session_id,
            func.max(SessionDate.ends_at, type_=SessionDate.ends_at.type).label("ends"),
            func.count().label("dates"),
        )
        .group_by(SessionDate.session_id)
        .subquery()
    )
    there = (
        select(Attendance.person_id, SessionDate.session_id, func.count().label("dates"))
        .join(SessionDate, SessionDate.id == Attendance.session_date_id)
        .where(Attendance.superseded_at == NEVER, Attendance.present)
        .group_by(Attendance.person_id, SessionDate.session_id)
        .subquery()
    )
    asked = (
        select(there.c.person_id, TrainingSession.id, TrainingSession.title, ended.c.ends)
        .join(ended, ended.c.session_id == TrainingSession.id)
        .join(there, (there.c.session_id == TrainingSession.id) & (there.c.dates == ended.c.dates))
        .where(ended.c.ends.between(since, until), TrainingSession.status == "planned")
        .order_by(ended.c.ends.desc(), TrainingSession.id)
    )
    if people is not None:
        asked = asked.where(there.c.person_id.in_(people))
    return [(row[0], row[1], row[2], row[3]) for row in db.session.execute(asked)]


def without_figure(moment: str, ended_before: datetime) -> list[int]:
    """Return the trainings that ended before that instant and have no figure of that moment, but were evaluated."""
    ends = select(SessionDate.session_id).group_by(SessionDate.session_id)
    ended = ends.having(func.max(SessionDate.ends_at, type_=SessionDate.ends_at.type) < ended_before)
    made = exists().where(SessionFigure.session_id == SessionEvaluation.session_id, SessionFigure.moment == moment)
    asked = (
        select(SessionEvaluation.session_id)
        .distinct()
        .where(SessionEvaluation.moment == moment, SessionEvaluation.session_id.in_(ended), ~made)
        .order_by(SessionEvaluation.session_id)
    )
    return list(db.session.scalars(asked))


def keep_figure(session_id: int, moment: str, document: Mapping[str, Any], now: datetime) -> None:
    """Keep a figure, once."""
    insert_once(SessionFigure, session_id=session_id, moment=moment, document=dict(document), made_at=now)


def figures(session_ids: Collection[int]) -> dict[tuple[int, str], Mapping[str, Any]]:
    """Return the figures of these trainings by training and moment."""
    asked = select(SessionFigure).where(SessionFigure.session_id.in_(session_ids))
    return {(row.session_id, row.moment): row.document for row in db.session.scalars(asked)}


def sessions_of_provider(name: str, limit: int) -> list[tuple[int, str, datetime]]:
    """Return training, title and begin of what that provider gives or gave, newest first."""
    begins = func.min(SessionDate.starts_at, type_=SessionDate.starts_at.type)
    asked = (
        select(TrainingSession.id, TrainingSession.title, begins)
        .join(SessionDate, SessionDate.session_id == TrainingSession.id)
        .where(TrainingSession.provider == name)
        .group_by(TrainingSession.id, TrainingSession.title)
        .order_by(begins.desc())
        .limit(limit)
    )
    return [(row[0], row[1], row[2]) for row in db.session.execute(asked)]


def forget_before(instant: datetime) -> None:
    """Delete answers that were given before that instant; figures stay."""
    db.session.execute(delete(SessionEvaluation).where(SessionEvaluation.answered_at < instant))
