"""Conversations that somebody played, with the choices made; read and written for their own person alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint, bindparam, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from learning_goals.periods import NEVER
from webapp.extensions import Base, db
from webapp.store.columns import Code, Instant, Key, NotYet, PersonKey
from webapp.store.once import insert_once


class ScenarioPlay(Base):
    """One time that somebody played a conversation, in the text and under the norm with which it began."""

    __tablename__ = "scenario_play"
    __table_args__ = (CheckConstraint("begun_at <= finished_at", name="begins_before_it_ends"),)
    id: Mapped[Key]
    person_id: Mapped[PersonKey]
    scenario_id: Mapped[Code]
    digest: Mapped[str] = mapped_column(String(64))
    norm_number: Mapped[int]
    begun_at: Mapped[Instant]
    finished_at: Mapped[NotYet]


class ScenarioChoice(Base):
    """What was chosen at one turn."""

    __tablename__ = "scenario_choice"
    __table_args__ = (
        UniqueConstraint("play_id", "number"),
        CheckConstraint("number > 0", name="counts_from_one"),
    )
    id: Mapped[Key]
    play_id: Mapped[int] = mapped_column(ForeignKey("scenario_play.id"))
    number: Mapped[int]
    choice_id: Mapped[Code]
    chosen_at: Mapped[Instant]


@dataclass(frozen=True, kw_only=True)
class Play:
    """A play as the tables hold it; `finished_at` is 9999-12-31 while it runs."""

    id: int
    person_id: int
    scenario_id: str
    digest: str
    norm_number: int
    begun_at: datetime
    finished_at: datetime


_PLAY = select(*(getattr(ScenarioPlay, name) for name in Play.__dataclass_fields__))
_MINE = _PLAY.where(ScenarioPlay.person_id == bindparam("person_id")).order_by(ScenarioPlay.id)
_ONE = _MINE.where(ScenarioPlay.id == bindparam("id"))
_CHOSEN = (
    select(ScenarioChoice.choice_id).where(ScenarioChoice.play_id == bindparam("id")).order_by(ScenarioChoice.number)
)


def mine(person_id: int) -> list[Play]:
    """Return every play of a person, oldest first."""
    return [Play(**row._mapping) for row in db.session.execute(_MINE, {"person_id": person_id})]


def one(person_id: int, key: int, *, locked: bool = False) -> Play | None:
    """Return a play of that very person; `locked` holds it until the end of the transaction."""
    asked = _ONE.with_for_update() if locked else _ONE
    row = db.session.execute(asked, {"person_id": person_id, "id": key}).first()
    return Play(**row._mapping) if row else None


def chosen(key: int) -> list[str]:
    """Return the choices of a play, in order."""
    return list(db.session.scalars(_CHOSEN, {"id": key}))


def begin(person_id: int, scenario_id: str, digest: str, norm_number: int, now: datetime) -> int:
    """Keep that a play begins; returns its key."""
    play = ScenarioPlay(
        person_id=person_id,
        scenario_id=scenario_id,
        digest=digest,
        norm_number=norm_number,
        begun_at=now,
        finished_at=NEVER,
    )
    db.session.add(play)
    db.session.flush()
    return play.id


def choose(key: int, number: int, choice_id: str, now: datetime) -> bool:
    """Keep a choice; returns False when that turn has one already."""
    return insert_once(ScenarioChoice, play_id=key, number=number, choice_id=choice_id, chosen_at=now)


def finish(key: int, now: datetime) -> None:
    """Keep that a play came to its end."""
    db.session.execute(update(ScenarioPlay).where(ScenarioPlay.id == key).values(finished_at=now))


def erase(person_id: int) -> None:
    """Delete every play of a person with its choices, for good."""
    own = select(ScenarioPlay.id).where(ScenarioPlay.person_id == person_id)
    db.session.execute(delete(ScenarioChoice).where(ScenarioChoice.play_id.in_(own)))
    db.session.execute(delete(ScenarioPlay).where(ScenarioPlay.person_id == person_id))
