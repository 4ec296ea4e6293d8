"""What a programme costs in working hours and euros, by quarter, beside its budget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from learning_goals.programme_meetings import Said, spread


@dataclass(frozen=True, kw_only=True)
class Quarter:
    """What a quarter takes, and what is left of each budget at its end; None without a budget."""

    number: int
    hours: float
    euros: int
    hours_left: float | None
    euros_left: int | None


def hours_of(item: Said, people: int) -> float:
    """Return the hours of everybody who comes, together."""
    return sum(each.hours * each.people for each in spread(item, people))


def hours_each(items: Sequence[Said]) -> float:
    """Return the hours of one participant: what is given to half of the people counts for half."""
    return sum(hours_of(item, 2) for item in items) / 2


def quarters(items: Sequence[Said], people: int, hours: int | None, euros: int | None) -> tuple[Quarter, ...]:
    """Return the four quarters, with what is left of the budgets (None: no budget) after each."""
    found: list[Quarter] = []
    for number in range(1, 5):
        here = [item for item in items if (int(item["month"][5:7]) + 2) // 3 == number]
        spent_hours, spent_euros = sum(hours_of(each, people) for each in here), sum(each["cost"] for each in here)
        hours_left = None if hours is None else (found[-1].hours_left if found else hours)
        euros_left = None if euros is None else (found[-1].euros_left if found else euros)
        found.append(
            Quarter(
                number=number,
                hours=spent_hours,
                euros=spent_euros,
                hours_left=None if hours_left is None else hours_left - spent_hours,
                euros_left=None if euros_left is None else euros_left - spent_euros,
            )
        )
    return tuple(found)
