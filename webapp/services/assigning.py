"""A leader assigns a course to one, some or all of the people in the teams led."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from learning_goals.assignments import due_date
from webapp import clock
from webapp.errors import NotFound
from webapp.policy import Visitor
from webapp.services.curriculum import library
from webapp.services.progress import Filter, led_scope, wanted
from webapp.store import assignments, members, revision
from webapp.store.members import Member


@dataclass(frozen=True, kw_only=True)
class Order:
    """What a leader asks for: nobody named means everybody in the scope."""

    team_id: int
    course_id: str
    due_on: date
    reason: str
    person_ids: tuple[int, ...] = ()


def people(actor: Visitor, team_id: int, today: date) -> list[Member]:
    """Return everybody to whom this leader can assign a course, by name."""
    return members.everybody(wanted(led_scope(actor, team_id), Filter(), today))


def assign(actor: Visitor, order: Order, now: datetime) -> int:
    """Assign; returns how many people got it, raises DueTooEarly, or NotFound when somebody is out of scope."""
    today = clock.day_of(now)
    if order.course_id not in library().modules:
        raise NotFound
    scope = led_scope(actor, order.team_id)
    found = {each.id for each in members.everybody(wanted(scope, Filter(), today))}

    due_on = due_date(order.due_on, today)
    if not found.issuperset(order.person_ids):
        raise NotFound
    chosen = sorted(order.person_ids or found)

    assigned = assignments.assign(chosen, order.course_id, due_on, order.reason, actor.person_id, now)
    revision.raise_it()
    return assigned
