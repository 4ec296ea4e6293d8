"""Who said to have read and understood a norm; nobody sees more than how many."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    Select,
    String,
    UniqueConstraint,
    bindparam,
    case,
    exists,
    func,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column

from learning_goals.periods import NEVER
from webapp.extensions import Base, db
from webapp.store.columns import Instant, Key
from webapp.store.norms import NormVersion
from webapp.store.once import insert_once
from webapp.store.people import Employment, Membership
from webapp.store.team_norms import TeamAcknowledgement, TeamNormVersion


class Acknowledgement(Base):
    """A person said to have read and understood one version of the norm."""

    __tablename__ = "acknowledgement"
    __table_args__ = (
        UniqueConstraint("person_id", "norm_number"),
        CheckConstraint("language in ('nl', 'en')", name="known_language"),
        CheckConstraint("norm_number > 0", name="of_a_version"),
        Index("ix_acknowledgement_norm_number_person", "norm_number", "person_id"),
    )
    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    norm_number: Mapped[int]
    language: Mapped[str] = mapped_column(String(2))
    acknowledged_at: Mapped[Instant]


@dataclass(frozen=True, kw_only=True)
class Count:
    """How many people work somewhere, and how many of them acknowledged."""

    people: int
    acknowledged: int


@dataclass(frozen=True, kw_only=True)
class ToRead:
    """What one person is asked to read: the norm's version (0: none), what was read of it, and the own teams.

    `read` 0 means that no version was acknowledged, `read_at` then is 9999-12-31; `team_open` says that a team of
    the person's has agreements that were not read yet.
    """

    asked: int
    read: int
    read_at: datetime
    team_open: bool

    @property
    def norm_open(self) -> bool:
        """Whether the norm is still to be read."""
        return self.read < self.asked


def _to_read() -> Select[Any]:
    person, day = bindparam("person_id"), bindparam("day")
    asked = select(func.max(NormVersion.number)).where(
        NormVersion.valid_from <= day, NormVersion.change_kind == "acknowledge"
    )
    mine = Acknowledgement.person_id == person
    read = select(func.max(Acknowledgement.norm_number)).where(mine)
    read_at = select(Acknowledgement.acknowledged_at).where(mine).order_by(Acknowledgement.norm_number.desc()).limit(1)
    team_read = exists().where(
        TeamAcknowledgement.person_id == person,
        TeamAcknowledgement.team_id == TeamNormVersion.team_id,
        TeamAcknowledgement.team_norm_number >= TeamNormVersion.number,
    )
    team_open = exists().where(
        Membership.person_id == person,
        Membership.superseded_at == NEVER,
        Membership.valid_from <= day,
        Membership.valid_until >= day,
        TeamNormVersion.team_id == Membership.team_id,
        ~team_read,
    )
    return select(
        asked.scalar_subquery().label("asked"),
        read.scalar_subquery().label("read"),
        read_at.scalar_subquery().label("read_at"),
        team_open.label("team_open"),
    )


_TO_READ = _to_read()


def to_read(person_id: int, day: date) -> ToRead:
    """Return what this person is asked to read on that day."""
    row = db.session.execute(_TO_READ, {"person_id": person_id, "day": day}).one()
    return ToRead(asked=row.asked or 0, read=row.read or 0, read_at=row.read_at or NEVER, team_open=bool(row.team_open))


def append(person_id: int, norm_number: int, language: str, now: datetime) -> bool:
    """Append it; returns False when it was there already."""
    return insert_once(
        Acknowledgement, person_id=person_id, norm_number=norm_number, language=language, acknowledged_at=now
    )


def newest_key() -> int:
    """Return the key of the acknowledgement that was appended last; 0 before the first."""
    return db.session.scalar(select(func.max(Acknowledgement.id))) or 0


def by_team(from_number: int, day: date) -> dict[int, Count]:
    """Return for each team how many of its people acknowledged that version or a later one; two jobs count twice."""
    said = exists().where(Acknowledgement.person_id == Membership.person_id, Acknowledgement.norm_number >= from_number)
    employed = exists().where(
        Employment.person_id == Membership.person_id,
        Employment.superseded_at == NEVER,
        Employment.valid_from <= day,
        Employment.valid_until >= day,
    )
    asked = (
        select(Membership.team_id, func.count(), func.sum(case((said, 1), else_=0)))
        .where(Membership.superseded_at == NEVER, Membership.valid_from <= day, Membership.valid_until >= day, employed)
        .group_by(Membership.team_id)
        .order_by(Membership.team_id)
    )
    return {row[0]: Count(people=row[1], acknowledged=int(row[2] or 0)) for row in db.session.execute(asked)}
