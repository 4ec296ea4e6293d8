"""Links and start codes with which people set a password."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, select, update

from webapp.extensions import db
from webapp.store.access import WayIn
from webapp.store.logins import employed
from webapp.store.people import Person


@dataclass(frozen=True, kw_only=True)
class OpenWay:
    """A way in that still works, and for whom."""

    id: int
    person_id: int
    staff_number: str
    given_name: str
    family_name: str


def append(person_id: int, kind: str, secret_hash: str, now: datetime, expires_at: datetime) -> None:
    """Append a way in."""
    db.session.add(WayIn(person_id=person_id, kind=kind, secret_hash=secret_hash, made_at=now, expires_at=expires_at))
    db.session.flush()


def open_way(secret_hash: str, day: date, now: datetime) -> OpenWay | None:
    """Return the unused way in with that secret, of somebody who is employed that day; None when there is none."""
    row = db.session.execute(
        select(WayIn.id, Person.id.label("person_id"), Person.staff_number, Person.given_name, Person.family_name)
        .join(Person, Person.id == WayIn.person_id)
        .where(
            WayIn.secret_hash == secret_hash,
            WayIn.used_at > now,
            WayIn.expires_at > now,
            employed(Person.id, day),
        )
    ).one_or_none()
    if row is None:
        return None
    return OpenWay(
        id=row.id,
        person_id=row.person_id,
        staff_number=row.staff_number,
        given_name=row.given_name,
        family_name=row.family_name,
    )


def use(id: int, now: datetime) -> bool:
    """Use it up; returns whether nobody did so before."""
    done = db.session.execute(update(WayIn).where(WayIn.id == id, WayIn.used_at > now).values(used_at=now))
    return done.rowcount == 1


def close(person_id: int, now: datetime, kind: str = "") -> None:
    """Use up all ways in of the person, or all of one kind."""
    closing = update(WayIn).where(WayIn.person_id == person_id, WayIn.used_at > now)
    if kind:
        closing = closing.where(WayIn.kind == kind)
    db.session.execute(closing.values(used_at=now))


def forget_before(instant: datetime) -> None:
    """Delete ways in that expired before that instant."""
    db.session.execute(delete(WayIn).where(WayIn.expires_at < instant))
