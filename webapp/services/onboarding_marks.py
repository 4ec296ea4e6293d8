"""Writing down that a step of an onboarding was done, and taking that back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from learning_goals.onboarding_plan import Doer, Step
from webapp import clock
from webapp.errors import Conflict, NotFound
from webapp.policy import Visitor
from webapp.services.onboarding_cases import Standing
from webapp.store import audit, onboarding_marks

LONGEST_NOTE = 500
Fault = Literal["in_the_future", "too_early"]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What is written down; `seen` is the mark that stood on the page when it was opened, 0 for none."""

    done: bool
    done_on: date
    note: str
    seen: int


def markable(standing: Standing, step_id: str, role: Doer) -> Step:
    """Return the step; raises NotFound for one that this role does not write down.

    The newcomer, mentor and leader write down their own steps; the leader may do so for the mentor.
    """
    step = standing.plan.step(step_id)
    if step is None or step.kind in ("course", "norm"):
        raise NotFound
    if step.doer != role and not (role == "leader" and step.doer == "mentor"):
        raise NotFound
    return step


def fault(step: Step, done_on: date, today: date) -> Fault | None:
    """Return why a step cannot have been done on that day; None when it can."""
    if done_on > today:
        return "in_the_future"
    return "too_early" if done_on < step.opens_on else None


def write(actor: Visitor, standing: Standing, step: Step, entry: Entry, now: datetime) -> bool:
    """Write it down; returns False when exactly this stood there already (a double click).

    Raises Conflict when somebody wrote something else after this page was opened.
    """
    held = standing.marks.get(step.id)
    if held and (held.done, held.done_on, held.note) == (entry.done, entry.done_on, entry.note):
        return False
    if entry.seen != (held.id if held else 0):
        raise Conflict("somebody_was_first")
    if held and not onboarding_marks.supersede(held.id, now):
        raise Conflict("somebody_was_first")
    kept = onboarding_marks.append(
        onboarding_id=standing.row.id,
        step=step.id,
        done=entry.done,
        done_on=entry.done_on,
        note=entry.note,
        marked_by=actor.person_id,
        recorded_at=now,
    )
    if not kept:
        raise Conflict("somebody_was_first")
    act = "onboarding.marked" if entry.done else "onboarding.taken_back"
    if actor.person_id != standing.row.person_id:
        audit.append(actor.person_id, standing.row.person_id, act, now, {"step": step.id})
    return True


def take_back(actor: Visitor, standing: Standing, step: Step, seen: int, now: datetime) -> bool:
    """Say that the step was not done after all; returns False when nothing is marked any more."""
    held = standing.marks.get(step.id)
    if held is None or not held.done:
        return False
    entry = Entry(done=False, done_on=clock.day_of(now), note="", seen=seen)
    return write(actor, standing, step, entry, now)
