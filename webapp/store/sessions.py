"""Trainings with others: reading and writing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, insert, select, update

from learning_goals.periods import NEVER
from learning_goals.registration import Entry
from learning_goals.session_clashes import Slot
from webapp.extensions import db
from webapp.store.learning import CompletionRecord
from webapp.store.people import Person, RoleGrant
from webapp.store.session_tables import Attendance, Registration, SessionDate, SessionTrainer, TrainingSession

SHOWN = 200


@dataclass(frozen=True, kw_only=True)
class Day:
    """One date of a training."""

    id: int
    number: int
    slot: Slot


@dataclass(frozen=True, kw_only=True)
class Session:
    """A training with its dates, how many are in and how many wait."""

    id: int
    item_id: str
    title: str
    place: str
    outside_trainers: str
    provider: str
    capacity: int
    cost: int
    audience: Mapping[str, Any]
    closes_on: date
    status: str
    reason: str
    exception: str
    revision: int
    days: tuple[Day, ...]
    registered: int
    waiting: int

    @property
    def starts_at(self) -> datetime:
        """The beginning of the first date."""
        return min(day.slot.starts_at for day in self.days)

    @property
    def ends_at(self) -> datetime:
        """The end of the last date."""
        return max(day.slot.ends_at for day in self.days)


@dataclass(frozen=True, kw_only=True)
class Participant:
    """Somebody in the list of a training; `present` holds the dates (by key) that were recorded."""

    person_id: int
    staff_number: str
    name: str
    status: str
    present: Mapping[int, bool]


def coming(now: datetime) -> list[Session]:
    """Return what has not ended yet, soonest first."""
    ids = select(SessionDate.session_id).where(SessionDate.ends_at >= now)
    return _sessions(ids)


def past(now: datetime) -> list[Session]:
    """Return what has ended, newest first."""
    later = select(SessionDate.session_id).where(SessionDate.ends_at >= now)
    found = _sessions(select(TrainingSession.id).where(TrainingSession.id.not_in(later)))
    return found[::-1][:SHOWN]


def one(session_id: int) -> Session | None:
    """Return that training."""
    return next(iter(_sessions([session_id])), None)


def of_person(person_id: int) -> list[Session]:
    """Return the trainings in which somebody has a place or waits."""
    mine = select(Registration.session_id).where(
        Registration.person_id == person_id,
        Registration.superseded_at == NEVER,
        Registration.status != "cancelled",
    )
    return _sessions(mine)


def given_by(person_id: int) -> frozenset[int]:
    """Return the keys of the trainings that somebody gives."""
    asked = select(SessionTrainer.session_id).where(SessionTrainer.person_id == person_id)
    return frozenset(db.session.scalars(asked))


def trainers(session_ids: Collection[int]) -> dict[int, dict[int, str]]:
    """Return the colleagues who give each training: names by key."""
    asked = (
        select(SessionTrainer.session_id, Person.id, Person.given_name, Person.family_name)
        .join(Person, Person.id == SessionTrainer.person_id)
        .where(SessionTrainer.session_id.in_(session_ids))
    )
    found: dict[int, dict[int, str]] = {}
    for session_id, person_id, given, family in db.session.execute(asked):
        found.setdefault(session_id, {})[person_id] = f"{given} {family}"
    return found


def statuses(person_id: int) -> dict[int, str]:
    """Return how somebody stands in each training."""
    asked = select(Registration.session_id, Registration.status).where(
        Registration.person_id == person_id, Registration.superseded_at == NEVER
    )
    return {row[0]: row[1] for row in db.session.execute(asked)}


def entries(session_id: int) -> list[Entry]:
    """Return who has a place or waits, in the order in which they asked."""
    asked = (
        select(Registration.person_id, Registration.status)
        .where(
            Registration.session_id == session_id,
            Registration.superseded_at == NEVER,
            Registration.status != "cancelled",
        )
        .order_by(Registration.asked_at, Registration.id)
    )
    return [Entry(person_id=person, status=status) for person, status in db.session.execute(asked)]


def participants(session_id: int) -> list[Participant]:
    """Return everybody who has a place, waits or was there, by name."""
    present: dict[int, dict[int, bool]] = {}
    days = select(SessionDate.id).where(SessionDate.session_id == session_id)
    for person, day, there in db.session.execute(
        select(Attendance.person_id, Attendance.session_date_id, Attendance.present).where(
            Attendance.session_date_id.in_(days), Attendance.superseded_at == NEVER
        )
    ):
        present.setdefault(person, {})[day] = there
    live = {entry.person_id: entry.status for entry in entries(session_id)}
    asked = (
        select(Person.id, Person.staff_number, Person.given_name, Person.family_name)
        .where(Person.id.in_({*live, *present}))
        .order_by(Person.sort_name, Person.id)
    )
    return [
        Participant(
            person_id=id,
            staff_number=number,
            name=f"{given} {family}",
            status=live.get(id, "unregistered"),
            present=present.get(id, {}),
        )
        for id, number, given, family in db.session.execute(asked)
    ]


def lock(session_id: int) -> bool:
    """Let nobody else change who is in this training until the transaction ends; returns whether it exists."""
    done = db.session.execute(
        update(TrainingSession)
        .where(TrainingSession.id == session_id)
        .values(revision=TrainingSession.revision)
        .returning(TrainingSession.id)
    ).first()
    return done is not None


def set_status(session_id: int, person_id: int, status: str, reason: str, by: int | None, now: datetime) -> None:
    """Record how somebody stands from now on; who moves up keeps the moment of asking."""
    before = db.session.scalar(
        select(Registration).where(
            Registration.session_id == session_id,
            Registration.person_id == person_id,
            Registration.superseded_at == NEVER,
        )
    )
    keeps_place = before is not None and before.status == "waiting" and status == "registered"
    asked_at = before.asked_at if before is not None and keeps_place else now
    if before is not None:
        before.superseded_at = now
        db.session.flush()
    db.session.add(
        Registration(
            session_id=session_id,
            person_id=person_id,
            status=status,
            asked_at=asked_at,
            reason=reason,
            recorded_by=by,
            recorded_at=now,
        )
    )
    db.session.flush()


def add(values: Mapping[str, Any], slots: Iterable[Slot], trainer_ids: Iterable[int]) -> int:
    """Keep a new training; returns its key."""
    row = TrainingSession(**values)
    db.session.add(row)
    db.session.flush()
    _set_days(row.id, list(slots))
    _set_trainers(row.id, trainer_ids)
    return row.id


def change(session_id: int, values: Mapping[str, Any], slots: Iterable[Slot], trainer_ids: Iterable[int]) -> None:
    """Change a training; its dates keep their keys by their order."""
    db.session.execute(
        update(TrainingSession)
        .where(TrainingSession.id == session_id)
        .values(**values, revision=TrainingSession.revision + 1)
    )
    _set_days(session_id, list(slots))
    db.session.execute(SessionTrainer.__table__.delete().where(SessionTrainer.session_id == session_id))  # pyright: ignore[reportAttributeAccessIssue]
    _set_trainers(session_id, trainer_ids)


def cancel(session_id: int, reason: str) -> None:
    """Say that a training does not go on."""
    db.session.execute(
        update(TrainingSession)
        .where(TrainingSession.id == session_id)
        .values(status="cancelled", reason=reason, revision=TrainingSession.revision + 1)
    )


def attendances(day_id: int) -> dict[int, bool]:
    """Return who was recorded as there or not on that date."""
    asked = select(Attendance.person_id, Attendance.present).where(
        Attendance.session_date_id == day_id, Attendance.superseded_at == NEVER
    )
    return {row[0]: row[1] for row in db.session.execute(asked)}


def set_attendance(day_id: int, present: Mapping[int, bool], by: int, now: datetime) -> None:
    """Record who was there; what was recorded differently is superseded."""
    if not present:
        return
    db.session.execute(
        update(Attendance)
        .where(
            Attendance.session_date_id == day_id,
            Attendance.person_id.in_(present),
            Attendance.superseded_at == NEVER,
        )
        .values(superseded_at=now)
    )
    rows = [
        {
            "session_date_id": day_id,
            "person_id": person,
            "present": there,
            "recorded_by": by,
            "recorded_at": now,
            "superseded_at": NEVER,
        }
        for person, there in present.items()
    ]
    db.session.execute(insert(Attendance), rows)


def busy(person_ids: Collection[int], but: int, after: datetime) -> dict[int, list[Slot]]:
    """Return when these people are in or give another training, from that moment on."""
    taking = select(Registration.person_id, Registration.session_id).where(
        Registration.person_id.in_(person_ids),
        Registration.superseded_at == NEVER,
        Registration.status == "registered",
    )
    giving = select(SessionTrainer.person_id, SessionTrainer.session_id).where(SessionTrainer.person_id.in_(person_ids))
    both = taking.union_all(giving).subquery()
    asked = (
        select(both.c.person_id, SessionDate.starts_at, SessionDate.ends_at)
        .join(SessionDate, SessionDate.session_id == both.c.session_id)
        .join(TrainingSession, TrainingSession.id == both.c.session_id)
        .where(both.c.session_id != but, SessionDate.ends_at >= after, TrainingSession.status == "planned")
    )
    found: dict[int, list[Slot]] = {}
    for person, starts_at, ends_at in db.session.execute(asked):
        found.setdefault(person, []).append(Slot(starts_at=starts_at, ends_at=ends_at))
    return found


def _set_days(session_id: int, slots: list[Slot]) -> None:
    known = {
        row.number: row for row in db.session.scalars(select(SessionDate).where(SessionDate.session_id == session_id))
    }
    for number, slot in enumerate(slots, start=1):
        row = known.pop(number, None)
        if row is None:
            row = SessionDate(session_id=session_id, number=number)
            db.session.add(row)
        row.starts_at, row.ends_at = slot.starts_at, slot.ends_at
    for row in known.values():
        db.session.delete(row)
    db.session.flush()


def _set_trainers(session_id: int, person_ids: Iterable[int]) -> None:
    rows = [{"session_id": session_id, "person_id": person} for person in dict.fromkeys(person_ids)]
    if rows:
        db.session.execute(insert(SessionTrainer), rows)


def _sessions(ids: Any) -> list[Session]:
    days: dict[int, list[Day]] = {}
    for row in db.session.scalars(select(SessionDate).where(SessionDate.session_id.in_(ids))):
        slot = Slot(starts_at=row.starts_at, ends_at=row.ends_at)
        days.setdefault(row.session_id, []).append(Day(id=row.id, number=row.number, slot=slot))
    counts: dict[tuple[int, str], int] = {}
    for session_id, status, count in db.session.execute(
        select(Registration.session_id, Registration.status, func.count())
        .where(Registration.session_id.in_(ids), Registration.superseded_at == NEVER)
        .group_by(Registration.session_id, Registration.status)
    ):
        counts[session_id, status] = count
    found = [
        _session(row, days[row.id], counts)
        for row in db.session.scalars(select(TrainingSession).where(TrainingSession.id.in_(ids)))
        if row.id in days
    ]
    return sorted(found, key=lambda session: (session.starts_at, session.id))


def _session(row: TrainingSession, days: list[Day], counts: Mapping[tuple[int, str], int]) -> Session:
    return Session(
        id=row.id,
        item_id=row.item_id,
        title=row.title,
        place=row.place,
        outside_trainers=row.outside_trainers,
        provider=row.provider,
        capacity=row.capacity,
        cost=row.cost,
        audience=row.audience,
        closes_on=row.closes_on,
        status=row.status,
        reason=row.reason,
        exception=row.exception,
        revision=row.revision,
        days=tuple(sorted(days, key=lambda day: day.number)),
        registered=counts.get((row.id, "registered"), 0),
        waiting=counts.get((row.id, "waiting"), 0),
    )


def leaders_of(team_ids: Collection[int], day: date) -> set[int]:
    """Return who leads one of these teams on that day, deputies left out."""
    asked = select(RoleGrant.person_id).where(
        RoleGrant.role == "team_leader",
        RoleGrant.deputy.is_(False),
        RoleGrant.team_id.in_(team_ids),
        RoleGrant.superseded_at == NEVER,
        RoleGrant.valid_from <= day,
        RoleGrant.valid_until >= day,
    )
    return set(db.session.scalars(asked))


def leaders_by_team(team_ids: Collection[int], day: date) -> dict[int, set[int]]:
    """Return who leads each of these teams on that day, deputies left out."""
    asked = select(RoleGrant.team_id, RoleGrant.person_id).where(
        RoleGrant.role == "team_leader",
        RoleGrant.deputy.is_(False),
        RoleGrant.team_id.in_(team_ids),
        RoleGrant.superseded_at == NEVER,
        RoleGrant.valid_from <= day,
        RoleGrant.valid_until >= day,
    )
    found: dict[int, set[int]] = {}
    for team_id, person_id in db.session.execute(asked):
        found.setdefault(team_id or 0, set()).add(person_id)
    return found


def planned_end(item_id: str, person_ids: Collection[int]) -> dict[int, datetime]:
    """Return when a training of that item, in which they have a place, ends for each of these people."""
    asked = (
        select(Registration.person_id, func.max(SessionDate.ends_at, type_=SessionDate.ends_at.type))
        .join(TrainingSession, TrainingSession.id == Registration.session_id)
        .join(SessionDate, SessionDate.session_id == TrainingSession.id)
        .where(
            Registration.person_id.in_(person_ids),
            Registration.superseded_at == NEVER,
            Registration.status == "registered",
            TrainingSession.status == "planned",
            TrainingSession.item_id == item_id,
        )
        .group_by(Registration.person_id)
    )
    return {row[0]: row[1] for row in db.session.execute(asked)}


def exists_at(item_id: str, place: str, starts_at: datetime) -> bool:
    """Return whether a training of that item is planned there at that moment."""
    asked = (
        select(TrainingSession.id)
        .join(SessionDate, SessionDate.session_id == TrainingSession.id)
        .where(
            TrainingSession.item_id == item_id,
            TrainingSession.place == place,
            TrainingSession.status == "planned",
            SessionDate.starts_at == starts_at,
        )
    )
    return db.session.scalar(asked.limit(1)) is not None


def give_places(session_id: int, person_ids: Collection[int], by: int, now: datetime) -> None:
    """Give these people a place in a training that is new, so that nobody waits for it yet."""
    kept = {"session_id": session_id, "status": "registered", "reason": "", "asked_at": now}
    kept |= {"recorded_by": by, "recorded_at": now, "superseded_at": NEVER}
    if person_ids:
        db.session.execute(insert(Registration), [{"person_id": each, **kept} for each in person_ids])


def who_completed(item_id: str, person_ids: Collection[int]) -> set[int]:
    """Return who of these people completed that item."""
    asked = select(CompletionRecord.person_id).where(
        CompletionRecord.person_id.in_(person_ids),
        CompletionRecord.course_id == item_id,
        CompletionRecord.superseded_at == NEVER,
    )
    return set(db.session.scalars(asked))


def who_attended(item_id: str, on: date, person_ids: Collection[int]) -> set[int]:
    """Return for whom of these people attending that day completed the item."""
    return set(db.session.scalars(select(CompletionRecord.person_id).where(*_attended(item_id, on, person_ids))))


def complete(item_id: str, person_ids: Collection[int], on: date, norm_number: int, by: int, now: datetime) -> None:
    """Append that these people completed the item by attending."""
    rows = [
        {
            "person_id": person,
            "course_id": item_id,
            "course_version": 1,
            "course_digest": "",
            "quiz_digest": "",
            "norm_number": norm_number,
            "own_text_revision": 0,
            "language": "nl",
            "method": "attended",
            "attempt_id": None,
            "recorded_by": by,
            "completed_on": on,
            "recorded_at": now,
            "superseded_at": NEVER,
        }
        for person in sorted(person_ids)
    ]
    if rows:
        db.session.execute(insert(CompletionRecord), rows)


def take_back(item_id: str, person_ids: Collection[int], on: date, now: datetime) -> None:
    """Say that these people did not complete the item that day after all."""
    if person_ids:
        db.session.execute(
            update(CompletionRecord).where(*_attended(item_id, on, person_ids)).values(superseded_at=now)
        )


def _attended(item_id: str, on: date, person_ids: Collection[int]) -> tuple[ColumnElement[bool], ...]:
    return (
        CompletionRecord.course_id == item_id,
        CompletionRecord.method == "attended",
        CompletionRecord.completed_on == on,
        CompletionRecord.person_id.in_(person_ids),
        CompletionRecord.superseded_at == NEVER,
    )
