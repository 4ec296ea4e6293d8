"""Training providers and evaluations of trainings: tables."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import Base
from webapp.store.columns import Code, Instant, Key, Name, PersonKey


class Provider(Base):
    """Who gives or could give trainings; `revision` rises with every change."""

    __tablename__ = "provider"
    __table_args__ = (
        UniqueConstraint("name"),
        CheckConstraint("status in ('considered', 'chosen', 'ended')", name="known_status"),
    )
    id: Mapped[Key]
    name: Mapped[Name]
    contact: Mapped[Name] = mapped_column(default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    web: Mapped[str] = mapped_column(String(300), default="")
    note: Mapped[str] = mapped_column(String(2000), default="")
    status: Mapped[Code] = mapped_column(default="considered")
    answers: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    revision: Mapped[int] = mapped_column(default=0)
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    changed_at: Mapped[Instant]


class SessionEvaluation(Base):
    """What one person said of a training at one moment, sealed; only that person ever sees it."""

    __tablename__ = "session_evaluation"
    __table_args__ = (
        UniqueConstraint("session_id", "person_id", "moment"),
        CheckConstraint("moment in ('first', 'later')", name="known_moment"),
    )
    id: Mapped[Key]
    session_id: Mapped[int] = mapped_column(ForeignKey("training_session.id"))
    person_id: Mapped[PersonKey]
    moment: Mapped[Code]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    answered_at: Mapped[Instant]


class SessionFigure(Base):
    """The figure of a training at one moment, made once; an empty document when too few people answered."""

    __tablename__ = "session_figure"
    __table_args__ = (
        UniqueConstraint("session_id", "moment"),
        CheckConstraint("moment in ('first', 'later')", name="known_moment"),
    )
    id: Mapped[Key]
    session_id: Mapped[int] = mapped_column(ForeignKey("training_session.id"))
    moment: Mapped[Code]
    document: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_at: Mapped[Instant]
