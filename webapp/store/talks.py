"""What employee and leader agree on: the talk, wishes for training with their answers, and the team's own goals."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, func, insert, select, update
from sqlalchemy.orm import Mapped, aliased, mapped_column

from learning_goals.periods import NEVER
from webapp.extensions import Base, db
from webapp.store.columns import Code, Instant, Key, NotYet, PersonKey
from webapp.store.once import insert_once
from webapp.store.people import Person

LONGEST = 4000


class TalkEntry(Base):
    """One version of what a talk came to; `goals` names the shared goals as they read then, and stays."""

    __tablename__ = "talk_entry"
    __table_args__ = (UniqueConstraint("person_id", "number"), CheckConstraint("number > 0", name="counts_from_one"))
    id: Mapped[Key]
    person_id: Mapped[PersonKey]
    number: Mapped[int]
    held_on: Mapped[date]
    done: Mapped[str] = mapped_column(String(LONGEST), default="")
    agreements: Mapped[str] = mapped_column(String(LONGEST), default="")
    next_on: Mapped[date | None]
    goals: Mapped[list[str]] = mapped_column(JSON)
    written_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[Instant]


class TrainingRequest(Base):
    """Somebody asks the leader for a training; the answer comes with a reason."""

    __tablename__ = "training_request"
    __table_args__ = (
        CheckConstraint("status in ('open', 'granted', 'refused', 'withdrawn')", name="known_status"),
        CheckConstraint("(status in ('granted', 'refused')) = (answered_by is not null)", name="answered_by_somebody"),
        Index("ix_training_request_person_id_status", "person_id", "status"),
    )
    id: Mapped[Key]
    person_id: Mapped[PersonKey]
    goal: Mapped[Code] = mapped_column(default="")
    course_id: Mapped[Code] = mapped_column(default="")
    wish: Mapped[str] = mapped_column(String(1000), default="")
    status: Mapped[Code] = mapped_column(default="open")
    asked_at: Mapped[Instant]
    answer: Mapped[str] = mapped_column(String(1000), default="")
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[NotYet]


class TeamGoal(Base):
    """What a team wants to learn, set by its leader with the team."""

    __tablename__ = "team_goal"
    __table_args__ = (CheckConstraint("status in ('open', 'met', 'dropped')", name="known_status"),)
    id: Mapped[Key]
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), index=True)
    goal: Mapped[Code]
    words: Mapped[str] = mapped_column(String(1000), default="")
    due_on: Mapped[date | None]
    status: Mapped[Code] = mapped_column(default="open")
    made_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[Instant]
    changed_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    changed_at: Mapped[Instant]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One version of a talk, and who wrote it."""

    number: int
    held_on: date
    done: str
    agreements: str
    next_on: date | None
    goals: tuple[str, ...]
    by: str
    written_at: datetime


@dataclass(frozen=True, kw_only=True)
class Request:
    """A wish for training with its answer; `answered_at` 9999-12-31 while it is open."""

    id: int
    person_id: int
    person: str
    goal: str
    course_id: str
    wish: str
    status: str
    asked_at: datetime
    answer: str
    by: str
    answered_at: datetime


@dataclass(frozen=True, kw_only=True)
class Aim:
    """A goal of a team."""

    id: int
    team_id: int
    goal: str
    words: str
    due_on: date | None
    status: str
    by: str
    changed_at: datetime


_ANSWERER = aliased(Person)
_REQUEST = (
    select(
        TrainingRequest.id,
        TrainingRequest.person_id,
        Person.given_name,
        Person.family_name,
        TrainingRequest.goal,
        TrainingRequest.course_id,
        TrainingRequest.wish,
        TrainingRequest.status,
        TrainingRequest.asked_at,
        TrainingRequest.answer,
        _ANSWERER.given_name,
        _ANSWERER.family_name,
        TrainingRequest.answered_at,
    )
    .join(Person, Person.id == TrainingRequest.person_id)
    .outerjoin(_ANSWERER, _ANSWERER.id == TrainingRequest.answered_by)
)


def entries(person_id: int) -> list[Entry]:
    """Return every version of somebody's talks, newest first."""
    asked = (
        select(
            TalkEntry.number,
            TalkEntry.held_on,
            TalkEntry.done,
            TalkEntry.agreements,
            TalkEntry.next_on,
            TalkEntry.goals,
            Person.given_name,
            Person.family_name,
            TalkEntry.written_at,
        )
        .join(Person, Person.id == TalkEntry.written_by)
        .where(TalkEntry.person_id == person_id)
        .order_by(TalkEntry.number.desc())
    )
    return [
        Entry(
            number=row[0],
            held_on=row[1],
            done=row[2],
            agreements=row[3],
            next_on=row[4],
            goals=tuple(row[5]),
            by=f"{row[6]} {row[7]}",
            written_at=row[8],
        )
        for row in db.session.execute(asked)
    ]


