"""Mails that left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Index, String, UniqueConstraint, delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import Base, db
from webapp.store.columns import Code, Instant, Key


class SentMail(Base):
    """A mail that left, or that would have left in sample mode (only then the text is kept)."""

    __tablename__ = "sent_mail"
    __table_args__ = (
        UniqueConstraint("message_id"),
        Index("ix_sent_mail_to_person_id", "to_person_id"),
        Index("ix_sent_mail_sent_at", "sent_at"),
    )
    id: Mapped[Key]
    message_id: Mapped[str] = mapped_column(String(200))
    kind: Mapped[Code]
    to_person_id: Mapped[int | None]
    to_address: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(300))
    sample_text: Mapped[str] = mapped_column(String(8000), default="")
    sent_at: Mapped[Instant]


@dataclass(frozen=True, kw_only=True)
class Mail:
    """A mail that left; `text` is kept in sample mode only."""

    id: int
    kind: str
    to_address: str
    subject: str
    text: str
    sent_at: datetime


def append(
    message_id: str, kind: str, to_person_id: int, to_address: str, subject: str, text: str, at: datetime
) -> None:
    """Append a mail that left."""
    db.session.add(
        SentMail(
            message_id=message_id,
            kind=kind,
            to_person_id=to_person_id,
            to_address=to_address,
            subject=subject,
            sample_text=text,
            sent_at=at,
        )
    )
    db.session.flush()


@dataclass(frozen=True, kw_only=True)
class Addressed:
    """To whom a mail with that id went."""

    message_id: str
    person_id: int
    address: str


def with_id(message_id: str) -> Addressed | None:
    """Return to whom the mail with that Message-ID went, or None when it is none of ours."""
    return _addressed(SentMail.message_id == message_id)


def last_to(address: str) -> Addressed | None:
    """Return the mail that went to that address last, or None."""
    return _addressed(func.lower(SentMail.to_address) == address.lower())


def _addressed(condition: ColumnElement[bool]) -> Addressed | None:
    asked = select(SentMail.message_id, SentMail.to_person_id, SentMail.to_address)
    newest_first = asked.where(condition, SentMail.to_person_id.is_not(None)).order_by(SentMail.id.desc())
    row = db.session.execute(newest_first.limit(1)).one_or_none()
    return None if row is None else Addressed(message_id=row[0], person_id=row[1], address=row[2])


def mail(id: int) -> Mail | None:
    """Return that mail, or None."""
    row = db.session.get(SentMail, id)
    return None if row is None else _mail(row)


def _mail(row: SentMail) -> Mail:
    return Mail(
        id=row.id,
        kind=row.kind,
        to_address=row.to_address,
        subject=row.subject,
        text=row.sample_text,
        sent_at=row.sent_at,
    )


def forget_before(instant: datetime) -> None:
    """Delete mails that left before that instant."""
    db.session.execute(delete(SentMail).where(SentMail.sent_at < instant))
