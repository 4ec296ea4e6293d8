"""Who is where in which assigned course: reads for leaders, HR and exports."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, false, func, or_, select

from learning_goals.assignments import Bounds
from learning_goals.periods import NEVER
from webapp.extensions import db
from webapp.store.learning import Assignment, CompletionRecord, CourseStart
from webapp.store.people import Employment, Membership, Person
from webapp.store.scope import teams_below, works_in


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Whom and what a reader asks for; empty means everything that the reader may see.

    `bounds` holds, for each course that may appear, what makes up the wanted states.
    """

    day: date
    teams: tuple[int, ...] = ()
    function_group: str = ""
    courses: tuple[str, ...] = ()
    bounds: Mapping[str, Bounds] | None = None


@dataclass(frozen=True, kw_only=True)
class Group:
    """How many assignments share these dates and facts; `team_id` 0 when not asked by team."""

    team_id: int
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
_DONE = (
    select(func.coalesce(func.max(CompletionRecord.course_version), 0))
    .where(
        CompletionRecord.person_id == Assignment.person_id,
        CompletionRecord.course_id == Assignment.course_id,
        CompletionRecord.superseded_at == NEVER,
        CompletionRecord.completed_on >= Assignment.counts_from,
    )
    .correlate(Assignment)
    .scalar_subquery()
)
_DONE_ON = (
    select(func.max(CompletionRecord.completed_on))
    .where(
        CompletionRecord.person_id == Assignment.person_id,
        CompletionRecord.course_id == Assignment.course_id,
        CompletionRecord.superseded_at == NEVER,
        CompletionRecord.completed_on >= Assignment.counts_from,
    )
    .correlate(Assignment)
    .scalar_subquery()
)
_STARTED = (
    exists()
    .where(CourseStart.person_id == Assignment.person_id, CourseStart.course_id == Assignment.course_id)
    .correlate(Assignment)
)
_STARTED_AT = (
    select(func.min(CourseStart.started_at))
    .where(CourseStart.person_id == Assignment.person_id, CourseStart.course_id == Assignment.course_id)
    .correlate(Assignment)
    .scalar_subquery()
)
_ORDER = {
    "name": (Person.sort_name, Person.id, Assignment.course_id),
    "due": (Assignment.due_on, Person.sort_name, Person.id, Assignment.course_id),
    "course": (Assignment.course_id, Person.sort_name, Person.id),
}
SORTS = tuple(_ORDER)
_WHY = (Assignment.rule_id, Assignment.why)


def conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    """Return what an assignment of somebody employed must fulfil to be among the wanted."""
    employed = exists().where(
        Employment.person_id == Assignment.person_id,
        Employment.superseded_at == NEVER,
        Employment.valid_from <= wanted.day,
        Employment.valid_until >= wanted.day,
    )
    found: list[ColumnElement[bool]] = [Assignment.superseded_at == NEVER, Assignment.kind != PRIVATE, employed]
    if wanted.teams or wanted.function_group:
        teams = teams_below(wanted.teams) if wanted.teams else None
        also = [Membership.function_group == wanted.function_group] if wanted.function_group else []
        found.append(works_in(Assignment.person_id, teams, wanted.day, *also))
    if wanted.courses:
        found.append(Assignment.course_id.in_(wanted.courses))
    if wanted.bounds is not None:
        found.append(or_(false(), *(_within(course, bounds) for course, bounds in wanted.bounds.items())))
    return found


def _within(course_id: str, bounds: Bounds) -> ColumnElement[bool]:
    started = _STARTED if True in bounds.started else ~_STARTED
    return and_(
        Assignment.course_id == course_id,
        Assignment.due_on.between(bounds.due_from, bounds.due_until),
        Assignment.grace_until.between(bounds.grace_from, bounds.grace_until),
        Assignment.cycle.between(bounds.cycle_from, bounds.cycle_until),
        _DONE.between(bounds.done_from, bounds.done_until),
        *([] if len(bounds.started) == 2 else [started]),
    )


def groups(wanted: Wanted, *, by_team: bool) -> list[Group]:
    """Return the counts behind every figure; by team somebody with two jobs counts in both teams."""
    each = select(
        Assignment.person_id,
        Assignment.course_id,
        Assignment.due_on,
        Assignment.grace_until,
        Assignment.cycle,
        case((_STARTED, 1), else_=0).label("started"),
        _DONE.label("done"),
    ).where(*conditions(wanted))
    facts = each.subquery()
    keys = [getattr(facts.c, name) for name in ("course_id", "due_on", "grace_until", "cycle", "started", "done")]
    asked: Select[Any] = select(*keys, func.count().label("people")).select_from(facts).group_by(*keys)
    if by_team:
        asked = _split_by_team(asked, facts, wanted)
    return [
        Group(
            team_id=row.team_id if by_team else 0,
            course_id=row.course_id,
            due_on=row.due_on,
            grace_until=row.grace_until,
            cycle=row.cycle,
            started=bool(row.started),
            done_version=row.done,
            people=row.people,
        )
        for row in db.session.execute(asked)
    ]


def _split_by_team(asked: Select[Any], facts: Any, wanted: Wanted) -> Select[Any]:
    member = and_(
        Membership.person_id == facts.c.person_id,
        Membership.superseded_at == NEVER,
        Membership.valid_from <= wanted.day,
        Membership.valid_until >= wanted.day,
    )
    asked = asked.add_columns(Membership.team_id).join(Membership, member).group_by(Membership.team_id)
    if wanted.teams:
        asked = asked.where(Membership.team_id.in_(teams_below(wanted.teams)))
    if wanted.function_group:
        asked = asked.where(Membership.function_group == wanted.function_group)
    return asked


def rows(wanted: Wanted, *, sort: str = "name", offset: int = 0, limit: int = 0) -> list[Row]:
    """Return the assignments in that order; `limit` 0 means all."""
    asked = _row_statement(wanted, sort, offset, limit).add_columns(*_WHY)
    return [Row(**row._mapping) for row in db.session.execute(asked)]


def row_tuples(wanted: Wanted) -> Iterator[tuple[Any, ...]]:
    """Yield the fields of each Row in their order but for the last two, by name: for files of any length."""
    for part in db.session.execute(_row_statement(wanted, "name", 0, 0)).partitions(2000):
        yield from (tuple(row) for row in part)


def _row_statement(wanted: Wanted, sort: str, offset: int, limit: int) -> Select[Any]:
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
            func.coalesce(_STARTED_AT, NEVER).label("started_at"),
            _DONE.label("done_version"),
            func.coalesce(_DONE_ON, NEVER.date()).label("done_on"),
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
