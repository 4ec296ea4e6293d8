"""Pictures, sounds and films of the municipality's own, in the database, so that every web process reaches them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import Base, db
from webapp.store import revision
from webapp.store.columns import Code, Instant, Key
from webapp.store.once import insert_once
from webapp.store.people import Person

PIECE = 512 * 1024
"""Bytes of one row, so that a part of a film is read without the rest."""


class OwnMedium(Base):
    """A picture, sound or film; `spoken` is the text of what is said, `captions` the same as WebVTT."""

    __tablename__ = "own_medium"
    __table_args__ = (
        UniqueConstraint("name"),
        CheckConstraint("kind in ('picture', 'audio', 'video')", name="known_kind"),
        CheckConstraint("size > 0", name="holds_something"),
    )
    id: Mapped[Key]
    name: Mapped[Code]
    kind: Mapped[str] = mapped_column(String(10))
    content_type: Mapped[Code]
    size: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    title: Mapped[str] = mapped_column(String(200))
    spoken: Mapped[str] = mapped_column(String(50_000), default="")
    captions: Mapped[str] = mapped_column(String(100_000), default="")
    removed: Mapped[bool] = mapped_column(default=False)
    changed_by: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    changed_at: Mapped[Instant]


class OwnMediumPiece(Base):
    """A part of it, counted from 0; all but the last hold PIECE bytes."""

    __tablename__ = "own_medium_piece"
    __table_args__ = (UniqueConstraint("medium_id", "number"),)
    id: Mapped[Key]
    medium_id: Mapped[int] = mapped_column(ForeignKey("own_medium.id"), index=True)
    number: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary)


@dataclass(frozen=True, kw_only=True)
class Medium:
    """One medium without its bytes, and who put it there."""

    id: int
    name: str
    kind: str
    content_type: str
    size: int
    digest: str
    title: str
    spoken: str
    captions: str
    by: str
    at: datetime

    @property
    def address(self) -> str:
        """How a lesson names it."""
        return f"{self.kind}:{self.name}"


def addresses() -> frozenset[str]:
    """Return every medium as a lesson names it."""
    asked = select(OwnMedium.kind, OwnMedium.name).where(OwnMedium.removed.is_(False))
    return frozenset(f"{kind}:{name}" for kind, name in db.session.execute(asked))


def all_media() -> list[Medium]:
    """Return what is there, newest first."""
    return _media(_ASKED.where(OwnMedium.removed.is_(False)).order_by(OwnMedium.id.desc()))


def one(name: str) -> Medium | None:
    """Return the medium of that name."""
    return next(iter(_media(_ASKED.where(OwnMedium.name == name, OwnMedium.removed.is_(False)))), None)


def name_is_taken(name: str) -> bool:
    """Return whether anything has or had that name."""
    return db.session.scalar(select(OwnMedium.id).where(OwnMedium.name == name)) is not None


def keep(values: Mapping[str, Any], content: bytes) -> bool:
    """Keep a medium; returns False when its name was taken."""
    if not insert_once(OwnMedium, size=len(content), **values):
        return False
    medium_id = db.session.scalar(select(OwnMedium.id).where(OwnMedium.name == values["name"]))
    for number, start in enumerate(range(0, len(content), PIECE)):
        piece = {"medium_id": medium_id, "number": number, "content": content[start : start + PIECE]}
        insert_once(OwnMediumPiece, **piece)
    revision.raise_texts()
    return True


def remove(medium_id: int) -> None:
    """Delete its bytes; that it was there stays."""
    db.session.execute(delete(OwnMediumPiece).where(OwnMediumPiece.medium_id == medium_id))
    db.session.execute(update(OwnMedium).where(OwnMedium.id == medium_id).values(removed=True))
    revision.raise_texts()


def part(medium_id: int, start: int, stop: int) -> Iterator[bytes]:
    """Yield the bytes from start up to stop, piece by piece."""
    for number in range(start // PIECE, (stop - 1) // PIECE + 1):
        asked = select(OwnMediumPiece.content).where(
            OwnMediumPiece.medium_id == medium_id, OwnMediumPiece.number == number
        )
        begins = number * PIECE
        yield (db.session.scalar(asked) or b"")[max(0, start - begins) : stop - begins]


_ASKED = select(OwnMedium, Person.given_name, Person.family_name).join(Person, Person.id == OwnMedium.changed_by)


def _media(asked: Any) -> list[Medium]:
    return [
        Medium(
            id=row.id,
            name=row.name,
            kind=row.kind,
            content_type=row.content_type,
            size=row.size,
            digest=row.digest,
            title=row.title,
            spoken=row.spoken,
            captions=row.captions,
            by=f"{given} {family}".strip(),
            at=row.changed_at,
        )
        for row, given, family in db.session.execute(asked)
    ]
