"""The municipality's own wording of courses and conversations, and its own courses; nothing is changed or wiped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint, and_, func, select
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import Base, db
from webapp.store import revision
from webapp.store.columns import Code, Instant, Key
from webapp.store.once import insert_once
from webapp.store.people import Person


class OwnText(Base):
    """What a unit says from a moment on, by address; empty is as shipped. `shipped` is what was shipped then."""

    __tablename__ = "own_text"
    __table_args__ = (
        UniqueConstraint("content_id", "kind", "unit_id", "number"),
        CheckConstraint("number > 0", name="counts_from_one"),
    )
    id: Mapped[Key]
    content_id: Mapped[Code]
    kind: Mapped[str] = mapped_column(String(20))
    unit_id: Mapped[Code]
    number: Mapped[int]
    texts: Mapped[dict[str, Any]] = mapped_column(JSON)
    shipped: Mapped[dict[str, Any]] = mapped_column(JSON)
    changed_by: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    changed_at: Mapped[Instant]


class OwnCourse(Base):
    """The files of a course of the municipality's own from a moment on; `withdrawn` when it is not offered."""

    __tablename__ = "own_course"
    __table_args__ = (
        UniqueConstraint("course_id", "number"),
        CheckConstraint("number > 0", name="counts_from_one"),
    )
    id: Mapped[Key]
    course_id: Mapped[Code]
    number: Mapped[int]
    files: Mapped[dict[str, Any]] = mapped_column(JSON)
    withdrawn: Mapped[bool] = mapped_column(default=False)
    changed_by: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    changed_at: Mapped[Instant]


@dataclass(frozen=True, kw_only=True)
class Text:
    """One wording of a unit, and by whom."""

    content_id: str
    kind: str
    unit_id: str
    number: int
    texts: Mapping[str, str]
    shipped: Mapping[str, str]
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Course:
    """One state of an own course, and by whom."""

    course_id: str
    number: int
    files: Mapping[str, str]
    withdrawn: bool
    by: str
    at: datetime


def newest_texts() -> list[Text]:
    """Return what was said last of every unit, in the order in which the units stand in the table."""
    last = (
        select(OwnText.content_id, OwnText.kind, OwnText.unit_id, func.max(OwnText.number).label("last"))
        .group_by(OwnText.content_id, OwnText.kind, OwnText.unit_id)
        .subquery()
    )
    same = and_(
        last.c.content_id == OwnText.content_id,
        last.c.kind == OwnText.kind,
        last.c.unit_id == OwnText.unit_id,
        last.c.last == OwnText.number,
    )
    asked = select(OwnText, Person.given_name, Person.family_name).join(last, same)
    asked = asked.join(Person, Person.id == OwnText.changed_by)
    return [_text(*row) for row in db.session.execute(asked.order_by(OwnText.id))]


def history(content_id: str, kind: str, unit_id: str) -> list[Text]:
    """Return everything that was said of one unit, newest first."""
    asked = select(OwnText, Person.given_name, Person.family_name).where(
        OwnText.content_id == content_id, OwnText.kind == kind, OwnText.unit_id == unit_id
    )
    asked = asked.join(Person, Person.id == OwnText.changed_by)
    return [_text(*row) for row in db.session.execute(asked.order_by(OwnText.number.desc()))]


def append_text(values: Mapping[str, Any]) -> bool:
    """Add what a unit says from now on; returns False when that number was taken."""
    added = insert_once(OwnText, **values)
    revision.raise_texts()
    return added


def newest_courses() -> list[Course]:
    """Return every own course as it stands now, withdrawn ones too, by id."""
    last = select(OwnCourse.course_id, func.max(OwnCourse.number).label("last")).group_by(OwnCourse.course_id)
    held = last.subquery()
    same = and_(held.c.course_id == OwnCourse.course_id, held.c.last == OwnCourse.number)
    asked = select(OwnCourse, Person.given_name, Person.family_name).join(held, same)
    asked = asked.join(Person, Person.id == OwnCourse.changed_by)
    return [_course(*row) for row in db.session.execute(asked.order_by(OwnCourse.course_id))]


def course_history(course_id: str) -> list[Course]:
    """Return every state of one own course, newest first."""
    asked = select(OwnCourse, Person.given_name, Person.family_name).where(OwnCourse.course_id == course_id)
    asked = asked.join(Person, Person.id == OwnCourse.changed_by)
    return [_course(*row) for row in db.session.execute(asked.order_by(OwnCourse.number.desc()))]


def append_course(values: Mapping[str, Any]) -> bool:
    """Add a state of an own course; returns False when that number was taken."""
    added = insert_once(OwnCourse, **values)
    revision.raise_texts()
    return added


def _text(row: OwnText, given: str, family: str) -> Text:
    return Text(
        content_id=row.content_id,
        kind=row.kind,
        unit_id=row.unit_id,
        number=row.number,
        texts=row.texts,
        shipped=row.shipped,
        by=f"{given} {family}".strip(),
        at=row.changed_at,
    )


def _course(row: OwnCourse, given: str, family: str) -> Course:
    return Course(
        course_id=row.course_id,
        number=row.number,
        files=row.files,
        withdrawn=row.withdrawn,
        by=f"{given} {family}".strip(),
        at=row.changed_at,
    )
