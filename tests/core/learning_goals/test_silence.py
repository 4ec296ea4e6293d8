"""When leader and HR are told, and that the same thing is told once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning_goals.nearest_leader import nearest_leaders
from learning_goals.onboarding_plan import COURSES, FIRST_MONTH, HALF_YEAR, Newcomer, plan
from learning_goals.onboarding_progress import Known, progress
from learning_goals.silence import QUIET_DAYS, Case, Signal, signals

FIRST = date(2026, 11, 23)
EVA = Newcomer(employed_from=FIRST, function_groups=frozenset({"publieksdiensten"}))
RISKY = replace(EVA, tags=frozenset({"risicovolle_functie"}))
DONE = Known(
    norm_on=FIRST,
    completed=dict.fromkeys(COURSES, FIRST),
    marked=dict.fromkeys(("who_to_call", "alarm", "way_out", "safe_work", "first_talk"), FIRST),
)


def case(after: int, newcomer: Newcomer = EVA, known: Known | None = None, **more: object) -> tuple[Case, date]:
    """An onboarding with a mentor from the first day on, so many days later."""
    today = FIRST + timedelta(days=after)
    made = plan(newcomer, COURSES, ())
    found = Case(
        employed_from=FIRST,
        opened_on=FIRST,
        lines=progress(made, known or Known(), today),
        mentor_due=made.mentor_due,
        mentor_since=FIRST,
        unmentored_since=None,
        newcomer_act=None,
        mentor_act=None,
    )
    return replace(found, **more), today


def kinds(after: int, newcomer: Newcomer = EVA, known: Known | None = None, **more: object) -> set[str]:
    return {each.kind for each in signals(*case(after, newcomer, known, **more))}


def unmentored() -> dict[str, object]:
    return {"mentor_since": None, "unmentored_since": FIRST}


def test_without_a_mentor_the_leader_is_asked_at_once() -> None:
    assert kinds(0, **unmentored()) == {"mentor_wanted"}
    assert kinds(0) == set()


def test_in_a_risky_function_it_is_late_after_five_working_days() -> None:
    assert "mentor_late" not in kinds(7, RISKY, **unmentored())
    assert "mentor_late" in kinds(8, RISKY, **unmentored())
    assert "mentor_late" not in kinds(20, EVA, **unmentored())


@pytest.mark.parametrize(("kind", "act"), [("newcomer_silent", "newcomer_act"), ("mentor_silent", "mentor_act")])
def test_silence_counts_from_the_last_act_while_something_is_due(kind: str, act: str) -> None:
    days = QUIET_DAYS[kind]
    assert kind not in kinds(days - 1)
    assert Signal(kind=kind, day=FIRST) in signals(*case(days))
    acted = FIRST + timedelta(days=5)
    assert kind not in kinds(5 + days - 1, **{act: acted})
    assert Signal(kind=kind, day=acted) in signals(*case(5 + days, **{act: acted}))


def test_who_has_done_what_is_due_may_be_silent() -> None:
    marked = {"who_to_call": FIRST, "alarm": FIRST, "way_out": FIRST, "safe_work": FIRST}
    week = Known(norm_on=FIRST, completed=dict.fromkeys(COURSES[:2], FIRST), marked=marked)
    assert kinds(25, known=week) == set()


def test_nothing_is_told_while_somebody_is_away_and_silence_counts_anew_afterwards() -> None:
    assert kinds(20, away=True) == set()
    back = FIRST + timedelta(days=15)
    assert "newcomer_silent" not in kinds(20, back_on=back)
    assert "newcomer_silent" in kinds(15 + QUIET_DAYS["newcomer_silent"], back_on=back)


def test_an_onboarding_that_was_opened_late_begins_without_silence() -> None:
    assert "newcomer_silent" not in kinds(40, opened_on=FIRST + timedelta(days=40))


def test_after_the_first_month_an_open_start_is_told() -> None:
    assert "start_late" not in kinds(FIRST_MONTH)
    assert "start_late" in kinds(FIRST_MONTH + 1)
    assert kinds(200, known=DONE) == set()


def test_after_half_a_year_nothing_is_told_any_more() -> None:
    assert "start_late" in kinds(HALF_YEAR)
    assert kinds(HALF_YEAR + 1, **unmentored()) == set()


@given(act=st.none() | st.integers(0, 60), mentor=st.none() | st.integers(0, 60))
def test_day_after_day_the_same_silence_is_the_same_signal(act: int | None, mentor: int | None) -> None:
    given_signals: dict[str, set[date]] = {}
    for after in range(70):
        acted = FIRST + timedelta(days=act) if act is not None and act <= after else None
        marked = FIRST + timedelta(days=mentor) if mentor is not None and mentor <= after else None
        for each in signals(*case(after, newcomer_act=acted, mentor_act=marked)):
            given_signals.setdefault(each.kind, set()).add(each.day)
    assert all(len(days) <= (2 if kind.endswith("silent") else 1) for kind, days in given_signals.items())


def test_the_nearest_leader_is_found_up_the_tree_and_is_never_oneself() -> None:
    parents = {3: 2, 2: 1, 1: 0}
    assert nearest_leaders(9, 3, parents, {3: [5, 6], 1: [7]}) == (5, 6)
    assert nearest_leaders(5, 3, parents, {3: [5], 1: [7]}) == (7,)
    assert nearest_leaders(9, 3, parents, {}) == ()
