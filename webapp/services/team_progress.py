"""A leader's people and where each is in the courses assigned to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from webapp import clock
from webapp.errors import NotFound
from webapp.policy import Visitor
from webapp.services import audit, offerings
from webapp.services.progress import PAGE, Filter, Line, led_scope, state_of_row, wanted
from webapp.store import members, progress
from webapp.store.members import Member, Place


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """One person of the team with the courses assigned."""

    member: Member
    places: tuple[Place, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class TeamPage:
    """One page of a leader's people."""

    people: tuple[Colleague, ...]
    number: int
    pages: int
    count: int


def team_page(actor: Visitor, chosen: Filter, now: datetime) -> TeamPage:
    """Return the people of the led teams and those below, narrowed by what was chosen."""
    today = clock.day_of(now)
    asked = wanted(led_scope(actor, chosen.team_id), chosen, today)
    count = members.count_members(asked)
    pages = max(1, -(-count // PAGE))
    number = min(max(1, chosen.page), pages)
    found = members.members(asked, (number - 1) * PAGE, PAGE)
    return TeamPage(people=_colleagues(found, now), number=number, pages=pages, count=count)


def colleague(actor: Visitor, person_id: int, now: datetime) -> Colleague:
    """Return one person of the led teams; raises NotFound for anybody else, and remembers the look."""
    today = clock.day_of(now)
    known = members.members_among(wanted(led_scope(actor, 0), Filter(), today), (person_id,))
    if not known:
        raise NotFound
    (found,) = _colleagues(known, now)
    audit.looked(actor, person_id, "person.progress", now)
    return found


def _colleagues(people: list[Member], now: datetime) -> tuple[Colleague, ...]:
    today = clock.day_of(now)
    ids = [person.id for person in people]
    places = members.places(ids, today)
    redo = offerings.redo_versions(today)
    lines: dict[int, list[Line]] = {}
    for row in progress.rows_of(ids, today):
        lines.setdefault(row.person_id, []).append(Line(row=row, state=state_of_row(row, redo, today), places=()))
    return tuple(
        Colleague(member=each, places=tuple(places.get(each.id, ())), lines=tuple(lines.get(each.id, ())))
        for each in people
    )
