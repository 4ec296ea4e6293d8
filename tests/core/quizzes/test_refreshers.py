"""When refreshers fall due, how many wait, and when they lapse."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.refreshers import (
    MOST_OPEN,
    OPEN_DAYS,
    STEPS,
    Due,
    Held,
    Key,
    Learner,
    Pause,
    due_on,
    falling_due,
    half_year,
    last_day,
    paused_on,
    state,
)

DONE = date(2026, 9, 14)
ONE_DAY = timedelta(days=1)
CHRISTMAS = frozenset({date(2026, 12, 25), date(2026, 12, 26), date(2027, 1, 1)})
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
_PAUSE = st.builds(lambda first, days: Pause(first=first, last=first + timedelta(days=days)), DAYS, st.integers(0, 60))
PAUSES = st.lists(_PAUSE, max_size=3)
COURSES = st.dictionaries(st.sampled_from(["m01", "m02", "m03", "m08", "m09"]), DAYS)


def after(days: int) -> date:
    return DONE + timedelta(days=days)


def course(*held: Held, pauses: tuple[Pause, ...] = ()) -> Learner:
    return Learner(completed={"m01": DONE}, has_goals=False, pauses=pauses, held=held)


def key(step: int, course_id: str = "m01") -> Key:
    return Key(kind="course", course_id=course_id, step=step, cycle=DONE)


def live(who: Learner, first: date, last: date, does: bool) -> list[tuple[date, Due]]:
    """Let the days go by; returns what was made on each, done the same day or never."""
    held: list[Held] = []
    made: list[tuple[date, Due]] = []
    day = first
    while day <= last:
        today = Learner(completed=who.completed, has_goals=who.has_goals, pauses=who.pauses, held=held)
        for due in falling_due(today, CHRISTMAS, day):
            made.append((day, due))
            held.append(Held(key=due.key, due_on=due.due_on, finished=does))
        day += ONE_DAY
    return made


def test_a_course_is_asked_back_after_3_21_and_90_days() -> None:
    made = live(course(), DONE, after(200), does=True)
    assert [due.key for _day, due in made] == [key(step) for step in STEPS]
    assert [day for day, _due in made] == [date(2026, 9, 17), date(2026, 10, 5), date(2026, 12, 14)]


def test_a_day_off_moves_it_to_the_first_working_day() -> None:
    assert due_on(date(2026, 12, 25), (), CHRISTMAS) == date(2026, 12, 28)
    assert due_on(date(2026, 12, 31), (), CHRISTMAS) == date(2026, 12, 31)
    away = Pause(first=date(2026, 12, 28), last=date(2026, 12, 31))
    assert due_on(date(2026, 12, 25), (away,), CHRISTMAS) == date(2027, 1, 4)


def test_what_is_not_done_waits_for_thirty_days_and_then_lapses() -> None:
    held = Held(key=key(3), due_on=after(3), finished=False)
    assert state(held, (), after(3 + OPEN_DAYS)) == "open"
    assert state(held, (), after(4 + OPEN_DAYS)) == "lapsed"
    assert state(Held(key=key(3), due_on=after(3), finished=True), (), after(400)) == "done"


def test_days_of_a_pause_do_not_count_for_lapsing() -> None:
    away = Pause(first=after(5), last=after(24))
    held = Held(key=key(3), due_on=after(3), finished=False)
    assert state(held, (away,), after(10)) == "paused"
    assert last_day(after(3), (away,)) == after(3 + OPEN_DAYS + 20)
    assert state(held, (away,), after(3 + OPEN_DAYS + 20)) == "open"


def test_the_next_of_a_course_waits_until_the_one_before_is_done_or_gone() -> None:
    open_one = Held(key=key(3), due_on=after(3), finished=False)
    assert falling_due(course(open_one), CHRISTMAS, after(21)) == ()
    assert falling_due(course(open_one), CHRISTMAS, after(35))[0].key == key(21)
    done = Held(key=key(3), due_on=after(3), finished=True)
    assert falling_due(course(done), CHRISTMAS, after(21))[0].key == key(21)


def test_a_step_that_the_next_overtook_is_never_asked() -> None:
    away = Pause(first=after(1), last=after(40))
    made = live(course(pauses=(away,)), DONE, after(80), does=True)
    assert [due.key for _day, due in made] == [key(21)]


def test_an_old_completion_asks_nothing_any_more() -> None:
    assert live(course(), after(90 + OPEN_DAYS + 5), after(300), does=False) == []


def test_a_course_done_again_starts_anew() -> None:
    again = after(50)
    who = Learner(completed={"m01": again}, has_goals=False, held=[Held(key=key(21), due_on=after(21), finished=True)])
    made = live(who, again, again + timedelta(days=30), does=True)
    assert {due.key.cycle for _day, due in made} == {again}


def test_three_wait_at_most_and_the_oldest_go_first() -> None:
    many = {f"m{weeks:02}": DONE - timedelta(weeks=weeks) for weeks in range(1, 5)}
    found = falling_due(Learner(completed=many, has_goals=False), CHRISTMAS, after(4))
    assert [(due.key.course_id, due.key.step) for due in found] == [("m02", 3), ("m04", 21), ("m01", 3)]
    assert len(found) == MOST_OPEN


def test_what_waits_already_counts_among_the_three() -> None:
    waiting = [Held(key=key(3, f"m1{number}"), due_on=after(3), finished=False) for number in range(MOST_OPEN)]
    assert falling_due(course(*waiting), CHRISTMAS, after(3)) == ()
    assert len(falling_due(course(*waiting[1:]), CHRISTMAS, after(3))) == 1


def test_own_goals_are_asked_back_once_in_each_half_year() -> None:
    made = live(Learner(completed={}, has_goals=True), date(2026, 1, 1), date(2026, 12, 31), does=True)
    assert [(day, due.key.cycle) for day, due in made] == [
        (date(2026, 3, 2), date(2026, 1, 1)),
        (date(2026, 9, 1), date(2026, 7, 1)),
    ]
    assert live(Learner(completed={}, has_goals=False), date(2026, 1, 1), date(2026, 12, 31), does=True) == []


@pytest.mark.parametrize(
    ("day", "first"), [(date(2026, 6, 30), date(2026, 1, 1)), (date(2026, 7, 1), date(2026, 7, 1))]
)
def test_half_years_begin_in_january_and_july(day: date, first: date) -> None:
    assert half_year(day) == first


@settings(max_examples=40, deadline=None)
@given(COURSES, st.booleans(), PAUSES, st.booleans())
def test_whatever_happens_nobody_is_asked_too_much_or_on_a_day_off(
    completed: dict[str, date], has_goals: bool, pauses: list[Pause], does: bool
) -> None:
    who = Learner(completed=completed, has_goals=has_goals, pauses=pauses)
    made = live(who, date(2026, 6, 1), date(2027, 3, 31), does=does)
    assert len({due.key for _day, due in made}) == len(made)
    for day, due in made:
        assert day.weekday() < 5
        assert day not in CHRISTMAS
        assert not paused_on(day, pauses)
        assert due.due_on <= day <= last_day(due.due_on, pauses)
        held = [Held(key=each.key, due_on=each.due_on, finished=does) for at, each in made if at <= day]
        waiting = [each.key for each in held if state(each, pauses, day) == "open"]
        assert len(waiting) <= MOST_OPEN
        assert len({each.course_id for each in waiting}) == len(waiting)
