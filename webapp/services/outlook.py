"""How the organisation stands on any day: a past one as it was known then, a coming one as it would be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from learning_goals.assignment_rules import outlook
from learning_goals.assignments import STATES, State, state_of
from webapp import clock
from webapp.services import offerings, rule_running
from webapp.store import rule_history, rule_names, rule_subjects
from webapp.store.progress import PRIVATE

SHOWN = 200


@dataclass(frozen=True, kw_only=True)
class Line:
    """Something that is asked, with how many people stand how."""

    course_id: str
    counts: Mapping[State, int]


@dataclass(frozen=True, kw_only=True)
class Lapsing:
    """Something of somebody that stops counting."""

    name: str
    course_id: str
    on: date


def on_day(day: date, now: datetime) -> list[Line]:
    """Return the counts for that day, by what is asked; a coming day supposes that nothing more is done."""
    counts: dict[str, Counter[State]] = {}
    versions = offerings.redo_versions(day)
    if day <= clock.day_of(now):
        for course, known, people in rule_history.as_known(day, _end_of(day, now)):
            counts.setdefault(course, Counter())[state_of(known, versions.get(course, 1), day)] += people
    else:
        found = rule_running.situation(clock.day_of(now))
        started = rule_subjects.started()
        people = [replace(each, started=started.get(each.id, ())) for each in found.people]
        for each in outlook.standings(rule_running.active(), people, found.paths, day, versions):
            if each.kind != PRIVATE:
                counts.setdefault(each.course_id, Counter())[each.state] += 1
    return [
        Line(course_id=course, counts={state: found.get(state, 0) for state in STATES})
        for course, found in sorted(counts.items())
    ]


def lapsing(first: date, last: date, today: date) -> tuple[list[Lapsing], int]:
    """Return what stops counting in that time, the first 200, and how many there are in all."""
    found = rule_running.situation(today)
    every = outlook.lapses(rule_running.active(), found.people, found.paths, first, last)
    names = rule_names.names({each.person_id for each in every[:SHOWN]})
    shown = [Lapsing(name=names[each.person_id], course_id=each.course_id, on=each.on) for each in every[:SHOWN]]
    return shown, len(every)


def _end_of(day: date, now: datetime) -> datetime:
    return min(now, datetime.combine(day, time(23, 59, 59, 999999), clock.AMSTERDAM))
