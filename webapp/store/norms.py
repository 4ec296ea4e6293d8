"""The published versions of the organisation's norm, and the draft of the next one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import Base, db
from webapp.store.columns import Instant, Key
from webapp.store.once import insert_once
from webapp.store.people import Person


class NormVersion(Base):
    """One published norm: a document of learning_goals.norm.Norm; the database refuses any change of it."""

    __tablename__ = "norm_version"
    __table_args__ = (
        UniqueConstraint("number"),
        CheckConstraint("number > 0", name="counts_from_one"),
        CheckConstraint("change_kind in ('minor', 'acknowledge')", name="known_change_kind"),
        CheckConstraint("number > 1 or change_kind = 'acknowledge'", name="first_is_acknowledged"),
    )
    id: Mapped[Key]
    number: Mapped[int]
    valid_from: Mapped[date]
    published_at: Mapped[Instant]
    published_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    change_kind: Mapped[str] = mapped_column(String(11))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)


class NormDraft(Base):
    """One saved state of the version that is being written; every save is kept."""

    __tablename__ = "norm_draft"
    __table_args__ = (
        UniqueConstraint("for_number", "revision"),
        CheckConstraint("for_number > 0", name="for_a_version"),
        CheckConstraint("revision > 0", name="counts_from_one"),
    )
    id: Mapped[Key]
    for_number: Mapped[int]
    revision: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    saved_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    saved_at: Mapped[Instant]


@dataclass(frozen=True, kw_only=True)
class Published:
    """A version without its text; `by` is empty when no person published it."""

    number: int
    valid_from: date
    published_at: datetime
    change_kind: str
    by: str


@dataclass(frozen=True, kw_only=True)
class Saved:
    """A saved draft; revision 0 is the norm from which it starts."""

    revision: int
    content: Mapping[str, Any]
    by: str
    saved_at: datetime


def content(number: int) -> Mapping[str, Any] | None:
    """Return the document of the norm with that number, or None."""
    return db.session.scalar(select(NormVersion.content).where(NormVersion.number == number))


def number_on(day: date) -> int:
    """Return the number of the norm in force on that day; 0 when there is none yet."""
    return db.session.scalar(select(func.max(NormVersion.number)).where(NormVersion.valid_from <= day)) or 0


def newest_number() -> int:
    """Return the number of the version that was published last, in force or not; 0 when there is none."""
    return db.session.scalar(select(func.max(NormVersion.number))) or 0


def asked_number(day: date) -> int:
    """Return the newest version in force on that day that everybody has to acknowledge; 0 when there is none."""
    asked = select(func.max(NormVersion.number)).where(
        NormVersion.valid_from <= day, NormVersion.change_kind == "acknowledge"
    )
    return db.session.scalar(asked) or 0


def history() -> list[Published]:
    """Return every version, newest first."""
    asked = (
        select(
            NormVersion.number,
            NormVersion.valid_from,
            NormVersion.published_at,
            NormVersion.change_kind,
            Person.given_name,
            Person.family_name,
        )
        .outerjoin(Person, Person.id == NormVersion.published_by)
        .order_by(NormVersion.number.desc())
    )
    return [
        Published(number=number, valid_from=valid_from, published_at=at, change_kind=kind, by=_name(given, family))
        for number, valid_from, at, kind, given, family in db.session.execute(asked)
    ]


def publish(document: Mapping[str, Any], change_kind: str, by: int | None, now: datetime) -> bool:
    """Append a version; returns False when somebody published that number at the same moment."""
    return insert_once(
        NormVersion,
        number=document["number"],
        valid_from=date.fromisoformat(document["valid_from"]),
        change_kind=change_kind,
        content=dict(document),
        published_at=now,
        published_by=by,
    )


def draft(for_number: int, revision: int = 0) -> Saved | None:
    """Return that revision of the draft (0: the newest), or None."""
    asked = (
        select(NormDraft.revision, NormDraft.content, Person.given_name, Person.family_name, NormDraft.saved_at)
        .join(Person, Person.id == NormDraft.saved_by)
        .where(NormDraft.for_number == for_number)
        .order_by(NormDraft.revision.desc())
        .limit(1)
    )
    row = db.session.execute(asked.where(NormDraft.revision == revision) if revision else asked).one_or_none()
    if row is None:
        return None
    return Saved(revision=row[0], content=row[1], by=_name(row[2], row[3]), saved_at=row[4])


def save_draft(for_number: int, revision: int, document: Mapping[str, Any], by: int, now: datetime) -> bool:
    """Append a revision; returns False when somebody saved that revision at the same moment."""
    return insert_once(
        NormDraft, for_number=for_number, revision=revision, content=dict(document), saved_by=by, saved_at=now
    )


def _name(given: str | None, family: str | None) -> str:
    return f"{given} {family}" if given else ""
