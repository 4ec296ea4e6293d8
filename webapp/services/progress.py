"""Figures and lists of who is where in which course, within what the reader may see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from learning_goals.assignments import STATES, Bounds, Progress, State, bounds_of, state_of
from webapp.content import library
from webapp.errors import NotFound
from webapp.policy import Right, Visitor
from webapp.store import members, progress, revision, teams
from webapp.store.members import Place
from webapp.store.progress import Group, Row, Wanted

PAGE = 50
"""Rows on one page of a list."""


@dataclass(frozen=True, kw_only=True)
class Filter:
    """What the reader chose; empty and 0 mean all."""

    team_id: int = 0
    function_group: str = ""
    course_id: str = ""
    state: State | None = None
    sort: str = "name"
    page: int = 1


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Numbers of assigned courses: altogether, per course and per team, each by state."""

    all: Mapping[State, int]
    by_course: Mapping[str, Mapping[State, int]]
    by_team: Mapping[int, Mapping[State, int]]

    @property
    def total(self) -> int:
        """How many courses are assigned."""
        return sum(self.all.values())


@dataclass(frozen=True, kw_only=True)
class Line:
    """A row of a list as the reader sees it."""

    row: Row
    state: State
    places: tuple[Place, ...]


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of a list, with the number of rows and pages there are."""

    lines: tuple[Line, ...]
    number: int
    pages: int
    rows: int


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


def redo_versions() -> dict[str, int]:
    """Return, per course, the newest version that asks everybody to do it again."""
    return {course_id: module.redo_version for course_id, module in library().modules.items()}


def figures(scope: tuple[int, ...], chosen: Filter, today: date) -> Figures:
    """Return the numbers; counted once per change of the data and kept by this process."""
    return counted(
        revision.current(),
        today,
        wanted(scope, replace(chosen, state=None), today),
        tuple(redo_versions().items()),
    )


def people_page(scope: tuple[int, ...], chosen: Filter, today: date) -> Page:
    """Return one page of people and their assigned courses."""
    asked = wanted(scope, chosen, today)
    numbers = figures(scope, chosen, today)
    found = numbers.total if chosen.state is None else numbers.all.get(chosen.state, 0)
    pages = max(1, -(-found // PAGE))
    number = min(max(1, chosen.page), pages)
    sort = chosen.sort if chosen.sort in progress.SORTS else "name"
    rows = progress.rows(asked, sort=sort, offset=(number - 1) * PAGE, limit=PAGE)
    places = members.places({row.person_id for row in rows}, today)
    redo = redo_versions()
    lines = tuple(
        Line(row=row, state=state_of_row(row, redo, today), places=tuple(places.get(row.person_id, ()))) for row in rows
    )
    return Page(lines=lines, number=number, pages=pages, rows=found)


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
    courses = (chosen.course_id,) if chosen.course_id else ()
    return Wanted(
        day=today,
        teams=(chosen.team_id,) if chosen.team_id else scope,
        function_group=chosen.function_group,
        courses=courses,
        bounds=None if chosen.state is None else _bounds(chosen.state, today),
    )


def _bounds(state: State, today: date) -> dict[str, Bounds]:
    return {course_id: bounds_of(state, redo, today) for course_id, redo in redo_versions().items()}


@lru_cache(maxsize=64)
def counted(_revision: int, today: date, asked: Wanted, redo: tuple[tuple[str, int], ...]) -> Figures:
    """Count once for each revision of the data."""
    versions = dict(redo)
    every: Counter[State] = Counter()
    by_course: dict[str, Counter[State]] = {}
    for group in progress.groups(asked, by_team=False):
        state = _state(group, versions, today)
        every[state] += group.people
        by_course.setdefault(group.course_id, Counter())[state] += group.people
    by_team: dict[int, Counter[State]] = {}
    for group in progress.groups(asked, by_team=True):
        by_team.setdefault(group.team_id, Counter())[_state(group, versions, today)] += group.people
    return Figures(all=_in_order(every), by_course={k: _in_order(v) for k, v in by_course.items()}, by_team=by_team)


def _state(group: Group, redo: Mapping[str, int], today: date) -> State:
    known = Progress(
        due_on=group.due_on,
        started=group.started,
        done_version=group.done_version,
        grace_until=group.grace_until,
        cycle=group.cycle,
    )
    return state_of(known, redo.get(group.course_id, 1), today)


def _in_order(numbers: Mapping[State, int]) -> dict[State, int]:
    return {state: numbers.get(state, 0) for state in STATES}
