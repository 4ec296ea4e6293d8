"""Four situations of a group; never a score."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from learning_goals.goal_catalogue import GOALS
from learning_goals.norm_agreement import TEAM_GOALS, Situation, situation

GOALS_FILE = Path(__file__).parents[3] / "learning_goals" / "content" / "goals.yaml"


@pytest.mark.parametrize(
    ("match", "consensus", "expected"),
    [
        (60, 60, "shared"),
        (99, 99, "shared"),
        (59, 60, "own_norm"),
        (1, 99, "own_norm"),
        (60, 59, "mixed"),
        (59, 59, "unclear"),
        (1, 1, "unclear"),
    ],
)
def test_the_situation_follows_from_the_norm_and_from_each_other(
    match: int, consensus: int, expected: Situation
) -> None:
    assert situation(match, consensus) == expected


def test_the_goals_that_a_team_learns_together_exist() -> None:
    goals = GOALS.validate_python(yaml.safe_load(GOALS_FILE.read_text(encoding="utf-8"))["goals"])
    assert set(TEAM_GOALS) <= {each.id for each in goals}
