"""Who worked where, and what was asked of people and done by them, on a day as it was known at an instant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from webapp.extensions import db
from webapp.store.acknowledgements import Acknowledgement
from webapp.store.learning import Assignment, CompletionRecord, CourseStart
from webapp.store.people import DatedFact, DutyGrant, Employment, Membership, Person, PersonVersion, RoleGrant, TagGrant
from webapp.store.progress import PRIVATE
from webapp.store.rule_tables import Exemption, RuleException, Suspension
from webapp.store.rules import AssignmentRuleVersion
from webapp.store.scope import believed, holding

People = Collection[int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """How somebody was called."""

    staff_number: str
    given: str
    family: str

    @property
    def name(self) -> str:
        """The whole name."""
        return f"{self.given} {self.family}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Job:
    """Where somebody worked."""

    person_id: int
    team_id: int
    function: str
    function_group: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """Something that was asked of somebody; `rule_id` 0: a person assigned it."""

    person_id: int
    kind: str
    course_id: str
    cycle: int
    counts_from: date
    due_on: date
    grace_until: date
    rule_id: int
    recorded_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Done:
    """Something that somebody completed."""

    person_id: int
    course_id: str
    on: date
    method: str
    version: int
    course_digest: str
    quiz_digest: str
    norm_number: int
    language: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Spared:
    """Something that was not asked of somebody from a day to a day, and since when that is decided; "": everything."""

    person_id: int
    course_id: str
    code: str
    first: date
    last: date
    decided_by: int
    decided_at: datetime


def names(at: datetime) -> Mapping[int, Named]:
    """Return how everybody was called who was known at that instant."""
    found = {
        row[0]: Named(staff_number=row[1], given=row[2], family=row[3])
        for row in db.session.execute(
            select(Person.id, Person.staff_number, Person.given_name, Person.family_name).where(Person.created_at <= at)
        )
    }
    versions = (
        select(PersonVersion.person_id, PersonVersion.given_name, PersonVersion.family_name)
        .where(PersonVersion.recorded_at <= at)
        .order_by(PersonVersion.recorded_at, PersonVersion.id)
    )
    for person, given, family in db.session.execute(versions):
        if person in found:
            found[person] = Named(staff_number=found[person].staff_number, given=given, family=family)
    return found


def names_ever(at: datetime) -> frozenset[str]:
    """Return every given and family name that was recorded by that instant, former ones too."""
    asked = (
        select(PersonVersion.given_name, PersonVersion.family_name).where(PersonVersion.recorded_at <= at).distinct()
    )
    former = [tuple(row) for row in db.session.execute(asked)]
    return frozenset(part for pair in former for part in pair)


def employed(day: date, at: datetime) -> Mapping[int, tuple[date, date]]:
    """Return everybody who was employed on that day, with the first and last day of it."""
    asked = select(Employment.person_id, Employment.valid_from, Employment.valid_until)
    rows = db.session.execute(asked.where(*holding(Employment, day, at)).order_by(Employment.id))
    return {row[0]: (row[1], row[2]) for row in rows}


def jobs(day: date, at: datetime) -> list[Job]:
    """Return who worked where on that day."""
    asked = (
        select(Membership.person_id, Membership.team_id, Membership.function, Membership.function_group)
        .where(*holding(Membership, day, at))
        .order_by(Membership.person_id, Membership.id)
    )
    return [
        Job(person_id=row[0], team_id=row[1], function=row[2], function_group=row[3])
        for row in db.session.execute(asked)
    ]


def leaders(day: date, at: datetime) -> Mapping[int, list[int]]:
    """Return who led each team on that day, deputies left out."""
    asked = (
        select(RoleGrant.team_id, RoleGrant.person_id)
        .where(RoleGrant.role == "team_leader", ~RoleGrant.deputy, *holding(RoleGrant, day, at))
        .order_by(RoleGrant.team_id, RoleGrant.person_id)
    )
    found: dict[int, list[int]] = defaultdict(list)
    for team, person in db.session.execute(asked):
        found[team].append(person)
    return found


def duties(day: date, at: datetime) -> Mapping[int, frozenset[str]]:
    """Return which duties people had on that day."""
    return _sets(DutyGrant, DutyGrant.duty, day, at)


def tags(day: date, at: datetime) -> Mapping[int, frozenset[str]]:
    """Return which tags people's work bore on that day."""
    return _sets(TagGrant, TagGrant.tag, day, at)