def add_entry(**values: Any) -> bool:
    """Append a version; returns False when somebody wrote that number at the same moment."""
    return insert_once(TalkEntry, **values)


def requests_of(person_id: int) -> list[Request]:
    """Return somebody's own wishes, newest first."""
    asked = _REQUEST.where(TrainingRequest.person_id == person_id).order_by(TrainingRequest.id.desc())
    return [_request(row) for row in db.session.execute(asked)]


def open_requests(people: Any, limit: int) -> list[Request]:
    """Return the open wishes of these people (a selection of keys), oldest first."""
    held = (TrainingRequest.person_id.in_(people), TrainingRequest.status == "open")
    return [
        _request(row) for row in db.session.execute(_REQUEST.where(*held).order_by(TrainingRequest.id).limit(limit))
    ]


def answered_requests(people: Any, limit: int) -> list[Request]:
    """Return the answered wishes of these people, newest first."""
    held = (TrainingRequest.person_id.in_(people), TrainingRequest.status.in_(("granted", "refused")))
    asked = _REQUEST.where(*held).order_by(TrainingRequest.answered_at.desc()).limit(limit)
    return [_request(row) for row in db.session.execute(asked)]


def request(request_id: int) -> Request | None:
    """Return that wish, or None."""
    row = db.session.execute(_REQUEST.where(TrainingRequest.id == request_id)).one_or_none()
    return None if row is None else _request(row)


def ask(person_id: int, goal: str, course_id: str, wish: str, now: datetime) -> None:
    """Append a wish."""
    row = {"person_id": person_id, "goal": goal, "course_id": course_id, "wish": wish, "asked_at": now}
    db.session.execute(insert(TrainingRequest), row)


def answer(request_id: int, status: str, words: str, by: int | None, now: datetime) -> bool:
    """Write the answer; returns False when it was answered or taken back before."""
    held = (TrainingRequest.id == request_id, TrainingRequest.status == "open")
    values = {"status": status, "answer": words, "answered_by": by, "answered_at": now}
    return db.session.execute(update(TrainingRequest).where(*held).values(**values)).rowcount == 1


def count_open(people: Any) -> int:
    """Return how many wishes of these people are open."""
    held = (TrainingRequest.person_id.in_(people), TrainingRequest.status == "open")
    return db.session.scalar(select(func.count()).select_from(TrainingRequest).where(*held)) or 0


def aims(team_ids: Collection[int]) -> list[Aim]:
    """Return the goals of these teams, open ones first."""
    asked = (
        select(
            TeamGoal.id,
            TeamGoal.team_id,
            TeamGoal.goal,
            TeamGoal.words,
            TeamGoal.due_on,
            TeamGoal.status,
            Person.given_name,
            Person.family_name,
            TeamGoal.changed_at,
        )
        .join(Person, Person.id == TeamGoal.changed_by)
        .where(TeamGoal.team_id.in_(team_ids))
        .order_by(TeamGoal.status != "open", TeamGoal.id)
    )
    return [
        Aim(
            id=row[0],
            team_id=row[1],
            goal=row[2],
            words=row[3],
            due_on=row[4],
            status=row[5],
            by=f"{row[6]} {row[7]}",
            changed_at=row[8],
        )
        for row in db.session.execute(asked)
    ]


def add_aim(team_id: int, goal: str, words: str, due_on: date | None, by: int, now: datetime) -> None:
    """Append a goal of a team."""
    row = {
        "team_id": team_id,
        "goal": goal,
        "words": words,
        "due_on": due_on,
        "made_by": by,
        "made_at": now,
        "changed_by": by,
        "changed_at": now,
    }
    db.session.execute(insert(TeamGoal), row)


def settle_aim(aim_id: int, team_id: int, status: str, by: int, now: datetime) -> bool:
    """Write what became of a team's goal; returns False when the team has no such goal."""
    held = (TeamGoal.id == aim_id, TeamGoal.team_id == team_id)
    values = {"status": status, "changed_by": by, "changed_at": now}
    return db.session.execute(update(TeamGoal).where(*held).values(**values)).rowcount == 1


def _request(row: Any) -> Request:
    return Request(
        id=row[0],
        person_id=row[1],
        person=f"{row[2]} {row[3]}",
        goal=row[4],
        course_id=row[5],
        wish=row[6],
        status=row[7],
        asked_at=row[8],
        answer=row[9],
        by=f"{row[10] or ''} {row[11] or ''}".strip(),
        answered_at=row[12] or NEVER,
    )
