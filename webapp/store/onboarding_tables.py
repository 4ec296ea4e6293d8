"""Onboarding of new staff: tables. What is done in courses and about the norm is derived, never kept here."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import Base
from webapp.store.columns import Code, Instant, Key, NotYet, PersonKey


class Onboarding(Base):
    """The start of one employment; somebody who returns has a second one."""

    __tablename__ = "onboarding"
    __table_args__ = (
        UniqueConstraint("person_id", "employed_from"),
        Index("ix_onboarding_employed_from", "employed_from", "id"),
    )
    id: Mapped[Key]
    person_id: Mapped[PersonKey]
    employed_from: Mapped[date]
    opened_at: Mapped[Instant]


class MentorAssignment(Base):
    """Somebody is the mentor of somebody new, from the first up to and including the last day; one at a time."""

    __tablename__ = "mentor_assignment"
    __table_args__ = (
        CheckConstraint("valid_from <= valid_until", name="begins_before_it_ends"),
        CheckConstraint("recorded_at <= superseded_at", name="recorded_before_superseded"),
        UniqueConstraint("onboarding_id", "valid_until", "superseded_at"),
    )
    id: Mapped[Key]
    onboarding_id: Mapped[int] = mapped_column(ForeignKey("onboarding.id"))
    mentor_id: Mapped[PersonKey]
    valid_from: Mapped[date]
    valid_until: Mapped[date]
    chosen_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[Instant]
    superseded_at: Mapped[NotYet]


class OnboardingMark(Base):
    """Somebody wrote down that a step was done, or takes that back; the newest counts, the earlier ones stay."""

    __tablename__ = "onboarding_mark"
    __table_args__ = (
        CheckConstraint("recorded_at <= superseded_at", name="recorded_before_superseded"),
        UniqueConstraint("onboarding_id", "step", "superseded_at"),
    )
    id: Mapped[Key]
    onboarding_id: Mapped[int] = mapped_column(ForeignKey("onboarding.id"))
    step: Mapped[Code]
    done: Mapped[bool]
    done_on: Mapped[date]
    note: Mapped[str] = mapped_column(String(500), default="")
    marked_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[Instant]
    superseded_at: Mapped[NotYet]


class OnboardingSignal(Base):
    """Something that leader and HR were told, once: `day` says of which silence or lack it is."""

    __tablename__ = "onboarding_signal"
    __table_args__ = (
        CheckConstraint(
            "kind in ('mentor_wanted', 'mentor_late', 'newcomer_silent', 'mentor_silent', 'start_late')",
            name="known_kind",
        ),
        UniqueConstraint("onboarding_id", "kind", "day"),
    )
    id: Mapped[Key]
    onboarding_id: Mapped[int] = mapped_column(ForeignKey("onboarding.id"))
    kind: Mapped[Code]
    day: Mapped[date]
    given_at: Mapped[Instant]
