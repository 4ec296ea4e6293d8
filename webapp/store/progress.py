"""Who is where in what is asked: reads for leaders, HR and exports, of today or of a day in the past."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, case, cast, exists, false, func, or_, select

from learning_goals.assignments import Bounds
from learning_goals.periods import NEVER
from learning_goals.tracking import BY_HAND, EMPLOYEE
from webapp.extensions import db
from webapp.store.learning import Assignment, CompletionRecord, CourseStart
from webapp.store.people import Employment, Membership, Person, RoleGrant
from webapp.store.progress_parts import Split, split_by
from webapp.store.scope import believed, holding, teams_below, works_in
from webapp.store.wanted import Wanted

AT_ONCE = 2000
"""People whose rows are read at once for a file."""


@dataclass(frozen=True, kw_only=True)
class Group:
    """How many assignments share these dates and facts; `part` is what they were split by, None when they were not."""

    part: Any
    course_id: str
    due_on: date
    grace_until: date
    cycle: int
    started: bool
    done_version: int
    people: int


@dataclass(frozen=True, kw_only=True)
class Row:
    """One person's one assigned course."""

    person_id: int
    staff_number: str
    given_name: str
    family_name: str
    course_id: str
    due_on: date
    grace_until: date
    cycle: int
    reason: str
    started_at: datetime
    done_version: int
    done_on: date
    rule_id: int | None
    why: Mapping[str, Any]


PRIVATE = "questionnaire"
"""The kind that only the person sees: nobody is told who filled in a questionnaire."""


def _completed(wanted: Wanted, column: Any) -> Select[Any]:
    """Select the newest of what the person completed that counts for the assignment."""
    by_then = () if wanted.at.asked is None else (CompletionRecord.completed_on <= wanted.day,)
    return (
        select(func.max(column))
        .where(
            CompletionRecord.person_id == Assignment.person_id,
            CompletionRecord.course_id == Assignment.course_id,
            *believed(CompletionRecord, wanted.at.known),
            CompletionRecord.completed_on >= Assignment.counts_from,
            *by_then,
        )
        .correlate(Assignment)
    )


def _done_version(wanted: Wanted) -> Any:
    return func.coalesce(_completed(wanted, CompletionRecord.course_version).scalar_subquery(), 0)


def _start(wanted: Wanted) -> tuple[ColumnElement[bool], ...]:
    by_then = () if wanted.at.asked is None else (CourseStart.started_at <= wanted.at.asked,)
    return (CourseStart.person_id == Assignment.person_id, CourseStart.course_id == Assignment.course_id, *by_then)


def _started(wanted: Wanted) -> ColumnElement[bool]:
    return exists().where(*_start(wanted)).correlate(Assignment)


_ORDER = {
    "name": (Person.sort_name, Person.id, Assignment.course_id),
    "due": (Assignment.due_on, Person.sort_name, Person.id, Assignment.course_id),
    "course": (Assignment.course_id, Person.sort_name, Person.id),
}
SORTS = tuple(_ORDER)
_WHY = (Assignment.rule_id, Assignment.why)


def conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    """Return what an assignment of somebody employed must fulfil to be among the wanted."""
    found = [
        *believed(Assignment, wanted.at.asked),
        Assignment.kind != PRIVATE,
        *of_whom(wanted, Assignment.person_id),
    ]
    if wanted.courses:
        found.append(Assignment.course_id.in_(wanted.courses))
    if wanted.rule_id is not None:
        found.append(func.coalesce(Assignment.rule_id, BY_HAND) == wanted.rule_id)
    if wanted.bounds is not None:
        within = (_within(wanted, course, bounds) for course, bounds in wanted.bounds.items())
        found.append(or_(false(), *within))
    return found


def of_whom(wanted: Wanted, person_id: Any) -> list[ColumnElement[bool]]:
    """Return what holds of a person who is employed and among the wanted."""
    day, at = wanted.day, wanted.at.known
    found: list[ColumnElement[bool]] = [
        exists().where(Employment.person_id == person_id, *holding(Employment, day, at))
    ]
    if wanted.teams or wanted.function_group:
        teams = teams_below(wanted.teams) if wanted.teams else None
        also = [Membership.function_group == wanted.function_group] if wanted.function_group else []
        found.append(works_in(person_id, teams, day, *also, at=at))
    if wanted.role:
        held = exists().where(RoleGrant.person_id == person_id, *holding(RoleGrant, day, at))
        found.append(~held if wanted.role == EMPLOYEE else held.where(RoleGrant.role == wanted.role))
    return found


def _within(wanted: Wanted, course_id: str, bounds: Bounds) -> ColumnElement[bool]:
    started = _started(wanted) if True in bounds.started else ~_started(wanted)
    return and_(
        Assignment.course_id == course_id,
        Assignment.due_on.between(bounds.due_from, bounds.due_until),
        Assignment.grace_until.between(bounds.grace_from, bounds.grace_until),
        Assignment.cycle.between(bounds.cycle_from, bounds.cycle_until),
        _done_version(wanted).between(bounds.done_from, bounds.done_until),
        *([] if len(bounds.started) == 2 else [started]),
    )


