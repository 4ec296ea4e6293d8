"""On which days nothing should be planned: public holidays, school holidays of the region, days kept free here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

import holidays

from webapp.errors import NotFound
from webapp.policy import Visitor
from webapp.store import closed_days as store
from webapp.store.closed_days import Closed

REGIONS = ("Noord", "Midden", "Zuid")
KNOWN_UNTIL = 2030
"""The last year of which the school holidays are published."""
EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Closings:
    """Why nothing should be planned on a day: public holidays, and days on which many people are away."""

    holidays: Mapping[date, str]
    quiet: Mapping[date, str]


def closings(first: date, last: date) -> Closings:
    """Return the closed days from the first up to and including the last, as far as the calendar is known."""
    first, last = max(first, EARLIEST), min(last, LATEST)
    if first > last:
        return Closings(holidays={}, quiet={})
    region = store.region()
    quiet = dict(_each(_school(region, first.year, last.year), first, last)) if region else {}
    for period in store.periods(first, last):
        quiet |= dict.fromkeys(_days(max(first, period.first_day), min(last, period.last_day)), period.title)
    return Closings(holidays=dict(_each(_public(first.year, last.year), first, last)), quiet=quiet)


def coming(today: date) -> Sequence[Closed]:
    """Return the days that are kept free and not over."""
    return store.periods(today, date.max)


def region() -> str:
    """Return the region whose school holidays count, empty for none."""
    return store.region()


def choose_region(actor: Visitor, name: str, now: datetime) -> None:
    """Let the school holidays of that region count; raises NotFound for one that does not exist."""
    if name and name not in REGIONS:
        raise NotFound
    store.choose_region(name, actor.person_id, now)


def add(actor: Visitor, title: str, first: date, last: date, now: datetime) -> None:
    """Keep these days free."""
    store.add(title, first, last, actor.person_id, now)


def take_back(key: int, now: datetime) -> None:
    """Do not keep them free any more; raises NotFound."""
    if key >= 2**31 or not store.take_back(key, now):
        raise NotFound


@lru_cache(maxsize=16)
def _public(first: int, last: int) -> Mapping[date, str]:
    return dict(holidays.country_holidays("NL", years=range(first, last + 1), language="nl"))


@lru_cache(maxsize=16)
def _school(region: str, first: int, last: int) -> Mapping[date, str]:
    years = range(first, last + 1)
    return dict(holidays.country_holidays("NL", subdiv=region, categories="school", years=years, language="nl"))


def _each(known: Mapping[date, str], first: date, last: date) -> Iterator[tuple[date, str]]:
    return ((day, name) for day, name in known.items() if first <= day <= last)


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += ONE_DAY
