"""Which of somebody's goals need practice most; worked out for that person alone."""

from __future__ import annotations

from collections.abc import Sequence

from learning_goals.goal_catalogue import Goal
from learning_goals.scoring import Need


def weakest_first(at_work: Sequence[Goal], needs: Sequence[Need]) -> tuple[Goal, ...]:
    """Return the goals that the person works on, and after them the others from the lowest own score up."""
    scored = sorted((each for each in needs if each.score is not None), key=lambda each: each.score or 0)
    return tuple({goal.id: goal for goal in (*at_work, *(each.goal for each in scored))}.values())
