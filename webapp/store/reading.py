"""What a person read and began, and the texts that were read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from webapp.extensions import db
from webapp.store.learning import ContentVersion, CourseStart, LessonRead
from webapp.store.once import insert_once

_READ = (
    select(LessonRead.lesson_id)
    .where(
        LessonRead.person_id == bindparam("person_id"),
        LessonRead.course_id == bindparam("course_id"),
        LessonRead.course_version >= bindparam("since"),
    )
    .distinct()
    .order_by(LessonRead.lesson_id)
)
_FILES = select(ContentVersion.files).where(
    ContentVersion.kind == bindparam("kind"), ContentVersion.digest == bindparam("digest")
)
_KEPT = select(ContentVersion.id).where(
    ContentVersion.kind == bindparam("kind"), ContentVersion.digest == bindparam("digest")
)


@dataclass(frozen=True, kw_only=True)
class Read:
    """One lesson as one person read it, with everything needed to rebuild what was on the screen."""

    person_id: int
    course_id: str
    lesson_id: str
    course_version: int
    course_digest: str
    norm_number: int
    language: str
    route: str
    read_at: datetime


def read_ids(person_id: int, course_id: str, since: int) -> frozenset[str]:
    """Return the lessons that the person read in version `since` of the course or a later one."""
    found = db.session.execute(_READ, {"person_id": person_id, "course_id": course_id, "since": since})
    return frozenset(found.scalars())


def append(read: Read) -> bool:
    """Keep that a lesson was read; returns whether that was not known yet."""
    return insert_once(LessonRead, own_text_revision=0, **asdict(read))


def begin(person_id: int, course_id: str, version: int, now: datetime) -> bool:
    """Keep that the person began this version of the course; returns whether that was not known yet."""
    return insert_once(CourseStart, person_id=person_id, course_id=course_id, course_version=version, started_at=now)


def hold_start(person_id: int, course_id: str, version: int) -> None:
    """Make other transactions that hold the same start wait until this one ends (SQLite: all writers wait anyway)."""
    db.session.execute(
        select(CourseStart.id)
        .where(
            CourseStart.person_id == person_id,
            CourseStart.course_id == course_id,
            CourseStart.course_version == version,
        )
        .with_for_update()
    ).all()


def files(kind: str, digest: str) -> Mapping[str, str]:
    """Return the kept files of a course or a quiz; empty when they were never kept."""
    return db.session.scalar(_FILES, {"kind": kind, "digest": digest}) or {}


def keep(kind: str, digest: str, subject: str, kept: Mapping[str, str], now: datetime) -> None:
    """Keep the files of a course or a quiz, once."""
    if db.session.scalar(_KEPT, {"kind": kind, "digest": digest}) is None:
        insert_once(ContentVersion, kind=kind, digest=digest, subject=subject, files=dict(kept), first_used_at=now)
