"""What somebody new does in the first day, week and month, and what is told again every half-year."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal

from learning_goals.periods import FOREVER
from learning_goals.working_days import first_working_day, working_days_after

Kind = Literal["course", "norm", "talk", "mentor", "tell"]
Doer = Literal["newcomer", "mentor", "leader"]
Phase = Literal["first_day", "first_week", "first_month", "refresh"]
State = Literal["done", "overdue", "due_soon", "assigned", "later"]

FIRST_WEEK = 7
FIRST_MONTH = 30
"""Days from the first day of employment within which the start path is finished (planning rule H10)."""
MENTOR_WITHIN = 5
"""Working days after the first within which a risky function has a mentor (H10)."""
HALF_YEAR, AROUND = 183, 30
"""Days between two times that it is told again, and how many sooner or later still is in time (H11)."""
REFRESHES = 4
"""How often it is told again to somebody who is new; after two years nobody is new any more."""
COUNTS_BEFORE = 183
"""Days before the first within which a course done in an earlier employment still counts."""
DUE_SOON = 3
PROTOCOL_COURSE = "m09-stap-voor-stap"
WEEK_COURSES = ("m17-nieuw-hier", PROTOCOL_COURSE)
MONTH_COURSES = ("m01-de-norm", "m03-gedrag-herkennen", "m13-melden-en-samen-leren")
COURSES = (*WEEK_COURSES, *MONTH_COURSES)
"""The start path (variants of section C): the protocol first, since nobody works alone without it."""
REFRESH = "refresh_"


@dataclass(frozen=True, kw_only=True)
class Newcomer:
    """What is known of somebody new today; `employed_until` is 9999-12-31 when no end is known."""

    employed_from: date
    employed_until: date = FOREVER
    function_groups: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    duties: frozenset[str] = frozenset()

    @property
    def risky(self) -> bool:
        """Whether the function is named as risky."""
        return "risicovolle_functie" in self.tags

    @property
    def meets_public(self) -> bool:
        """Whether the work brings contact with residents: it has a function group or a tag."""
        return bool(self.function_groups or self.tags)


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing to do; in time up to the end of `late_after`, which is later than `due_on` for a refresh only.

    The id of a course is its step's id. `before_alone`: to be done before working alone with the public.
    """

    id: str
    kind: Kind
    phase: Phase
    doer: Doer
    opens_on: date
    due_on: date
    late_after: date
    before_alone: bool = False


@dataclass(frozen=True, kw_only=True)
class Plan:
    """All steps in the order in which they are due; `mentor_due` is None when the function asks for no mentor."""

    steps: tuple[Step, ...]
    mentor_due: date | None
    not_offered: tuple[str, ...]

    def step(self, step_id: str) -> Step | None:
        """Return that step, or None when this plan has no such step."""
        return next((each for each in self.steps if each.id == step_id), None)


@dataclass(frozen=True, kw_only=True)
class Known:
    """What was done and counts: the norm's acknowledgement (None: not), courses and marked steps, with days."""

    norm_on: date | None = None
    completed: Mapping[str, date] = field(default_factory=dict[str, date])
    marked: Mapping[str, date] = field(default_factory=dict[str, date])


@dataclass(frozen=True, kw_only=True)
class Line:
    """A step as it stands today; `done_on` is None as long as it is open."""

    step: Step
    done_on: date | None
    state: State


def plan(newcomer: Newcomer, offered: Collection[str], holidays: Collection[date]) -> Plan:
    """Return the plan of one employment (planning rules H10, H11).

    Due dates count in calendar days from the first day of employment, the first day's own steps on the first working
    day; nothing is due after the last day of employment. A course that is not `offered` is left out and named in
    `not_offered`; where that is the protocol course, the mentor goes through the protocol instead.
    """
    steps = [*_first_day(newcomer, holidays), *_first_week(newcomer, offered), *_first_month(newcomer, offered)]
    return Plan(
        steps=(*_within(newcomer, steps), *_refreshes(newcomer)),
        mentor_due=working_days_after(newcomer.employed_from, MENTOR_WITHIN, holidays) if newcomer.risky else None,
        not_offered=tuple(each for each in COURSES if each not in offered),
    )


def counts(newcomer: Newcomer, done_on: date, *, current: bool) -> bool:
    """Return whether a course done on that day counts for the start of this employment.

    Done in this employment it counts for good: who must do a changed course again is for the rules of renewal. From
    before it counts only for half a year, and only in the `current` version.
    """
    if done_on >= newcomer.employed_from:
        return True
    return current and done_on >= newcomer.employed_from - timedelta(days=COUNTS_BEFORE)


def asked_norm(newcomer: Newcomer, versions: Mapping[int, date]) -> int:
    """Return from which version of the norm an acknowledgement counts: the one that held on the first day.

    `versions` are those that have to be acknowledged, with their first days; 0 when there is none.
    """
    held = [number for number, first in versions.items() if first <= newcomer.employed_from]
    return max(held, default=min(versions, default=0))


