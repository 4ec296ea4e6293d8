"""What is open today, for everybody or for some people, each in one statement."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, exists, select

from learning_goals.periods import NEVER
from webapp.extensions import db
from webapp.store.acknowledgements import Acknowledgement
from webapp.store.assessments import SelfAssessment
from webapp.store.learning import Assignment, CompletionRecord
from webapp.store.logins import employed
from webapp.store.people import Membership, Person, RoleGrant, Team
from webapp.store.rounds import AssessmentRound, RoundMember
from webapp.store.rule_tables import Suspension
from webapp.store.scope import working_in
from webapp.store.session_tables import Registration, SessionDate, SessionTrainer, TrainingSession

People = Collection[int] | None
"""Whom it is about; None means everybody."""
QUIET = timedelta(days=3)
"""After the invitation to a round nobody is reminded for so long."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """An assignment that is not done."""

    person_id: int
    kind: str
    course_id: str
    cycle: int
    due_on: date
    grace_until: date


def assignments(people: People, day: date, until: date, redo: Mapping[str, int]) -> list[Asked]:
    """Return what is not done in its newest version and due by `until`, of who is employed on that day."""
    wanted = case(redo, value=Assignment.course_id, else_=1) if redo else 1
    done = exists().where(
        CompletionRecord.person_id == Assignment.person_id,
        CompletionRecord.course_id == Assignment.course_id,
        CompletionRecord.superseded_at == NEVER,
        CompletionRecord.completed_on >= Assignment.counts_from,
        CompletionRecord.course_version >= wanted,
    )
    asked = (
        select(
            Assignment.person_id,
            Assignment.kind,
            Assignment.course_id,
            Assignment.cycle,
            Assignment.due_on,
            Assignment.grace_until,
        )
        .where(
            Assignment.superseded_at == NEVER,
            Assignment.due_on <= until,
            *_of(people, Assignment.person_id),
            employed(Assignment.person_id, day),
            ~done,
        )
        .order_by(Assignment.person_id, Assignment.due_on, Assignment.id)
    )
    return [Asked(**row._mapping) for row in db.session.execute(asked)]


def norm_unread(people: People, day: date, number: int) -> list[int]:
    """Return who is employed and did not acknowledge that version of the norm or a later one."""
    read = exists().where(Acknowledgement.person_id == Person.id, Acknowledgement.norm_number >= number)
    asked = select(Person.id).where(*_of(people, Person.id), employed(Person.id, day), ~read)
    return list(db.session.scalars(asked.order_by(Person.id)))


def rounds_open(people: People, day: date) -> list[tuple[int, int, date]]:
    """Return person, round and last day of every questionnaire that is open and not handed in."""
    finished = exists().where(
        SelfAssessment.round_id == AssessmentRound.id,
        SelfAssessment.person_id == RoundMember.person_id,
        SelfAssessment.finished_at < NEVER,
    )
    asked = (
        select(RoundMember.person_id, AssessmentRound.id, AssessmentRound.closes_on)
        .distinct()
        .join(AssessmentRound, AssessmentRound.id == RoundMember.round_id)
        .where(
            AssessmentRound.opens_on <= day - QUIET,
            AssessmentRound.closes_on >= day,
            AssessmentRound.published_at == NEVER,
            *_of(people, RoundMember.person_id),
            employed(RoundMember.person_id, day),
            ~finished,
        )
    )
    return [(row[0], row[1], row[2]) for row in db.session.execute(asked)]


def session_dates(people: People, first: datetime, last: datetime) -> list[tuple[int, int, int, datetime]]:
    """Return person, training, date and begin of every date between the two on which somebody takes part or trains."""
    place = select(Registration.session_id, Registration.person_id).where(
        Registration.superseded_at == NEVER, Registration.status == "registered"
    )
    given = select(SessionTrainer.session_id, SessionTrainer.person_id)
    there = place.union(given).subquery()
    asked = (
        select(there.c.person_id, TrainingSession.id, SessionDate.id, SessionDate.starts_at)
        .join(TrainingSession, TrainingSession.id == there.c.session_id)
        .join(SessionDate, SessionDate.session_id == TrainingSession.id)
        .where(
            TrainingSession.status == "planned",
            SessionDate.starts_at.between(first, last),
            *_of(people, there.c.person_id),
        )
        .order_by(SessionDate.starts_at, there.c.person_id)
    )
    return [(row[0], row[1], row[2], row[3]) for row in db.session.execute(asked)]


def employed_on(day: date) -> list[int]:
    """Return everybody who is employed that day."""
    return list(db.session.scalars(select(Person.id).where(employed(Person.id, day))))


def people_below(team_ids: Collection[int], day: date) -> list[int]:
    """Return who works in these teams or below them that day."""
    return sorted(set(db.session.scalars(working_in(team_ids, day))))


def teams_of(people: People, day: date) -> dict[int, list[int]]:
    """Return in which teams these people work that day."""
    asked = select(Membership.person_id, Membership.team_id).where(
        Membership.superseded_at == NEVER,
        Membership.valid_from <= day,
        Membership.valid_until >= day,
        *_of(people, Membership.person_id),
    )
    found: dict[int, list[int]] = {}
    for person_id, team_id in db.session.execute(asked):
        found.setdefault(person_id, []).append(team_id)
    return found


def leading(day: date) -> list[tuple[int, int, bool]]:
    """Return team, leader and whether that is a deputy, of who is employed that day."""
    asked = (
        select(RoleGrant.team_id, RoleGrant.person_id, RoleGrant.deputy)
        .where(
            RoleGrant.role == "team_leader",
            RoleGrant.superseded_at == NEVER,
            RoleGrant.valid_from <= day,
            RoleGrant.valid_until >= day,
            employed(RoleGrant.person_id, day),
        )
        .order_by(RoleGrant.id)
    )
    return [(team or 0, leader, deputy) for team, leader, deputy in db.session.execute(asked)]


def away(day: date) -> frozenset[int]:
    """Return for whom everything pauses that day."""
    asked = select(Suspension.person_id).where(
        Suspension.superseded_at == NEVER,
        Suspension.kind == "everything",
        Suspension.valid_from <= day,
        Suspension.valid_until >= day,
    )
    return frozenset(db.session.scalars(asked))


def parents() -> dict[int, int]:
    """Return the team above each team, 0 for one at the top."""
    return {row[0]: row[1] or 0 for row in db.session.execute(select(Team.id, Team.parent_id))}


def _of(people: People, column: Any) -> list[ColumnElement[bool]]:
    return [] if people is None else [column.in_(people)]
