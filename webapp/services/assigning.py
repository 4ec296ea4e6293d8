"""A leader assigns a course to one, some or all of the people in the teams led."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from learning_goals.assignments import due_date
from webapp import clock
from webapp.content import library
from webapp.errors import NotFound
from webapp.policy import Visitor
from webapp.services.progress import led_scope
from webapp.store import assignments, revision
from webapp.store.assignments import Candidate


@dataclass(frozen=True, kw_only=True)
class Order:
    """What a leader asks for: nobody named means everybody in the scope."""

    team_id: int
    course_id: str
    due_on: date
    reason: str
    person_ids: tuple[int, ...] = ()


def candidates(actor: Visitor, team_id: int, course_id: str, today: date) -> Sequence[Candidate]:
    """Return the people to whom this leader can assign this course."""
    if course_id not in library().modules:
        raise NotFound
    return assignments.candidates(led_scope(actor, team_id), course_id, today)


def assign(actor: Visitor, order: Order, now: datetime) -> int:
    """Assign; returns how many people got it, raises DueTooEarly, or NotFound when somebody is out of scope."""
    today = clock.day_of(now)
    if order.course_id not in library().modules:
        raise NotFound
    scope = led_scope(actor, order.team_id)
    found = assignments.candidates(scope, order.course_id, today, order.person_ids)

    due_on = due_date(order.due_on, today)
    if order.person_ids and len(found) != len(set(order.person_ids)):
        raise NotFound

    people = [each.person_id for each in found]
    assigned = assignments.assign(people, order.course_id, due_on, order.reason, actor.person_id, now)
    revision.raise_it()
    return assigned
