"""What somebody learned before coming here: said by the person, for the person; it leads to the quiz (S15)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from courses.model import Course
from learning_goals.prior_education import may_have_taught
from learning_goals.references import BasicEducation
from webapp.errors import NotFound
from webapp.policy import Visitor
from webapp.services import references
from webapp.store import prior_education as store


def mine(actor: Visitor) -> frozenset[str]:
    """Return the ids of the educations that one said to have."""
    return store.of(actor.person_id)


def say(actor: Visitor, education_ids: Collection[str], now: datetime) -> None:
    """Keep which educations one has; raises NotFound for one that does not exist."""
    if not references.basic_educations().keys() >= set(education_ids):
        raise NotFound
    store.say(actor.person_id, education_ids, now)


def overlapping(actor: Visitor, course: Course) -> tuple[BasicEducation, ...]:
    """Return which of one's own educations may have taught a part of that course; asks nothing when none can."""
    known = references.basic_educations()
    able = may_have_taught(known, course.elements)
    said = store.of(actor.person_id) if able else frozenset[str]()
    return tuple(each for id, each in known.items() if id in able and id in said)
