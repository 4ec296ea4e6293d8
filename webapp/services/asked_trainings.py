"""Trainings that somebody is asked to attend: which dates are open, and who has no place yet."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from learning_goals.programme_items import ProgrammeItem
from webapp import clock
from webapp.errors import NotFound
from webapp.policy import Visitor
from webapp.services import references, sessions
from webapp.services.sessions import Line
from webapp.store import asked_trainings as store
from webapp.store import my_courses
from webapp.store.asked_trainings import Places
from webapp.store.my_courses import Assigned


@dataclass(frozen=True, kw_only=True)
class Dates:
    """The coming dates of one item for one person: held is a place or a place in the line, open can be joined."""

    held: tuple[Line, ...]
    open: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class Page:
    """One item with its dates for the reader; `assigned` is None when nobody asks it, `done` says it was attended."""

    item: ProgrammeItem
    assigned: Assigned | None
    done: bool
    dates: Dates


def dates(person_id: int, item_ids: Collection[str], now: datetime) -> Mapping[str, Dates]:
    """Return, for each of these items, the dates that this person can join or has a place in.

    Whose dates the reader may ask for is the caller's to know.
    """
    found: dict[str, tuple[list[Line], list[Line]]] = {each: ([], []) for each in item_ids}
    for line in sessions.lines_of(person_id, now) if item_ids else ():
        held, joinable = found.get(line.session.item_id, ([], []))
        if line.status in ("registered", "waiting") and line.session.status == "planned":
            held.append(line)
        elif line.open and line.fits:
            joinable.append(line)
    return {item: Dates(held=tuple(held), open=tuple(joinable)) for item, (held, joinable) in found.items()}


def page(actor: Visitor, item_id: str, now: datetime) -> Page:
    """Return one item as the reader is asked to attend it; raises NotFound for an item that does not exist."""
    item = references.programme_item(item_id)
    if item is None:
        raise NotFound
    assigned = next((each for each in my_courses.assigned(actor.person_id) if each.course_id == item_id), None)
    return Page(
        item=item,
        assigned=assigned,
        done=assigned is not None and _attended(actor, assigned),
        dates=dates(actor.person_id, [item_id], now)[item_id],
    )


def open_items(asked: Sequence[tuple[str, bool]]) -> list[str]:
    """Return what of these (id, done) is a programme item that is still to be attended."""
    known = references.labels("programme_item", "nl")
    return [id for id, done in asked if not done and id in known]


def places(rule_id: int, item_id: str, now: datetime) -> Places:
    """Return how the people stand of whom a rule asks this item: in a training that has not ended, or without one."""
    return store.places(rule_id, item_id, clock.day_of(now), now)


def _attended(actor: Visitor, assigned: Assigned) -> bool:
    return any(
        fact.what == "done" and fact.course_id == assigned.course_id and fact.on >= assigned.counts_from
        for fact in my_courses.facts(actor.person_id)
    )
