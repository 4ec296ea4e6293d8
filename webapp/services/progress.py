"""Figures and lists of who is where in which course, within what the reader may see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from learning_goals.assignments import Bounds, Progress, State, bounds_of, state_of
from learning_goals.tracking import EXEMPT, STANDINGS, Standing, View, view_of
from webapp import clock
from webapp.errors import NotFound
from webapp.policy import Right, Visitor
from webapp.services import offerings
from webapp.store import exempt, members, progress, revision, teams
from webapp.store.exempt import Spared
from webapp.store.members import Place
from webapp.store.progress import Group, Row
from webapp.store.progress_parts import Split
from webapp.store.wanted import Instants, Wanted

PAGE = 50
"""Rows on one page of a list."""


@dataclass(frozen=True, kw_only=True)
class Filter:
    """What the reader chose; empty, 0 and None mean all, and for `day` today.

    `known_then` asks for that day as it was known at its end. `rule_id` 0 is what a person assigned.
    """

    team_id: int = 0
    function_group: str = ""
    role: str = ""
    course_id: str = ""
    rule_id: int | None = None
    state: Standing | None = None
    day: date | None = None
    known_then: bool = False
    sort: str = "name"
    page: int = 1


Counts = Mapping[Standing, int]
"""How many stand how; exempt people are counted besides what is asked."""


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Numbers of what is asked: altogether, and per thing, each by how it stands."""

    all: Counts
    by_course: Mapping[str, Counts]

    @property
    def total(self) -> int:
        """How much is asked."""
        return asked_in(self.all)


@dataclass(frozen=True, kw_only=True)
class Line:
    """A row of a list as the reader sees it."""

    row: Row
    state: State
    places: tuple[Place, ...]