def _sets(table: type[DatedFact], value: Any, day: date, at: datetime) -> Mapping[int, frozenset[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for person, said in db.session.execute(select(table.person_id, value).where(*holding(table, day, at))):
        found[person].add(said)
    return {person: frozenset(said) for person, said in found.items()}


def held(people: People, at: datetime) -> list[Held]:
    """Return what was asked of these people, by person; private things are left out."""
    asked = (
        select(
            Assignment.person_id,
            Assignment.kind,
            Assignment.course_id,
            Assignment.cycle,
            Assignment.counts_from,
            Assignment.due_on,
            Assignment.grace_until,
            Assignment.rule_id,
            Assignment.recorded_at,
        )
        .where(Assignment.person_id.in_(people), Assignment.kind != PRIVATE, *believed(Assignment, at))
        .order_by(Assignment.person_id, Assignment.kind, Assignment.course_id)
    )
    return [
        Held(
            person_id=row[0],
            kind=row[1],
            course_id=row[2],
            cycle=row[3],
            counts_from=row[4],
            due_on=row[5],
            grace_until=row[6],
            rule_id=row[7] or 0,
            recorded_at=row[8],
        )
        for row in db.session.execute(asked)
    ]


def done(people: People, day: date, at: datetime) -> list[Done]:
    """Return what these people had completed by that day, by person, oldest first."""
    asked = (
        select(
            CompletionRecord.person_id,
            CompletionRecord.course_id,
            CompletionRecord.completed_on,
            CompletionRecord.method,
            CompletionRecord.course_version,
            CompletionRecord.course_digest,
            CompletionRecord.quiz_digest,
            CompletionRecord.norm_number,
            CompletionRecord.language,
        )
        .where(
            CompletionRecord.person_id.in_(people),
            CompletionRecord.completed_on <= day,
            *believed(CompletionRecord, at),
        )
        .order_by(
            CompletionRecord.person_id, CompletionRecord.completed_on, CompletionRecord.course_id, CompletionRecord.id
        )
    )
    return [
        Done(
            person_id=row[0],
            course_id=row[1],
            on=row[2],
            method=row[3],
            version=row[4],
            course_digest=row[5],
            quiz_digest=row[6],
            norm_number=row[7],
            language=row[8],
        )
        for row in db.session.execute(asked)
    ]


def started(people: People, at: datetime) -> frozenset[tuple[int, str]]:
    """Return which courses these people had begun."""
    asked = select(CourseStart.person_id, CourseStart.course_id)
    rows = db.session.execute(asked.where(CourseStart.person_id.in_(people), CourseStart.started_at <= at))
    return frozenset((row[0], row[1]) for row in rows)


def acknowledged(people: People, at: datetime) -> list[tuple[int, int, datetime]]:
    """Return (person, norm, when) of what these people said to have read, by person, oldest first."""
    asked = (
        select(Acknowledgement.person_id, Acknowledgement.norm_number, Acknowledgement.acknowledged_at)
        .where(Acknowledgement.person_id.in_(people), Acknowledgement.acknowledged_at <= at)
        .order_by(Acknowledgement.person_id, Acknowledgement.norm_number)
    )
    return [(row[0], row[1], row[2]) for row in db.session.execute(asked)]


def spared(day: date, at: datetime) -> list[Spared]:
    """Return what was not asked of people on that day, with a neutral code instead of a reason."""
    exempt = select(
        Exemption.person_id,
        Exemption.course_id,
        Exemption.valid_from,
        Exemption.valid_until,
        Exemption.decided_by,
        Exemption.recorded_at,
    ).where(*holding(Exemption, day, at))
    paused = select(
        Suspension.person_id,
        Suspension.valid_from,
        Suspension.valid_until,
        Suspension.decided_by,
        Suspension.recorded_at,
    ).where(Suspension.kind == "everything", *holding(Suspension, day, at))
    return [
        *(_spared("decided", *row) for row in db.session.execute(exempt.order_by(Exemption.id))),
        *(_spared("paused", row[0], "", *row[1:]) for row in db.session.execute(paused.order_by(Suspension.id))),
        *_no_date(at),
    ]


def _no_date(at: datetime) -> list[Spared]:
    """Return whom a rule asks no more because the date that it asked could not be."""
    target = AssignmentRuleVersion.document["target"].as_string()
    asked = (
        select(
            RuleException.person_id,
            target,
            RuleException.asked_on,
            RuleException.decided_by,
            RuleException.decided_at,
        )
        .join(AssignmentRuleVersion, AssignmentRuleVersion.rule_id == RuleException.rule_id)
        .where(
            RuleException.decision == "exempt",
            RuleException.decided_at <= at,
            *believed(AssignmentRuleVersion, at),
        )
        .order_by(RuleException.id)
    )
    return [
        _spared("no_possible_date", row[0], row[1], row[2], date.max, row[3], row[4])
        for row in db.session.execute(asked)
    ]


def _spared(code: str, person: int, course: str, first: date, last: date, by: int | None, when: datetime) -> Spared:
    return Spared(
        person_id=person, course_id=course, code=code, first=first, last=last, decided_by=by or 0, decided_at=when
    )
