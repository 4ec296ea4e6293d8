"""The risks of the work of a team or a function, from the risk inventory; never from anybody's own answers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Annotated, Literal, get_args

from pydantic import ConfigDict, StringConstraints, TypeAdapter
from pydantic.dataclasses import dataclass as checked

Channel = Literal["counter", "phone", "online", "home_visits", "street"]
Alone = Literal["never", "sometimes", "often"]
DayPart = Literal["office_hours", "evening", "night", "weekend"]
Behaviour = Literal["A", "B", "C", "D", "E"]
Level = Literal["low", "medium", "high"]
FreeText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)]

CHANNELS: tuple[Channel, ...] = get_args(Channel)
DAY_PARTS: tuple[DayPart, ...] = get_args(DayPart)
BEHAVIOURS: tuple[Behaviour, ...] = get_args(Behaviour)

_CLOSED = ConfigDict(extra="forbid")
FOR_EVERYBODY = frozenset({"te_awareness", "te_org_norm", "te_protocol", "te_report_register"})
"""Training elements that any work with residents asks for."""
_FOR_CHANNEL: Mapping[Channel, frozenset[str]] = {
    "home_visits": frozenset({"te_home_visit", "te_risk_assessment"}),
    "street": frozenset({"te_street", "te_risk_assessment"}),
}
_FOR_BEHAVIOUR: Mapping[Behaviour, frozenset[str]] = {
    "A": frozenset({"te_client_signals"}),
    "B": frozenset({"te_client_signals"}),
    "C": frozenset({"te_limits", "te_client_signals"}),
    "D": frozenset({"te_limits", "te_self_control"}),
    "E": frozenset({"ph_client_emotions"}),
}


@checked(frozen=True, kw_only=True, config=_CLOSED)
class RiskProfile:
    """What meets people in this work and what protects them; `reviewed_on` is when it was last held to the facts."""

    channels: tuple[Channel, ...]
    works_alone: Alone
    day_parts: tuple[DayPart, ...]
    places: FreeText
    behaviours: tuple[Behaviour, ...]
    physical_risk: Level
    measures: FreeText
    reviewed_on: date


RISK_PROFILE: TypeAdapter[RiskProfile] = TypeAdapter(RiskProfile)
"""Reads a risk profile from JSON."""


def review_due(profile: RiskProfile) -> date:
    """Return the day a year after the last review, by which it is looked at again."""
    day = profile.reviewed_on
    if (day.month, day.day) == (2, 29):
        return date(day.year + 1, 3, 1)
    return day.replace(year=day.year + 1)


def elements_for(profile: RiskProfile) -> frozenset[str]:
    """Return the training elements that this work asks for (training guide, table 2)."""
    asked: set[str] = set(FOR_EVERYBODY)
    for channel in profile.channels:
        asked |= _FOR_CHANNEL.get(channel, frozenset())
    for behaviour in profile.behaviours:
        asked |= _FOR_BEHAVIOUR[behaviour]
    if profile.physical_risk == "high":
        asked |= {"te_physical", "te_risk_assessment"}
    if profile.works_alone != "never":
        asked.add("te_risk_assessment")
    return frozenset(asked)


def courses_for(profile: RiskProfile, elements: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """Return the courses that teach something this work asks for; `elements` says what each course teaches."""
    asked = elements_for(profile)
    return tuple(course for course, taught in elements.items() if asked.intersection(taught))
