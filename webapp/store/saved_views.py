"""Choices on the pages of figures that somebody keeps under a name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint, UniqueConstraint, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import Base, db
from webapp.store.columns import Code, Key, Name, PersonKey
from webapp.store.once import insert_once


class SavedView(Base):
    """A page of figures with what was chosen, of one person; `since` is the day from which it is mailed as it says."""

    __tablename__ = "saved_view"
    __table_args__ = (
        UniqueConstraint("person_id", "name"),
        CheckConstraint("page in ('overview', 'heat_map', 'people')", name="known_page"),
        CheckConstraint("mailed in ('never', 'weekly', 'monthly')", name="known_rhythm"),
        CheckConstraint("weekday between 1 and 7 and hour between 0 and 23", name="possible_moment"),
        CheckConstraint("name <> ''", name="has_a_name"),
    )
    id: Mapped[Key]
    person_id: Mapped[PersonKey]
    name: Mapped[Name]
    page: Mapped[Code]
    query: Mapped[dict[str, Any]] = mapped_column(JSON)
    mailed: Mapped[Code] = mapped_column(default="never")
    weekday: Mapped[int] = mapped_column(default=1)
    hour: Mapped[int] = mapped_column(default=9)
    since: Mapped[date]


def of_person(person_id: int) -> list[SavedView]:
    """Return the views of a person by name."""
    asked = select(SavedView).where(SavedView.person_id == person_id).order_by(SavedView.name)
    return list(db.session.scalars(asked))


def one(view_id: int) -> SavedView | None:
    """Return that view."""
    return db.session.get(SavedView, view_id)


def mailed() -> list[SavedView]:
    """Return every view that is mailed now and then."""
    return list(db.session.scalars(select(SavedView).where(SavedView.mailed != "never").order_by(SavedView.id)))


def keep(values: Mapping[str, Any]) -> bool:
    """Keep a new view; returns False when the person has one of that name."""
    return insert_once(SavedView, **values)


def change(view_id: int, values: Mapping[str, Any]) -> None:
    """Change a view."""
    db.session.execute(update(SavedView).where(SavedView.id == view_id).values(dict(values)))


def drop(view_id: int, person_id: int) -> None:
    """Delete a view of that person."""
    db.session.execute(delete(SavedView).where(SavedView.id == view_id, SavedView.person_id == person_id))
