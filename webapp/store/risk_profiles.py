"""The risk profiles of teams and functions, version by version."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, mapped_column

from learning_goals.periods import NEVER
from webapp.extensions import Base, db
from webapp.store.columns import Instant, Key, Name
from webapp.store.once import insert_once
from webapp.store.people import Membership, Person


class RiskProfileVersion(Base):
    """One version of a profile; `subject` is "team:" with its key, or "function:" with its name."""

    __tablename__ = "risk_profile_version"
    __table_args__ = (
        UniqueConstraint("subject", "number"),
        CheckConstraint("number > 0", name="counts_from_one"),
        CheckConstraint("(team_id is not null) = (function_name = '')", name="about_a_team_or_a_function"),
    )
    id: Mapped[Key]
    subject: Mapped[str] = mapped_column(String(220))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"), index=True)
    function_name: Mapped[Name] = mapped_column(default="")
    number: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    recorded_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[Instant]


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """The newest version of one profile."""

    subject: str
    number: int
    content: Mapping[str, Any]
    by: str
    recorded_at: datetime


def team_subject(team_id: int) -> str:
    """Return how a team's profile is called."""
    return f"team:{team_id}"


def function_subject(function: str) -> str:
    """Return how a function's profile is called."""
    return f"function:{function}"


def newest(subjects: Collection[str] = ()) -> dict[str, Recorded]:
    """Return the newest version of each of these profiles (none named: of all)."""
    last = select(RiskProfileVersion.subject, func.max(RiskProfileVersion.number).label("number"))
    if subjects:
        last = last.where(RiskProfileVersion.subject.in_(subjects))
    last = last.group_by(RiskProfileVersion.subject).subquery()
    asked = (
        select(
            RiskProfileVersion.subject,
            RiskProfileVersion.number,
            RiskProfileVersion.content,
            Person.given_name,
            Person.family_name,
            RiskProfileVersion.recorded_at,
        )
        .join(Person, Person.id == RiskProfileVersion.recorded_by)
        .join(last, (last.c.subject == RiskProfileVersion.subject) & (last.c.number == RiskProfileVersion.number))
        .order_by(RiskProfileVersion.subject)
    )
    return {
        row[0]: Recorded(subject=row[0], number=row[1], content=row[2], by=f"{row[3]} {row[4]}", recorded_at=row[5])
        for row in db.session.execute(asked)
    }


def append(subject: str, number: int, content: Mapping[str, Any], by: int, now: datetime) -> bool:
    """Append a version; returns False when somebody saved that number at the same moment."""
    kind, _, name = subject.partition(":")
    return insert_once(
        RiskProfileVersion,
        subject=subject,
        team_id=int(name) if kind == "team" else None,
        function_name=name if kind == "function" else "",
        number=number,
        content=dict(content),
        recorded_by=by,
        recorded_at=now,
    )


def functions(day: date) -> list[tuple[str, int]]:
    """Return every function that somebody has on that day, with how many people, by name."""
    asked = (
        select(Membership.function, func.count())
        .where(
            Membership.superseded_at == NEVER,
            Membership.valid_from <= day,
            Membership.valid_until >= day,
            Membership.function != "",
        )
        .group_by(Membership.function)
        .order_by(Membership.function)
    )
    return [(row[0], row[1]) for row in db.session.execute(asked)]
