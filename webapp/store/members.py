"""The people that a leader or HR may see, and where they work."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select

from webapp.extensions import db
from webapp.store.learning import Assignment
from webapp.store.people import Employment, Membership, Person, Team
from webapp.store.progress import conditions
from webapp.store.scope import holding, teams_below, works_in
from webapp.store.wanted import Wanted


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where somebody works today."""

    team_id: int
    team: str
    function: str
    function_group: str


def places(person_ids: Collection[int], day: date, at: datetime | None = None) -> dict[int, list[Place]]:
    """Return the teams and functions of these people on that day, first job first, as known then (None: now)."""
    found: dict[int, list[Place]] = {}
    asked = (
        select(Membership.person_id, Team.id, Team.name, Membership.function, Membership.function_group)
        .join(Team, Team.id == Membership.team_id)
        .where(Membership.person_id.in_(person_ids), *holding(Membership, day, at))
        .order_by(Membership.person_id, Membership.id)
    )
    for person_id, *place in db.session.execute(asked):
        found.setdefault(person_id, []).append(
            Place(team_id=place[0], team=place[1], function=place[2], function_group=place[3])
        )
    return found


@dataclass(frozen=True, kw_only=True)
class Member:
    """Somebody in a list of a leader's people."""

    id: int
    staff_number: str
    name: str


def _members(wanted: Wanted) -> list[ColumnElement[bool]]:
    employed = exists().where(Employment.person_id == Person.id, *holding(Employment, wanted.day))
    also = [Membership.function_group == wanted.function_group] if wanted.function_group else []
    teams = teams_below(wanted.teams) if wanted.teams else None
    found: list[ColumnElement[bool]] = [employed, works_in(Person.id, teams, wanted.day, *also)]
    if wanted.courses or wanted.bounds is not None:
        assigned = exists().where(Assignment.person_id == Person.id, *conditions(wanted))
        found.append(assigned.correlate(Person))
    return found


def members(wanted: Wanted, offset: int, limit: int) -> list[Member]:
    """Return the people themselves, also those without a course, by name."""
    return _as_members(_member_statement(wanted).offset(offset).limit(limit))


def everybody(wanted: Wanted) -> list[Member]:
    """Return all of them, by name."""
    return _as_members(_member_statement(wanted))


def members_among(wanted: Wanted, person_ids: Collection[int]) -> list[Member]:
    """Return those of these people who are among the wanted, by name."""
    return _as_members(_member_statement(wanted).where(Person.id.in_(person_ids)))


def _member_statement(wanted: Wanted) -> Select[Any]:
    return (
        select(Person.id, Person.staff_number, Person.given_name, Person.family_name)
        .where(*_members(wanted))
        .order_by(Person.sort_name, Person.id)
    )


def _as_members(asked: Select[Any]) -> list[Member]:
    return [
        Member(id=row.id, staff_number=row.staff_number, name=f"{row.given_name} {row.family_name}")
        for row in db.session.execute(asked)
    ]


def count_members(wanted: Wanted) -> int:
    """Return how many people that are."""
    return db.session.scalar(select(func.count()).select_from(Person).where(*_members(wanted))) or 0


def count_in(team_id: int, day: date) -> int:
    """Return how many people work in that team itself on that day."""
    asked = select(func.count(Membership.person_id.distinct())).where(
        Membership.team_id == team_id, *holding(Membership, day)
    )
    return db.session.scalar(asked) or 0


def all_places(day: date, at: datetime | None = None) -> dict[int, tuple[str, str, str]]:
    """Return each person's first job on that day: team, function, function group, as known then (None: now)."""
    asked = (
        select(Membership.person_id, Team.path, Membership.function, Membership.function_group)
        .join(Team, Team.id == Membership.team_id)
        .where(*holding(Membership, day, at))
        .order_by(Membership.id.desc())
    )
    return {row[0]: (row[1], row[2], row[3]) for row in db.session.execute(asked)}


def memberships(day: date, at: datetime | None = None) -> list[tuple[int, int, str]]:
    """Return (person, team, function group) of every job on that day, as known then (None: now)."""
    asked = select(Membership.person_id, Membership.team_id, Membership.function_group)
    return [(row[0], row[1], row[2]) for row in db.session.execute(asked.where(*holding(Membership, day, at)))]
