"""Onboardings as they stand today: the plan of each with what is done, derived for many at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

import holidays

from learning_goals import onboarding_plan, onboarding_progress, silence
from learning_goals.onboarding_plan import AROUND, COURSES, FIRST_MONTH, HALF_YEAR, REFRESHES, Newcomer, Plan, Step
from learning_goals.onboarding_progress import Known, Line
from learning_goals.silence import Case, Signal
from webapp import clock
from webapp.services import offerings
from webapp.services.curriculum import library
from webapp.store import members, onboarding, onboarding_facts, onboarding_marks, onboarding_mentors
from webapp.store.members import Place
from webapp.store.onboarding import Asked, Row
from webapp.store.onboarding_facts import Done, Pause
from webapp.store.onboarding_marks import Mark
from webapp.store.onboarding_mentors import Mentorship

CHUNK = 5000
"""Onboardings that are read at once."""
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One onboarding as it stands today; `mentor` is None while there is none."""

    row: Row
    places: tuple[Place, ...]
    newcomer: Newcomer
    plan: Plan
    lines: tuple[Line, ...]
    marks: Mapping[str, Mark]
    mentor: Mentorship | None
    signals: tuple[Signal, ...]

    @property
    def open_before_alone(self) -> tuple[Step, ...]:
        """What must still be done before working alone with the public."""
        return onboarding_progress.open_before_alone(self.lines)

    @property
    def near(self) -> tuple[Line, ...]:
        """What is worth showing now."""
        return onboarding_progress.near(self.lines)

    @property
    def late(self) -> tuple[Line, ...]:
        """What is late."""
        return onboarding_progress.late(self.lines)

    @property
    def finished(self) -> bool:
        """Whether the start path is done."""
        return onboarding_progress.finished(self.lines)

    @property
    def silent(self) -> bool:
        """Whether newcomer or mentor has been silent for too long."""
        return any(each.kind in ("newcomer_silent", "mentor_silent") for each in self.signals)


@dataclass(frozen=True, kw_only=True)
class _Facts:
    """What was read of a number of onboardings and the people they are of."""

    places: Mapping[int, list[Place]]
    tags: Mapping[int, frozenset[str]]
    duties: Mapping[int, frozenset[str]]
    completed: Mapping[int, Sequence[Done]]
    norms: Mapping[int, date]
    norms_read: Mapping[int, Sequence[tuple[int, datetime]]]
    marks: Mapping[int, Sequence[Mark]]
    mentorships: Mapping[int, Sequence[Mentorship]]
    started: Mapping[int, date]
    pauses: Mapping[int, Sequence[Pause]]
    redo: Mapping[str, int]


def running_since(today: date) -> date:
    """Return the earliest first day of employment of which the onboarding still runs."""
    return today - timedelta(days=REFRESHES * HALF_YEAR + AROUND)


def public_holidays(first: date, last: date) -> frozenset[date]:
    """Return the Dutch public holidays of all years from the first to the last day."""
    return frozenset().union(*(_holidays(year) for year in range(first.year, last.year + 1)))


def standings(rows: Sequence[Row], today: date) -> list[Standing]:
    """Return what stands of each of these, in their order; as many queries for one as for CHUNK."""
    if not rows:
        return []
    facts = _read(rows, today)
    offered = frozenset(library().modules)
    return [_standing(row, facts, offered, today) for row in rows]


def all_standings(asked: Asked) -> Iterator[Standing]:
    """Yield what stands of every onboarding that is asked for, read some thousands at a time."""
    keys = onboarding.ids(asked)
    for begin in range(0, len(keys), CHUNK):
        part = Asked(day=asked.day, since=asked.since, ids=tuple(keys[begin : begin + CHUNK]))
        yield from standings(onboarding.rows(part), asked.day)


@lru_cache(maxsize=32)
def _holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("NL", years=year))


@lru_cache(maxsize=4096)
def _plan(newcomer: Newcomer, offered: frozenset[str]) -> Plan:
    """Return the plan; many who are new began on the same day in the same kind of work."""
    first = newcomer.employed_from
    return onboarding_plan.plan(newcomer, offered, public_holidays(first, first + timedelta(days=FIRST_MONTH)))


