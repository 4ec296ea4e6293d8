"""Who looked at or changed what: appended, never changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import Base, db
from webapp.store.columns import Code, Instant, Key


class AuditEvent(Base):
    """One act of one person, about another person or about the installation."""

    __tablename__ = "audit_event"
    __table_args__ = (Index("ix_audit_event_about_at", "about_id", "at"),)
    id: Mapped[Key]
    at: Mapped[Instant]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    about_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    act: Mapped[Code]
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


def append(
    actor_id: int | None, about_id: int | None, act: str, at: datetime, detail: dict[str, Any] | None = None
) -> None:
    """Append one event."""
    db.session.add(AuditEvent(actor_id=actor_id, about_id=about_id, act=act, at=at, detail=detail or {}))
    db.session.flush()
