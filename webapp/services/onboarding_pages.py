"""What the pages of onboarding show: the list of newcomers, the card on the first page, one newcomer's timeline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from learning_goals.onboarding_plan import HALF_YEAR
from webapp.policy import Visitor
from webapp.services import audit, onboarding_access
from webapp.services.onboarding_cases import Standing, all_standings, standings
from webapp.store import onboarding, onboarding_marks, onboarding_mentors
from webapp.store.onboarding import Asked
from webapp.store.onboarding_marks import Mark
from webapp.store.onboarding_mentors import Mentorship

Shown = Literal["all", "late", "mentor", "silent"]
SHOWN: tuple[Shown, ...] = ("all", "late", "mentor", "silent")
PAGE = 50


@dataclass(frozen=True, kw_only=True)
class Card:
    """What the first page says: the own onboarding that runs (None: none), and of how many people one is mentor."""

    own: Standing | None
    newcomers: int


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of newcomers, with the number of people and pages there are."""

    lines: tuple[Standing, ...]
    number: int
    pages: int
    count: int


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """Everything that happened in one onboarding, oldest first within each list."""

    standing: Standing
    marks: tuple[Mark, ...]
    mentorships: tuple[Mentorship, ...]
    signals: tuple[tuple[str, date, datetime], ...]


def card(actor: Visitor, today: date) -> Card:
    """Return what the first page says about onboarding; the own one for half a year, until the start path is done."""
    key, newcomers = onboarding.at_hand(actor.person_id, today, today - timedelta(days=HALF_YEAR))
    own = onboarding_access.own(actor, today) if key else None
    return Card(own=own if own and not own.finished else None, newcomers=newcomers)


def mine(actor: Visitor, today: date) -> list[Standing]:
    """Return the people of whom one is the mentor today."""
    return standings(onboarding.rows(onboarding_access.asked_as_mentor(actor, today)), today)


def page(asked: Asked, shown: Shown, number: int) -> Page:
    """Return one page of those newcomers, who began last in front."""
    if shown == "all":
        count = onboarding.count(asked)
        number, pages = _place(count, number)
        rows = onboarding.rows(asked, (number - 1) * PAGE, PAGE)
        return Page(lines=tuple(standings(rows, asked.day)), number=number, pages=pages, count=count)
    lines, count = _part(chosen(asked, shown), (number - 1) * PAGE)
    place, pages = _place(count, number)
    if place != number:
        return page(asked, shown, place)
    return Page(lines=lines, number=number, pages=pages, count=count)


def chosen(asked: Asked, shown: Shown) -> Iterator[Standing]:
    """Yield those newcomers of whom that holds."""
    return (each for each in all_standings(asked) if _fits(each, shown))


def timeline(actor: Visitor, standing: Standing, now: datetime) -> Timeline:
    """Return everything that was written down, and remember who looked."""
    audit.looked(actor, standing.row.person_id, "onboarding.timeline", now)
    key = standing.row.id
    return Timeline(
        standing=standing,
        marks=tuple(onboarding_marks.marks([key], also_former=True).get(key, ())),
        mentorships=tuple(onboarding_mentors.mentorships([key], also_former=True).get(key, ())),
        signals=tuple(onboarding.signals_of([key]).get(key, ())),
    )


def _part(found: Iterator[Standing], begin: int) -> tuple[tuple[Standing, ...], int]:
    """Return one page of them from there on and how many there are; the others are forgotten as they come."""
    lines: list[Standing] = []
    count = 0
    for each in found:
        if begin <= count < begin + PAGE:
            lines.append(each)
        count += 1
    return tuple(lines), count


def _place(count: int, number: int) -> tuple[int, int]:
    pages = max(1, -(-count // PAGE))
    return min(max(1, number), pages), pages


def _fits(standing: Standing, shown: Shown) -> bool:
    match shown:
        case "late":
            return bool(standing.late)
        case "mentor":
            return standing.mentor is None and not standing.finished
        case "silent":
            return standing.silent
        case "all":
            return True