def _read(rows: Sequence[Row], today: date) -> _Facts:
    keys, people = [row.id for row in rows], [row.person_id for row in rows]
    completed: dict[int, list[Done]] = {}
    for done in onboarding_facts.completions(people, COURSES):
        completed.setdefault(done.person_id, []).append(done)
    started = onboarding_facts.last_started(people)
    return _Facts(
        places=members.places(people, today),
        tags=onboarding_facts.tags(people, today),
        duties=onboarding_facts.duties(people, today),
        completed=completed,
        norms=onboarding_facts.norms_to_read(today),
        norms_read=onboarding_facts.norms_read(people),
        marks=onboarding_marks.marks(keys),
        mentorships=onboarding_mentors.mentorships(keys),
        started={person_id: clock.day_of(at) for person_id, at in started.items()},
        pauses=onboarding_facts.pauses(people),
        redo=offerings.redo_versions(today),
    )


def _standing(row: Row, facts: _Facts, offered: frozenset[str], today: date) -> Standing:
    places = tuple(facts.places.get(row.person_id, ()))
    newcomer = Newcomer(
        employed_from=row.employed_from,
        employed_until=row.employed_until,
        function_groups=frozenset(place.function_group for place in places if place.function_group),
        tags=facts.tags.get(row.person_id, frozenset()),
        duties=facts.duties.get(row.person_id, frozenset()),
    )
    marks = {mark.step: mark for mark in facts.marks.get(row.id, ())}
    known = _known(newcomer, row.person_id, marks, facts)
    plan = _plan(newcomer, offered)
    lines = onboarding_progress.progress(plan, known, today)
    held = facts.mentorships.get(row.id, ())
    mentor = next((each for each in held if each.valid_from <= today <= each.last_day), None)
    case = _case(row, plan, lines, mentor, known, facts, today)
    return Standing(
        row=row,
        places=places,
        newcomer=newcomer,
        plan=plan,
        lines=lines,
        marks=marks,
        mentor=mentor,
        signals=silence.signals(case, today),
    )


def _known(newcomer: Newcomer, person_id: int, marks: Mapping[str, Mark], facts: _Facts) -> Known:
    asked = onboarding_progress.asked_norm(newcomer, facts.norms)
    read = [clock.day_of(at) for number, at in facts.norms_read.get(person_id, ()) if asked and number >= asked]
    completed: dict[str, date] = {}
    for done in facts.completed.get(person_id, ()):
        if onboarding_progress.counts(newcomer, done.on, current=done.version >= facts.redo.get(done.course_id, 1)):
            completed.setdefault(done.course_id, done.on)
    return Known(
        norm_on=min(read, default=None),
        completed=completed,
        marked={step: mark.done_on for step, mark in marks.items() if mark.done},
    )


def _case(
    row: Row,
    plan: Plan,
    lines: Sequence[Line],
    mentor: Mentorship | None,
    known: Known,
    facts: _Facts,
    today: date,
) -> Case:
    pauses = facts.pauses.get(row.person_id, ())
    opened_on = max(clock.day_of(row.opened_at), row.employed_from)
    ends = [each.last_day + ONE_DAY for each in facts.mentorships.get(row.id, ()) if each.last_day < today]
    return Case(
        employed_from=row.employed_from,
        opened_on=opened_on,
        lines=lines,
        mentor_due=plan.mentor_due,
        mentor_since=mentor.valid_from if mentor else None,
        unmentored_since=None if mentor else max([opened_on, *ends]),
        newcomer_act=_newcomer_act(row, known, facts),
        mentor_act=_last_mark(row, facts, mentor.mentor_id) if mentor else None,
        away=any(each.first <= today <= each.last for each in pauses),
        back_on=max((each.last + ONE_DAY for each in pauses if each.last < today), default=None),
    )


def _newcomer_act(row: Row, known: Known, facts: _Facts) -> date | None:
    """Return the day of the newest act; of courses only that they were begun or done."""
    acts = [
        *known.completed.values(),
        known.norm_on,
        facts.started.get(row.person_id),
        _last_mark(row, facts, row.person_id),
    ]
    return max((each for each in acts if each), default=None)


def _last_mark(row: Row, facts: _Facts, by: int) -> date | None:
    made = (clock.day_of(each.recorded_at) for each in facts.marks.get(row.id, ()) if each.by_id == by)
    return max(made, default=None)
