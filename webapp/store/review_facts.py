"""What reviews are planned and prepared from: which teams there are, and what is known of one."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import aliased

from learning_goals.periods import NEVER
from webapp.extensions import db
from webapp.store.learning import Assignment, CompletionRecord
from webapp.store.people import DutyGrant, Employment, Membership, Person, RoleGrant
from webapp.store.talks import TalkEntry

_MEMBER, _DUTY = aliased(Membership), aliased(DutyGrant)


def teams_alive(day: date) -> dict[int, date]:
    """Return every team in which somebody works on that day, with the day on which its first member began."""
    alive = exists().where(_MEMBER.team_id == Membership.team_id, *_holds(_MEMBER, day))
    asked = (
        select(Membership.team_id, func.min(Membership.valid_from))
        .where(Membership.superseded_at == NEVER, alive)
        .group_by(Membership.team_id)
        .order_by(Membership.team_id)
    )
    return {row[0]: row[1] for row in db.session.execute(asked)}


def duties_alive(duties: Collection[str], day: date) -> dict[str, date]:
    """Return which of these duties somebody has on that day, with the day on which the first had it."""
    alive = exists().where(_DUTY.duty == DutyGrant.duty, *_holds(_DUTY, day))
    asked = (
        select(DutyGrant.duty, func.min(DutyGrant.valid_from))
        .where(DutyGrant.duty.in_(duties), DutyGrant.superseded_at == NEVER, alive)
        .group_by(DutyGrant.duty)
        .order_by(DutyGrant.duty)
    )
    return {row[0]: row[1] for row in db.session.execute(asked)}


def lapsing(team_id: int, day: date, until: date) -> dict[str, int]:
    """Return for how many people of a team each course must be done (again) up to a day, and is not."""
    done = exists().where(
        CompletionRecord.person_id == Assignment.person_id,
        CompletionRecord.course_id == Assignment.course_id,
        CompletionRecord.superseded_at == NEVER,
        CompletionRecord.completed_on >= Assignment.counts_from,
    )
    works = exists().where(
        Membership.person_id == Assignment.person_id, Membership.team_id == team_id, *_holds(Membership, day)
    )
    asked = (
        select(Assignment.course_id, func.count(Assignment.person_id.distinct()))
        .where(
            Assignment.superseded_at == NEVER,
            Assignment.kind == "course",
            Assignment.due_on <= until,
            works,
            ~done,
        )
        .group_by(Assignment.course_id)
        .order_by(Assignment.course_id)
    )
    return {row[0]: row[1] for row in db.session.execute(asked)}


def groups_in(team_id: int, day: date) -> frozenset[str]:
    """Return the function groups of who works in a team."""
    asked = select(Membership.function_group).where(Membership.team_id == team_id, *_holds(Membership, day)).distinct()
    return frozenset(each for each in db.session.scalars(asked) if each)


def names_in(team_id: int, day: date) -> list[str]:
    """Return the names of who works in or leads a team."""
    works = exists().where(Membership.person_id == Person.id, Membership.team_id == team_id, *_holds(Membership, day))
    leads = exists().where(RoleGrant.person_id == Person.id, RoleGrant.team_id == team_id, *_holds(RoleGrant, day))
    asked = select(Person.given_name, Person.family_name).where(works | leads)
    return [f"{row[0]} {row[1]}" for row in db.session.execute(asked)]


def employed_since(people: Collection[int], day: date) -> dict[int, date]:
    """Return since when each of these is employed without a break that is known."""
    asked = (
        select(Employment.person_id, func.max(Employment.valid_from))
        .where(Employment.person_id.in_(people), *_holds(Employment, day))
        .group_by(Employment.person_id)
    )
    return {row[0]: row[1] for row in db.session.execute(asked)}


def last_talks(people: Collection[int]) -> dict[int, tuple[date, date | None]]:
    """Return the day of the newest version of each one's talk, and the day agreed for the next."""
    newest = (
        select(TalkEntry.person_id, func.max(TalkEntry.number).label("number"))
        .where(TalkEntry.person_id.in_(people))
        .group_by(TalkEntry.person_id)
        .subquery()
    )
    asked = select(TalkEntry.person_id, TalkEntry.held_on, TalkEntry.next_on).join(
        newest, (newest.c.person_id == TalkEntry.person_id) & (newest.c.number == TalkEntry.number)
    )
    return {row[0]: (row[1], row[2]) for row in db.session.execute(asked)}


def _holds(table: type[Membership | DutyGrant | RoleGrant | Employment], day: date) -> tuple[ColumnElement[bool], ...]:
    return (table.superseded_at == NEVER, table.valid_from <= day, table.valid_until >= day)
