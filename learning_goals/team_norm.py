"""A team's working agreements: equal to the organisation's norm or stricter, never looser."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Literal, get_args

from pydantic import ConfigDict, Field, StringConstraints, TypeAdapter
from pydantic.dataclasses import dataclass as checked

from learning_goals.norm import (
    BehaviourClass,
    FirstResponse,
    HomeVisitPairs,
    Hours,
    Minutes,
    Norm,
    RegisterScope,
    Requests,
    Times,
)

Value = str | int
FREE_TEXT = 500

_CLOSED = ConfigDict(extra="forbid")


@checked(frozen=True, kw_only=True, config=_CLOSED)
class Agreement:
    """One agreement in the team's own words; `prompt` names the question it answers, or is empty."""

    prompt: Annotated[str, StringConstraints(max_length=60)]
    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=FREE_TEXT)]


@checked(frozen=True, kw_only=True, config=_CLOSED)
class TeamNorm:
    """What a team agreed on, and under which version of the organisation's norm."""

    norm_number: Annotated[int, Field(ge=1)]
    made_on: date
    made_by_people: Annotated[int, Field(ge=1, le=999)]
    emotional_repeats: Times
    c_first_response: FirstResponse
    discrimination_class: BehaviourClass
    removal_requests: Requests
    home_visit_pairs: HomeVisitPairs
    home_visit_check_in_minutes: Minutes
    register_scope: RegisterScope
    register_within_hours: Hours
    agreements: Annotated[tuple[Agreement, ...], Field(max_length=60)] = ()


TEAM_NORM: TypeAdapter[TeamNorm] = TypeAdapter(TeamNorm)
"""Reads a team norm from JSON."""
_FROM_LOOSE_TO_STRICT: Mapping[str, Sequence[str]] = {
    "c_first_response": get_args(FirstResponse),
    "discrimination_class": get_args(BehaviourClass),
    "home_visit_pairs": get_args(HomeVisitPairs),
    "register_scope": ("threshold", "every"),
}
_FEWER_IS_STRICTER = ("emotional_repeats", "removal_requests", "home_visit_check_in_minutes", "register_within_hours")
CHOICES: tuple[str, ...] = (
    "emotional_repeats",
    "c_first_response",
    "discrimination_class",
    "removal_requests",
    "home_visit_pairs",
    "home_visit_check_in_minutes",
    "register_scope",
    "register_within_hours",
)
"""The fields of the norm in which a team may be stricter, in the order of its form."""
_STEPS: Mapping[str, Sequence[int]] = {
    "home_visit_check_in_minutes": (10, 15, 20, 30, 45, 60, 90, 120, 180, 240),
    "register_within_hours": (1, 2, 4, 8, 12, 24, 48, 72, 168),
}
Check = Literal["no_more_to_bear", "always_leave", "no_names", "made_together"]
CHECKS: tuple[Check, ...] = get_args(Check)
"""What a leader confirms about the free texts before they hold."""


def is_looser(field: str, value: Value, than: Value) -> bool:
    """Return whether a value of the field protects less than another."""
    if field in _FEWER_IS_STRICTER:
        return int(value) > int(than)
    order = _FROM_LOOSE_TO_STRICT[field]
    return order.index(str(value)) < order.index(str(than))


def offered(field: str, norm: Norm) -> tuple[Value, ...]:
    """Return what a team may choose: the value of the organisation's norm first, then stricter and stricter."""
    own: Value = getattr(norm, field)
    if field not in _FEWER_IS_STRICTER:
        order = _FROM_LOOSE_TO_STRICT[field]
        return tuple(order[order.index(str(own)) :])
    steps = _STEPS.get(field, range(1, int(own)))
    return (own, *sorted((step for step in steps if step < int(own)), reverse=True))


def looser(team: TeamNorm, norm: Norm) -> list[str]:
    """Return the fields in which the team is looser than this norm; a team norm with any is refused."""
    return [field for field in CHOICES if is_looser(field, getattr(team, field), getattr(norm, field))]


def stricter(team: TeamNorm, norm: Norm) -> list[str]:
    """Return the fields in which the team protects more than this norm."""
    return [field for field in CHOICES if is_looser(field, getattr(norm, field), getattr(team, field))]


def in_force(team: TeamNorm, norm: Norm) -> Mapping[str, Value]:
    """Return what holds in the team: where the norm became stricter since, the norm."""
    return {
        field: getattr(norm if is_looser(field, getattr(team, field), getattr(norm, field)) else team, field)
        for field in CHOICES
    }
