"""What may become of somebody's learning goal."""

from __future__ import annotations

from itertools import product

import pytest

from learning_goals.learning_goal import ACTIVE, ACTS, STATUSES, Act, Status, acts, move

MOST = 3
MOVES: dict[tuple[Status, Act], Status] = {
    ("proposed", "choose"): "chosen",
    ("proposed", "drop"): "dropped",
    ("chosen", "work"): "working",
    ("chosen", "meet"): "met",
    ("chosen", "drop"): "dropped",
    ("working", "meet"): "met",
    ("working", "drop"): "dropped",
    ("dropped", "take_up"): "chosen",
    ("met", "take_up"): "chosen",
}


@pytest.mark.parametrize(("status", "act"), [*product(STATUSES, ACTS)])
def test_an_act_is_possible_only_in_its_own_status(status: Status, act: Act) -> None:
    assert move(status, act, active=0, most=MOST) == MOVES.get((status, act), "not_now")
    assert (act in acts(status)) is ((status, act) in MOVES)


@pytest.mark.parametrize(("status", "act"), [("proposed", "choose"), ("dropped", "take_up"), ("met", "take_up")])
def test_nobody_takes_up_more_goals_than_allowed(status: Status, act: Act) -> None:
    assert move(status, act, active=MOST - 1, most=MOST) == "chosen"
    assert move(status, act, active=MOST, most=MOST) == "too_many"
    assert move(status, act, active=MOST + 2, most=MOST) == "too_many"


@pytest.mark.parametrize(("status", "act"), [move_ for move_ in MOVES if move_[0] in ACTIVE])
def test_a_goal_at_work_can_go_on_or_end_however_many_there_are(status: Status, act: Act) -> None:
    assert move(status, act, active=MOST + 2, most=MOST) == MOVES[status, act]


def test_what_is_proposed_can_be_dropped_however_many_there_are() -> None:
    assert move("proposed", "drop", active=MOST, most=MOST) == "dropped"


def test_what_is_impossible_anyway_is_not_called_too_many() -> None:
    assert move("working", "choose", active=MOST, most=MOST) == "not_now"


@pytest.mark.parametrize("status", STATUSES)
def test_there_is_always_something_to_do_with_a_goal(status: Status) -> None:
    assert acts(status)
