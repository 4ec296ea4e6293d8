"""The links of the chain over audit events, and what became of checking it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, String, Text, UniqueConstraint, delete, func, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from learning_goals.periods import NEVER
from webapp.chain import Event, Link
from webapp.extensions import Base, db
from webapp.store.audit import AuditEvent
from webapp.store.columns import Instant, Key, NotYet

AT_ONCE = 5_000
_EVENT = (
    AuditEvent.id,
    AuditEvent.at,
    AuditEvent.actor_id,
    AuditEvent.about_id,
    AuditEvent.act,
    AuditEvent.detail,
)


class AuditLink(Base):
    """One link; `event_id` is no foreign key, because the event may be forgotten and its digest stays."""

    __tablename__ = "audit_link"
    __table_args__ = (
        UniqueConstraint("number"),
        UniqueConstraint("event_id"),
        CheckConstraint("number > 0", name="counts_from_one"),
    )
    id: Mapped[Key]
    number: Mapped[int]
    event_id: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
    linked_at: Mapped[Instant]
    forgotten_at: Mapped[NotYet]


class AuditCheck(Base):
    """What a check of the chain found; `fault` is empty when everything is in order."""

    __tablename__ = "audit_check"
    __table_args__ = (CheckConstraint("links >= 0 and faults >= 0", name="counts_from_nothing"),)
    id: Mapped[Key]
    checked_at: Mapped[Instant]
    links: Mapped[int]
    faults: Mapped[int]
    fault: Mapped[str] = mapped_column(Text, default="")
    head: Mapped[str] = mapped_column(String(64), default="")


def last() -> Link | None:
    """Return the newest link."""
    row = db.session.execute(_links().order_by(AuditLink.number.desc()).limit(1)).first()
    return _link(row) if row else None


def waiting() -> list[Event]:
    """Return the events that have no link yet, in the order of their keys; so many at most."""
    linked = select(AuditLink.event_id).where(AuditLink.event_id == AuditEvent.id).exists()
    asked = select(*_EVENT).where(~linked).order_by(AuditEvent.id).limit(AT_ONCE)
    return [_event(row) for row in db.session.execute(asked)]


def count_waiting() -> tuple[int, datetime | None]:
    """Return how many events have no link yet, and when the oldest of them was."""
    linked = select(AuditLink.event_id).where(AuditLink.event_id == AuditEvent.id).exists()
    row = db.session.execute(select(func.count(), func.min(AuditEvent.at)).where(~linked)).one()
    return row[0], row[1]


def append(links: Sequence[Link]) -> None:
    """Keep new links."""
    rows = [
        {
            "number": each.number,
            "event_id": each.event_id,
            "digest": each.digest,
            "hash": each.hash,
            "linked_at": each.linked_at,
            "forgotten_at": NEVER,
        }
        for each in links
    ]
    if rows:
        db.session.execute(insert(AuditLink), rows)


def pairs() -> Iterator[tuple[Link, Event | None]]:
    """Yield every link with its event, in order; holds a few thousand at a time."""
    asked = (
        select(*_link_columns(), *(each.label(f"event_{each.key}") for each in _EVENT))
        .outerjoin(AuditEvent, AuditEvent.id == AuditLink.event_id)
        .order_by(AuditLink.number)
        .execution_options(yield_per=AT_ONCE)
    )
    for row in db.session.execute(asked):
        yield _link(row), _event(row[6:]) if row[6] is not None else None


def has_hash(hash: str) -> bool:
    """Return whether a link with that hash is there."""
    return db.session.scalar(select(AuditLink.number).where(AuditLink.hash == hash).limit(1)) is not None


def of_act(act: str) -> list[Event]:
    """Return every event of that act, oldest first."""
    return [_event(row) for row in db.session.execute(select(*_EVENT).where(AuditEvent.act == act))]


def last_before(moment: datetime) -> int:
    """Return the number up to which every linked event was before a moment; 0 when the first was not."""
    later = (
        select(func.min(AuditLink.number))
        .outerjoin(AuditEvent, AuditEvent.id == AuditLink.event_id)
        .where(AuditEvent.at >= moment)
    )
    first = db.session.scalar(later)
    newest = db.session.scalar(select(func.max(AuditLink.number))) or 0
    return newest if first is None else first - 1


def not_forgotten(through: int) -> int:
    """Return how many links up to that number still have what their event said."""
    asked = select(func.count()).where(AuditLink.number <= through, AuditLink.forgotten_at == NEVER)
    return db.session.scalar(asked.select_from(AuditLink)) or 0


def numbers_about(person_id: int) -> list[int]:
    """Return the links of events by or about a person that are not forgotten."""
    concerns = (AuditEvent.about_id == person_id) | (AuditEvent.actor_id == person_id)
    asked = (
        select(AuditLink.number)
        .join(AuditEvent, AuditEvent.id == AuditLink.event_id)
        .where(concerns, AuditLink.forgotten_at == NEVER)
        .order_by(AuditLink.number)
    )
    return list(db.session.scalars(asked))


def forget_through(number: int, now: datetime) -> None:
    """Delete the events of every link up to that number; the links stay."""
    held = (AuditLink.number <= number, AuditLink.forgotten_at == NEVER)
    db.session.execute(update(AuditLink).where(*held).values(forgotten_at=now))
    gone = select(AuditLink.event_id).where(AuditLink.number <= number)
    db.session.execute(delete(AuditEvent).where(AuditEvent.id.in_(gone)).execution_options(synchronize_session=False))


def blank(numbers: Collection[int], now: datetime) -> None:
    """Take away who, about whom and the details of the events of these links; when and what stay."""
    for at in range(0, len(numbers), AT_ONCE):
        some = sorted(numbers)[at : at + AT_ONCE]
        db.session.execute(update(AuditLink).where(AuditLink.number.in_(some)).values(forgotten_at=now))
        events = select(AuditLink.event_id).where(AuditLink.number.in_(some))
        empty = update(AuditEvent).where(AuditEvent.id.in_(events))
        db.session.execute(
            empty.values(actor_id=None, about_id=None, detail={}).execution_options(synchronize_session=False)
        )


def keep_check(checked_at: datetime, links: int, faults: int, fault: str, head: str) -> None:
    """Keep what a check found."""
    db.session.add(AuditCheck(checked_at=checked_at, links=links, faults=faults, fault=fault, head=head))
    db.session.flush()


def last_check() -> AuditCheck | None:
    """Return the newest check."""
    return db.session.scalar(select(AuditCheck).order_by(AuditCheck.id.desc()).limit(1))


def forget_checks(before: datetime) -> None:
    """Delete the results of checks before a moment."""
    db.session.execute(delete(AuditCheck).where(AuditCheck.checked_at < before))


def _link_columns() -> tuple[Any, ...]:
    return (
        AuditLink.number,
        AuditLink.event_id,
        AuditLink.digest,
        AuditLink.linked_at,
        AuditLink.hash,
        AuditLink.forgotten_at,
    )


def _links() -> Any:
    return select(*_link_columns())


def _link(row: Any) -> Link:
    number, event_id, digest, linked_at, hash, forgotten_at = row[:6]
    return Link(
        number=number,
        event_id=event_id,
        digest=digest,
        linked_at=linked_at,
        hash=hash,
        forgotten=forgotten_at != NEVER,
    )


def _event(row: Any) -> Event:
    id, at, actor_id, about_id, act, detail = row
    return Event(id=id, at=at, actor_id=actor_id, about_id=about_id, act=act, detail=detail or {})
