"""Putting completions right: withdrawing what was recorded by mistake, recording what was not. Nothing is wiped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from learning_goals.assignments import Progress, State, state_of
from webapp import clock
from webapp.errors import Conflict, NotFound
from webapp.policy import Visitor
from webapp.services import offerings, rule_running
from webapp.services.audit import looked
from webapp.store import audit, corrections, norms, person_record, progress, revision
from webapp.store.corrections import Kept
from webapp.store.person_record import Who

How = Literal["attended", "external"]
HOWS: tuple[How, ...] = ("attended", "external")
OWN_WORD = "acknowledged"
"""The method of what somebody said oneself: nobody else takes that back."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """A completion to correct: whose, and how what is asked would stand without it; None: it is not asked."""

    who: Who
    kept: Kept
    after: State | None


@dataclass(frozen=True, kw_only=True)
class Done:
    """What somebody did and was not recorded."""

    what: str
    how: How
    on: date
    reason: str


def found(actor: Visitor, person_id: int, completion_id: int, now: datetime) -> Found:
    """Return a completion of somebody else, believed or not; raises NotFound."""
    who = somebody(actor, person_id, now)
    kept = corrections.one(person_id, completion_id)
    if kept is None or kept.values["method"] == OWN_WORD:
        raise NotFound
    return Found(who=who, kept=kept, after=_after(kept, clock.day_of(now)))


def somebody(actor: Visitor, person_id: int, now: datetime) -> Who:
    """Return a person whose record one may correct, anybody but oneself, and remember the look; raises NotFound."""
    who = person_record.who(person_id)
    if who is None or person_id == actor.person_id:
        raise NotFound
    looked(actor, person_id, "person.progress", now)
    return who


def withdraw(actor: Visitor, person_id: int, completion_id: int, reason: str, now: datetime) -> None:
    """Let it not count any more; raises NotFound, or Conflict when it did not."""
    kept = found(actor, person_id, completion_id, now).kept
    if not corrections.withdraw(completion_id, reason, actor.person_id, now):
        raise Conflict
    _changed(actor, person_id, "completion.withdrawn", completion_id, kept.what, now)


def put_back(actor: Visitor, person_id: int, completion_id: int, reason: str, now: datetime) -> None:
    """Let what was withdrawn count again, as a new row; raises NotFound, or Conflict when it counts."""
    kept = found(actor, person_id, completion_id, now).kept
    _record(actor, {**kept.values, "attempt_id": None}, reason, now)


def record(actor: Visitor, person_id: int, done: Done, now: datetime) -> None:
    """Record what somebody did; it counts from the day it was done. Raises NotFound, or Conflict when it is there."""
    somebody(actor, person_id, now)
    today = clock.day_of(now)
    if done.what not in correctable(actor.language) or done.on > today:
        raise NotFound
    _record(actor, _values(person_id, done, today), done.reason, now)


def correctable(language: str) -> dict[str, str]:
    """Return the titles by id of what can be recorded for somebody: courses and programme items."""
    kinds = offerings.by_kind(language)
    return {**kinds["course"], **kinds["item"]}


def _record(actor: Visitor, values: dict[str, Any], reason: str, now: datetime) -> None:
    person_id, what = values["person_id"], values["course_id"]
    if corrections.believed(person_id, what, values["completed_on"]):
        raise Conflict
    key = corrections.record(values, reason, actor.person_id, now)
    _changed(actor, person_id, "completion.recorded", key, what, now)


def _changed(actor: Visitor, person_id: int, act: str, key: int, what: str, now: datetime) -> None:
    audit.append(actor.person_id, person_id, act, now, {"completion": key, "what": what})
    rule_running.later(f"{act}:{key}", now, [person_id])
    revision.raise_it()


def _values(person_id: int, done: Done, today: date) -> dict[str, Any]:
    return {
        "person_id": person_id,
        "course_id": done.what,
        "course_version": offerings.redo_versions(today).get(done.what, 1),
        "course_digest": "",
        "quiz_digest": "",
        "norm_number": norms.number_on(done.on),
        "own_text_revision": 0,
        "language": "nl",
        "method": done.how,
        "attempt_id": None,
        "completed_on": done.on,
    }


def _after(kept: Kept, today: date) -> State | None:
    asked = [row for row in progress.rows_of([kept.values["person_id"]], today) if row.course_id == kept.what]
    if not asked:
        return None
    row = asked[0]
    without = Progress(
        due_on=row.due_on,
        started=row.started_at.year < 9999,
        done_version=corrections.newest_without(kept),
        grace_until=row.grace_until,
        cycle=row.cycle,
    )
    return state_of(without, offerings.redo_versions(today).get(kept.what, 1), today)
