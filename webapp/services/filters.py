"""What a reader chose in the address of a list, with everything unknown left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from learning_goals.assignments import STATES
from learning_goals.proof.day import WrongDay, read_day
from learning_goals.tracking import EMPLOYEE, STANDINGS
from webapp import clock
from webapp.services import choices, offerings, proof_day, staff_words
from webapp.services.curriculum import library
from webapp.services.progress import Filter

LARGEST = 2**31 - 1
"""The largest key that a row can have."""


def whole(value: str, least: int = 0) -> int:
    """Return the number that is written there, or `least` when it is none that a key can be."""
    short = value.isdecimal() and len(value) <= len(str(LARGEST))
    return int(value) if short and least <= int(value) <= LARGEST else least


def chosen_view(arguments: Mapping[str, str], today: date) -> tuple[Filter, WrongDay | None]:
    """Return the filter of a page about any day, and what is wrong with the day that was asked."""
    day, wrong = _day(arguments.get("day", ""), today)
    role, rule = arguments.get("role", ""), arguments.get("rule", "")
    known = role == EMPLOYEE or role in dict(staff_words.roles())
    return replace(
        chosen_filter(arguments),
        course_id=course if (course := arguments.get("course", "")) in offerings.titles("nl") else "",
        state=next((each for each in STANDINGS if each == arguments.get("state")), None),
        role=role if known else "",
        rule_id=whole(rule) if rule.isdecimal() else None,
        day=day,
        known_then=arguments.get("known") == "then",
    ), wrong


def _day(said: str, today: date) -> tuple[date | None, WrongDay | None]:
    if not said.strip():
        return None, None
    try:
        return read_day(said, proof_day.first_day(clock.now()), today), None
    except WrongDay as wrong:
        return None, wrong


def chosen_filter(arguments: Mapping[str, str]) -> Filter:
    """Return the filter of the address; what does not exist counts as not chosen."""
    course, group, state = (arguments.get(name, "") for name in ("course", "group", "state"))
    return Filter(
        team_id=whole(arguments.get("team", "")),
        course_id=course if course in library().modules else "",
        function_group=group if choices.audiences().function_group(group) else "",
        state=next((each for each in STATES if each == state), None),
        sort=arguments.get("sort", "name"),
        page=whole(arguments.get("page", ""), 1),
    )
