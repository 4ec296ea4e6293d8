"""What stands in the way of a training on its dates, and which rule says so. Checks only; nothing is proposed here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

Kind = Literal["hard", "soft"]


@dataclass(frozen=True, kw_only=True)
class Slot:
    """A stretch of time, both ends in UTC."""

    starts_at: datetime
    ends_at: datetime

    def overlaps(self, other: Slot) -> bool:
        """Return whether they have a moment in common."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """A training as somebody plans it; `days` are its dates in local time, one for each slot.

    `busy` holds what trainers and participants are in already, by person; `away` who is not there on which day;
    `quiet` are school holidays and days that the municipality keeps free; `team_away` the share of each team that
    would be in this training; `leaders_done` is False when a team of the audience has a leader who did not finish the
    leaders' training yet.
    """

    slots: Sequence[Slot]
    days: Sequence[date]
    capacity: int
    most_people: int
    trainers: Sequence[str] = ()
    people: Mapping[int, str] = field(default_factory=dict[int, str])
    busy: Mapping[int, Sequence[Slot]] = field(default_factory=dict[int, Sequence[Slot]])
    away: Mapping[int, Sequence[date]] = field(default_factory=dict[int, Sequence[date]])
    holidays: Mapping[date, str] = field(default_factory=dict[date, str])
    quiet: Mapping[date, str] = field(default_factory=dict[date, str])
    team_away: Mapping[str, float] = field(default_factory=dict[str, float])
    leaders_done: bool = True
    practice: bool = False


@dataclass(frozen=True)
class Clash:
    """Something that stands in the way: the rule that speaks, how hard, and about whom or what."""

    rule: str
    kind: Kind
    what: str
    about: str = ""


def clashes(plan: Proposed) -> list[Clash]:
    """Return everything that stands in the way, hard things first."""
    found = [*_times(plan), *_days(plan), *_people(plan), *_group(plan), *_order(plan)]
    return sorted(set(found), key=lambda each: (each.kind, each.rule, each.what, each.about))


def _times(plan: Proposed) -> Iterator[Clash]:
    if any(slot.ends_at <= slot.starts_at for slot in plan.slots):
        yield Clash("dates", "hard", "ends_before_it_starts")
    if any(one.overlaps(other) for place, one in enumerate(plan.slots) for other in plan.slots[place + 1 :]):
        yield Clash("dates", "hard", "dates_overlap")
    if not plan.trainers:
        yield Clash("trainer", "soft", "no_trainer")


def _days(plan: Proposed) -> Iterator[Clash]:
    for day in plan.days:
        if day in plan.holidays:
            yield Clash("calendar", "soft", "holiday", plan.holidays[day])
        elif day in plan.quiet:
            yield Clash("calendar", "soft", "quiet", plan.quiet[day])
        elif day.isoweekday() > 5:
            yield Clash("calendar", "soft", "weekend", day.isoformat())


def _people(plan: Proposed) -> Iterator[Clash]:
    for person, name in plan.people.items():
        if any(one.overlaps(other) for one in plan.slots for other in plan.busy.get(person, ())):
            yield Clash("double", "hard", "double_booked", name)
        if _meet(plan.days, plan.away.get(person, ())):
            yield Clash("S14", "soft", "away", name)


def _group(plan: Proposed) -> Iterator[Clash]:
    if plan.capacity > plan.most_people:
        yield Clash("S13", "soft", "group_too_big", str(plan.most_people))
    for team, share in plan.team_away.items():
        if share > 0.5:
            yield Clash("S14", "soft", "half_of_team_away", team)


def _order(plan: Proposed) -> Iterator[Clash]:
    if plan.practice and not plan.leaders_done:
        yield Clash("H4", "hard", "leaders_first")


def _meet(days: Iterable[date], others: Iterable[date]) -> bool:
    return not set(days).isdisjoint(others)
