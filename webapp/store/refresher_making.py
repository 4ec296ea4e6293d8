"""What the daily job must know to make refreshers, for everybody at once; it reads no answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, CompoundSelect, delete, exists, func, insert, select, union
from sqlalchemy.orm import InstrumentedAttribute

from learning_goals.learning_goal import ACTIVE
from learning_goals.periods import NEVER
from quizzes.refreshers import Due, Held, Key, Kind
from webapp.extensions import db
from webapp.store.assessments import SelfAssessment
from webapp.store.learning import CompletionRecord
from webapp.store.learning_goals import LearningGoal
from webapp.store.people import Employment
from webapp.store.refresher_tables import Refresher


@dataclass(frozen=True)
class Known:
    """What is known, by person: the newest completion of each course, who has goals, what was made."""

    completed: dict[int, dict[str, date]] = field(default_factory=lambda: defaultdict(dict))
    goals: set[int] = field(default_factory=set[int])
    held: dict[int, list[Held]] = field(default_factory=lambda: defaultdict(list))


def known(courses: Collection[str], since: date, today: date, *, with_goals: bool) -> Known:
    """Return what is known of who is employed, of the time since that day, in three statements."""
    found = Known()
    done = (
        select(CompletionRecord.person_id, CompletionRecord.course_id, func.max(CompletionRecord.completed_on))
        .where(
            CompletionRecord.superseded_at == NEVER,
            CompletionRecord.method != "acknowledged",
            CompletionRecord.course_id.in_(courses),
            CompletionRecord.completed_on.between(since, today),
            _employed(CompletionRecord.person_id, today),
        )
        .group_by(CompletionRecord.person_id, CompletionRecord.course_id)
    )
    for person_id, course_id, completed_on in db.session.execute(done):
        found.completed[person_id][course_id] = completed_on
    if with_goals:
        found.goals.update(db.session.scalars(_with_goals(today)))
    table = Refresher
    columns = (table.person_id, table.kind, table.course_id, table.step, table.cycle, table.due_on, table.finished_at)
    for person, kind, course, step, cycle, due_on, finished_at in db.session.execute(
        select(*columns).where(table.due_on >= since)
    ):
        key = Key(kind=cast("Kind", kind), course_id=course, step=step, cycle=cycle)
        found.held[person].append(Held(key=key, due_on=due_on, finished=finished_at < NEVER))
    return found


def append(found: Iterable[tuple[int, Due]], now: datetime) -> None:
    """Append these refreshers, each of its person."""
    values = [
        {
            "person_id": person_id,
            "kind": due.key.kind,
            "course_id": due.key.course_id,
            "step": due.key.step,
            "cycle": due.key.cycle,
            "due_on": due.due_on,
            "sheet": {},
            "made_at": now,
            "begun_at": NEVER,
            "finished_at": NEVER,
        }
        for person_id, due in found
    ]
    if values:
        db.session.execute(insert(Refresher), values)


def drop_unfounded() -> None:
    """Delete what was not begun and hangs on a completion that was taken back."""
    holds = exists().where(
        CompletionRecord.person_id == Refresher.person_id,
        CompletionRecord.course_id == Refresher.course_id,
        CompletionRecord.completed_on == Refresher.cycle,
        CompletionRecord.superseded_at == NEVER,
    )
    db.session.execute(delete(Refresher).where(Refresher.kind == "course", Refresher.begun_at == NEVER, ~holds))


def _with_goals(today: date) -> CompoundSelect[Any]:
    """Select who works on a goal or handed in the leerdoelwijzer."""
    at_work = select(LearningGoal.person_id).where(
        LearningGoal.status.in_(ACTIVE), _employed(LearningGoal.person_id, today)
    )
    handed_in = select(SelfAssessment.person_id).where(
        SelfAssessment.form == "full",
        SelfAssessment.finished_at < NEVER,
        _employed(SelfAssessment.person_id, today),
    )
    return union(at_work, handed_in)


def _employed(person_id: InstrumentedAttribute[int], today: date) -> ColumnElement[bool]:
    return exists().where(
        Employment.person_id == person_id,
        Employment.superseded_at == NEVER,
        Employment.valid_from <= today,
        Employment.valid_until >= today,
    )
