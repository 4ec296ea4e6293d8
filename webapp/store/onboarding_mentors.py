"""Who is whose mentor, was it, or could be it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, or_, select, update
from sqlalchemy.orm import aliased

from learning_goals.periods import NEVER
from webapp.extensions import db
from webapp.store.logins import employed
from webapp.store.onboarding_tables import MentorAssignment, Onboarding
from webapp.store.once import insert_once
from webapp.store.people import DutyGrant, Employment, Membership, Person

MOST_CANDIDATES = 400


@dataclass(frozen=True, kw_only=True)
class Mentorship:
    """Somebody is or was the mentor; `employed_until` is the mentor's own last day, before all time for none."""

    id: int
    onboarding_id: int
    mentor_id: int
    mentor: str
    valid_from: date
    valid_until: date
    employed_until: date
    chosen_by_id: int
    chosen_by: str
    recorded_at: datetime
    superseded_at: datetime

    @property
    def last_day(self) -> date:
        """The last day on which this person can be the mentor."""
        return min(self.valid_until, self.employed_until)

    @property
    def holds(self) -> bool:
        """Whether this is what is believed now."""
        return self.superseded_at == NEVER


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """Somebody who works here and could be a mentor."""

    person_id: int
    name: str
    employed_from: date


def mentorships(onboarding_ids: Collection[int], *, also_former: bool = False) -> Mapping[int, list[Mentorship]]:
    """Return the mentorships of these onboardings, oldest first; with `also_former` what was superseded too."""
    statement = _statement().where(MentorAssignment.onboarding_id.in_(onboarding_ids))
    if not also_former:
        statement = statement.where(MentorAssignment.superseded_at == NEVER)
    found: dict[int, list[Mentorship]] = {}
    for row in db.session.execute(statement):
        each = Mentorship(
            id=row.id,
            onboarding_id=row.onboarding_id,
            mentor_id=row.mentor_id,
            mentor=f"{row.given_name} {row.family_name}",
            valid_from=row.valid_from,
            valid_until=row.valid_until,
            employed_until=row.employed_until or date.min,
            chosen_by_id=row.chosen_by,
            chosen_by=f"{row.by_given} {row.by_family}",
            recorded_at=row.recorded_at,
            superseded_at=row.superseded_at,
        )
        found.setdefault(each.onboarding_id, []).append(each)
    return found


def supersede(mentorship_id: int, now: datetime) -> bool:
    """Believe it no longer; returns False when somebody else did so first."""
    held = (MentorAssignment.id == mentorship_id, MentorAssignment.superseded_at == NEVER)
    return db.session.execute(update(MentorAssignment).where(*held).values(superseded_at=now)).rowcount == 1


def append(**values: Any) -> bool:
    """Append a mentorship; returns False when there is one up to that day already."""
    return insert_once(MentorAssignment, superseded_at=NEVER, **values)


def loads(people: Collection[int], day: date) -> Mapping[int, int]:
    """Return for how many people who are employed each of these is the mentor on that day."""
    asked = (
        select(MentorAssignment.mentor_id, func.count(Onboarding.person_id.distinct()))
        .join(Onboarding, Onboarding.id == MentorAssignment.onboarding_id)
        .where(
            MentorAssignment.mentor_id.in_(people),
            MentorAssignment.superseded_at == NEVER,
            MentorAssignment.valid_from <= day,
            MentorAssignment.valid_until >= day,
            employed(Onboarding.person_id, day),
        )
        .group_by(MentorAssignment.mentor_id)
    )
    return {row[0]: row[1] for row in db.session.execute(asked)}


def colleagues(teams: Collection[int], groups: Collection[str], day: date, before: date) -> list[Colleague]:
    """Return who works in these teams, or has the duty of mentor and works in these groups, employed since `before`."""
    since = (
        select(func.min(Employment.valid_from))
        .where(
            Employment.person_id == Person.id,
            Employment.superseded_at == NEVER,
            Employment.valid_from <= day,
            Employment.valid_until >= day,
        )
        .correlate(Person)
        .scalar_subquery()
    )
    mentors = select(DutyGrant.person_id).where(
        DutyGrant.duty == "mentor",
        DutyGrant.superseded_at == NEVER,
        DutyGrant.valid_from <= day,
        DutyGrant.valid_until >= day,
    )
    here = select(Membership.person_id).where(
        Membership.superseded_at == NEVER,
        Membership.valid_from <= day,
        Membership.valid_until >= day,
        or_(
            Membership.team_id.in_(teams),
            Membership.function_group.in_(groups) & Membership.person_id.in_(mentors),
        ),
    )
    asked = (
        select(Person.id, Person.given_name, Person.family_name, since.label("since"))
        .where(Person.id.in_(here), since <= before)
        .order_by(Person.sort_name, Person.id)
        .limit(MOST_CANDIDATES)
    )
    return [
        Colleague(person_id=row.id, name=f"{row.given_name} {row.family_name}", employed_from=row.since)
        for row in db.session.execute(asked)
    ]


def _statement() -> Select[Any]:
    by = aliased(Person)
    until = (
        select(func.max(Employment.valid_until))
        .where(Employment.person_id == MentorAssignment.mentor_id, Employment.superseded_at == NEVER)
        .correlate(MentorAssignment)
        .scalar_subquery()
    )
    columns = [getattr(MentorAssignment, name) for name in ("id", "onboarding_id", "mentor_id", "valid_from")]
    return (
        select(
            *columns,
            MentorAssignment.valid_until,
            MentorAssignment.chosen_by,
            MentorAssignment.recorded_at,
            MentorAssignment.superseded_at,
            Person.given_name,
            Person.family_name,
            by.given_name.label("by_given"),
            by.family_name.label("by_family"),
            until.label("employed_until"),
        )
        .join(Person, Person.id == MentorAssignment.mentor_id)
        .join(by, by.id == MentorAssignment.chosen_by)
        .order_by(MentorAssignment.recorded_at, MentorAssignment.id)
    )
