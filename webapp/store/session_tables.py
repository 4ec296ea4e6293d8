"""Trainings with others: tables."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import Base
from webapp.store.columns import Code, Instant, Key, Name, NotYet, PersonKey


class TrainingSession(Base):
    """A training with others; `item_id` is the programme item that attending completes.

    `revision` rises with every change that a calendar must hear of. `exception` is why it was planned although a hard
    rule spoke against it, empty when none did.
    """

    __tablename__ = "training_session"
    __table_args__ = (
        CheckConstraint("capacity between 1 and 500", name="possible_capacity"),
        CheckConstraint("cost >= 0", name="costs_nothing_or_more"),
        CheckConstraint("status in ('planned', 'cancelled')", name="known_status"),
    )
    id: Mapped[Key]
    item_id: Mapped[Code]
    title: Mapped[Name]
    place: Mapped[Name]
    outside_trainers: Mapped[str] = mapped_column(String(500), default="")
    provider: Mapped[Name] = mapped_column(default="")
    capacity: Mapped[int]
    cost: Mapped[int] = mapped_column(default=0)
    audience: Mapped[dict[str, Any]] = mapped_column(JSON)
    closes_on: Mapped[date]
    status: Mapped[Code] = mapped_column(default="planned")
    reason: Mapped[str] = mapped_column(String(500), default="")
    exception: Mapped[str] = mapped_column(String(500), default="")
    revision: Mapped[int] = mapped_column(default=0)
    made_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[Instant]


class SessionDate(Base):
    """One date of a training; a date that is moved keeps its key, so that calendars move it too."""

    __tablename__ = "session_date"
    __table_args__ = (
        CheckConstraint("starts_at < ends_at", name="starts_before_it_ends"),
        UniqueConstraint("session_id", "number"),
        Index("ix_session_date_starts_at", "starts_at"),
    )
    id: Mapped[Key]
    session_id: Mapped[int] = mapped_column(ForeignKey("training_session.id"))
    number: Mapped[int]
    starts_at: Mapped[Instant]
    ends_at: Mapped[Instant]


class SessionTrainer(Base):
    """A colleague who gives the training, and may record who was there."""

    __tablename__ = "session_trainer"
    __table_args__ = (UniqueConstraint("session_id", "person_id"),)
    id: Mapped[Key]
    session_id: Mapped[int] = mapped_column(ForeignKey("training_session.id"))
    person_id: Mapped[PersonKey]


class Registration(Base):
    """Somebody registered, waits or waited, or cancelled; a change supersedes, so that the order stays known."""

    __tablename__ = "registration"
    __table_args__ = (
        CheckConstraint("status in ('registered', 'waiting', 'cancelled')", name="known_status"),
        UniqueConstraint("session_id", "person_id", "superseded_at"),
        Index("ix_registration_session_status", "session_id", "superseded_at", "status"),
    )
    id: Mapped[Key]
    session_id: Mapped[int] = mapped_column(ForeignKey("training_session.id"))
    person_id: Mapped[PersonKey]
    status: Mapped[Code]
    asked_at: Mapped[Instant]
    reason: Mapped[str] = mapped_column(String(500), default="")
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[Instant]
    superseded_at: Mapped[NotYet]


class Attendance(Base):
    """Whether somebody was there on one date; a correction supersedes."""

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("session_date_id", "person_id", "superseded_at"),)
    id: Mapped[Key]
    session_date_id: Mapped[int] = mapped_column(ForeignKey("session_date.id"))
    person_id: Mapped[PersonKey]
    present: Mapped[bool]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[Instant]
    superseded_at: Mapped[NotYet]


class Certificate(Base):
    """Proof that a completion exists, which anybody can check by its code."""

    __tablename__ = "certificate"
    __table_args__ = (UniqueConstraint("code"), UniqueConstraint("completion_id"))
    id: Mapped[Key]
    code: Mapped[Code]
    completion_id: Mapped[int] = mapped_column(ForeignKey("completion_record.id"))
    person_id: Mapped[PersonKey]
    issued_at: Mapped[Instant]


class CalendarFeed(Base):
    """A private address of somebody's own calendar; whoever has it can read it until it is revoked."""

    __tablename__ = "calendar_feed"
    __table_args__ = (UniqueConstraint("token_hash"),)
    id: Mapped[Key]
    person_id: Mapped[PersonKey]
    token_hash: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[Instant]
    revoked_at: Mapped[NotYet]
