"""Writes the rows of the sample municipality in bulk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import exists, func, insert, select

from learning_goals.periods import NEVER
from webapp.extensions import Base, db
from webapp.store import norms
from webapp.store.access import Identity, Password
from webapp.store.acknowledgements import Acknowledgement
from webapp.store.assessments import AssessmentAnswer, SelfAssessment
from webapp.store.learning import Assignment, CompletionRecord, CourseStart, LessonRead
from webapp.store.onboarding_tables import MentorAssignment, Onboarding, OnboardingMark
from webapp.store.organisation import Organisation
from webapp.store.people import Employment, Membership, Person, RoleGrant
from webapp.store.refresher_tables import Refresher, RefresherAnswer
from webapp.store.review_tables import ReviewAgreement, ReviewRecord

BATCH = 5000
TABLES: Mapping[str, type[Base]] = {
    "identity": Identity,
    "password": Password,
    "role_grant": RoleGrant,
    "assignment": Assignment,
    "course_start": CourseStart,
    "lesson_read": LessonRead,
    "completion_record": CompletionRecord,
    "acknowledgement": Acknowledgement,
    "self_assessment": SelfAssessment,
    "assessment_answer": AssessmentAnswer,
    "onboarding": Onboarding,
    "mentor_assignment": MentorAssignment,
    "onboarding_mark": OnboardingMark,
    "refresher": Refresher,
    "refresher_answer": RefresherAnswer,
    "review_record": ReviewRecord,
    "review_agreement": ReviewAgreement,
}


@dataclass(frozen=True, kw_only=True)
class Somebody:
    """What the sample needs to know of a person."""

    id: int
    staff_number: str
    since: date
    team_id: int
    function_group: str
    leads: bool


def is_empty() -> bool:
    """Return whether nobody is known yet."""
    return not db.session.scalar(select(exists().where(Person.id > 0)))


def begin(name: str, norm: Mapping[str, Any], now: datetime) -> None:
    """Write the organisation and its norm."""
    db.session.add(Organisation(id=1, name=name, is_sample=True))
    norms.publish(norm, "acknowledge", None, now)


def everybody(today: date) -> list[Somebody]:
    """Return everybody who is employed and has a team, by staff number."""
    leads = exists().where(RoleGrant.person_id == Person.id, RoleGrant.role == "team_leader")
    asked = (
        select(
            Person.id,
            Person.staff_number,
            func.min(Employment.valid_from).label("since"),
            func.min(Membership.team_id).label("team_id"),
            func.min(Membership.function_group).label("function_group"),
            leads.label("leads"),
        )
        .join(Employment, Employment.person_id == Person.id)
        .join(Membership, Membership.person_id == Person.id)
        .where(
            Employment.superseded_at == NEVER,
            Employment.valid_until >= today,
            Membership.superseded_at == NEVER,
            Membership.valid_until >= today,
        )
        .group_by(Person.id, Person.staff_number)
        .order_by(Person.staff_number)
    )
    return [Somebody(**row._mapping) for row in db.session.execute(asked)]


def completed_by(person_id: int) -> dict[str, date]:
    """Return on which day somebody completed each course."""
    asked = select(CompletionRecord.course_id, CompletionRecord.completed_on).where(
        CompletionRecord.person_id == person_id
    )
    return {row[0]: row[1] for row in db.session.execute(asked)}


def assessments_of(round_id: int) -> dict[int, int]:
    """Return the key of each person's self-assessment in a round."""
    asked = select(SelfAssessment.person_id, SelfAssessment.id).where(SelfAssessment.round_id == round_id)
    return {row[0]: row[1] for row in db.session.execute(asked)}


def write(table: str, rows: Iterable[dict[str, Any]]) -> int:
    """Insert the rows, some thousands at a time; returns how many."""
    waiting = iter(rows)
    written = 0
    while batch := list(islice(waiting, BATCH)):
        db.session.execute(insert(TABLES[table]), batch)
        written += len(batch)
    return written
