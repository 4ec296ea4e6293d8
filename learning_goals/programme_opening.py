"""When practice opens: once the leader is trained and the team has its norm, or on a day that was set with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

PRACTICE_PHASES = frozenset({"skills", "aftercare"})
"""What waits (training guide 1, step 3). Norm, protocol, the team's norm and a newcomer's instruction never wait."""

STILL_NEW = timedelta(days=183)
"""How long after the first day a start and its follow-up are for somebody (planning rules H10 and H11)."""


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """What an item still waits for; `until` is the day on which it opens anyhow, None without one."""

    leader: bool
    team_norm: bool
    until: date | None


def is_practice(phase: str, *, e_learning: bool) -> bool:
    """Return whether something can wait: practice with others; theory on a screen is open to everybody."""
    return phase in PRACTICE_PHASES and not e_learning


def waiting(*, leader_done: bool, team_norm: bool, fallback: date | None, today: date) -> Waiting | None:
    """Return what practice waits for, None when it is open.

    The leader goes first and the team makes its norm before its people practise (planning rules H2 and H4); from the
    fallback day on it is open whatever is done.
    """
    if (leader_done and team_norm) or (fallback is not None and fallback <= today):
        return None
    return Waiting(leader=not leader_done, team_norm=not team_norm, until=fallback)


def done_for(year: int, done_on: date | None, *, e_learning: bool) -> bool:
    """Return whether it was done for the programme of a year: a course at any time, a meeting in that year or later."""
    return done_on is not None and (e_learning or done_on >= date(year, 1, 1))


def new_between(year: int) -> tuple[date, date]:
    """Return the first and last day on which somebody begins who is new in the programme of a year."""
    return date(year, 1, 1) - STILL_NEW, date(year, 12, 31)
