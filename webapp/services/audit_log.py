"""The list of who did and looked at what: everybody's for HR and administrators, what is about oneself for each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from webapp.clock import AMSTERDAM
from webapp.errors import Forbidden
from webapp.policy import Right, Visitor
from webapp.store import audit_log
from webapp.store.audit_log import Asked, Entry

PAGE = 50


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of the list."""

    entries: tuple[Entry, ...]
    count: int
    number: int
    pages: int


def page(actor: Visitor, words: str, act: str, since: date | None, until: date | None, number: int) -> Page:
    """Return one page of everybody's; the last day is included."""
    if Right.PEOPLE not in actor.rights:
        raise Forbidden
    before = _begin(until + timedelta(days=1)) if until else None
    return _page(Asked(words=words, act=act, since=_begin(since) if since else None, before=before), number)


def about(actor: Visitor, number: int) -> Page:
    """Return one page of what others did and looked at that is about oneself."""
    return _page(Asked(about_id=actor.person_id, but_by=actor.person_id), number)


def everything_about(person_id: int) -> list[Entry]:
    """Return every event about a person, newest first: what that person takes along."""
    return audit_log.page(Asked(about_id=person_id), 0, audit_log.count(Asked(about_id=person_id)) or 1)


def acts(actor: Visitor) -> list[str]:
    """Return every act that was ever done."""
    if Right.PEOPLE not in actor.rights:
        raise Forbidden
    return audit_log.acts()


def _begin(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=AMSTERDAM)


def _page(asked: Asked, number: int) -> Page:
    count = audit_log.count(asked)
    pages = max(1, -(-count // PAGE))
    here = min(max(1, number), pages)
    return Page(entries=tuple(audit_log.page(asked, (here - 1) * PAGE, PAGE)), count=count, number=here, pages=pages)
