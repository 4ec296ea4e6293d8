"""The organisation's own checklist: answers with owner, proof and a day to look again; a snapshot every half-year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from flask_babel import force_locale

from learning_goals.proof import checklist as rules
from learning_goals.proof.checklist import FACTS, Answer, FactId, Item, Part
from learning_goals.words import Language
from webapp import clock, reference
from webapp.errors import Conflict, NotFound
from webapp.policy import Visitor
from webapp.services import checklist_facts, proof_day
from webapp.services.checklist_facts import Fact
from webapp.services.evidence import media_type
from webapp.store import audit, proof_people, proof_tables, revision, staffing
from webapp.store import checklist as store
from webapp.store.checklist import Answered, Snapshot, Uploaded

LONGEST_NOTE = proof_tables.LONGEST_NOTE


class NoOwner(ValueError):
    """Nobody who works here has that staff number."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """An item with its answer (None: not answered yet) and whether its day to look again has come."""

    item: Item
    answered: Answered | None
    due: bool
    files: int


@dataclass(frozen=True, kw_only=True)
class Listing:
    """All items by part, how many have each answer ("open": none), and the snapshots."""

    parts: Mapping[Part, Sequence[Line]]
    counts: Mapping[str, int]
    due: int
    snapshots: Sequence[Snapshot]


@dataclass(frozen=True, kw_only=True)
class Opened:
    """One item with what the product knows, its documents and all answers, newest first."""

    item: Item
    facts: Sequence[Fact]
    files: Sequence[Uploaded]
    history: Sequence[Answered]

    @property
    def number(self) -> int:
        """The number of the answer that holds; 0: none."""
        return self.history[0].number if self.history else 0


@dataclass(frozen=True, kw_only=True)
class Given:
    """What somebody fills in; `shown` is the number of the answer that the page showed."""

    shown: int
    answer: Answer
    owner_number: str
    facts: tuple[FactId, ...]
    note: str
    again_on: date


def listing(today: date) -> Listing:
    """Return the checklist."""
    newest, items = store.newest(), reference.checklist()
    files: dict[str, int] = {}
    for each in store.files():
        files[each.item] = files.get(each.item, 0) + 1
    due = set(rules.due({id: each.again_on for id, each in newest.items()}, list(items), today))
    parts: dict[Part, list[Line]] = {}
    for id, item in items.items():
        line = Line(item=item, answered=newest.get(id), due=id in due, files=files.get(id, 0))
        parts.setdefault(item.part, []).append(line)
    return Listing(
        parts=parts,
        counts=rules.counts(newest[id].answer if id in newest else None for id in items),
        due=len(due),
        snapshots=store.snapshots(),
    )


def opened(item_id: str, language: Language, now: datetime) -> Opened:
    """Return one item; raises NotFound."""
    item = _item(item_id)
    moment = proof_day.moment(clock.day_of(now), now)
    return Opened(
        item=item,
        facts=checklist_facts.facts(item.facts, moment, language, revision.current()),
        files=store.files(item_id),
        history=store.history(item_id),
    )


def answer(actor: Visitor, item_id: str, given: Given, now: datetime) -> None:
    """Append an answer; raises NotFound, NoOwner, or Conflict when somebody answered after the page was opened.

    The day must be one that `rules.again_fault` finds no fault with; what is no fact of the item is left out.
    """
    item, today = _item(item_id), clock.day_of(now)
    owner = staffing.keys_of([given.owner_number]).get(given.owner_number)
    if owner is None or owner not in proof_people.employed(today, now):
        raise NoOwner
    values = {
        "item": item_id,
        "number": given.shown + 1,
        "answer": given.answer,
        "owner_id": owner,
        "facts": [each for each in item.facts if each in given.facts],
        "note": given.note,
        "again_on": given.again_on,
        "recorded_by": actor.person_id,
        "recorded_at": now,
    }
    if given.shown != _number(item_id) or not store.append(values):
        raise Conflict
    audit.append(actor.person_id, None, "checklist.answered", now, {"item": item_id, "number": given.shown + 1})


def upload(actor: Visitor, item_id: str, file_name: str, content: bytes, now: datetime) -> None:
    """Keep a document as proof of an item; raises NotFound, or BadFile for no PDF or picture, or too big."""
    _item(item_id)
    store.add_file(
        {
            "item": item_id,
            "file_name": file_name[-200:],
            "media_type": media_type(content),
            "content": content,
            "digest": sha256(content).hexdigest(),
            "uploaded_by": actor.person_id,
            "uploaded_at": now,
        }
    )
    audit.append(actor.person_id, None, "checklist.uploaded", now, {"item": item_id})


def remove_file(actor: Visitor, file_id: int, now: datetime) -> str:
    """Let a document count no more; returns its item, raises Conflict when that was done already."""
    item = store.remove_file(file_id, now)
    if not item:
        raise Conflict
    audit.append(actor.person_id, None, "checklist.file_removed", now, {"item": item, "file": file_id})
    return item


def document(file_id: int) -> tuple[str, bytes]:
    """Return media type and content of a document; raises NotFound."""
    found = store.content(file_id)
    if found is None:
        raise NotFound
    return found


def due_count(today: date) -> int:
    """Return how many items have a day to look again that has come."""
    return len(rules.due(store.days_to_look_again(), list(reference.checklist()), today))


def snapshot(year: int, half: int) -> Snapshot:
    """Return how it stood in a half-year; raises NotFound."""
    found = next((each for each in store.snapshots() if (each.year, each.half) == (year, half)), None)
    if found is None:
        raise NotFound
    return found


def wants_snapshot(now: datetime) -> bool:
    """Return whether something was answered and it was not kept yet how it stands in this half-year."""
    return not store.has_snapshot(*rules.half_year(clock.day_of(now))) and bool(store.days_to_look_again())


def take_snapshot(now: datetime) -> Mapping[str, object]:
    """Return how it stands: the answer to each item and the figures that are known."""
    moment = proof_day.moment(clock.day_of(now), now)
    with force_locale("nl"):
        facts = checklist_facts.facts(FACTS, moment, "nl")
    return {
        "answers": {
            id: {"answer": each.answer, "number": each.number, "again_on": each.again_on.isoformat()}
            for id, each in store.newest().items()
        },
        "facts": {each.id: list(each.figures) for each in facts},
    }


def keep_snapshot(document: Mapping[str, object], now: datetime) -> None:
    """Keep it, once for each half-year."""
    store.keep_snapshot(*rules.half_year(clock.day_of(now)), document, now)


def _item(item_id: str) -> Item:
    item = reference.checklist().get(item_id)
    if item is None:
        raise NotFound
    return item


def _number(item_id: str) -> int:
    return next((each.number for each in store.history(item_id)), 0)
