"""The checklist with its answers, proof and snapshots, and evidence files that were asked for: tables."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import Base
from webapp.store.columns import Code, Instant, Key, Name, NotYet, PersonKey

LONGEST_NOTE = 1000


class ChecklistAnswer(Base):
    """What was said of one item of the checklist; the highest number holds, the earlier ones stay.

    `facts` names what the product knows and was chosen as proof.
    """

    __tablename__ = "checklist_answer"
    __table_args__ = (
        UniqueConstraint("item", "number"),
        CheckConstraint("number > 0", name="counts_from_one"),
        CheckConstraint("answer in ('yes', 'partly', 'no')", name="known_answer"),
    )
    id: Mapped[Key]
    item: Mapped[Code]
    number: Mapped[int]
    answer: Mapped[Code]
    owner_id: Mapped[PersonKey]
    facts: Mapped[list[Any]] = mapped_column(JSON)
    note: Mapped[str] = mapped_column(String(LONGEST_NOTE), default="")
    again_on: Mapped[date]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[Instant]


class ChecklistFile(Base):
    """A document that was uploaded as proof of an item; taken away it stays, so that the past can be shown."""

    __tablename__ = "checklist_file"
    __table_args__ = (
        CheckConstraint("media_type in ('application/pdf', 'image/png', 'image/jpeg')", name="known_media_type"),
        CheckConstraint("uploaded_at <= removed_at", name="uploaded_before_removed"),
    )
    id: Mapped[Key]
    item: Mapped[Code]
    file_name: Mapped[Name]
    media_type: Mapped[Code]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    digest: Mapped[str] = mapped_column(String(64))
    uploaded_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    uploaded_at: Mapped[Instant]
    removed_at: Mapped[NotYet]


class ChecklistSnapshot(Base):
    """How the checklist stood in a half-year, kept once: answers by item, and the figures that the product knew."""

    __tablename__ = "checklist_snapshot"
    __table_args__ = (
        UniqueConstraint("year", "half"),
        CheckConstraint("half between 1 and 2", name="two_halves"),
    )
    id: Mapped[Key]
    year: Mapped[int]
    half: Mapped[int]
    document: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_at: Mapped[Instant]


class EvidenceFile(Base):
    """An evidence file that somebody asked for, for that person only, until it expires; `ready_at` says it is made."""

    __tablename__ = "evidence_file"
    __table_args__ = (
        UniqueConstraint("asked_by", "as_of", "names", "language", "ready_at"),
        CheckConstraint("language in ('nl', 'en')", name="known_language"),
        CheckConstraint("asked_at < expires_at", name="expires_later"),
    )
    id: Mapped[Key]
    asked_by: Mapped[PersonKey]
    as_of: Mapped[date]
    names: Mapped[bool]
    language: Mapped[str] = mapped_column(String(2))
    asked_at: Mapped[Instant]
    content: Mapped[bytes] = mapped_column(LargeBinary, default=b"")
    digest: Mapped[str] = mapped_column(String(64), default="")
    ready_at: Mapped[NotYet]
    expires_at: Mapped[Instant]


class EvidenceSalt(Base):
    """By what the people of the evidence files of one day are numbered, so that each making gives the same numbers."""

    __tablename__ = "evidence_salt"
    __table_args__ = (UniqueConstraint("as_of"),)
    id: Mapped[Key]
    as_of: Mapped[date]
    salt: Mapped[str] = mapped_column(String(64))


class MailTally(Base):
    """How many mails of a kind left on a day; kept when the mails themselves are deleted."""

    __tablename__ = "mail_tally"
    __table_args__ = (
        UniqueConstraint("day", "kind"),
        CheckConstraint("mails > 0", name="some_left"),
    )
    id: Mapped[Key]
    day: Mapped[date]
    kind: Mapped[Code]
    mails: Mapped[int]
