"""One person's learning goals and what became of them; leaders read only what was shared."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from learning_goals.learning_goal import ACTIVE, EVIDENCE, ORIGINS, PRIORITIES, STATUSES
from learning_goals.periods import NEVER
from webapp.extensions import Base, db
from webapp.store.columns import Code, Instant, Key, NotYet, PersonKey
from webapp.store.people import Person


def _among(column: str, values: Collection[str]) -> str:
    return f"{column} in ({', '.join(repr(value) for value in values)})"


class LearningGoal(Base):
    """What somebody wants to learn; the own words and the reason are sealed."""

    __tablename__ = "learning_goal"
    __table_args__ = (
        CheckConstraint(_among("origin", ORIGINS), name="known_origin"),
        CheckConstraint(_among("status", STATUSES), name="known_status"),
        CheckConstraint(_among("priority", PRIORITIES), name="known_priority"),
        CheckConstraint(_among("evidence", EVIDENCE), name="known_evidence"),
        Index("ix_learning_goal_person_id_status", "person_id", "status"),
    )
    id: Mapped[Key]
    person_id: Mapped[PersonKey]
    goal: Mapped[Code]
    origin: Mapped[Code]
    status: Mapped[Code]
    priority: Mapped[Code]
    evidence: Mapped[Code]
    due_on: Mapped[date | None]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    proposed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    shared_at: Mapped[NotYet]
    made_at: Mapped[Instant]
    changed_at: Mapped[Instant]


class LearningGoalEvent(Base):
    """One thing that happened to a goal: who did it, when, and what the goal became; reasons are sealed."""

    __tablename__ = "learning_goal_event"
    id: Mapped[Key]
    learning_goal_id: Mapped[int] = mapped_column(ForeignKey("learning_goal.id"), index=True)
    act: Mapped[Code]
    status: Mapped[Code]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[Instant]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A goal as the table holds it; `shared_at` 9999-12-31 while it is private."""

    id: int
    person_id: int
    goal: str
    origin: str
    status: str
    priority: str
    evidence: str
    due_on: date | None
    sealed: bytes
    proposed_by: int | None
    shared_at: datetime
    made_at: datetime
    changed_at: datetime

    @property
    def shared(self) -> bool:
        """Whether the leader may read it."""
        return self.shared_at < NEVER


@dataclass(frozen=True, kw_only=True)
class Happened:
    """One event of a goal."""

    act: str
    status: str
    by: str
    at: datetime
    sealed: bytes


_GOAL = select(*(getattr(LearningGoal, name) for name in Kept.__dataclass_fields__))
_MINE = _GOAL.where(LearningGoal.person_id == bindparam("person_id")).order_by(LearningGoal.id)


def mine(person_id: int) -> list[Kept]:
    """Return all of the person's own, oldest first."""
    return [Kept(**row._mapping) for row in db.session.execute(_MINE, {"person_id": person_id})]


def hold(person_id: int) -> None:
    """Let other windows of this person wait until this transaction ends."""
    if db.session.connection().dialect.name != "sqlite":
        db.session.execute(select(Person.id).where(Person.id == person_id).with_for_update()).all()


def add(values: dict[str, Any]) -> int:
    """Append a goal; returns its key."""
    row = LearningGoal(**values)
    db.session.add(row)
    db.session.flush()
    return row.id


def change(goal_id: int, **values: Any) -> None:
    """Write what a goal became."""
    db.session.execute(update(LearningGoal).where(LearningGoal.id == goal_id).values(**values))


def happened(goal_id: int, act: str, status: str, by: int, sealed: bytes, now: datetime) -> None:
    """Append an event."""
    row = {"learning_goal_id": goal_id, "act": act, "status": status, "by_id": by, "sealed": sealed, "at": now}
    db.session.execute(insert(LearningGoalEvent), row)


def history(goal_id: int) -> list[Happened]:
    """Return what happened to a goal, oldest first."""
    asked = (
        select(
            LearningGoalEvent.act,
            LearningGoalEvent.status,
            Person.given_name,
            Person.family_name,
            LearningGoalEvent.at,
            LearningGoalEvent.sealed,
        )
        .join(Person, Person.id == LearningGoalEvent.by_id)
        .where(LearningGoalEvent.learning_goal_id == goal_id)
        .order_by(LearningGoalEvent.id)
    )
    return [
        Happened(act=row[0], status=row[1], by=f"{row[2]} {row[3]}", at=row[4], sealed=row[5])
        for row in db.session.execute(asked)
    ]


def shared_by(person_ids: Collection[int]) -> list[Kept]:
    """Return the goals that these people shared, oldest first."""
    asked = _GOAL.where(LearningGoal.person_id.in_(person_ids), LearningGoal.shared_at < NEVER)
    return [Kept(**row._mapping) for row in db.session.execute(asked.order_by(LearningGoal.id))]


def count_shared(people: Any) -> dict[str, int]:
    """Return per goal how many of these people (a selection of keys) share it and work on it."""
    asked = (
        select(LearningGoal.goal, func.count(LearningGoal.person_id.distinct()))
        .where(LearningGoal.person_id.in_(people), LearningGoal.shared_at < NEVER, LearningGoal.status.in_(ACTIVE))
        .group_by(LearningGoal.goal)
        .order_by(LearningGoal.goal)
    )
    return {row[0]: row[1] for row in db.session.execute(asked)}


def erase(person_id: int, goal_id: int) -> None:
    """Delete one of the person's own goals with its history."""
    which = select(LearningGoal.id).where(LearningGoal.person_id == person_id, LearningGoal.id == goal_id)
    db.session.execute(delete(LearningGoalEvent).where(LearningGoalEvent.learning_goal_id.in_(which)))
    db.session.execute(delete(LearningGoal).where(LearningGoal.id.in_(which)))
