"""Reminders: tables. What is open is never kept here; it is asked when a mail is made."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import Base
from webapp.store.columns import Code, Instant, Key, PersonKey


class ReminderVersion(Base):
    """What one reminder rule says from then on, or (`rule_id` "hours") when mail may leave; the newest number holds."""

    __tablename__ = "reminder_version"
    __table_args__ = (
        UniqueConstraint("rule_id", "number"),
        CheckConstraint("number > 0", name="counts_from_one"),
    )
    id: Mapped[Key]
    rule_id: Mapped[Code]
    number: Mapped[int]
    document: Mapped[dict[str, Any]] = mapped_column(JSON)
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    changed_at: Mapped[Instant]


class ReminderChoice(Base):
    """When somebody wants the weekly mail, and until when none at all."""

    __tablename__ = "reminder_choice"
    __table_args__ = (
        UniqueConstraint("person_id"),
        CheckConstraint("weekday between 1 and 5", name="on_a_weekday"),
        CheckConstraint("hour between 0 and 23", name="possible_hour"),
    )
    id: Mapped[Key]
    person_id: Mapped[PersonKey]
    weekday: Mapped[int]
    hour: Mapped[int]
    paused_until: Mapped[date | None]


class DailyCount(Base):
    """How many things of one kind were open this morning for coordinator or HR, without names."""

    __tablename__ = "daily_count"
    __table_args__ = (
        UniqueConstraint("day", "role", "what"),
        CheckConstraint("number > 0", name="counts_something"),
    )
    id: Mapped[Key]
    day: Mapped[date]
    role: Mapped[Code]
    what: Mapped[Code]
    number: Mapped[int]


class Notification(Base):
    """One reminder that left in a mail; `dedup_key` lets it leave once."""

    __tablename__ = "notification"
    __table_args__ = (
        UniqueConstraint("dedup_key"),
        Index("ix_notification_sent_at", "sent_at"),
    )
    id: Mapped[Key]
    dedup_key: Mapped[str] = mapped_column(String(200))
    person_id: Mapped[PersonKey]
    rule_id: Mapped[Code]
    about: Mapped[str] = mapped_column(String(120))
    due: Mapped[date]
    mail_key: Mapped[str] = mapped_column(String(200))
    sent_at: Mapped[Instant]
