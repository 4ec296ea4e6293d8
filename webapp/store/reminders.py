"""Rules for reminders, people's choices, and what left."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, insert, select

from webapp.extensions import db
from webapp.store.once import insert_once
from webapp.store.people import Person
from webapp.store.reminder_tables import DailyCount, Notification, ReminderChoice, ReminderVersion

CHUNK = 5000


@dataclass(frozen=True, kw_only=True)
class Version:
    """What a rule said from then on; `by` is empty for a command."""

    rule_id: str
    number: int
    document: Mapping[str, Any]
    by: str
    changed_at: datetime


@dataclass(frozen=True, kw_only=True)
class Told:
    """A reminder that left."""

    rule_id: str
    about: str
    due: date
    sent_at: datetime


def newest() -> dict[str, Version]:
    """Return the newest version of everything that was changed, by rule."""
    last = select(ReminderVersion.rule_id, func.max(ReminderVersion.number).label("number"))
    last_of = last.group_by(ReminderVersion.rule_id).subquery()
    asked = _versions().join(
        last_of, (last_of.c.rule_id == ReminderVersion.rule_id) & (last_of.c.number == ReminderVersion.number)
    )
    return {row.rule_id: _version(row) for row in db.session.execute(asked)}


def history(rule_id: str) -> list[Version]:
    """Return every version of one rule, newest first."""
    asked = _versions().where(ReminderVersion.rule_id == rule_id).order_by(ReminderVersion.number.desc())
    return [_version(row) for row in db.session.execute(asked)]


def add(rule_id: str, number: int, document: Mapping[str, Any], by: int | None, now: datetime) -> bool:
    """Append a version; returns False when somebody else wrote that number meanwhile."""
    return insert_once(
        ReminderVersion, rule_id=rule_id, number=number, document=dict(document), changed_by=by, changed_at=now
    )


def choices(person_ids: Collection[int] | None = None) -> dict[int, tuple[int, int, date | None]]:
    """Return weekday, hour and pause of who chose; None means of everybody."""
    asked = select(ReminderChoice.person_id, ReminderChoice.weekday, ReminderChoice.hour, ReminderChoice.paused_until)
    if person_ids is not None:
        asked = asked.where(ReminderChoice.person_id.in_(person_ids))
    return {row[0]: (row[1], row[2], row[3]) for row in db.session.execute(asked)}


def choose(person_id: int, weekday: int, hour: int, paused_until: date | None) -> None:
    """Keep what somebody chose."""
    row = db.session.scalar(select(ReminderChoice).where(ReminderChoice.person_id == person_id))
    if row is None:
        row = ReminderChoice(person_id=person_id)
        db.session.add(row)
    row.weekday, row.hour, row.paused_until = weekday, hour, paused_until
    db.session.flush()


def given(keys: Sequence[str]) -> set[str]:
    """Return which of these reminders left before."""
    found: set[str] = set()
    for begin in range(0, len(keys), CHUNK):
        part = keys[begin : begin + CHUNK]
        found |= set(db.session.scalars(select(Notification.dedup_key).where(Notification.dedup_key.in_(part))))
    return found


def append(rows: Iterable[Mapping[str, Any]]) -> None:
    """Append reminders that left; one that left before breaks the transaction."""
    if kept := list(rows):
        db.session.execute(insert(Notification), kept)


def told(person_id: int, most: int) -> list[Told]:
    """Return what somebody was reminded of, newest first."""
    asked = (
        select(Notification.rule_id, Notification.about, Notification.due, Notification.sent_at)
        .where(Notification.person_id == person_id)
        .order_by(Notification.sent_at.desc(), Notification.id.desc())
        .limit(most)
    )
    return [Told(**row._mapping) for row in db.session.execute(asked)]


def replace_counts(day: date, counts: Mapping[tuple[str, str], int]) -> None:
    """Keep how many things are open for each (role, what) that day, instead of what was kept before."""
    db.session.execute(delete(DailyCount))
    rows = [{"day": day, "role": role, "what": what, "number": number} for (role, what), number in counts.items()]
    if rows:
        db.session.execute(insert(DailyCount), rows)


def counts(roles: Collection[str]) -> list[tuple[date, str, int]]:
    """Return day, what and number of what was open for these roles when it was last counted."""
    asked = select(DailyCount.day, DailyCount.what, func.max(DailyCount.number)).where(DailyCount.role.in_(roles))
    asked = asked.group_by(DailyCount.day, DailyCount.what).order_by(DailyCount.what)
    return [(row[0], row[1], row[2]) for row in db.session.execute(asked)]


def forget_before(instant: datetime) -> None:
    """Delete reminders that left before that instant."""
    db.session.execute(delete(Notification).where(Notification.sent_at < instant))


def _versions() -> Any:
    return select(
        ReminderVersion.rule_id,
        ReminderVersion.number,
        ReminderVersion.document,
        ReminderVersion.changed_at,
        Person.given_name,
        Person.family_name,
    ).outerjoin(Person, Person.id == ReminderVersion.changed_by)


def _version(row: Any) -> Version:
    return Version(
        rule_id=row.rule_id,
        number=row.number,
        document=row.document,
        by=f"{row.given_name} {row.family_name}" if row.given_name else "",
        changed_at=row.changed_at,
    )
