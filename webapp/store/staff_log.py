"""The acts that changed who works where: recorded, listed and taken back whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Subquery, func, insert, inspect, literal, null, or_, select, union, update
from sqlalchemy.orm import aliased

from learning_goals.periods import NEVER
from learning_goals.staffer import Personal
from webapp.extensions import db
from webapp.store.columns import UtcInstant
from webapp.store.people import DatedFact, Person, PersonVersion, RoleRequest, StaffChange
from webapp.store.staffing import FACTS

_CLOCKS = frozenset({"id", "recorded_at", "superseded_at", "recorded_by", "superseded_by"})


@dataclass(frozen=True, kw_only=True)
class Act:
    """One act on the staff, with who did it (empty: a command) and, if so, when it was reverted."""

    id: int
    kind: str
    made_at: datetime
    made_by: str
    file_name: str
    summary: Mapping[str, Any]
    reverted_at: datetime


def append(
    kind: str,
    made_by: int | None,
    now: datetime,
    *,
    file_name: str = "",
    summary: Mapping[str, Any] | None = None,
    reverts: int | None = None,
) -> int:
    """Record an act; returns its key."""
    act = StaffChange(
        kind=kind, made_by=made_by, made_at=now, file_name=file_name, summary=dict(summary or {}), reverts=reverts
    )
    db.session.add(act)
    db.session.flush()
    return act.id


def newest() -> int:
    """Return the key of the newest act, 0 when there is none."""
    return db.session.scalar(select(func.max(StaffChange.id))) or 0


def acts(kinds: tuple[str, ...], limit: int, offset: int = 0) -> list[Act]:
    """Return acts of these kinds, newest first."""
    asked = _acts().where(StaffChange.kind.in_(kinds)).order_by(StaffChange.id.desc()).limit(limit).offset(offset)
    return [_act(row) for row in db.session.execute(asked)]


def act(act_id: int) -> Act | None:
    """Return one act."""
    row = db.session.execute(_acts().where(StaffChange.id == act_id)).first()
    return _act(row) if row else None


def touched_later(act_id: int) -> list[str]:
    """Return the names of people whom the act touched and a later act touched too."""
    people = _touched(act_id).subquery()
    later = _later(act_id, people)
    names = (
        select(Person.given_name, Person.family_name).where(Person.id.in_(later)).order_by(Person.sort_name, Person.id)
    )
    return [f"{row.given_name} {row.family_name}" for row in db.session.execute(names)]


def take_back(act_id: int, by_act: int, now: datetime) -> None:
    """Supersede what an act recorded, and record again what it superseded."""
    for table in FACTS:
        _record_again(table, act_id, by_act, now)
        db.session.execute(
            update(table)
            .where(table.recorded_by == act_id, table.superseded_at == NEVER)
            .values(superseded_at=now, superseded_by=by_act)
            .execution_options(synchronize_session=False)
        )


def personal_before(act_id: int) -> dict[int, Personal]:
    """Return the personal data that the act replaced, as they were before."""
    mine, older = aliased(PersonVersion), aliased(PersonVersion)
    previous = (
        select(mine.person_id, func.max(older.id).label("id"))
        .join(older, older.person_id == mine.person_id)
        .where(mine.recorded_by == act_id, older.recorded_by < act_id)
        .group_by(mine.person_id)
        .subquery()
    )
    asked = select(PersonVersion).join(previous, previous.c.id == PersonVersion.id).order_by(PersonVersion.id)
    return {
        each.person_id: Personal(
            given_name=each.given_name, family_name=each.family_name, email=each.email, language=each.language
        )
        for each in db.session.scalars(asked)
    }


def _acts() -> Select[*tuple[Any, ...]]:
    revert = aliased(StaffChange)
    return (
        select(StaffChange, Person.given_name, Person.family_name, revert.made_at.label("reverted_at"))
        .outerjoin(Person, Person.id == StaffChange.made_by)
        .outerjoin(revert, revert.reverts == StaffChange.id)
    )


def _act(row: Any) -> Act:
    change: StaffChange = row[0]
    return Act(
        id=change.id,
        kind=change.kind,
        made_at=change.made_at,
        made_by=f"{row.given_name} {row.family_name}" if change.made_by else "",
        file_name=change.file_name,
        summary=change.summary,
        reverted_at=row.reverted_at or NEVER,
    )


def _touched(act_id: int) -> Any:
    return union(
        *(
            select(table.person_id).where(or_(table.recorded_by == act_id, table.superseded_by == act_id))
            for table in FACTS
        ),
        select(PersonVersion.person_id).where(PersonVersion.recorded_by == act_id),
        select(RoleRequest.person_id).where(RoleRequest.requested_by == act_id),
    )


def _later(act_id: int, people: Subquery) -> Any:
    among = select(people.c.person_id)
    return union(
        *(
            select(table.person_id).where(
                table.person_id.in_(among), or_(table.recorded_by > act_id, table.superseded_by > act_id)
            )
            for table in FACTS
        ),
        select(PersonVersion.person_id).where(PersonVersion.person_id.in_(among), PersonVersion.recorded_by > act_id),
        select(RoleRequest.person_id).where(RoleRequest.person_id.in_(among), RoleRequest.requested_by > act_id),
    )


def _record_again(table: type[DatedFact], act_id: int, by_act: int, now: datetime) -> None:
    kept = [column for column in inspect(table).columns if column.name not in _CLOCKS]
    again = select(
        *kept,
        literal(now, UtcInstant),
        literal(NEVER, UtcInstant),
        literal(by_act),
        null(),
    ).where(table.superseded_by == act_id)
    names = [column.name for column in kept] + ["recorded_at", "superseded_at", "recorded_by", "superseded_by"]
    db.session.execute(insert(table).from_select(names, again.order_by(table.id)))
