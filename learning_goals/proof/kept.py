"""Which agreements of reviews were kept, as the team itself said at its next review."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

OPEN = "open"
"""No later review has said it yet."""


@dataclass(frozen=True, kw_only=True)
class Held:
    """A review that was held; `kept` is what it said about the agreements of the one before it."""

    id: int
    about: str
    held_on: date
    kept: str


def kept_of(reviews: Iterable[Held]) -> Mapping[int, str]:
    """Return for each review whether its own agreements were kept: yes, partly, no or open."""
    found: dict[int, str] = {}
    later: dict[str, Held] = {}
    for each in sorted(reviews, key=lambda review: (review.held_on, review.id), reverse=True):
        said = later[each.about].kept if each.about in later else OPEN
        found[each.id] = OPEN if said == "none" else said
        later[each.about] = each
    return found
