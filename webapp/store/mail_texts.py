"""The municipality's own texts of mails, version by version; nothing is changed or wiped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Select, String, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import Base, db
from webapp.store.columns import Code, Instant, Key
from webapp.store.once import insert_once
from webapp.store.people import Person


class MailText(Base):
    """What a kind of mail says from a moment on; empty means as shipped. `shipped_digest` is what was shipped then."""

    __tablename__ = "mail_text"
    __table_args__ = (
        UniqueConstraint("kind", "language", "number"),
        CheckConstraint("number > 0", name="counts_from_one"),
        CheckConstraint("language in ('nl', 'en')", name="known_language"),
        CheckConstraint("(subject = '') = (body = '')", name="whole_or_as_shipped"),
    )
    id: Mapped[Key]
    kind: Mapped[Code]
    language: Mapped[str] = mapped_column(String(2))
    number: Mapped[int]
    subject: Mapped[str] = mapped_column(String(200), default="")
    body: Mapped[str] = mapped_column(String(8000), default="")
    shipped_digest: Mapped[str] = mapped_column(String(64))
    changed_by: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    changed_at: Mapped[Instant]


@dataclass(frozen=True, kw_only=True)
class Version:
    """One text that was set, and by whom; an empty one set back what is shipped."""

    kind: str
    language: str
    number: int
    subject: str
    body: str
    shipped_digest: str
    by: str
    at: datetime


def newest() -> list[Version]:
    """Return what was set last for each kind and language."""
    last = func.max(MailText.number).label("last")
    held = select(MailText.kind, MailText.language, last).group_by(MailText.kind, MailText.language).subquery()
    return _versions(
        _asked().join(
            held,
            (held.c.kind == MailText.kind) & (held.c.language == MailText.language) & (held.c.last == MailText.number),
        )
    )


def history(kind: str, language: str, most: int = 1000) -> list[Version]:
    """Return what was set for one kind and language, newest first."""
    of = _asked().where(MailText.kind == kind, MailText.language == language)
    return _versions(of.order_by(MailText.number.desc()).limit(most))


def append(kind: str, language: str, number: int, subject: str, body: str, digest: str, by: int, at: datetime) -> bool:
    """Add what is said from now on; returns False when that number was taken."""
    return insert_once(
        MailText,
        kind=kind,
        language=language,
        number=number,
        subject=subject,
        body=body,
        shipped_digest=digest,
        changed_by=by,
        changed_at=at,
    )


def _asked() -> Select[tuple[MailText, str, str]]:
    return select(MailText, Person.given_name, Person.family_name).join(Person, Person.id == MailText.changed_by)


def _versions(asked: Select[tuple[MailText, str, str]]) -> list[Version]:
    return [
        Version(
            kind=row.kind,
            language=row.language,
            number=row.number,
            subject=row.subject,
            body=row.body,
            shipped_digest=row.shipped_digest,
            by=f"{given} {family}".strip(),
            at=row.changed_at,
        )
        for row, given, family in db.session.execute(asked)
    ]
