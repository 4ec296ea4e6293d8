"""Evidence files that were asked for, and by what their people are numbered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, func, select, update

from learning_goals.periods import NEVER
from webapp.extensions import db
from webapp.store.once import insert_once
from webapp.store.people import StaffChange
from webapp.store.proof_tables import EvidenceFile, EvidenceSalt


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A file that somebody asked for; the content is read apart."""

    id: int
    asked_by: int
    as_of: date
    names: bool
    language: str
    asked_at: datetime
    ready_at: datetime
    expires_at: datetime
    size: int

    @property
    def ready(self) -> bool:
        """Whether it is made."""
        return self.ready_at < NEVER


_ASKED = select(
    EvidenceFile.id,
    EvidenceFile.asked_by,
    EvidenceFile.as_of,
    EvidenceFile.names,
    EvidenceFile.language,
    EvidenceFile.asked_at,
    EvidenceFile.ready_at,
    EvidenceFile.expires_at,
    func.length(EvidenceFile.content).label("size"),
)


def ask(by: int, as_of: date, language: str, now: datetime, expires_at: datetime, *, names: bool) -> tuple[Asked, bool]:
    """Keep that somebody asked for a file, unless the same is being made; returns it, and whether it is new."""
    wanted = {"asked_by": by, "as_of": as_of, "names": names, "language": language, "ready_at": NEVER}
    new = insert_once(EvidenceFile, **wanted, asked_at=now, expires_at=expires_at, content=b"", digest="")
    asked = _ASKED.where(*(getattr(EvidenceFile, name) == value for name, value in wanted.items()))
    return Asked(**db.session.execute(asked).one()._mapping), new


def one(file_id: int) -> Asked | None:
    """Return that file."""
    row = db.session.execute(_ASKED.where(EvidenceFile.id == file_id)).one_or_none()
    return Asked(**row._mapping) if row else None


def of_person(person_id: int, now: datetime) -> list[Asked]:
    """Return what this person asked for and has not expired, newest first."""
    asked = _ASKED.where(EvidenceFile.asked_by == person_id, EvidenceFile.expires_at > now)
    return [Asked(**row._mapping) for row in db.session.execute(asked.order_by(EvidenceFile.id.desc()))]


def content(file_id: int, person_id: int, now: datetime) -> bytes | None:
    """Return a file that is made to who asked for it, until it expires."""
    return db.session.scalar(
        select(EvidenceFile.content).where(
            EvidenceFile.id == file_id,
            EvidenceFile.asked_by == person_id,
            EvidenceFile.ready_at < NEVER,
            EvidenceFile.expires_at > now,
        )
    )


def keep(file_id: int, content: bytes, digest: str, now: datetime, expires_at: datetime) -> None:
    """Keep the file that was made."""
    db.session.execute(
        update(EvidenceFile)
        .where(EvidenceFile.id == file_id)
        .values(content=content, digest=digest, ready_at=now, expires_at=expires_at)
    )


def forget_expired(now: datetime) -> None:
    """Delete every file that was kept long enough."""
    db.session.execute(delete(EvidenceFile).where(EvidenceFile.expires_at <= now))


def salt(as_of: date) -> str:
    """Return by what the people of a day are numbered; empty when no file of that day was made yet."""
    return db.session.scalar(select(EvidenceSalt.salt).where(EvidenceSalt.as_of == as_of)) or ""


def keep_salt(as_of: date, salt: str) -> None:
    """Keep it, unless there is one already."""
    insert_once(EvidenceSalt, as_of=as_of, salt=salt)


def first_recorded() -> datetime:
    """Return when the first people were recorded; 9999-12-31 before that."""
    return db.session.scalar(select(func.min(StaffChange.made_at, type_=StaffChange.made_at.type))) or NEVER
