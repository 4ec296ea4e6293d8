"""The municipality changes its reference data: every change is added and the newest holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from learning_goals.reference_check import oddities
from learning_goals.reference_entries import Document, Entry, Override, document_of, same
from learning_goals.reference_uses import Uses, uses_of
from learning_goals.references import KINDS, SHELVES, Kind
from webapp import clock, questionnaires
from webapp.errors import Conflict, Forbidden, NotFound
from webapp.policy import Right, Visitor
from webapp.services import references
from webapp.store import audit, revision
from webapp.store import references as store
from webapp.store.references import Version

PAGE = 50
OWN = "own-"


class Unfit(ValueError):
    """What was filled in cannot be; `fields` names where."""

    def __init__(self, fields: tuple[str, ...]) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields


@dataclass(frozen=True, kw_only=True)
class KindLine:
    """One kind with its numbers: in all, worded otherwise, added, hidden."""

    kind: Kind
    count: int
    changed: int
    own: int
    hidden: int


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of the entries of a kind."""

    kind: Kind
    entries: tuple[Entry, ...]
    count: int
    number: int
    pages: int


@dataclass(frozen=True, kw_only=True)
class Found:
    """One entry with what was said of it and where it is used; `people` work in it (function groups only)."""

    kind: Kind
    entry: Entry
    history: tuple[Version, ...]
    uses: Uses
    people: int


def overview(actor: Visitor) -> list[KindLine]:
    """Return every kind with its numbers."""
    _planners_only(actor)
    return [_line(kind, entries) for kind, entries in references.book().entries.items()]


def page(actor: Visitor, kind: str, sought: str, number: int) -> Page:
    """Return one page of the entries with this text in their name, in either language; raises NotFound."""
    _planners_only(actor)
    of = known_kind(kind)
    wanted = sought.strip().casefold()
    found = [each for each in references.book().entries[of] if wanted in _searched(each)]
    pages = max(1, -(-len(found) // PAGE))
    here = min(max(1, number), pages)
    shown = tuple(found[(here - 1) * PAGE : here * PAGE])
    return Page(kind=of, entries=shown, count=len(found), number=here, pages=pages)


def one(actor: Visitor, kind: str, id: str) -> Found:
    """Return one entry with its history and where it is used; raises NotFound."""
    _planners_only(actor)
    of = known_kind(kind)
    entry = _entry(of, id)
    return Found(
        kind=of,
        entry=entry,
        history=tuple(store.history(of, id)),
        uses=uses_of(of, id, references.book().entries, references.taught(), questionnaires.goals()),
        people=store.people_in(id, clock.today()) if of == "function_group" else 0,
    )


def new_id(actor: Visitor, kind: str) -> str:
    """Return the id for the next entry of one's own; raises NotFound where a kind takes none."""
    _planners_only(actor)
    of = known_kind(kind)
    if not SHELVES[of].may_add:
        raise NotFound
    own = [each.id for each in references.book().entries[of] if each.own]
    return f"{OWN}{len(own) + 1}"


def add(actor: Visitor, kind: str, id: str, values: Mapping[str, Any], now: datetime) -> str:
    """Add an entry under the id that the form was given; raises Unfit, and Conflict when another took it."""
    of = known_kind(kind)
    free = new_id(actor, of)
    document = _fitting(of, {**values, "id": id})
    held = next((each for each in references.book().entries[of] if each.id == id and each.own), None)
    if held and same(of, held.document, document):
        return id
    if id != free:
        raise Conflict("somebody_was_first")
    _append(actor, of, Override(id=id, document=document, hidden=False, number=1), "added", now)
    return id


def save(actor: Visitor, kind: str, id: str, values: Mapping[str, Any], number: int, now: datetime) -> None:
    """Record what an entry says now; saving what it says already changes nothing. Raises Unfit and Conflict."""
    _planners_only(actor)
    of = known_kind(kind)
    entry = _entry(of, id)
    document = _fitting(of, {**entry.document, **values, "id": id})
    if document == entry.document:
        return
    _next(actor, of, entry, number, document, hidden=entry.hidden, act="saved", now=now)


def hide(actor: Visitor, kind: str, id: str, number: int, now: datetime, *, hidden: bool) -> None:
    """Take an entry out of every choice, or put it back; raises Conflict for a function group with people in it."""
    _planners_only(actor)
    of = known_kind(kind)
    entry = _entry(of, id)
    if not SHELVES[of].may_hide:
        raise NotFound
    if entry.hidden == hidden:
        return
    if hidden and of == "function_group" and store.people_in(id, clock.day_of(now)):
        raise Conflict("people_work_in_it")
    document = entry.document if entry.own or entry.changed else {}
    _next(actor, of, entry, number, document, hidden=hidden, act="hidden" if hidden else "shown", now=now)


def restore(actor: Visitor, kind: str, id: str, number: int, now: datetime) -> None:
    """Let an entry say again what the file says; raises NotFound for one of one's own."""
    _planners_only(actor)
    of = known_kind(kind)
    entry = _entry(of, id)
    if entry.own:
        raise NotFound
    if entry.changed:
        _next(actor, of, entry, number, {}, hidden=entry.hidden, act="restored", now=now)


def known_kind(kind: str) -> Kind:
    """Return the kind of that name; raises NotFound."""
    for each in KINDS:
        if each == kind:
            return each
    raise NotFound


def _planners_only(actor: Visitor) -> None:
    if Right.PLAN not in actor.rights:
        raise Forbidden


def _line(kind: Kind, entries: tuple[Entry, ...]) -> KindLine:
    return KindLine(
        kind=kind,
        count=len(entries),
        changed=sum(each.changed for each in entries),
        own=sum(each.own for each in entries),
        hidden=sum(each.hidden for each in entries),
    )


def _searched(entry: Entry) -> str:
    label = entry.value.label
    return f"{label.nl}\n{label.en}".casefold()


def _entry(kind: Kind, id: str) -> Entry:
    for each in references.book().entries[kind]:
        if each.id == id:
            return each
    raise NotFound


def _fitting(kind: Kind, document: Document) -> dict[str, Any]:
    try:
        value = SHELVES[kind].entry.validate_python(dict(document))
    except ValidationError as wrong:
        raise Unfit(tuple(".".join(str(part) for part in each["loc"]) for each in wrong.errors())) from None
    if odd := tuple(field for field, _expected in oddities(value)):
        raise Unfit(odd)
    return document_of(kind, value)


def _next(
    actor: Visitor, kind: Kind, entry: Entry, number: int, document: Document, *, hidden: bool, act: str, now: datetime
) -> None:
    if number != entry.number + 1:
        raise Conflict("somebody_was_first")
    _append(actor, kind, Override(id=entry.id, document=document, hidden=hidden, number=number), act, now)


def _append(actor: Visitor, kind: Kind, said: Override, act: str, now: datetime) -> None:
    if not store.append(kind, said, actor.person_id, now):
        raise Conflict("somebody_was_first")
    revision.raise_it()
    audit.append(actor.person_id, None, f"reference.{act}", now, {"kind": kind, "id": said.id, "number": said.number})
