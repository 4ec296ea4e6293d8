"""What is known of an audience when its programme is made: numbers only. People are given as a selection of keys."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, distinct, exists, func, select

from learning_goals.periods import NEVER
from webapp.extensions import db
from webapp.store.learning import CompletionRecord
from webapp.store.onboarding_tables import MentorAssignment, Onboarding
from webapp.store.people import DutyGrant, Employment, Membership, RoleGrant, TagGrant
from webapp.store.talks import TeamGoal, TrainingRequest
from webapp.store.team_norms import TeamNormVersion

People = Select[tuple[int]]


def working_as(group: str, day: date) -> People:
    """Select who works in that function group."""
    return select(Membership.person_id).distinct().where(*_in(group, day))


def with_duties(duties: Collection[str], day: date) -> People:
    """Select who has one of these duties."""
    return select(DutyGrant.person_id).distinct().where(DutyGrant.duty.in_(duties), *_holds(DutyGrant, day))


def leading(day: date) -> People:
    """Select who leads a team; deputies are left out."""
    led = (RoleGrant.role == "team_leader", RoleGrant.deputy.is_(False), *_holds(RoleGrant, day))
    return select(RoleGrant.person_id).distinct().where(*led)


def keys(people: People) -> frozenset[int]:
    """Return the keys themselves."""
    return frozenset(db.session.scalars(people))


def count(people: People) -> int:
    """Return how many people that are."""
    return db.session.scalar(select(func.count()).select_from(people.subquery())) or 0


def done_by_all(people: People, what: str) -> bool:
    """Return whether all of these people completed it; nobody has not."""
    done = exists().where(
        CompletionRecord.person_id == people.selected_columns[0],
        CompletionRecord.course_id == what,
        CompletionRecord.superseded_at == NEVER,
    )
    total = count(people)
    return total > 0 and count(people.where(done)) == total


def teams_with_norm(group: str, day: date) -> tuple[int, int]:
    """Return how many teams of that function group made their norm, and how many teams there are."""
    teams = _teams(group, day).subquery()
    made = exists().where(TeamNormVersion.team_id == teams.c.team_id)
    total = db.session.scalar(select(func.count()).select_from(teams)) or 0
    return db.session.scalar(select(func.count()).select_from(teams).where(made)) or 0, total


def newcomers(people: People, since: date, day: date) -> int:
    """Return how many of these people began after that day."""
    began = (Employment.superseded_at == NEVER, Employment.valid_from > since, Employment.valid_from <= day)
    asked = select(func.count(distinct(Employment.person_id))).where(Employment.person_id.in_(people), *began)
    return db.session.scalar(asked) or 0


def tags_of(people: People, day: date) -> frozenset[str]:
    """Return the tags that the work of one of these people bears."""
    asked = select(TagGrant.tag).distinct().where(TagGrant.person_id.in_(people), *_holds(TagGrant, day))
    return frozenset(db.session.scalars(asked))


def asked_for(people: People) -> frozenset[str]:
    """Return the courses and goals for which open wishes of these people for training stand."""
    asked = select(TrainingRequest.course_id, TrainingRequest.goal).where(
        TrainingRequest.person_id.in_(people), TrainingRequest.status == "open"
    )
    return frozenset(said for row in db.session.execute(asked) for said in row if said)


def team_goals(group: str, day: date) -> frozenset[str]:
    """Return the open goals that leaders set with the teams in which that function group works."""
    asked = select(TeamGoal.goal).distinct()
    held = (TeamGoal.team_id.in_(_teams(group, day)), TeamGoal.status == "open")
    return frozenset(db.session.scalars(asked.where(*held)))


def without_mentor(people: People, tag: str, first: date, last: date, day: date) -> int:
    """Return how many of these people whose work bears that tag began in that time and have no mentor."""
    mentored = exists().where(
        MentorAssignment.onboarding_id == Onboarding.id,
        MentorAssignment.superseded_at == NEVER,
        MentorAssignment.valid_from <= day,
        MentorAssignment.valid_until >= day,
    )
    tagged = exists().where(TagGrant.person_id == Onboarding.person_id, TagGrant.tag == tag, *_holds(TagGrant, day))
    asked = select(func.count(distinct(Onboarding.person_id))).where(
        Onboarding.person_id.in_(people), Onboarding.employed_from.between(first, last), tagged, ~mentored
    )
    return db.session.scalar(asked) or 0


def times_completed(people: People, items: Collection[str]) -> list[tuple[int, str, int]]:
    """Return on how many days each of these people completed each item; who completed none of them has no row."""
    held = and_(
        CompletionRecord.person_id.in_(people),
        CompletionRecord.course_id.in_(items),
        CompletionRecord.superseded_at == NEVER,
    )
    asked = (
        select(
            CompletionRecord.person_id,
            CompletionRecord.course_id,
            func.count(distinct(CompletionRecord.completed_on)),
        )
        .where(held)
        .group_by(CompletionRecord.person_id, CompletionRecord.course_id)
    )
    return [(row[0], row[1], row[2]) for row in db.session.execute(asked)]


def _teams(group: str, day: date) -> Select[tuple[int]]:
    return select(Membership.team_id).distinct().where(*_in(group, day))


def _in(group: str, day: date) -> tuple[Any, ...]:
    return (Membership.function_group == group, *_holds(Membership, day))


def _holds(table: type[Any], day: date) -> tuple[Any, ...]:
    return (table.superseded_at == NEVER, table.valid_from <= day, table.valid_until >= day)
