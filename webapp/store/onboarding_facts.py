"""What is known of many people at once, for their plans: tags, duties, courses, the norm, acts, pauses."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select, true

from learning_goals.periods import NEVER
from webapp.extensions import db
from webapp.store.acknowledgements import Acknowledgement
from webapp.store.learning import CompletionRecord, CourseStart
from webapp.store.logins import employed
from webapp.store.norms import NormVersion
from webapp.store.people import DutyGrant, RoleGrant, TagGrant
from webapp.store.rule_tables import Suspension

People = Collection[int]


@dataclass(frozen=True, kw_only=True)
class Done:
    """A course that somebody completed in a version, on a day."""

    person_id: int
    course_id: str
    version: int
    on: date


@dataclass(frozen=True, kw_only=True)
class Pause:
    """A pause of everything that is asked, from the first up to and including the last day."""

    first: date
    last: date


def tags(people: People, day: date) -> Mapping[int, frozenset[str]]:
    """Return the tags that these people's work bears on that day."""
    asked = select(TagGrant.person_id, TagGrant.tag).where(
        TagGrant.person_id.in_(people),
        TagGrant.superseded_at == NEVER,
        TagGrant.valid_from <= day,
        TagGrant.valid_until >= day,
    )
    return _sets(db.session.execute(asked).all())


def duties(people: People, day: date) -> Mapping[int, frozenset[str]]:
    """Return the duties that these people have on that day."""
    asked = select(DutyGrant.person_id, DutyGrant.duty).where(
        DutyGrant.person_id.in_(people),
        DutyGrant.superseded_at == NEVER,
        DutyGrant.valid_from <= day,
        DutyGrant.valid_until >= day,
    )
    return _sets(db.session.execute(asked).all())


def completions(people: People, courses: Collection[str]) -> list[Done]:
    """Return what these people completed of these courses, oldest first."""
    asked = (
        select(
            CompletionRecord.person_id,
            CompletionRecord.course_id,
            CompletionRecord.course_version,
            CompletionRecord.completed_on,
        )
        .where(
            CompletionRecord.person_id.in_(people),
            CompletionRecord.course_id.in_(courses),
            CompletionRecord.superseded_at == NEVER,
        )
        .order_by(CompletionRecord.completed_on, CompletionRecord.id)
    )
    return [Done(person_id=row[0], course_id=row[1], version=row[2], on=row[3]) for row in db.session.execute(asked)]


def norms_read(people: People) -> Mapping[int, list[tuple[int, datetime]]]:
    """Return which versions of the norm these people acknowledged, and when, oldest first."""
    asked = (
        select(Acknowledgement.person_id, Acknowledgement.norm_number, Acknowledgement.acknowledged_at)
        .where(Acknowledgement.person_id.in_(people))
        .order_by(Acknowledgement.acknowledged_at)
    )
    found: dict[int, list[tuple[int, datetime]]] = {}
    for person_id, number, at in db.session.execute(asked):
        found.setdefault(person_id, []).append((number, at))
    return found


def norms_to_read(day: date) -> Mapping[int, date]:
    """Return the versions of the norm that have to be acknowledged and hold by that day, with their first days."""
    asked = select(NormVersion.number, NormVersion.valid_from).where(
        NormVersion.valid_from <= day, NormVersion.change_kind == "acknowledge"
    )
    return {row[0]: row[1] for row in db.session.execute(asked)}


def last_started(people: People) -> Mapping[int, datetime]:
    """Return when each of these last began a course."""
    newest = func.max(CourseStart.started_at, type_=CourseStart.started_at.type)
    asked = select(CourseStart.person_id, newest).where(CourseStart.person_id.in_(people))
    return {row[0]: row[1] for row in db.session.execute(asked.group_by(CourseStart.person_id))}


def pauses(people: People) -> Mapping[int, list[Pause]]:
    """Return the pauses of everything that is asked of these people."""
    asked = select(Suspension.person_id, Suspension.valid_from, Suspension.valid_until).where(
        Suspension.person_id.in_(people), Suspension.superseded_at == NEVER, Suspension.kind == "everything"
    )
    found: dict[int, list[Pause]] = {}
    for person_id, first, last in db.session.execute(asked):
        found.setdefault(person_id, []).append(Pause(first=first, last=last))
    return found


def leaders(day: date, *, deputies: bool = True) -> Mapping[int, list[int]]:
    """Return who leads each team on that day, deputies (when asked for) last; a team that nobody leads is not there."""
    asked = (
        select(RoleGrant.team_id, RoleGrant.person_id)
        .where(
            RoleGrant.role == "team_leader",
            RoleGrant.superseded_at == NEVER,
            RoleGrant.valid_from <= day,
            RoleGrant.valid_until >= day,
            employed(RoleGrant.person_id, day),
            true() if deputies else ~RoleGrant.deputy,
        )
        .order_by(RoleGrant.deputy, RoleGrant.id)
    )
    found: dict[int, list[int]] = {}
    for team_id, person_id in db.session.execute(asked):
        found.setdefault(team_id, []).append(person_id)
    return found


def holders(role: str, day: date) -> list[int]:
    """Return who has that role on that day."""
    asked = select(RoleGrant.person_id).where(
        RoleGrant.role == role,
        RoleGrant.superseded_at == NEVER,
        RoleGrant.valid_from <= day,
        RoleGrant.valid_until >= day,
        employed(RoleGrant.person_id, day),
    )
    return sorted(set(db.session.scalars(asked)))


def _sets(rows: Collection[tuple[int, str]]) -> Mapping[int, frozenset[str]]:
    found: dict[int, set[str]] = {}
    for person_id, value in rows:
        found.setdefault(person_id, set()).add(value)
    return {person_id: frozenset(values) for person_id, values in found.items()}
