"""The working agreements of each team, version by version, and who said to have read them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint, exists, func, select
from sqlalchemy.orm import Mapped, mapped_column

from learning_goals.periods import NEVER
from webapp.extensions import Base, db
from webapp.store.columns import Instant, Key
from webapp.store.once import insert_once
from webapp.store.people import Membership, Person, Team


class TeamNormVersion(Base):
    """One version of a team's agreements: a document of learning_goals.team_norm.TeamNorm."""

    __tablename__ = "team_norm_version"
    __table_args__ = (
        UniqueConstraint("team_id", "number"),
        CheckConstraint("number > 0", name="counts_from_one"),
    )
    id: Mapped[Key]
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    number: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    published_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    published_at: Mapped[Instant]


class TeamAcknowledgement(Base):
    """A person said to have read one version of a team's agreements."""

    __tablename__ = "team_acknowledgement"
    __table_args__ = (
        UniqueConstraint("person_id", "team_id", "team_norm_number"),
        CheckConstraint("team_norm_number > 0", name="of_a_version"),
    )
    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    team_norm_number: Mapped[int]
    acknowledged_at: Mapped[Instant]


@dataclass(frozen=True, kw_only=True)
class Version:
    """One version of a team's agreements."""

    team_id: int
    team: str
    number: int
    content: Mapping[str, Any]
    by: str
    published_at: datetime


@dataclass(frozen=True, kw_only=True)
class Edition:
    """That there was a version, by whom and when."""

    number: int
    by: str
    published_at: datetime


_VERSION = (
    select(
        TeamNormVersion.team_id,
        Team.name,
        TeamNormVersion.number,
        TeamNormVersion.content,
        Person.given_name,
        Person.family_name,
        TeamNormVersion.published_at,
    )
    .join(Team, Team.id == TeamNormVersion.team_id)
    .join(Person, Person.id == TeamNormVersion.published_by)
)


def versions(team_ids: Collection[int]) -> dict[int, Version]:
    """Return the newest version of each of these teams that has one."""
    newest = (
        select(TeamNormVersion.team_id, func.max(TeamNormVersion.number).label("number"))
        .where(TeamNormVersion.team_id.in_(team_ids))
        .group_by(TeamNormVersion.team_id)
        .subquery()
    )
    asked = _VERSION.join(
        newest, (newest.c.team_id == TeamNormVersion.team_id) & (newest.c.number == TeamNormVersion.number)
    ).order_by(Team.path)
    return {row[0]: _version(row) for row in db.session.execute(asked)}


def numbers(team_ids: Collection[int]) -> dict[int, int]:
    """Return the number of the newest version of each of these teams that has one."""
    asked = (
        select(TeamNormVersion.team_id, func.max(TeamNormVersion.number))
        .where(TeamNormVersion.team_id.in_(team_ids))
        .group_by(TeamNormVersion.team_id)
        .order_by(TeamNormVersion.team_id)
    )
    return {row[0]: row[1] for row in db.session.execute(asked)}


def version(team_id: int, number: int) -> Version | None:
    """Return that version of the team's agreements, or None."""
    asked = _VERSION.where(TeamNormVersion.team_id == team_id, TeamNormVersion.number == number)
    row = db.session.execute(asked).one_or_none()
    return None if row is None else _version(row)


def editions(team_id: int) -> list[Edition]:
    """Return when each version was published, newest first."""
    asked = (
        select(TeamNormVersion.number, Person.given_name, Person.family_name, TeamNormVersion.published_at)
        .join(Person, Person.id == TeamNormVersion.published_by)
        .where(TeamNormVersion.team_id == team_id)
        .order_by(TeamNormVersion.number.desc())
    )
    return [Edition(number=row[0], by=f"{row[1]} {row[2]}", published_at=row[3]) for row in db.session.execute(asked)]


def publish(team_id: int, number: int, content: Mapping[str, Any], by: int, now: datetime) -> bool:
    """Append a version; returns False when somebody published that number at the same moment."""
    return insert_once(
        TeamNormVersion,
        team_id=team_id,
        number=number,
        content=dict(content),
        published_by=by,
        published_at=now,
    )


def acknowledge(person_id: int, team_id: int, number: int, now: datetime) -> None:
    """Append that the person read this version; once."""
    insert_once(TeamAcknowledgement, person_id=person_id, team_id=team_id, team_norm_number=number, acknowledged_at=now)


def acknowledged(person_id: int, team_ids: Collection[int]) -> dict[int, int]:
    """Return the newest version of each of these teams that the person said to have read."""
    asked = (
        select(TeamAcknowledgement.team_id, func.max(TeamAcknowledgement.team_norm_number))
        .where(TeamAcknowledgement.person_id == person_id, TeamAcknowledgement.team_id.in_(team_ids))
        .group_by(TeamAcknowledgement.team_id)
        .order_by(TeamAcknowledgement.team_id)
    )
    return {row[0]: row[1] for row in db.session.execute(asked)}


def count_of(team_id: int, number: int, day: date) -> int:
    """Return how many of those who work in the team on that day said to have read this version."""
    works_there = exists().where(
        Membership.person_id == TeamAcknowledgement.person_id,
        Membership.team_id == team_id,
        Membership.superseded_at == NEVER,
        Membership.valid_from <= day,
        Membership.valid_until >= day,
    )
    asked = select(func.count()).where(
        TeamAcknowledgement.team_id == team_id, TeamAcknowledgement.team_norm_number == number, works_there
    )
    return db.session.scalar(asked) or 0


def teams_of(person_id: int, day: date) -> list[tuple[int, str, str]]:
    """Return where the person works on that day: team, its name, the function group there."""
    asked = (
        select(Team.id, Team.name, Membership.function_group)
        .join(Membership, Membership.team_id == Team.id)
        .where(
            Membership.person_id == person_id,
            Membership.superseded_at == NEVER,
            Membership.valid_from <= day,
            Membership.valid_until >= day,
        )
        .order_by(Membership.id)
    )
    return [(row[0], row[1], row[2]) for row in db.session.execute(asked)]


def _version(row: Any) -> Version:
    return Version(
        team_id=row[0], team=row[1], number=row[2], content=row[3], by=f"{row[4]} {row[5]}", published_at=row[6]
    )
