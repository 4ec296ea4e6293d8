"""Staff lists that wait for a confirmation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, or_, select

from webapp.extensions import db
from webapp.store.people import StaffUpload


@dataclass(frozen=True, kw_only=True)
class Upload:
    """A file as it was uploaded, and what was asked for with it."""

    id: int
    file_name: str
    content: bytes
    effective: date
    is_full: bool


def keep(by: int, file: Upload, digest: str, now: datetime, expires_at: datetime) -> int:
    """Keep a file for who uploaded it, instead of an earlier one; returns its key."""
    drop(by, now)
    row = StaffUpload(
        uploaded_by=by,
        digest=digest,
        file_name=file.file_name,
        content=file.content,
        effective=file.effective,
        is_full=file.is_full,
        uploaded_at=now,
        expires_at=expires_at,
    )
    db.session.add(row)
    db.session.flush()
    return row.id


def kept(upload_id: int, by: int, now: datetime) -> Upload | None:
    """Return a file to who uploaded it, until it expires."""
    row = db.session.scalar(
        select(StaffUpload).where(
            StaffUpload.id == upload_id, StaffUpload.uploaded_by == by, StaffUpload.expires_at > now
        )
    )
    if row is None:
        return None
    return Upload(id=row.id, file_name=row.file_name, content=row.content, effective=row.effective, is_full=row.is_full)


def drop(by: int, now: datetime) -> None:
    """Forget what this person uploaded, and everything that has expired."""
    db.session.execute(delete(StaffUpload).where(or_(StaffUpload.uploaded_by == by, StaffUpload.expires_at <= now)))


def forget_expired(now: datetime) -> None:
    """Delete every file that nobody took in time."""
    db.session.execute(delete(StaffUpload).where(StaffUpload.expires_at <= now))
