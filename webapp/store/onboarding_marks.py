"""What people wrote down about the steps of an onboarding."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, update

from learning_goals.periods import NEVER
from webapp.extensions import db
from webapp.store.onboarding_tables import OnboardingMark
from webapp.store.once import insert_once
from webapp.store.people import Person


@dataclass(frozen=True, kw_only=True)
class Mark:
    """One thing written down; `done` False takes an earlier mark back."""

    id: int
    onboarding_id: int
    step: str
    done: bool
    done_on: date
    note: str
    by_id: int
    by: str
    recorded_at: datetime
    superseded_at: datetime

    @property
    def holds(self) -> bool:
        """Whether nothing newer was written down about this step."""
        return self.superseded_at == NEVER


_COLUMNS = [
    getattr(OnboardingMark, name)
    for name in (
        "id",
        "onboarding_id",
        "step",
        "done",
        "done_on",
        "note",
        "marked_by",
        "recorded_at",
        "superseded_at",
    )
]


def marks(onboarding_ids: Collection[int], *, also_former: bool = False) -> Mapping[int, list[Mark]]:
    """Return what holds for these onboardings, oldest first; with `also_former` everything there ever was."""
    asked = (
        select(*_COLUMNS, Person.given_name, Person.family_name)
        .join(Person, Person.id == OnboardingMark.marked_by)
        .where(OnboardingMark.onboarding_id.in_(onboarding_ids))
        .order_by(OnboardingMark.recorded_at, OnboardingMark.id)
    )
    if not also_former:
        asked = asked.where(OnboardingMark.superseded_at == NEVER)
    found: dict[int, list[Mark]] = {}
    for row in db.session.execute(asked):
        each = Mark(
            id=row.id,
            onboarding_id=row.onboarding_id,
            step=row.step,
            done=row.done,
            done_on=row.done_on,
            note=row.note,
            by_id=row.marked_by,
            by=f"{row.given_name} {row.family_name}",
            recorded_at=row.recorded_at,
            superseded_at=row.superseded_at,
        )
        found.setdefault(each.onboarding_id, []).append(each)
    return found


def supersede(mark_id: int, now: datetime) -> bool:
    """Let something newer take its place; returns False when that happened already."""
    held = (OnboardingMark.id == mark_id, OnboardingMark.superseded_at == NEVER)
    return db.session.execute(update(OnboardingMark).where(*held).values(superseded_at=now)).rowcount == 1


def append(**values: Any) -> bool:
    """Append it; returns False when something is written down about this step already."""
    return insert_once(OnboardingMark, superseded_at=NEVER, **values)
