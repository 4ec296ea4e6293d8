"""Mails that came back, and the addresses that do not work because of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, String, UniqueConstraint, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from learning_goals.periods import NEVER
from webapp.extensions import Base, db
from webapp.store.columns import Instant, Key, NotYet, PersonKey
from webapp.store.once import insert_once
from webapp.store.people import Person


class MailBounce(Base):
    """A mail that nobody got; while a permanent one is not cleared its address does not work."""

    __tablename__ = "mail_bounce"
    __table_args__ = (
        UniqueConstraint("message_id"),
        CheckConstraint("source in ('refused', 'report', 'webhook')", name="known_source"),
        CheckConstraint("recorded_at <= cleared_at", name="recorded_before_cleared"),
    )
    id: Mapped[Key]
    message_id: Mapped[str] = mapped_column(String(200))
    person_id: Mapped[PersonKey]
    address_folded: Mapped[str] = mapped_column(String(254))
    permanent: Mapped[bool]
    why: Mapped[str] = mapped_column(String(500), default="")
    source: Mapped[str] = mapped_column(String(8))
    recorded_at: Mapped[Instant]
    cleared_at: Mapped[NotYet]
    cleared_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)


@dataclass(frozen=True, kw_only=True)
class Broken:
    """Somebody whose present address does not work, and what the mail server said."""

    person_id: int
    name: str
    address: str
    why: str
    since: datetime


def add(message_id: str, person_id: int, address: str, why: str, source: str, at: datetime, *, permanent: bool) -> bool:
    """Keep that a mail came back; returns whether that was not known yet."""
    return insert_once(
        MailBounce,
        message_id=message_id,
        person_id=person_id,
        address_folded=address.casefold(),
        permanent=permanent,
        why=why[:500],
        source=source,
        recorded_at=at,
        cleared_at=NEVER,
    )


def is_broken(person_id: int) -> bool:
    """Return whether mails to this person's present address come back."""
    asked = select(MailBounce.id).join(Person, Person.id == MailBounce.person_id)
    return db.session.scalar(asked.where(MailBounce.person_id == person_id, _holds()).limit(1)) is not None


def broken(among: Collection[int] | None = None) -> list[Broken]:
    """Return whose present address does not work, by name; `among` narrows it to these people."""
    asked = select(MailBounce, Person).join(Person, Person.id == MailBounce.person_id).where(_holds())
    if among is not None:
        asked = asked.where(MailBounce.person_id.in_(among))
    found: dict[int, Broken] = {}
    for row, person in db.session.execute(asked.order_by(Person.sort_name, Person.id, MailBounce.id)):
        name = f"{person.given_name} {person.family_name}".strip()
        found.setdefault(
            person.id,
            Broken(person_id=person.id, name=name, address=person.email, why=row.why, since=row.recorded_at),
        )
    return list(found.values())


def clear(person_id: int, by: int, now: datetime) -> bool:
    """Count the person's address as working again; returns whether it did not."""
    open_ones = (MailBounce.person_id == person_id, MailBounce.permanent, MailBounce.cleared_at == NEVER)
    changed = update(MailBounce).where(*open_ones).values(cleared_at=now, cleared_by=by)
    return bool(db.session.execute(changed).rowcount)


def forget_before(instant: datetime) -> None:
    """Delete what came back before that instant and says nothing of a present address."""
    present = select(Person.id).where(Person.id == MailBounce.person_id, _holds()).correlate(MailBounce).exists()
    db.session.execute(
        delete(MailBounce).where(MailBounce.recorded_at < instant, ~present),
        execution_options={"synchronize_session": False},
    )


def _holds() -> ColumnElement[bool]:
    return MailBounce.permanent & (MailBounce.cleared_at == NEVER) & (MailBounce.address_folded == Person.email_folded)
