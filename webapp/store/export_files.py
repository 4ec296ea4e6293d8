"""Files that somebody asked for and that the worker makes, and views of the figures that somebody keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, LargeBinary, String, delete, func, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from learning_goals.periods import NEVER
from webapp.extensions import Base, db
from webapp.store.columns import Code, Instant, Key, NotYet, PersonKey


class ExportFile(Base):
    """A table that somebody asked for, for that person only, until it expires; `ready_at` says it is made."""

    __tablename__ = "export_file"
    __table_args__ = (
        CheckConstraint("format in ('csv', 'xlsx')", name="known_format"),
        CheckConstraint("language in ('nl', 'en')", name="known_language"),
        CheckConstraint("asked_at < expires_at", name="expires_later"),
    )
    id: Mapped[Key]
    asked_by: Mapped[PersonKey]
    format: Mapped[Code]
    language: Mapped[str] = mapped_column(String(2))
    query: Mapped[dict[str, Any]] = mapped_column(JSON)
    as_of: Mapped[date]
    asked_at: Mapped[Instant]
    lines: Mapped[int] = mapped_column(default=0)
    content: Mapped[bytes] = mapped_column(LargeBinary, default=b"")
    ready_at: Mapped[NotYet]
    expires_at: Mapped[Instant]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A file that somebody asked for; the content is read apart."""

    id: int
    asked_by: int
    format: str
    language: str
    query: Mapping[str, str]
    as_of: date
    asked_at: datetime
    lines: int
    ready_at: datetime
    expires_at: datetime
    size: int

    @property
    def ready(self) -> bool:
        """Whether it is made."""
        return self.ready_at < NEVER


_ASKED = select(
    ExportFile.id,
    ExportFile.asked_by,
    ExportFile.format,
    ExportFile.language,
    ExportFile.query,
    ExportFile.as_of,
    ExportFile.asked_at,
    ExportFile.lines,
    ExportFile.ready_at,
    ExportFile.expires_at,
    func.length(ExportFile.content).label("size"),
)


def ask(values: Mapping[str, Any]) -> int:
    """Keep that somebody asked for a file; returns its key."""
    said = {**values, "ready_at": NEVER, "content": b"", "lines": 0}
    return db.session.execute(insert(ExportFile).values(said).returning(ExportFile.id)).scalar_one()


def one(file_id: int) -> Asked | None:
    """Return that file."""
    row = db.session.execute(_ASKED.where(ExportFile.id == file_id)).one_or_none()
    return Asked(**row._mapping) if row else None


def of_person(person_id: int, now: datetime) -> list[Asked]:
    """Return what this person asked for and has not expired, newest first."""
    asked = _ASKED.where(ExportFile.asked_by == person_id, ExportFile.expires_at > now)
    return [Asked(**row._mapping) for row in db.session.execute(asked.order_by(ExportFile.id.desc()))]


def content(file_id: int, person_id: int, now: datetime) -> bytes | None:
    """Return a file that is made to who asked for it, until it expires."""
    return db.session.scalar(
        select(ExportFile.content).where(
            ExportFile.id == file_id,
            ExportFile.asked_by == person_id,
            ExportFile.ready_at < NEVER,
            ExportFile.expires_at > now,
        )
    )


def keep(file_id: int, content: bytes, lines: int, now: datetime, expires_at: datetime) -> None:
    """Keep the file that was made."""
    values = {"content": content, "lines": lines, "ready_at": now, "expires_at": expires_at}
    db.session.execute(update(ExportFile).where(ExportFile.id == file_id).values(values))


def forget_expired(now: datetime) -> None:
    """Delete every file that was kept long enough."""
    db.session.execute(delete(ExportFile).where(ExportFile.expires_at <= now))
