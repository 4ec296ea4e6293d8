"""Rules for reminders: about what, on which days around the date, to whom, by which way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Literal, get_args

from pydantic import ConfigDict, Field, TypeAdapter
from pydantic.dataclasses import dataclass as checked

from learning_goals.words import Words

What = Literal[
    "assignment_due",
    "assignment_overdue",
    "assignment_expiring",
    "norm_to_acknowledge",
    "questionnaire_open",
    "refresher_open",
    "evaluation_open",
    "session_tomorrow",
    "onboarding_step",
    "mentor_wanted",
    "mentor_late",
    "mentor_silent",
    "review_due",
    "review_not_recorded",
]
To = Literal["doer", "leader", "manager", "coordinator", "hr"]
"""The doer is who must do it; leader, manager and so on are found on the day itself."""
Way = Literal["mail", "page", "calendar"]
PRIVATE: frozenset[What] = frozenset({"questionnaire_open", "refresher_open", "evaluation_open"})
"""What only the doer is ever told: whether somebody did these is nobody else's business."""
FAR = 400
"""Days before or after a date that a reminder can lie at most."""
MOST_TIMES = 12
_CLOSED = ConfigDict(extra="forbid")


@checked(frozen=True, kw_only=True, config=_CLOSED)
class ReminderRule:
    """`days` are days from the date, negative before it; after the last, every `again` days (0: no more), `most` times
    in all. An urgent one is a mail of its own; the others wait for the reader's weekly mail."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,40}$")]
    label: Words
    what: What
    to: To
    days: Annotated[tuple[Annotated[int, Field(ge=-FAR, le=FAR)], ...], Field(min_length=1, max_length=MOST_TIMES)]
    again: Annotated[int, Field(ge=0, le=FAR)] = 0
    most: Annotated[int, Field(ge=1, le=MOST_TIMES)] = MOST_TIMES
    ways: Annotated[tuple[Way, ...], Field(min_length=1)] = ("mail", "page")
    urgent: bool = False
    active: bool = True


RULES = TypeAdapter(tuple[ReminderRule, ...])
RULE = TypeAdapter(ReminderRule)
WHATS: tuple[What, ...] = get_args(What)

Fault = Literal["not_in_order", "private", "again_too_soon"]


def faults(rule: ReminderRule) -> list[Fault]:
    """Return what is wrong with a rule whose fields are each possible."""
    found: list[Fault] = []
    if any(later <= earlier for earlier, later in zip(rule.days, rule.days[1:], strict=False)):
        found.append("not_in_order")
    if rule.what in PRIVATE and rule.to != "doer":
        found.append("private")
    if 0 < rule.again < 7 and not rule.urgent:
        found.append("again_too_soon")
    return found


@dataclass(frozen=True)
class Occurrence:
    """The number of a reminder within its rule, from 0, and its day."""

    number: int
    day: date


def newest(rule: ReminderRule, due: date, today: date) -> Occurrence | None:
    """Return the last reminder whose day has come, None before the first.

    Only the newest counts: after days in which nothing ran, or for something that became known late, one reminder is
    given and not all that were missed.
    """
    days = [due + timedelta(days=each) for each in rule.days[: rule.most]]
    if today < days[0]:
        return None
    if rule.again and today > days[-1] and len(days) < rule.most:
        more = min((today - days[-1]).days // rule.again, rule.most - len(days))
        if more:
            return Occurrence(len(days) - 1 + more, days[-1] + timedelta(days=more * rule.again))
    number = max(place for place, day in enumerate(days) if day <= today)
    return Occurrence(number, days[number])


def first_day(rules: Sequence[ReminderRule], due: date) -> date | None:
    """Return from which day on something with that date is told about at all."""
    return min((due + timedelta(days=rule.days[0]) for rule in rules), default=None)
