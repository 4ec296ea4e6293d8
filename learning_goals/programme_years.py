"""Programmes of several years beside each other: what comes back, and when it would be routine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from learning_goals.planning_rules.advice import MONTHS_BETWEEN
from learning_goals.programme_meetings import Said, subjects_of

Return = Literal["new", "again", "early", "routine", "with_goal"]
FOR_A_GOAL = frozenset({"goal", "team_goal", "request"})
"""Reasons that make a repetition more than routine (planning rule S5)."""


@dataclass(frozen=True, kw_only=True)
class Time:
    """That something is given in a year: its month, and what kind of return that is."""

    month: date
    kind: Return


@dataclass(frozen=True, kw_only=True)
class Row:
    """One thing over the years; years without it are left out."""

    what: str
    times: Mapping[int, Time]


def rows(years: Mapping[int, Sequence[Said]], again_after: Mapping[str, int], trains: frozenset[str]) -> list[Row]:
    """Return everything that is given in these years, what begins first in front.

    `again_after` says of refreshers after how many months they come back at the earliest (S7); of what else `trains`
    something, a return within two years without a new goal is routine (S5).
    """
    found: dict[str, dict[int, Time]] = {}
    last: dict[str, date] = {}
    for year in sorted(years):
        for what, item in subjects_of(years[year]).items():
            month = date.fromisoformat(item["month"])
            kind = _kind(
                month, last.get(what), again_after.get(what), what in trains, bool(FOR_A_GOAL & {*item["why"]})
            )
            found.setdefault(what, {})[year] = Time(month=month, kind=kind)
            last[what] = month
    return [
        Row(what=what, times=times) for what, times in sorted(found.items(), key=lambda each: _first(each[1], each[0]))
    ]


def _kind(month: date, before: date | None, after: int | None, trains: bool, for_a_goal: bool) -> Return:
    if before is None:
        return "new"
    months = (month.year - before.year) * 12 + month.month - before.month
    if after is not None:
        return "again" if months >= after else "early"
    if not trains or months >= MONTHS_BETWEEN:
        return "again"
    return "with_goal" if for_a_goal else "routine"


def _first(times: Mapping[int, Time], what: str) -> tuple[date, str]:
    return min(each.month for each in times.values()), what
