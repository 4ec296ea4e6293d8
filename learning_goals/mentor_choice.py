"""Who could be somebody's mentor, the most suitable in front, with the reasons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Reason = Literal["same_group", "same_team", "mentor_duty", "has_none", "has_one"]

MOST_AT_ONCE = 2
"""Newcomers that one mentor has at once."""
EMPLOYED_FOR = timedelta(days=365)
MENTORED_DAYS = 183
"""Days from the newcomer's first until the mentorship ends by itself: up to the first refresh."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """For whom a mentor is sought."""

    person_id: int
    function_groups: frozenset[str]
    teams: frozenset[int]


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """Somebody who works here today; `newcomers` is for how many others this person is mentor now.

    `leads` is who leads one of the newcomer's teams: a mentor is a colleague.
    """

    person_id: int
    name: str
    function_groups: frozenset[str]
    teams: frozenset[int]
    is_mentor: bool
    newcomers: int
    employed_from: date
    away: bool = False
    leads: bool = False


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """Somebody who can be the mentor, and why."""

    candidate: Candidate
    reasons: tuple[Reason, ...]


def suitable(wanted: Wanted, candidate: Candidate, today: date) -> bool:
    """Return whether this person can be the mentor: somebody else, here, a year or more, with room for one more."""
    return (
        candidate.person_id != wanted.person_id
        and not candidate.away
        and not candidate.leads
        and candidate.newcomers < MOST_AT_ONCE
        and candidate.employed_from + EMPLOYED_FOR <= today
    )


def suggestions(wanted: Wanted, candidates: Iterable[Candidate], today: date) -> tuple[Suggestion, ...]:
    """Return who can be the mentor: same function group first, then same team, the duty of mentor, the least loaded.

    Among equals who is employed longest comes first (planning rule H10; training guide, "ep_new").
    """
    fitting = [each for each in candidates if suitable(wanted, each, today)]
    ranked = sorted(fitting, key=lambda each: (*_rank(wanted, each), each.employed_from, each.name, each.person_id))
    return tuple(Suggestion(candidate=each, reasons=_reasons(wanted, each)) for each in ranked)


def mentored_until(employed_from: date, today: date) -> date:
    """Return the last day of a mentorship that is begun today."""
    usual = employed_from + timedelta(days=MENTORED_DAYS)
    return usual if usual > today else today + timedelta(days=MENTORED_DAYS)


def _rank(wanted: Wanted, each: Candidate) -> tuple[bool, bool, bool, int]:
    return (
        not each.function_groups & wanted.function_groups,
        not each.teams & wanted.teams,
        not each.is_mentor,
        each.newcomers,
    )


def _reasons(wanted: Wanted, each: Candidate) -> tuple[Reason, ...]:
    held: tuple[tuple[Reason, bool], ...] = (
        ("same_group", bool(each.function_groups & wanted.function_groups)),
        ("same_team", bool(each.teams & wanted.teams)),
        ("mentor_duty", each.is_mentor),
        ("has_none", each.newcomers == 0),
        ("has_one", each.newcomers == 1),
    )
    return tuple(reason for reason, holds in held if holds)
