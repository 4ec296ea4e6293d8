"""Which reviews a team should have planned today, and which need another day; the same again changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date

from learning_goals.reviews.periods import ONE_DAY, Period, Window, movable, period_of
from learning_goals.reviews.proposing import Rhythm, propose
from learning_goals.reviews.state import NEAR, Standing, day_before

Times = Callable[[int], int]
"""How many reviews a year asks."""


@dataclass(frozen=True, kw_only=True)
class Planned:
    """A review that is there; `by_hand`: somebody chose its day."""

    key: int
    year: int
    number: int
    due_on: date
    held_on: date | None = None
    by_hand: bool = False


@dataclass(frozen=True, kw_only=True)
class Team:
    """Who reviews: since when it exists, its place among all, when it meets, what is there (oldest first)."""

    began: date
    place: float
    rhythm: Rhythm
    reviews: Sequence[Planned] = ()


@dataclass(frozen=True, kw_only=True)
class Changes:
    """Reviews to add with their day, and days to give to reviews that are there, by key."""

    added: tuple[tuple[Period, date], ...] = ()
    moved: tuple[tuple[int, date], ...] = ()


def this_and_next(today: date, times: Times) -> tuple[Period, Period]:
    """Return the period of today and the one after it."""
    this = period_of(today, times(today.year))
    after = this.last + ONE_DAY
    return this, period_of(after, times(after.year))


def earlier_than(reviews: Sequence[Planned], year: int, number: int) -> list[Standing]:
    """Return how the reviews before a period stand."""
    return [
        Standing(due_on=each.due_on, held_on=each.held_on)
        for each in reviews
        if (each.year, each.number) < (year, number)
    ]


def plan(team: Team, times: Times, closed: Collection[date], today: date, *, anew: bool = False) -> Changes:
    """Return what to plan for this period and the next.

    A team that began within a period has its first review in the next one. A day is proposed two weeks ahead or
    more; a period of which less is left gets none. A day that no longer lies within its limits is proposed anew, as
    is a proposal on a day that is closed since; with `anew`, so is every proposal.
    """
    reviews = list(team.reviews)
    added: list[tuple[Period, date]] = []
    moved: list[tuple[int, date]] = []
    for period in this_and_next(today, times):
        there = next((each for each in reviews if (each.year, each.number) == (period.year, period.number)), None)
        before = day_before(earlier_than(reviews, period.year, period.number), today)
        if there is not None and _stays(there, movable(period, before, today), closed, today, anew=anew):
            continue
        if there is None and team.began > period.first:
            continue
        day = _day(team, movable(period, before, today), closed, today)
        if day is None or (there is not None and day == there.due_on):
            continue
        if there is None:
            added.append((period, day))
        else:
            moved.append((there.key, day))
            reviews.remove(there)
        reviews.append(Planned(key=0, year=period.year, number=period.number, due_on=day))
    return Changes(added=tuple(added), moved=tuple(moved))


def _stays(there: Planned, within: Window | None, closed: Collection[date], today: date, *, anew: bool) -> bool:
    if there.held_on or there.due_on < today or within is None:
        return True
    proposal = not there.by_hand and (anew or there.due_on in closed)
    return within.holds(there.due_on) and not proposal


def _day(team: Team, within: Window | None, closed: Collection[date], today: date) -> date | None:
    if within is None:
        return None
    first = max(within.first, today + NEAR)
    if first > within.last:
        return None
    return propose(Window(first=first, last=within.last), team.rhythm, closed, team.place)