_FACTS = ("course_id", "due_on", "grace_until", "cycle", "started", "done_version")


def _facts(wanted: Wanted) -> Select[Any]:
    return select(
        Assignment.person_id,
        Assignment.course_id,
        Assignment.due_on,
        Assignment.grace_until,
        Assignment.cycle,
        case((_started(wanted), 1), else_=0).label("started"),
        _done_version(wanted).label("done_version"),
        func.coalesce(Assignment.rule_id, BY_HAND).label("rule_id"),
    ).where(*conditions(wanted))


def facts(wanted: Wanted) -> Iterator[tuple[Any, ...]]:
    """Yield (person, what, due, grace, cycle, begun, version done, rule) of everything that is asked."""
    for part in db.session.execute(_facts(wanted)).partitions(5000):
        yield from (tuple(row) for row in part)


def groups(wanted: Wanted, split: Split | None = None) -> list[Group]:
    """Return the counts behind every figure; somebody in two parts counts in both."""
    found = _facts(wanted).subquery()
    asked = split_by(split, wanted, found, [getattr(found.c, name) for name in _FACTS])
    return [
        Group(
            part=row[0],
            course_id=row.course_id,
            due_on=row.due_on,
            grace_until=row.grace_until,
            cycle=row.cycle,
            started=bool(row.started),
            done_version=row.done_version,
            people=row.people,
        )
        for row in db.session.execute(asked)
    ]


def rows(wanted: Wanted, *, sort: str = "name", offset: int = 0, limit: int = 0) -> list[Row]:
    """Return the assignments in that order; `limit` 0 means all."""
    asked = _row_statement(wanted, sort, offset, limit).add_columns(*_WHY)
    return [Row(**row._mapping) for row in db.session.execute(asked)]


def plain_rows(wanted: Wanted) -> Iterator[tuple[Any, ...]]:
    """Yield, by name: person, number, given, family, what, and due, grace, begun, done (as text, empty for not), cycle
    and version done. Text is what the database writes, so that files of any length cost no conversion of dates.

    So many people are read at once; between them the transaction may end.
    """
    who = select(Person.id).where(*of_whom(wanted, Person.id)).order_by(Person.sort_name, Person.id)
    people = list(db.session.scalars(who))
    for begin in range(0, len(people), AT_ONCE):
        asked = _plain(wanted).where(Assignment.person_id.in_(people[begin : begin + AT_ONCE]))
        yield from db.session.connection().execute(asked).all()  # type: ignore[misc]


def _plain(wanted: Wanted) -> Select[Any]:
    begun = select(func.min(CourseStart.started_at)).where(*_start(wanted)).correlate(Assignment).scalar_subquery()
    done_on = _completed(wanted, CompletionRecord.completed_on).scalar_subquery()
    return (
        select(
            Person.id,
            Person.staff_number,
            Person.given_name,
            Person.family_name,
            Assignment.course_id,
            cast(Assignment.due_on, String),
            cast(Assignment.grace_until, String),
            func.coalesce(cast(begun, String), ""),
            func.coalesce(cast(done_on, String), ""),
            Assignment.cycle,
            _done_version(wanted),
        )
        .join(Person, Person.id == Assignment.person_id)
        .where(*conditions(wanted))
        .order_by(*_ORDER["name"])
    )


def _row_statement(wanted: Wanted, sort: str, offset: int, limit: int) -> Select[Any]:
    begun = select(func.min(CourseStart.started_at)).where(*_start(wanted)).correlate(Assignment).scalar_subquery()
    done_on = _completed(wanted, CompletionRecord.completed_on).scalar_subquery()
    found = (
        select(
            Person.id.label("person_id"),
            Person.staff_number,
            Person.given_name,
            Person.family_name,
            Assignment.course_id,
            Assignment.due_on,
            Assignment.grace_until,
            Assignment.cycle,
            Assignment.reason,
            func.coalesce(begun, NEVER).label("started_at"),
            _done_version(wanted).label("done_version"),
            func.coalesce(done_on, NEVER.date()).label("done_on"),
        )
        .join(Person, Person.id == Assignment.person_id)
        .where(*conditions(wanted))
        .order_by(*_ORDER[sort])
    )
    return found.offset(offset).limit(limit) if limit else found


def rows_of(person_ids: Collection[int], day: date) -> list[Row]:
    """Return every assigned course of these people."""
    asked = _row_statement(Wanted(day=day), "name", 0, 0).where(Assignment.person_id.in_(person_ids)).add_columns(*_WHY)
    return [Row(**row._mapping) for row in db.session.execute(asked)]
