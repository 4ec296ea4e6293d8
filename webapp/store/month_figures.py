"""How everything stood at the end of each month, as it was known then: made once, because it never changes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import Base, db
from webapp.store.columns import Instant, Key
from webapp.store.once import insert_once


class MonthFigure(Base):
    """The figures of the last day of a month: for each part of the organisation and each thing how many stand how.

    They follow from the other tables; keeping them spares counting every month again on every look.
    """

    __tablename__ = "month_figure"
    __table_args__ = (UniqueConstraint("last_day"),)
    id: Mapped[Key]
    last_day: Mapped[date]
    counts: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_at: Mapped[Instant]


def days(among: Collection[date]) -> frozenset[date]:
    """Return of which of these days there are figures."""
    return frozenset(db.session.scalars(select(MonthFigure.last_day).where(MonthFigure.last_day.in_(among))))


def counts(last_day: date) -> Mapping[str, Any]:
    """Return the figures of that day; empty when there are none."""
    return db.session.scalar(select(MonthFigure.counts).where(MonthFigure.last_day == last_day)) or {}


def keep(last_day: date, counts: Mapping[str, Any], now: datetime) -> None:
    """Keep the figures of a day, unless they are kept already."""
    insert_once(MonthFigure, last_day=last_day, counts=dict(counts), made_at=now)
