"""When a talk comes back: the yearly talk of everybody, and what is told again to who is new. One shape for both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from learning_goals.onboarding_plan import AROUND, HALF_YEAR, REFRESHES

TalkKind = Literal["yearly", "refresh"]
TalkState = Literal["later", "due", "late"]
YEAR = timedelta(days=365)
"""Days after the last talk, or after the first day of employment (planning rule S9)."""
AHEAD = timedelta(days=AROUND)
"""Days before it is due from which a talk is in the list, and for a refresh how long after it is still in time."""


@dataclass(frozen=True, kw_only=True)
class Talk:
    """What is known: the first day of employment, when it was held, the day agreed for the next (None: none)."""

    kind: TalkKind
    began: date
    held_on: Sequence[date] = ()
    next_on: date | None = None


def due_on(talk: Talk) -> date | None:
    """Return when the talk is due; None when it does not come back any more.

    The yearly talk: a year after the last, or sooner where that was agreed (S9). The refresh: every half-year after
    the first day, until nobody is new any more (H11).
    """
    if talk.kind == "refresh":
        number = len(talk.held_on) + 1
        return talk.began + number * timedelta(days=HALF_YEAR) if number <= REFRESHES else None
    last = max(talk.held_on, default=talk.began)
    agreed = talk.next_on if talk.next_on and talk.next_on > last else None
    return min(agreed or last + YEAR, last + YEAR)


def talk_state(talk: Talk, today: date) -> TalkState:
    """Return how the talk stands; one that does not come back is `later` for ever."""
    day = due_on(talk)
    if day is None or today < day - AHEAD:
        return "later"
    in_time = day + AHEAD if talk.kind == "refresh" else day
    return "due" if today <= in_time else "late"
