"""How the organisation stands on any day: a past one as it was known then, a coming one as it would be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from learning_goals.assignment_rules import outlook
from learning_goals.assignment_rules.rule import Rule
from learning_goals.assignments import STATES, State
from webapp import clock
from webapp.services import offerings, progress, rule_running
from webapp.services.progress import Filter
from webapp.services.rule_running import Situation
from webapp.store import rule_names, rule_subjects
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


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """Counts for one day by what is asked; of what stops counting the first 200, and how many there are in all."""

    lines: tuple[Line, ...]
    lapsing: tuple[Lapsing, ...]
    count: int


def of(day: date, month: tuple[date, date], now: datetime) -> Outlook:
    """Return how it stands on that day, and what stops counting in that month as far as it has not passed.

    A coming day supposes that nothing more is done.
    """
    today = clock.day_of(now)
    rules = rule_running.active()
    renewing = {number: each for number, each in rules.items() if each.renewal.kind != "never"}
    ahead = day > today
    looked_at = rules if ahead else renewing if month[1] >= today else {}
    found = (
        rule_running.situation(today, looked_at.values(), only=True, everything=ahead) if looked_at or ahead else None
    )
    every = outlook.lapses(renewing, found.people, found.paths, *month) if found and month[1] >= today else []
    names = rule_names.names({each.person_id for each in every[:SHOWN]})
    return Outlook(
        lines=_lines(_ahead(rules, found, day) if ahead else _known(day, today)),
        lapsing=tuple(
            Lapsing(name=names[each.person_id], course_id=each.course_id, on=each.on) for each in every[:SHOWN]
        ),
        count=len(every),
    )


def _known(day: date, today: date) -> Iterator[tuple[str, State, int]]:
    for course, counts in progress.figures((), Filter(day=day, known_then=True), today).by_course.items():
        yield from ((course, state, counts[state]) for state in STATES)


def _ahead(rules: Mapping[int, Rule], found: Situation | None, day: date) -> Iterator[tuple[str, State, int]]:
    if found is None:
        return
    started = rule_subjects.started()
    people = [replace(each, started=started.get(each.id, ())) for each in found.people]
    for each in outlook.standings(rules, people, found.paths, day, offerings.redo_versions(day)):
        if each.kind != PRIVATE:
            yield each.course_id, each.state, 1


def _lines(standing: Iterable[tuple[str, State, int]]) -> tuple[Line, ...]:
    counts: dict[str, Counter[State]] = {}
    for course, state, people in standing:
        counts.setdefault(course, Counter())[state] += people
    return tuple(
        Line(course_id=course, counts={state: found.get(state, 0) for state in STATES})
        for course, found in sorted(counts.items())
    )
