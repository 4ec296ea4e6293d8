"""Which goals need practice most."""

from __future__ import annotations

from learning_goals.scoring import Profile, needs
from learning_goals.weak_goals import weakest_first
from webapp import questionnaires

GOALS = {each.id: each for each in questionnaires.goals()}


def test_goals_at_work_go_first_and_then_the_lowest_own_scores() -> None:
    found = needs(tuple(GOALS.values()), {"n1": 5, "n3": 2, "r5": 1}, {}, Profile())
    order = [each.id for each in weakest_first([GOALS["apply_norm"]], found)]
    assert order == ["apply_norm", "stop_and_leave", "team_agreements"]


def test_what_was_not_answered_is_not_weak() -> None:
    found = needs(tuple(GOALS.values()), {}, {}, Profile(newcomer=True))
    assert found
    assert weakest_first([], found) == ()
