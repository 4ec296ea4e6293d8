"""What is known of an audience when its programme is made: numbers only."""

from __future__ import annotations

from datetime import date

from sqlalchemy import distinct, exists, func, select

from learning_goals.periods import NEVER
from webapp.extensions import db
from webapp.store.learning import CompletionRecord
from webapp.store.people import DutyGrant, Employment, Membership, RoleGrant, TagGrant
from webapp.store.talks import TrainingRequest
from webapp.store.team_norms import TeamNormVersion


def people_in(group: str, day: date) -> int:
    """Return how many people work in that function group."""
    return db.session.scalar(select(func.count(distinct(Membership.person_id))).where(*_in(group, day))) or 0


def with_duty(duty: str, day: date) -> int:
    """Return how many people have that duty."""
    asked = select(func.count(distinct(DutyGrant.person_id))).where(
        DutyGrant.duty == duty,
        DutyGrant.superseded_at == NEVER,
        DutyGrant.valid_from <= day,
        DutyGrant.valid_until >= day,
    )
    return db.session.scalar(asked) or 0


def leaders(day: date) -> set[int]:
    """Return who leads a team."""
    asked = select(RoleGrant.person_id).where(
        RoleGrant.role == "team_leader",
        RoleGrant.deputy.is_(False),
        RoleGrant.superseded_at == NEVER,
        RoleGrant.valid_from <= day,
        RoleGrant.valid_until >= day,
    )
    return set(db.session.scalars(asked))


def done_by_all(people: set[int], course_id: str) -> bool:
    """Return whether all of these people completed it; nobody has not."""
    asked = select(func.count(distinct(CompletionRecord.person_id))).where(
        CompletionRecord.person_id.in_(people),
        CompletionRecord.course_id == course_id,
        CompletionRecord.superseded_at == NEVER,
    )
    return bool(people) and db.session.scalar(asked) == len(people)


def teams_with_norm(group: str, day: date) -> tuple[int, int]:
    """Return how many teams of that function group made their norm, and how many teams there are."""
    teams = select(Membership.team_id).distinct().where(*_in(group, day)).subquery()
    made = exists().where(TeamNormVersion.team_id == teams.c.team_id)
    total = db.session.scalar(select(func.count()).select_from(teams)) or 0
    return db.session.scalar(select(func.count()).select_from(teams).where(made)) or 0, total


def newcomers(group: str, since: date, day: date) -> int:
    """Return how many people of that function group began after that day."""
    began = exists().where(
        Employment.person_id == Membership.person_id,
        Employment.superseded_at == NEVER,
        Employment.valid_from > since,
        Employment.valid_from <= day,
    )
    asked = select(func.count(distinct(Membership.person_id))).where(*_in(group, day), began)
    return db.session.scalar(asked) or 0


def tags_in(group: str, day: date) -> frozenset[str]:
    """Return the tags that the work of somebody in that function group bears."""
    works = exists().where(Membership.person_id == TagGrant.person_id, *_in(group, day))
    asked = (
        select(TagGrant.tag)
        .distinct()
        .where(works, TagGrant.superseded_at == NEVER, TagGrant.valid_from <= day, TagGrant.valid_until >= day)
    )
    return frozenset(db.session.scalars(asked))


def asked_for(group: str, day: date) -> frozenset[str]:
    """Return the courses and goals for which open wishes for training stand."""
    works = exists().where(Membership.person_id == TrainingRequest.person_id, *_in(group, day))
    asked = select(TrainingRequest.course_id, TrainingRequest.goal).where(works, TrainingRequest.status == "open")
    return frozenset(said for row in db.session.execute(asked) for said in row if said)


def _in(group: str, day: date) -> tuple[object, ...]:
    return (
        Membership.function_group == group,
        Membership.superseded_at == NEVER,
        Membership.valid_from <= day,
        Membership.valid_until >= day,
    )
