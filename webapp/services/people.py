"""HR looks people up: the list, one record with its history, and the teams."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from learning_goals.periods import NEVER
from learning_goals.staffer import Employed, Held, Job
from webapp import clock
from webapp.errors import Forbidden, NotFound
from webapp.policy import Right, Visitor
from webapp.services import audit
from webapp.store import members, person_record, roster
from webapp.store.members import Place
from webapp.store.person_record import Entry, Who
from webapp.store.roster import Asked, Listed, TeamLine

PAGE = 50
"""People on one page of the list."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One person of the list, with where they work today."""

    who: Listed
    places: tuple[Place, ...]


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """One page of the list."""

    lines: tuple[Line, ...]
    number: int
    pages: int
    count: int


@dataclass(frozen=True, kw_only=True)
class Record:
    """Everything of one person: what holds on `on` as it was known on `known`, and the whole history."""

    who: Who
    on: date
    known: date
    holding: tuple[Entry, ...]
    history: tuple[Entry, ...]
    planned: tuple[Entry, ...]
    asked_roles: tuple[str, ...]
    is_employed: bool
    last_day: date

    def of(self, subject: str) -> list[Entry]:
        """Return what holds of one subject."""
        return [entry for entry in self.holding if entry.subject == subject]


def list_page(actor: Visitor, asked: Asked, page: int) -> ListPage:
    """Return one page of the people that fit."""
    refuse_strangers(actor)
    count = roster.count(asked)
    pages = max(1, -(-count // PAGE))
    number = min(max(1, page), pages)
    people = roster.people(asked, (number - 1) * PAGE, PAGE)
    places = members.places([each.id for each in people], asked.day)
    lines = tuple(Line(who=each, places=tuple(places.get(each.id, ()))) for each in people)
    return ListPage(lines=lines, number=number, pages=pages, count=count)


def found_ids(actor: Visitor, asked: Asked) -> list[int]:
    """Return the keys of everybody who fits."""
    refuse_strangers(actor)
    return roster.ids(asked)


def record(actor: Visitor, person_id: int, now: datetime, on: date | None = None, known: date | None = None) -> Record:
    """Return a person's record, and remember who looked; raises NotFound."""
    refuse_strangers(actor)
    today = clock.day_of(now)
    day, known_day = on or today, known or today
    instant = min(now, clock.end_of(known_day)) if known_day <= today else now
    who = _looked_at(actor, person_id, now)
    entries = person_record.entries(person_id)

    current = [entry for entry in entries if entry.known.superseded_at == NEVER]
    ends = [entry.known.period.valid_until for entry in current if isinstance(entry.known.period.value, Employed)]

    return Record(
        who=who,
        on=day,
        known=known_day,
        holding=tuple(entry for entry in entries if entry.known.known_at(instant) and entry.known.period.holds_on(day)),
        history=tuple(entries),
        planned=tuple(entry for entry in current if entry.known.period.valid_from > today),
        asked_roles=tuple(person_record.asked_roles(person_id)),
        is_employed=any(last >= today for last in ends),
        last_day=max(ends, default=date.min),
    )


def teams(actor: Visitor, today: date) -> Sequence[TeamLine]:
    """Return the tree of teams with who leads them today."""
    refuse_strangers(actor)
    return roster.team_lines(today)


def refuse_strangers(actor: Visitor) -> None:
    """Let in who may keep the staff; raises Forbidden."""
    if Right.PEOPLE not in actor.rights:
        raise Forbidden


def jobs_of(found: Record) -> list[Job]:
    """Return the jobs that hold."""
    return [each.known.period.value for each in found.of("membership") if isinstance(each.known.period.value, Job)]


def led_teams_of(found: Record) -> list[str]:
    """Return the paths of the teams that the person leads."""
    held = [each.known.period.value for each in found.of("role")]
    return [each.team for each in held if isinstance(each, Held) and each.role == "team_leader"]


def _looked_at(actor: Visitor, person_id: int, now: datetime) -> Who:
    if (found := person_record.who(person_id)) is None:
        raise NotFound
    audit.looked(actor, person_id, "person.record", now)
    return found
