"""What the answers of many say about a question: how hard it is, whether it tells learners apart, what misleads.

Classical item analysis, as in Crocker and Algina, Introduction to Classical and Modern Test Theory (1986), chapter 14:
difficulty is the share that gets it right, discrimination the correlation of the item with the rest of the test.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Literal

FEWEST = 20
"""Attempts from which on figures are made."""
STEP = 10
"""New attempts before figures are made anew: so nobody can take one figure from another and read a person's answer."""
HARDEST, EASIEST = 0.10, 0.95
"""Shares right from which on nearly nobody, and nearly everybody, gets it right."""
Flag = Literal["nobody", "everybody", "good_learners_miss"]


@dataclass(frozen=True, kw_only=True)
class Answered:
    """One answer: its points (0 to 1), the mean of the other questions of that attempt, and what was picked."""

    points: float
    rest: float
    picks: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ItemFigures:
    """Figures of one question in one version; shares from 0 to 1.

    `discrimination` is the correlation of its points with the rest of the attempt, None when one of them never
    varies. `picks` says of every option which share picked it; `low` and `high` the same for the third that did worst
    and the third that did best on the rest.
    """

    attempts: int
    right: float
    discrimination: float | None
    picks: Mapping[str, float]
    low: Mapping[str, float]
    high: Mapping[str, float]


def analyse(answers: Sequence[Answered]) -> ItemFigures:
    """Return the figures of a question; raises ValueError below FEWEST answers."""
    if len(answers) < FEWEST:
        raise ValueError(f"{len(answers)} answers are fewer than {FEWEST}")
    ordered = sorted(answers, key=lambda each: (each.rest, each.points, each.picks))
    third = len(ordered) // 3
    return ItemFigures(
        attempts=len(answers),
        right=_share(sum(each.points == 1 for each in answers), len(answers)),
        discrimination=_correlation([(each.points, each.rest) for each in answers]),
        picks=_picks(answers),
        low=_picks(ordered[:third]),
        high=_picks(ordered[-third:]),
    )


def flags(figures: ItemFigures) -> tuple[Flag, ...]:
    """Return what an author should look at."""
    found: list[Flag] = []
    if figures.right <= HARDEST:
        found.append("nobody")
    if figures.right >= EASIEST:
        found.append("everybody")
    if figures.discrimination is not None and figures.discrimination < 0:
        found.append("good_learners_miss")
    return tuple(found)


def is_due(attempts: int, before: int) -> bool:
    """Return whether figures of so many attempts may be made; `before` is of how many they were made (0: never)."""
    return attempts >= max(FEWEST, before + STEP if before else 0)


def _picks(answers: Sequence[Answered]) -> dict[str, float]:
    counted = Counter(pick for each in answers for pick in each.picks)
    return {pick: _share(count, len(answers)) for pick, count in sorted(counted.items())}


def _share(count: int, whole: int) -> float:
    return round(count / whole, 2)


def _correlation(pairs: Sequence[tuple[float, float]]) -> float | None:
    count = len(pairs)
    mean_x, mean_y = (sum(each[side] for each in pairs) / count for side in (0, 1))
    spread_x, spread_y = (
        sqrt(sum((each[side] - mean) ** 2 for each in pairs)) for side, mean in ((0, mean_x), (1, mean_y))
    )
    if spread_x < _NOTHING or spread_y < _NOTHING:
        return None
    together = sum((x - mean_x) * (y - mean_y) for x, y in pairs)
    return round(together / (spread_x * spread_y), 2)


_NOTHING = 1e-9
"""A spread below this comes from rounding alone."""
