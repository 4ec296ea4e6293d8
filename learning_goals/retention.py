"""How long each kind of data is kept: what the organisation can lay down, and within which bounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Kind = Literal["logins", "mails", "jobs", "evaluations", "unfinished", "quiz_answers", "audit", "left", "proof"]
Unit = Literal["days", "months"]


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """The period that the product proposes and the shortest and longest that can be chosen."""

    unit: Unit
    proposed: int
    least: int
    most: int


BOUNDS: Mapping[Kind, Bounds] = {
    "logins": Bounds(unit="days", proposed=90, least=7, most=365),
    "mails": Bounds(unit="days", proposed=90, least=30, most=730),
    "jobs": Bounds(unit="days", proposed=30, least=7, most=365),
    "evaluations": Bounds(unit="days", proposed=365, least=90, most=1095),
    "unfinished": Bounds(unit="days", proposed=180, least=30, most=365),
    "quiz_answers": Bounds(unit="months", proposed=60, least=6, most=120),
    "audit": Bounds(unit="months", proposed=60, least=12, most=120),
    "left": Bounds(unit="months", proposed=24, least=1, most=120),
    "proof": Bounds(unit="months", proposed=60, least=12, most=240),
}
"""`left`: after the last day somebody is erased; `proof`: after the last day what was kept of it is deleted too.

Two years after the end of an employment is what the Dutch data protection authority names for a personnel file. For
proof of instruction (Working Conditions Act, article 8) no law names a period. Five years is our proposal: a claim for
damage lapses after that time (Civil Code 3:310).
"""
Periods = Mapping[Kind, int]


class WrongPeriod(ValueError):
    """A period outside its bounds, or proof that would go before the person does; `kind` says which."""

    def __init__(self, kind: Kind) -> None:
        super().__init__(kind)
        self.kind: Kind = kind


def checked(wanted: Mapping[str, int]) -> dict[Kind, int]:
    """Return the periods, the proposed one where none is given; raises WrongPeriod."""
    found: dict[Kind, int] = {kind: wanted.get(kind, bounds.proposed) for kind, bounds in BOUNDS.items()}
    for kind, bounds in BOUNDS.items():
        if not bounds.least <= found[kind] <= bounds.most:
            raise WrongPeriod(kind)
    if found["proof"] < found["left"]:
        raise WrongPeriod("proof")
    return found


def span(kind: Kind, periods: Periods) -> timedelta:
    """Return how long a kind is kept; a month counts as a twelfth of 365 days."""
    number = periods[kind]
    return timedelta(days=number if BOUNDS[kind].unit == "days" else number * 365 // 12)


def ends(last: date, kind: Kind, periods: Periods) -> date:
    """Return the day after which something that counts from `last` is not kept any more."""
    return last + span(kind, periods) if last <= date.max - span(kind, periods) else date.max
