"""The states of an assigned course."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning_goals.assignments import STATES, DueTooEarly, Progress, bounds_of, due_date, state_of

TODAY = date(2026, 11, 23)


def state(days: int, *, started: bool = False, done: int = 0, redo: int = 1) -> str:
    progress = Progress(due_on=TODAY + timedelta(days=days), started=started, done_version=done)
    return state_of(progress, redo, TODAY)


@pytest.mark.parametrize(("days", "expected"), [(-1, "overdue"), (0, "due_soon"), (14, "due_soon"), (15, "assigned")])
def test_due_means_the_end_of_the_due_day(days: int, expected: str) -> None:
    assert state(days) == expected


def test_a_course_that_was_begun_and_is_not_due_soon_is_started() -> None:
    assert state(30, started=True) == "started"


def test_a_started_course_past_its_due_date_is_overdue() -> None:
    assert state(-3, started=True) == "overdue"


def test_done_stays_done_when_only_minor_changes_followed() -> None:
    assert state(-3, done=2, redo=1) == "done"


def test_a_redo_change_shows_older_completions_as_done_on_an_earlier_version() -> None:
    assert state(-3, done=2, redo=3) == "done_earlier_version"


@pytest.mark.parametrize(
    ("grace", "cycle", "expected"), [(0, 1, "in_grace"), (-1, 1, "overdue"), (0, 2, "in_grace"), (-1, 2, "expired")]
)
def test_late_is_grace_first_then_overdue_or_for_a_renewal_expired(grace: int, cycle: int, expected: str) -> None:
    late = Progress(
        due_on=TODAY - timedelta(days=5),
        started=True,
        done_version=0,
        grace_until=TODAY + timedelta(days=grace),
        cycle=cycle,
    )
    assert state_of(late, 1, TODAY) == expected


@given(
    st.integers(-400, 400), st.booleans(), st.integers(0, 6), st.integers(1, 6), st.integers(-9, 90), st.integers(1, 4)
)
def test_exactly_one_state_holds_for_any_progress(
    days: int, started: bool, done: int, redo: int, grace: int, cycle: int
) -> None:
    due = TODAY + timedelta(days=days)
    progress = Progress(
        due_on=due, started=started, done_version=done, grace_until=due + timedelta(days=grace), cycle=cycle
    )
    holding = [each for each in STATES if bounds_of(each, redo, TODAY).hold(progress)]
    assert holding == [state_of(progress, redo, TODAY)]


def test_a_due_date_in_the_past_is_refused_and_today_is_not() -> None:
    assert due_date(TODAY, TODAY) == TODAY
    with pytest.raises(DueTooEarly):
        due_date(TODAY - timedelta(days=1), TODAY)
