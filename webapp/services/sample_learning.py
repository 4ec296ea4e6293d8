"""What the people of the sample municipality have done so far: courses in every state."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from learning_goals.periods import NEVER
from webapp.content import Module
from webapp.store.sample import Somebody

REASONS = (
    "We beginnen in januari met de nieuwe afspraken.",
    "Iedereen met contact met inwoners doet deze cursus.",
    "Dit hoort bij je start in ons team.",
)
FIXED: Mapping[str, tuple[str, ...]] = {
    "10001": ("done", "none", "started", "due_soon", "assigned"),
    "10002": ("done", "done", "done", "done", "none"),
    "10006": ("due_soon", "none", "assigned", "none", "none"),
}
"""States of the sample accounts, in the order of the courses."""
LIKELY = ("done",) * 9 + ("earlier",) * 1 + ("started",) * 3 + ("assigned",) * 3 + ("due_soon",) * 2 + ("overdue",) * 2
USUAL = timedelta(days=42)
NOT_YET = 6
"""The last digit of the staff numbers of who has not read the norm yet."""


@dataclass
class Rows:
    """Rows by table, as the store writes them."""

    assignment: list[dict[str, Any]]
    course_start: list[dict[str, Any]]
    lesson_read: list[dict[str, Any]]
    completion_record: list[dict[str, Any]]
    acknowledgement: list[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Task:
    """One person, one course, one state that the rows must come out as."""

    person: Somebody
    module: Module
    state: str
    leader_id: int | None
    today: date
    now: datetime


def rows_for(people: list[Somebody], modules: list[Module], seed: int, today: date, now: datetime) -> Rows:
    """Return what everybody with contact with residents has to do and did; the same for the same seed."""
    chance = random.Random(seed)
    rows = Rows([], [], [], [], [])
    leaders = {person.team_id: person.id for person in people if person.leads}
    rows.acknowledgement += [_acknowledged(person, today, now) for person in people if _has_read(person)]
    for person in people:
        if not person.function_group and person.staff_number not in FIXED:
            continue
        for place, (module, state) in enumerate(zip(modules, _states(person, chance, len(modules)), strict=False)):
            if state == "none":
                continue
            leader = leaders.get(person.team_id)
            task = Task(person=person, module=module, state=state, leader_id=leader, today=today, now=now)
            _add(rows, task, chance, place)
    return rows


def _has_read(person: Somebody) -> bool:
    """Return whether somebody said to have read the norm: nine in ten, the new colleague not yet."""
    return person.staff_number in ("10001", "10002") or int(person.staff_number) % 10 != NOT_YET


def _acknowledged(person: Somebody, today: date, now: datetime) -> dict[str, Any]:
    since = max(person.since, today - timedelta(days=90))
    return {"person_id": person.id, "norm_number": 1, "language": "nl", "acknowledged_at": _morning(since, now)}


def _states(person: Somebody, chance: random.Random, courses: int) -> tuple[str, ...]:
    if person.staff_number in FIXED:
        return FIXED[person.staff_number]
    return tuple(chance.choice(LIKELY) for _course in range(courses))


def _add(rows: Rows, task: Task, chance: random.Random, place: int) -> None:
    assigned_on = max(task.person.since, task.today - timedelta(days=chance.randrange(20, 300)))
    due_on = _due_on(task, assigned_on, chance)
    rows.assignment.append(
        {
            "person_id": task.person.id,
            "course_id": task.module.course.course.id,
            "due_on": due_on,
            "grace_until": due_on,
            "reason": REASONS[(task.person.id + place) % len(REASONS)],
            "assigned_by": task.leader_id,
            "recorded_at": _morning(assigned_on, task.now),
            "superseded_at": NEVER,
        }
    )
    if task.state in ("done", "earlier", "started") or (task.state == "overdue" and chance.random() < 0.5):
        _begin(rows, task, assigned_on)
    if task.state in ("done", "earlier"):
        days = (task.today - assigned_on).days
        _complete(rows, task, assigned_on + timedelta(days=chance.randrange(0, days + 1)))


def _due_on(task: Task, assigned_on: date, chance: random.Random) -> date:
    match task.state:
        case "overdue":
            return task.today - timedelta(days=chance.randrange(1, 60))
        case "due_soon":
            return task.today + timedelta(days=chance.randrange(1, 14))
        case "done" | "earlier":
            return assigned_on + USUAL
        case _:
            return task.today + timedelta(days=chance.randrange(20, 120))


def _begin(rows: Rows, task: Task, on: date) -> None:
    course = task.module.course.course
    begun = {"person_id": task.person.id, "course_id": course.id, "course_version": course.version}
    rows.course_start.append({**begun, "started_at": _morning(on, task.now)})
    done = task.state in ("done", "earlier")
    for lesson in course.lessons if done else course.lessons[:2]:
        rows.lesson_read.append(
            {
                **begun,
                "lesson_id": lesson.id,
                "course_digest": task.module.course.digest,
                "norm_number": 1,
                "own_text_revision": 0,
                "language": "nl",
                "route": "full",
                "read_at": _morning(on, task.now),
            }
        )


def _complete(rows: Rows, task: Task, on: date) -> None:
    course = task.module.course.course
    version = max(1, task.module.redo_version - 1) if task.state == "earlier" else course.version
    rows.completion_record.append(
        {
            "person_id": task.person.id,
            "course_id": course.id,
            "course_version": version,
            "course_digest": task.module.course.digest,
            "quiz_digest": task.module.quiz_digest,
            "norm_number": 1,
            "own_text_revision": 0,
            "language": "nl",
            "method": "sample",
            "attempt_id": None,
            "completed_on": on,
            "recorded_at": _morning(on, task.now),
            "superseded_at": NEVER,
        }
    )


def _morning(day: date, now: datetime) -> datetime:
    """Return eight o'clock of that day, or now when that is still to come."""
    return min(datetime.combine(day, time(8), UTC), now)
