"""What people have read, started and completed, and in which text."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from learning_goals.periods import EVER
from webapp.extensions import Base
from webapp.store.columns import Code, Instant, Key, NotYet, PersonKey


class ContentVersion(Base):
    """The files of a course and its quiz as they were, so that what somebody was shown can be rebuilt."""

    __tablename__ = "content_version"
    __table_args__ = (UniqueConstraint("kind", "digest"),)
    id: Mapped[Key]
    kind: Mapped[Code]
    digest: Mapped[str] = mapped_column(String(64))
    subject: Mapped[Code]
    files: Mapped[dict[str, Any]] = mapped_column(JSON)
    first_used_at: Mapped[Instant]


class CourseStart(Base):
    """The first time that a person did something in a version of a course."""

    __tablename__ = "course_start"
    __table_args__ = (UniqueConstraint("person_id", "course_id", "course_version"),)
    id: Mapped[Key]
    person_id: Mapped[PersonKey]
    course_id: Mapped[Code]
    course_version: Mapped[int]
    started_at: Mapped[Instant]


class LessonRead(Base):
    """A person said "I have read this"."""

    __tablename__ = "lesson_read"
    __table_args__ = (
        UniqueConstraint("person_id", "course_id", "lesson_id", "course_version"),
        CheckConstraint("language in ('nl', 'en')", name="known_language"),
        CheckConstraint("route in ('full', 'gentle')", name="known_route"),
    )
    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    course_id: Mapped[Code]
    lesson_id: Mapped[Code]
    course_version: Mapped[int]
    course_digest: Mapped[str] = mapped_column(String(64))
    norm_number: Mapped[int]
    own_text_revision: Mapped[int] = mapped_column(default=0)
    language: Mapped[str] = mapped_column(String(2))
    route: Mapped[Code]
    read_at: Mapped[Instant]


class CompletionRecord(Base):
    """A person completed a course or programme item; a correction supersedes, nothing is wiped.

    What is not a course has version 1 and empty digests; `recorded_by` is who wrote the attendance down or accepted
    the evidence.
    """

    __tablename__ = "completion_record"
    __table_args__ = (
        CheckConstraint(
            "method in ('quiz', 'sample', 'attended', 'external', 'equal', 'acknowledged')", name="known_method"
        ),
        CheckConstraint("recorded_at <= superseded_at", name="recorded_before_superseded"),
        UniqueConstraint("attempt_id"),
        Index("ix_completion_record_person_course", "person_id", "course_id", "superseded_at"),
    )
    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    course_id: Mapped[Code]
    course_version: Mapped[int]
    course_digest: Mapped[str] = mapped_column(String(64))
    quiz_digest: Mapped[str] = mapped_column(String(64))
    norm_number: Mapped[int]
    own_text_revision: Mapped[int] = mapped_column(default=0)
    language: Mapped[str] = mapped_column(String(2))
    method: Mapped[Code]
    attempt_id: Mapped[int | None] = mapped_column(ForeignKey("attempt.id"))
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    completed_on: Mapped[date]
    recorded_at: Mapped[Instant]
    superseded_at: Mapped[NotYet]


class Assignment(Base):
    """What a person must do by a date; a new due date and a new cycle supersede the old row.

    `course_id` names a course, a programme item, the norm or a questionnaire, as `kind` says; ids differ over kinds.
    Only what was completed on `counts_from` or later counts. `why` holds what a rule saw, empty when a person assigned.
    """

    __tablename__ = "assignment"
    __table_args__ = (
        CheckConstraint("recorded_at <= superseded_at", name="recorded_before_superseded"),
        Index("ix_assignment_person_course", "person_id", "course_id", "superseded_at"),
        Index("ix_assignment_course_due", "course_id", "superseded_at", "due_on", "person_id"),
        UniqueConstraint("person_id", "course_id", "superseded_at"),
        CheckConstraint("kind in ('course', 'item', 'norm', 'questionnaire')", name="known_kind"),
        CheckConstraint("cycle > 0", name="counts_from_one"),
        CheckConstraint("due_on <= grace_until", name="grace_after_due"),
    )
    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[Code] = mapped_column(default="course")
    course_id: Mapped[Code]
    cycle: Mapped[int] = mapped_column(default=1)
    counts_from: Mapped[date] = mapped_column(default=EVER)
    due_on: Mapped[date]
    grace_until: Mapped[date]
    rule_id: Mapped[int | None] = mapped_column(ForeignKey("assignment_rule.id"))
    why: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    reason: Mapped[str] = mapped_column(String(500), default="")
    assigned_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[Instant]
    superseded_at: Mapped[NotYet]


class ProgressRevision(Base):
    """`number` rises with every change that figures depend on, so that they can be kept; `texts` with own texts."""

    __tablename__ = "progress_revision"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)
    id: Mapped[Key]
    number: Mapped[int] = mapped_column(default=0)
    texts: Mapped[int] = mapped_column(default=0, server_default="0")
