"""Work for later: one row per job, written in the transaction of its cause."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import Base
from webapp.store.columns import Code, Instant, Key, NotYet


class Job(Base):
    """Something to be done once; leased to one worker at a time."""

    __tablename__ = "job"
    __table_args__ = (
        UniqueConstraint("key"),
        CheckConstraint("state in ('waiting', 'done', 'failed')", name="known_state"),
        CheckConstraint("tries >= 0", name="tries_count_up"),
        Index("ix_job_state_due", "state", "due"),
    )
    id: Mapped[Key]
    key: Mapped[str] = mapped_column(String(200))
    kind: Mapped[Code]
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_at: Mapped[Instant]
    due: Mapped[Instant]
    lease_until: Mapped[Instant]
    owner: Mapped[str] = mapped_column(String(100), default="")
    tries: Mapped[int] = mapped_column(default=0)
    state: Mapped[Code] = mapped_column(default="waiting")
    done_at: Mapped[NotYet]
    why_failed: Mapped[str] = mapped_column(String(1000), default="")


class SentMail(Base):
    """A mail that left, or that would have left in sample mode (only then the text is kept)."""

    __tablename__ = "sent_mail"
    __table_args__ = (UniqueConstraint("message_id"),)
    id: Mapped[Key]
    message_id: Mapped[str] = mapped_column(String(200))
    kind: Mapped[Code]
    to_person_id: Mapped[int | None]
    to_address: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(300))
    sample_text: Mapped[str] = mapped_column(String(8000), default="")
    sent_at: Mapped[Instant]
