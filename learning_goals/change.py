"""What changed in a group between two rounds, no further than the numbers can carry.

The interval is Newcombe's for two independent shares (hybrid score, 95 %), computed from what was published.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Literal

from learning_goals.disclosure import Share

Direction = Literal["too_small", "no_clear_change", "more", "fewer"]

Z = 1.959964
SMALL_GROUP = 15
LEAST_FOR_SMALL = 15
"""Percentage points below which a group of fewer than `SMALL_GROUP` shows no change (facts B.7)."""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A published share and how many people it counts."""

    share: Share
    people: int


@dataclass(frozen=True, kw_only=True)
class Change:
    """The difference in percentage points with its interval; `too_small`: no change can be shown at all."""

    direction: Direction
    points: int
    low: int
    high: int


def change(before: Figure, after: Figure) -> Change:
    """Return what may be said of the change of a share between two rounds."""
    if "words" in (before.share.style, after.share.style):
        return Change(direction="too_small", points=0, low=0, high=0)
    old, new = before.share.percent / 100, after.share.percent / 100
    low_old, high_old = _wilson(old, before.people)
    low_new, high_new = _wilson(new, after.people)
    points = new - old
    low = points - sqrt((new - low_new) ** 2 + (high_old - old) ** 2)
    high = points + sqrt((high_new - new) ** 2 + (old - low_old) ** 2)
    shown = Change(
        direction="no_clear_change", points=round(points * 100), low=round(low * 100), high=round(high * 100)
    )
    small = min(before.people, after.people) < SMALL_GROUP and abs(shown.points) < LEAST_FOR_SMALL
    if small or low <= 0 <= high:
        return shown
    direction: Direction = "more" if points > 0 else "fewer"
    return Change(direction=direction, points=shown.points, low=shown.low, high=shown.high)


def _wilson(share: float, of: int) -> tuple[float, float]:
    middle = share + Z * Z / (2 * of)
    width = Z * sqrt(share * (1 - share) / of + Z * Z / (4 * of * of))
    whole = 1 + Z * Z / of
    return max(0.0, (middle - width) / whole), min(1.0, (middle + width) / whole)
