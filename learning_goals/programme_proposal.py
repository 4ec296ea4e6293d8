"""What a programme of a year is proposed to hold, each part with why (training guide, chapter 4 and its example)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Literal

Reason = Literal["source", "rule", "risk", "goal", "team_goal", "request", "expired", "newcomers"]
MONTHS: Mapping[str, int] = {
    "norm": 1,
    "leaders": 2,
    "team_norm": 3,
    "skills": 5,
    "aftercare": 6,
    "support": 9,
    "team": 10,
    "newcomer": 1,
}
"""Month of each phase: the order of the guide, with the summer left free."""
BASE = ("norm", "leaders", "team_norm", "skills", "team", "support", "newcomer", "aftercare")
ONLY_WITH_A_REASON = frozenset({"coaching", "intervision", "external"})
"""Forms that are proposed only when a goal, risk or wish asks for them."""
KNOWLEDGE = ("m01-de-norm", "m09-stap-voor-stap")
"""Courses that come before any practice (planning rule H5)."""


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A course or programme item that fits the audience; `again_after` months (0: none) it is a refresher."""

    what: str
    phase: str
    form: str
    elements: frozenset[str]
    most_people: int
    hours: float
    e_learning: bool = False
    again_after: int = 0


@dataclass(frozen=True, kw_only=True)
class Needs:
    """What speaks for something, as published figures, risk profiles, team goals and counts say it; never answers.

    `requests` are courses and elements that somebody asked for, `lapsing` what stops counting in that year by the
    rules, `done_before` elements that earlier programmes trained.
    """

    year: int
    people: int
    team_norm_done: bool = False
    newcomers: int = 0
    goals: frozenset[str] = frozenset()
    risks: frozenset[str] = frozenset()
    team_goals: frozenset[str] = frozenset()
    requests: frozenset[str] = frozenset()
    lapsing: frozenset[str] = frozenset()
    required: frozenset[str] = frozenset()
    done_before: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of the programme, in which month, for how many groups, and why."""

    what: str
    phase: str
    month: date
    hours: float
    groups: int
    why: tuple[Reason, ...]


def propose(offers: Collection[Offer], needs: Needs) -> list[Part]:
    """Return the parts in the order of the year; what nobody needs and no source asks is left out."""
    found = [_part(offer, needs, why) for offer in offers if (why := reasons(offer, needs))]
    return sorted(found, key=lambda part: (part.month, BASE.index(part.phase), part.what))


def reasons(offer: Offer, needs: Needs) -> tuple[Reason, ...]:
    """Return why something belongs in the programme, empty when nothing speaks for it."""
    if offer.phase == "team_norm" and needs.team_norm_done and not offer.e_learning:
        return ()
    if offer.phase == "newcomer":
        return ("newcomers",) if needs.newcomers else ()
    if offer.again_after and not offer.elements & needs.done_before:
        return ()
    said: Sequence[tuple[Reason, bool]] = (
        ("rule", offer.what in needs.required),
        ("expired", offer.what in needs.lapsing),
        ("goal", bool(offer.elements & needs.goals)),
        ("risk", bool(offer.elements & needs.risks)),
        ("team_goal", bool(offer.elements & needs.team_goals)),
        ("request", offer.what in needs.requests or bool(offer.elements & needs.requests)),
        ("source", _by_the_guide(offer)),
    )
    return tuple(reason for reason, speaks in said if speaks)


def groups_for(people: int, most_people: int) -> int:
    """Return how many groups that are; practice keeps half of a team at work (S14), so never one group of many."""
    return max(1, ceil(people / most_people), 2 if people > 4 and most_people <= 12 else 1)


def _by_the_guide(offer: Offer) -> bool:
    if offer.e_learning:
        return offer.what in KNOWLEDGE
    return offer.form not in ONLY_WITH_A_REASON and not offer.again_after


def _part(offer: Offer, needs: Needs, why: tuple[Reason, ...]) -> Part:
    shorter = offer.phase == "skills" and needs.team_norm_done and not offer.e_learning
    return Part(
        what=offer.what,
        phase=offer.phase,
        month=date(needs.year, _month(offer), 1),
        hours=min(offer.hours, 4) if shorter else offer.hours,
        groups=1 if offer.e_learning else groups_for(needs.people, offer.most_people),
        why=why,
    )


def _month(offer: Offer) -> int:
    if offer.what in KNOWLEDGE:
        return 1
    if offer.e_learning:
        return max(1, MONTHS[offer.phase] - 1)
    if offer.phase == "newcomer":
        return min(12, MONTHS[offer.phase] + offer.again_after)
    return MONTHS[offer.phase]
