"""Days on which dates go wrong easily: both clock changes, 29 February, the end of a year and of a half-year."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from flask import Flask

from learning_goals.assignment_rules.rule import Condition, Due, Renewal, Rule
from tests.services.rule_world import COURSES, ONE_DAY, World
from webapp import clock

EDGES = [date(2026, 3, 29), date(2026, 10, 25), date(2024, 2, 29), date(2026, 12, 31), date(2026, 6, 30)]
NORM = COURSES[0]
EVERYBODY = (Condition(function_groups=("publieksdiensten",)),)


def asks(first: date, due: Due, renewal: Renewal | None = None) -> Rule:
    return Rule(
        title="x",
        kind="course",
        target=NORM,
        include=EVERYBODY,
        due=due,
        starts_on=first,
        renewal=renewal or Renewal(),
    )


def how(world: World, day: date) -> str:
    """How the one person stands with the one thing."""
    (line,) = world.seen(day)
    (state,) = [state for state, people in line.counts.items() if people]
    return state


def at(world: World, day: date, hour: time) -> None:
    """Let it be that time in the Netherlands."""
    world.today = day
    world.now = lambda: datetime.combine(day, hour, clock.AMSTERDAM)  # type: ignore[method-assign]


@pytest.mark.parametrize("edge", EDGES)
def test_what_is_due_is_late_the_day_after_and_no_earlier(app: Flask, edge: date) -> None:
    world = World(edge - timedelta(days=20))
    world.starts(0, "publieksdiensten", world.today)
    world.saves(asks(world.today, Due(anchor="date", on=edge)))
    world.run()
    ahead = {day: how(world, day) for day in (edge, edge + ONE_DAY)}
    for day in (edge, edge + ONE_DAY):
        at(world, day, time(23, 59))
        world.run()
        assert how(world, day) == ahead[day] == ("due_soon" if day == edge else "overdue")


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize(("minute", "known"), [(-1, "done"), (1, "due_soon")])
def test_the_last_minute_of_a_day_is_known_on_it_and_the_first_of_the_next_is_not(
    app: Flask, edge: date, minute: int, known: str
) -> None:
    world = World(edge - timedelta(days=5))
    who = world.starts(0, "publieksdiensten", world.today)
    world.saves(asks(world.today, Due(anchor="date", on=edge + ONE_DAY)))
    world.run()
    at(world, edge if minute < 0 else edge + ONE_DAY, time(23, 59) if minute < 0 else time(0, 1))
    world.completes(who, NORM, edge)
    at(world, edge + 3 * ONE_DAY, time(12))
    assert how(world, edge) == known
    assert how(world, edge + ONE_DAY) == "done"


@pytest.mark.parametrize(
    ("done", "renewal", "last"),
    [
        (date(2024, 2, 29), Renewal(kind="rolling", months=12), date(2025, 2, 28)),
        (date(2024, 2, 29), Renewal(kind="rolling", months=48), date(2028, 2, 29)),
        (date(2025, 12, 31), Renewal(kind="rolling", months=6), date(2026, 6, 30)),
        (date(2025, 3, 29), Renewal(kind="rolling", months=12), date(2026, 3, 29)),
        (date(2026, 1, 15), Renewal(kind="calendar", months=12, month=12, day=31), date(2026, 12, 31)),
        (date(2027, 9, 1), Renewal(kind="calendar", months=12, month=2, day=29), date(2028, 2, 29)),
    ],
)
def test_what_lapses_holds_on_its_last_day_and_is_expired_the_day_after(
    app: Flask, done: date, renewal: Renewal, last: date
) -> None:
    world = World(done)
    who = world.starts(0, "publieksdiensten", done)
    world.completes(who, NORM, done)
    world.saves(asks(done, Due(anchor="entry", days=0), renewal))
    world.run()
    assert how(world, done) == "done"
    ahead = {day: how(world, day) for day in (last, last + ONE_DAY)}
    for day in (last, last + ONE_DAY):
        at(world, day, time(8))
        world.run()
        assert how(world, day) == ahead[day] == ("due_soon" if day == last else "expired")


def test_a_half_year_after_31_august_is_the_last_day_of_february(app: Flask) -> None:
    world = World(date(2026, 8, 31))
    who = world.starts(0, "publieksdiensten", world.today)
    world.completes(who, NORM, world.today)
    world.saves(asks(world.today, Due(anchor="entry"), Renewal(kind="rolling", months=6)))
    at(world, date(2027, 2, 28), time(8))
    world.run()
    assert {dates[3] for dates in world.held().values()} == {date(2027, 2, 28)}
