"""Assignment rules, and what was decided about one person: tables."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from learning_goals.periods import FOREVER
from webapp.extensions import Base
from webapp.store.columns import Code, Instant, Key, Name, NotYet, PersonKey


class AssignmentRule(Base):
    """A rule that assigns; its number is what people read in "rule 3"."""

    __tablename__ = "assignment_rule"
    id: Mapped[Key]
    made_at: Mapped[Instant]


class AssignmentRuleVersion(Base):
    """What a rule says from a moment on; the newest version holds, and an ended rule assigns nothing."""

    __tablename__ = "assignment_rule_version"
    __table_args__ = (
        UniqueConstraint("rule_id", "number"),
        CheckConstraint("status in ('active', 'ended')", name="known_status"),
    )
    id: Mapped[Key]
    rule_id: Mapped[int] = mapped_column(ForeignKey("assignment_rule.id"))
    number: Mapped[int]
    status: Mapped[Code]
    document: Mapped[dict[str, Any]] = mapped_column(JSON)
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[Instant]
    superseded_at: Mapped[NotYet]


class RuleException(Base):
    """A date that a rule asks for and that cannot be; somebody decides, and until then nothing is assigned."""

    __tablename__ = "rule_exception"
    __table_args__ = (
        CheckConstraint("problem in ('before_start', 'suspended')", name="known_problem"),
        CheckConstraint("decision in ('open', 'date', 'exempt', 'gone')", name="known_decision"),
        CheckConstraint("decision <> 'date' or due_on is not null", name="a_date_has_its_day"),
        CheckConstraint("decision in ('open', 'gone') or decided_by is not null", name="decided_by_somebody"),
        UniqueConstraint("rule_id", "person_id", "cycle", "problem", "asked_on"),
        Index("ix_rule_exception_decision", "decision", "id"),
    )
    id: Mapped[Key]
    rule_id: Mapped[int] = mapped_column(ForeignKey("assignment_rule.id"))
    person_id: Mapped[PersonKey]
    cycle: Mapped[int]
    problem: Mapped[Code]
    asked_on: Mapped[date]
    found_at: Mapped[Instant]
    decision: Mapped[Code] = mapped_column(default="open")
    due_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(String(500), default="")
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[NotYet]


class Decided:
    """Who decided it and why, and until when it was believed."""

    decided_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[Instant]
    superseded_at: Mapped[NotYet]


class Extension(Decided, Base):
    """More time for one cycle."""

    __tablename__ = "extension"
    id: Mapped[Key]
    person_id: Mapped[PersonKey]
    course_id: Mapped[Code]
    cycle: Mapped[int]
    due_on: Mapped[date]
    reason: Mapped[str] = mapped_column(String(500))


class Exemption(Decided, Base):
    """The person need not do it in a period."""

    __tablename__ = "exemption"
    __table_args__ = (CheckConstraint("valid_from <= valid_until", name="begins_before_it_ends"),)
    id: Mapped[Key]
    person_id: Mapped[PersonKey]
    course_id: Mapped[Code]
    valid_from: Mapped[date]
    valid_until: Mapped[date] = mapped_column(default=FOREVER)
    reason: Mapped[str] = mapped_column(String(500))


class Suspension(Decided, Base):
    """A pause with dates and no reason: all that is asked, or violent content alone (by the person, for the person)."""

    __tablename__ = "suspension"
    __table_args__ = (
        CheckConstraint("kind in ('everything', 'violent_content')", name="known_kind"),
        CheckConstraint("valid_from <= valid_until", name="begins_before_it_ends"),
        CheckConstraint("kind <> 'violent_content' or decided_by = person_id", name="only_the_person_pauses_content"),
    )
    id: Mapped[Key]
    person_id: Mapped[PersonKey]
    kind: Mapped[Code]
    valid_from: Mapped[date]
    valid_until: Mapped[date]


class PriorEvidence(Base):
    """A certificate from elsewhere that somebody handed in for what is assigned."""

    __tablename__ = "prior_evidence"
    __table_args__ = (
        CheckConstraint("decision in ('open', 'accepted', 'refused')", name="known_decision"),
        CheckConstraint("decision = 'open' or decided_by is not null", name="decided_by_somebody"),
        CheckConstraint("media_type in ('application/pdf', 'image/png', 'image/jpeg')", name="known_media_type"),
    )
    id: Mapped[Key]
    person_id: Mapped[PersonKey]
    course_id: Mapped[Code]
    title: Mapped[Name]
    obtained_on: Mapped[date]
    file_name: Mapped[Name]
    media_type: Mapped[Code]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    handed_in_at: Mapped[Instant]
    decision: Mapped[Code] = mapped_column(default="open")
    reason: Mapped[str] = mapped_column(String(500), default="")
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[NotYet]
