"""Reviews of teams, of management and of the board: what is planned, recorded and agreed, and when a team meets."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import Base
from webapp.store.columns import Code, Instant, Key, NotYet

LONGEST_LESSONS = 2000
LONGEST_WHAT = 300
LONGEST_WHO = 100


class Review(Base):
    """One review of one team (or of who has a duty) in one period of a year.

    `about` is "team:" with the team's key, or "duty:" with the duty's id. `set_by` is who chose the day; None: it is
    a proposal. `lessons` are what the leader wants to discuss of incidents, without names.
    """

    __tablename__ = "review"
    __table_args__ = (
        UniqueConstraint("about", "year", "number"),
        CheckConstraint("number between 1 and 4", name="one_to_four_a_year"),
        CheckConstraint("year between 2000 and 2200", name="possible_year"),
        Index("ix_review_due_on", "due_on"),
    )
    id: Mapped[Key]
    about: Mapped[Code]
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"), index=True)
    year: Mapped[int]
    number: Mapped[int]
    due_on: Mapped[date]
    set_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    lessons: Mapped[str] = mapped_column(String(LONGEST_LESSONS), default="")
    revision: Mapped[int] = mapped_column(default=0)


class ReviewRecord(Base):
    """What came of a review; a correction supersedes. `document` names the points that were looked at."""

    __tablename__ = "review_record"
    __table_args__ = (
        UniqueConstraint("review_id", "superseded_at"),
        CheckConstraint("present between 1 and 999", name="somebody_was_there"),
        CheckConstraint("kept in ('yes', 'partly', 'no', 'none')", name="known_answer"),
        CheckConstraint("recorded_at <= superseded_at", name="recorded_before_superseded"),
    )
    id: Mapped[Key]
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"))
    held_on: Mapped[date]
    present: Mapped[int]
    kept: Mapped[Code]
    norm_changes: Mapped[bool]
    next_on: Mapped[date | None]
    document: Mapped[dict[str, Any]] = mapped_column(JSON)
    recorded_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[Instant]
    superseded_at: Mapped[NotYet]


class ReviewAgreement(Base):
    """What was agreed in a review, who does it (a role or a name, as the team wants), and by when."""

    __tablename__ = "review_agreement"
    __table_args__ = (
        UniqueConstraint("record_id", "number"),
        CheckConstraint("number > 0", name="counts_from_one"),
    )
    id: Mapped[Key]
    record_id: Mapped[int] = mapped_column(ForeignKey("review_record.id"))
    number: Mapped[int]
    what: Mapped[str] = mapped_column(String(LONGEST_WHAT))
    who: Mapped[str] = mapped_column(String(LONGEST_WHO), default="")
    by_day: Mapped[date | None]


class MeetingRhythm(Base):
    """On which weekday (0 is Monday) a team meets, every how many weeks, counted from a day."""

    __tablename__ = "meeting_rhythm"
    __table_args__ = (
        UniqueConstraint("about"),
        CheckConstraint("weekday between 0 and 6", name="a_day_of_the_week"),
        CheckConstraint("every_weeks between 1 and 12", name="possible_weeks"),
    )
    id: Mapped[Key]
    about: Mapped[Code]
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"), index=True)
    weekday: Mapped[int]
    every_weeks: Mapped[int]
    counted_from: Mapped[date]
    revision: Mapped[int]
    set_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    set_at: Mapped[Instant]


class ReviewSetting(Base):
    """From a year on: how many reviews a year teams have, and how many management and board."""

    __tablename__ = "review_setting"
    __table_args__ = (
        UniqueConstraint("from_year", "number"),
        CheckConstraint("teams between 2 and 4", name="two_to_four_for_teams"),
        CheckConstraint("duties between 1 and 2", name="one_or_two_for_duties"),
        CheckConstraint("number > 0", name="counts_from_one"),
    )
    id: Mapped[Key]
    from_year: Mapped[int]
    number: Mapped[int]
    teams: Mapped[int]
    duties: Mapped[int]
    set_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    set_at: Mapped[Instant]