@dataclass(frozen=True, kw_only=True)
class Freed:
    """Somebody who need not do something."""

    who: Spared
    places: tuple[Place, ...]


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of a list, with the number of rows and pages there are; `exempt` instead of `lines` when asked for."""

    lines: tuple[Line, ...]
    exempt: tuple[Freed, ...]
    number: int
    pages: int
    rows: int


def asked_in(counts: Counts) -> int:
    """Return how much is asked: all but what people are exempt from."""
    return sum(number for standing, number in counts.items() if standing != EXEMPT)


def scope_of(actor: Visitor) -> tuple[int, ...]:
    """Return the teams whose people this reader may see (with those below); () is everybody."""
    if Right.REPORT in actor.rights:
        return ()
    if not actor.led_teams:
        raise NotFound
    return actor.led_teams


def led_scope(actor: Visitor, team_id: int) -> tuple[int, ...]:
    """Return the teams that a leader's page is about; raises NotFound for somebody else's team."""
    if not actor.led_teams:
        raise NotFound
    if not team_id:
        return actor.led_teams
    if team_id not in teams.ids_below(actor.led_teams):
        raise NotFound
    return (team_id,)


def view(chosen: Filter, today: date) -> View:
    """Return the day that was chosen and as known when."""
    return view_of(chosen.day, today, then=chosen.known_then)


def figures(scope: tuple[int, ...], chosen: Filter, today: date) -> Figures:
    """Return the numbers; counted once per change of the data and kept by this process."""
    (found,) = split(scope, chosen, None, today).values() or ({},)
    every: Counter[Standing] = Counter()
    for counts in found.values():
        every.update(counts)
    return Figures(all=_in_order(every), by_course=found)


def split(scope: tuple[int, ...], chosen: Filter, by: Split | None, today: date) -> Mapping[Any, Mapping[str, Counts]]:
    """Return, for each part, the numbers of each thing; kept as `figures` are."""
    day = view(chosen, today).day
    asked = wanted(scope, replace(chosen, state=None), today)
    return counted(revision.current(), day, asked, by, tuple(offerings.redo_versions(day).items()))


def rows_in(chosen: Filter, today: date) -> int:
    """Return how many lines a list of that choice has."""
    numbers = figures((), chosen, today)
    return numbers.total if chosen.state is None else numbers.all.get(chosen.state, 0)


def people_page(scope: tuple[int, ...], chosen: Filter, today: date) -> Page:
    """Return one page of people and what is asked of them, or who is exempt from what."""
    numbers = figures(scope, chosen, today)
    found = numbers.total if chosen.state is None else numbers.all.get(chosen.state, 0)
    pages = max(1, -(-found // PAGE))
    number = min(max(1, chosen.page), pages)
    asked = wanted(scope, chosen, today)
    if chosen.state == EXEMPT:
        lines, freed = (), _freed(asked, (number - 1) * PAGE)
    else:
        lines, freed = _lines(asked, chosen.sort, (number - 1) * PAGE), ()
    return Page(lines=lines, exempt=freed, number=number, pages=pages, rows=found)


def _lines(asked: Wanted, sort: str, offset: int) -> tuple[Line, ...]:
    sort = sort if sort in progress.SORTS else "name"
    rows = progress.rows(asked, sort=sort, offset=offset, limit=PAGE)
    places = members.places({row.person_id for row in rows}, asked.day, asked.at.known)
    redo = offerings.redo_versions(asked.day)
    return tuple(
        Line(row=row, state=state_of_row(row, redo, asked.day), places=tuple(places.get(row.person_id, ())))
        for row in rows
    )


def _freed(asked: Wanted, offset: int) -> tuple[Freed, ...]:
    found = exempt.people(asked, offset, PAGE)
    places = members.places({each.person_id for each in found}, asked.day, asked.at.known)
    return tuple(Freed(who=each, places=tuple(places.get(each.person_id, ()))) for each in found)


def state_of_row(row: Row, redo: Mapping[str, int], today: date) -> State:
    """Return the state of one row; a course that is no longer offered keeps its newest completion."""
    known = Progress(
        due_on=row.due_on,
        started=row.started_at.year < 9999,
        done_version=row.done_version,
        grace_until=row.grace_until,
        cycle=row.cycle,
    )
    return state_of(known, redo.get(row.course_id, 1), today)


def wanted(scope: tuple[int, ...], chosen: Filter, today: date) -> Wanted:
    """Return what to ask of the store: the reader's scope, narrowed by what was chosen."""
    seen = view(chosen, today)
    end = clock.end_of(seen.day) if seen.past else None
    return Wanted(
        day=seen.day,
        teams=(chosen.team_id,) if chosen.team_id else scope,
        function_group=chosen.function_group,
        role=chosen.role,
        courses=(chosen.course_id,) if chosen.course_id else (),
        rule_id=chosen.rule_id,
        bounds=None if chosen.state in (None, EXEMPT) else _bounds(chosen.state, seen.day),
        at=Instants(asked=end, known=end if seen.then else None),
    )


def _bounds(state: State, day: date) -> dict[str, Bounds]:
    return {what: bounds_of(state, redo, day) for what, redo in offerings.redo_versions(day).items()}


@lru_cache(maxsize=64)
def counted(
    _revision: int, day: date, asked: Wanted, by: Split | None, redo: tuple[tuple[str, int], ...]
) -> Mapping[Any, Mapping[str, Counts]]:
    """Count once for each revision of the data."""
    versions = dict(redo)
    found: dict[Any, dict[str, Counter[Standing]]] = {}
    for group in progress.groups(asked, by):
        here = found.setdefault(group.part, {}).setdefault(group.course_id, Counter())
        here[_state(group, versions, day)] += group.people
    for part, what, people in exempt.groups(asked, by):
        found.setdefault(part, {}).setdefault(what, Counter())[EXEMPT] += people
    return {part: {what: _in_order(each) for what, each in things.items()} for part, things in found.items()}


def _state(group: Group, redo: Mapping[str, int], today: date) -> State:
    known = Progress(
        due_on=group.due_on,
        started=group.started,
        done_version=group.done_version,
        grace_until=group.grace_until,
        cycle=group.cycle,
    )
    return state_of(known, redo.get(group.course_id, 1), today)


def _in_order(numbers: Mapping[Standing, int]) -> dict[Standing, int]:
    return {standing: numbers.get(standing, 0) for standing in STANDINGS}
