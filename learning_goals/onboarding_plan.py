"""What somebody new does in the first day, week and month, and what is told again every half-year."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from learning_goals.periods import FOREVER
from learning_goals.working_days import first_working_day, working_days_after

Kind = Literal["course", "norm", "talk", "mentor", "tell"]
Doer = Literal["newcomer", "mentor", "leader"]
Phase = Literal["first_day", "first_week", "first_month", "refresh"]

FIRST_WEEK = 7
FIRST_MONTH = 30
"""Days from the first day of employment within which the start path is finished (planning rule H10)."""
MENTOR_WITHIN = 5
"""Working days after the first within which a risky function has a mentor (H10)."""
HALF_YEAR, AROUND = 183, 30
"""Days between two times that it is told again, and how many sooner or later still is in time (H11)."""
REFRESHES = 4
"""How often it is told again to somebody who is new; after two years nobody is new any more."""
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
