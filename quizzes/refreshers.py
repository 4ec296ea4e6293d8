"""Spaced practice after a course: when a refresher falls due and until when it waits, and how many wait at once.

Own rules, in docs/refreshers.md, on what is known of spaced retrieval: equal and growing intervals do as well, half of
what was learned is gone after some months, and questions about situations carry over best.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Kind = Literal["course", "goals"]
State = Literal["open", "paused", "lapsed", "done"]
STEPS = (3, 21, 90)
"""Days after the completion of a course on which its three refreshers fall due."""
NO_STEP = 0
"""The step of a refresher about one's own goals, which hangs on no course."""
GOALS_MONTHS = (3, 9)
"""On the first day of these months the questions about one's own goals fall due, once in each half-year."""
OPEN_DAYS = 30
"""A refresher waits so many days and then lapses; days of a pause do not count."""
MOST_OPEN = 3
"""Refreshers that wait for one person at once."""
MINUTES: Mapping[Kind, int] = {"course": 3, "goals": 10}
"""What a refresher takes at most."""
LOOK_BACK = timedelta(days=max(STEPS) + OPEN_DAYS + 14 + 366)
"""Older completions ask nothing any more: the last step, its time, a row of holidays and the longest pause."""
_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, kw_only=True)
class Pause:
    """Days on which nothing is asked: somebody is away, or wants no refreshers."""

    first: date
    last: date


@dataclass(frozen=True, kw_only=True, order=True)
class Key:
    """Which refresher it is; `cycle` is the day of the completion, or the first day of the half-year."""

    kind: Kind
    course_id: str
    step: int
    cycle: date


@dataclass(frozen=True, kw_only=True)
class Due:
    """A refresher and the day from which it waits."""

    key: Key
    due_on: date


@dataclass(frozen=True, kw_only=True)
class Held(Due):
    """One that was made before."""

    finished: bool


@dataclass(frozen=True, kw_only=True)
class Learner:
    """What must be known of one person; `completed` holds the newest completion of each course."""

    completed: Mapping[str, date]
    has_goals: bool
    pauses: Sequence[Pause] = ()
    held: Sequence[Held] = ()


def half_year(day: date) -> date:
    """Return the first day of the half-year."""
    return date(day.year, 1 if day.month <= 6 else 7, 1)


def paused_on(day: date, pauses: Sequence[Pause]) -> bool:
    """Return whether nothing is asked on that day."""
    return any(pause.first <= day <= pause.last for pause in pauses)


def due_on(asked_on: date, pauses: Sequence[Pause], holidays: Collection[date]) -> date:
    """Return that day, or the first working day after it outside the pauses."""
    day = asked_on
    while paused_on(day, pauses) or not _works(day, holidays):
        day += _ONE_DAY
    return day


def last_day(due: date, pauses: Sequence[Pause]) -> date:
    """Return the last day on which it waits: the thirtieth after the day it fell due, days of a pause not counted."""
    day, left = due, OPEN_DAYS
    if not pauses:
        return day + timedelta(days=left)
    while left:
        day += _ONE_DAY
        left -= not paused_on(day, pauses)
    return day


def state(held: Held, pauses: Sequence[Pause], today: date) -> State:
    """Return how a refresher stands; one that lapsed is gone without a word and counts for nothing."""
    if held.finished:
        return "done"
    if today > last_day(held.due_on, pauses):
        return "lapsed"
    return "paused" if today < held.due_on or paused_on(today, pauses) else "open"


def falling_due(who: Learner, holidays: Collection[date], today: date) -> tuple[Due, ...]:
    """Return the refreshers to make today, the oldest first.

    Of a course at most one waits, and a step that the next one overtook is never asked. Never more than MOST_OPEN
    wait for one person. On a day off, and in a pause, nothing is made.
    """
    if paused_on(today, who.pauses) or not _works(today, holidays):
        return ()
    waiting = [each.key for each in who.held if state(each, who.pauses, today) == "open"]
    busy = {key.course_id for key in waiting}
    found = [each for each in _newest(who, holidays, today) if each.key.course_id not in busy]
    free = max(0, MOST_OPEN - len(waiting))
    return tuple(sorted(found, key=lambda each: (each.due_on, each.key))[:free])


def _newest(who: Learner, holidays: Collection[date], today: date) -> list[Due]:
    """Return for each course, and for the goals, what fell due last, waits and was not made yet."""
    made = {each.key for each in who.held}
    newest: dict[tuple[Kind, str], Due] = {}
    for key, asked_on in _planned(who, today):
        if asked_on > today or (not who.pauses and asked_on < today - timedelta(days=2 * OPEN_DAYS)):
            continue
        due = due_on(asked_on, who.pauses, holidays)
        if due <= today:
            newest[key.kind, key.course_id] = Due(key=key, due_on=due)
    found = (each for each in newest.values() if each.key not in made)
    return [each for each in found if today <= last_day(each.due_on, who.pauses)]


def _planned(who: Learner, today: date) -> Iterator[tuple[Key, date]]:
    for course_id, completed_on in who.completed.items():
        for step in STEPS:
            key = Key(kind="course", course_id=course_id, step=step, cycle=completed_on)
            yield key, completed_on + timedelta(days=step)
    if who.has_goals:
        half = half_year(today)
        month = next(month for month in GOALS_MONTHS if month > half.month)
        yield Key(kind="goals", course_id="", step=NO_STEP, cycle=half), date(half.year, month, 1)


def _works(day: date, holidays: Collection[date]) -> bool:
    return day.weekday() < _SATURDAY and day not in holidays