def progress(made: Plan, known: Known, today: date) -> tuple[Line, ...]:
    """Return every step with what is known of it; due means the end of the due day."""
    return tuple(_line(step, _done_on(step, known), today) for step in made.steps)


def finished(lines: Iterable[Line]) -> bool:
    """Return whether the start path is done: everything but what is told again later."""
    return all(line.done_on for line in lines if line.step.phase != "refresh")


def late(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return what is late."""
    return tuple(line for line in lines if line.state == "overdue")


def next_for(doer: Doer, lines: Iterable[Line]) -> Line | None:
    """Return the one thing that this person does now, the earliest due first; None when nothing is open."""
    waiting = [line for line in lines if line.step.doer == doer and line.state not in ("done", "later")]
    return min(waiting, key=lambda line: line.step.due_on, default=None)


def near(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return what is worth showing: everything but what is told again after the next time."""
    found: list[Line] = []
    for line in lines:
        if not (line.state == "later" and found and found[-1].state == "later"):
            found.append(line)
    return tuple(found)


def open_before_alone(lines: Iterable[Line]) -> tuple[Step, ...]:
    """Return what must still be done before this person works alone with the public; empty: it is all done (H10)."""
    return tuple(line.step for line in lines if line.step.before_alone and not line.done_on)


def _first_day(newcomer: Newcomer, holidays: Collection[date]) -> list[Step]:
    opens_on = newcomer.employed_from
    due_on = first_working_day(opens_on, holidays)
    kinds: tuple[tuple[str, Kind, Doer], ...] = (
        ("who_to_call", "tell", "newcomer"),
        ("alarm", "mentor", "mentor"),
        ("way_out", "mentor", "mentor"),
    )
    return [_step(id, kind, "first_day", doer, opens_on, due_on, alone=True) for id, kind, doer in kinds]


def _first_week(newcomer: Newcomer, offered: Collection[str]) -> list[Step]:
    first = newcomer.employed_from
    due_on = first + timedelta(days=FIRST_WEEK)
    found = [_step("norm", "norm", "first_week", "newcomer", first, due_on, alone=True)]
    for course in WEEK_COURSES:
        if course in offered:
            alone = course == PROTOCOL_COURSE
            found.append(_step(course, "course", "first_week", "newcomer", first, due_on, alone=alone))
    if PROTOCOL_COURSE not in offered:
        found.append(_step("protocol", "mentor", "first_week", "mentor", first, due_on, alone=True))
    found.append(_step("safe_work", "mentor", "first_week", "mentor", first, due_on, alone=newcomer.risky))
    for tag, step_id in (("huisbezoek", "home_visit"), ("solo_werk", "working_alone")):
        if tag in newcomer.tags:
            found.append(_step(step_id, "mentor", "first_week", "mentor", first, due_on, alone=True))
    return found


def _first_month(newcomer: Newcomer, offered: Collection[str]) -> list[Step]:
    first = newcomer.employed_from
    due_on = first + timedelta(days=FIRST_MONTH)
    courses = [each for each in MONTH_COURSES if each in offered]
    found = [_step(course, "course", "first_month", "newcomer", first, due_on) for course in courses]
    if "direct_leidinggevende" in newcomer.duties:
        found.append(_step("leader_role", "talk", "first_month", "leader", first, due_on))
    return [*found, _step("first_talk", "talk", "first_month", "leader", first, due_on)]


def _refreshes(newcomer: Newcomer) -> list[Step]:
    around = timedelta(days=AROUND)
    found: list[Step] = []
    for number in range(1, REFRESHES + 1):
        due_on = newcomer.employed_from + timedelta(days=number * HALF_YEAR)
        if due_on <= newcomer.employed_until:
            step = _step(f"{REFRESH}{number}", "tell", "refresh", "leader", due_on - around, due_on)
            found.append(replace(step, late_after=due_on + around))
    return found


def _step(
    step_id: str, kind: Kind, phase: Phase, doer: Doer, opens_on: date, due_on: date, *, alone: bool = False
) -> Step:
    return Step(
        id=step_id,
        kind=kind,
        phase=phase,
        doer=doer,
        opens_on=opens_on,
        due_on=due_on,
        late_after=due_on,
        before_alone=alone,
    )


def _within(newcomer: Newcomer, steps: Iterable[Step]) -> list[Step]:
    """Pull forward what would be due after the last day."""
    last = newcomer.employed_until
    return [replace(each, due_on=min(each.due_on, last), late_after=min(each.late_after, last)) for each in steps]


def _done_on(step: Step, known: Known) -> date | None:
    match step.kind:
        case "norm":
            return known.norm_on
        case "course":
            return known.completed.get(step.id)
        case _:
            return known.marked.get(step.id)


def _line(step: Step, done_on: date | None, today: date) -> Line:
    if done_on:
        return Line(step=step, done_on=done_on, state="done")
    if today > step.late_after:
        return Line(step=step, done_on=None, state="overdue")
    if today < step.opens_on:
        return Line(step=step, done_on=None, state="later")
    soon = today >= step.due_on - timedelta(days=DUE_SOON)
    return Line(step=step, done_on=None, state="due_soon" if soon else "assigned")
