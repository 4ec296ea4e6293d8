"""Changing a draft: begun from a proposal, then answered, moved, merged, dropped, and published as a version."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from learning_goals.planning_rules.rules import BY_ID
from learning_goals.programme_meetings import halved, merged, separated, subjects, subjects_of
from learning_goals.programme_proposal import Needs, Offer, Part, propose
from webapp import clock
from webapp.errors import Conflict, NotFound
from webapp.policy import Visitor
from webapp.services import programme_making
from webapp.services.programme_audiences import AUDIENCES, offers
from webapp.services.programmes import INTAKE, PRECONDITIONS, READY, is_meeting, one, page
from webapp.store import audit, programmes

BESIDE = ("board_meetings", "talks", "agreements", "told_again_by")
"""What only people know and the planning rules ask, as a draft keeps it."""
Document = dict[str, Any]


def begin(actor: Visitor, audience: str, year: int, now: datetime) -> int:
    """Begin a draft: from the version that is published, else from a proposal; returns its key.

    A draft that is there is returned. Raises NotFound for an audience or year that cannot be.
    """
    today = clock.day_of(now)
    if audience not in AUDIENCES or not today.year - 1 <= year <= today.year + 3:
        raise NotFound
    known = programmes.versions(year, (audience,))
    if not known or known[0].published:
        document = known[0].document if known else _first(audience, year, today)
        programmes.begin(audience, year, len(known) + 1, document, actor.person_id, now)
        known = programmes.versions(year, (audience,))
    return known[0].id


def answer(actor: Visitor, version_id: int, revision: int, said: Mapping[str, Any], now: datetime) -> None:
    """Keep the answers of the intake with what is planned beside; raises Conflict when somebody changed it meanwhile.

    `said` holds the questions, people, both budgets, what BESIDE names, and the fallback day with its reason.
    """

    def change(document: Document) -> None:
        answers = {name: said[name] for name in (*PRECONDITIONS, *INTAKE)}
        known = all(answers[name] in READY for name in PRECONDITIONS)
        document["answers"] = answers | {"answered": known and all(answers[name] for name in INTAKE)}
        document["people"] = said["people"]
        document |= {name: said.get(name) for name in ("budget", "budget_hours")}
        document["beside"] = {name: said.get(name) for name in BESIDE}
        opening = {"on": said.get("opens_on"), "reason": said.get("opens_reason", "")}
        before = document.get("opening", {})
        if opening != {name: before.get(name) for name in opening}:
            document["opening"] = opening | {"by": actor.name} if opening["on"] else {}

    _change(actor, version_id, revision, change, now)


def set_item(
    actor: Visitor, version_id: int, revision: int, key: str, values: Mapping[str, Any], now: datetime
) -> None:
    """Change one item: when, how long, for how many groups, who gives it, with whom.

    Raises NotFound for one that is not there or a month of another year, or Conflict as answer does.
    """
    if not values["month"].startswith(f"{one(version_id).year}-"):
        raise NotFound
    _change(actor, version_id, revision, lambda document: _item_of(document, key).update(values), now)


def drop_item(actor: Visitor, version_id: int, revision: int, key: str, reason: str, now: datetime) -> None:
    """Take an item out, with a reason that stays with the version."""

    def change(document: Document) -> None:
        found = _item_of(document, key)
        _replace(document, [found], [])
        gone = [{"what": what, "reason": reason, "by": actor.name} for what in subjects(found)]
        document["dropped"] = [*document["dropped"], *gone]

    _change(actor, version_id, revision, change, now)


def add_item(actor: Visitor, version_id: int, revision: int, what: str, now: datetime) -> None:
    """Put in something that is offered to this audience; raises Conflict when it is there already."""
    kept, today = one(version_id), clock.day_of(now)
    fitting = offers(kept.audience, programme_making.tags(kept.audience, today))
    offer = next((each for each in fitting if each.what == what), None)
    if offer is None:
        raise NotFound

    def change(document: Document) -> None:
        if what in subjects_of(document["items"]):
            raise Conflict
        (part,) = propose([offer], programme_making.needs(kept.audience, kept.year, today)) or [
            Part(what=what, phase=offer.phase, month=date(kept.year, 6, 1), hours=offer.hours, groups=1, why=())
        ]
        document["items"] = [*document["items"], _item(part)]

    _change(actor, version_id, revision, change, now)


def merge(actor: Visitor, version_id: int, revision: int, key: str, other: str, now: datetime) -> None:
    """Give two meetings as one; raises NotFound for one that is not there, is the same, or is a course."""

    def change(document: Document) -> None:
        first, second = _item_of(document, key), _item_of(document, other)
        if first is second or not (is_meeting(first) and is_meeting(second)):
            raise NotFound
        _replace(document, [first, second], [merged(first, second)])

    _change(actor, version_id, revision, change, now)


def separate(actor: Visitor, version_id: int, revision: int, key: str, now: datetime) -> None:
    """Make a merged meeting what it was before; raises NotFound for one that was not merged."""

    def change(document: Document) -> None:
        found = _item_of(document, key)
        if not found.get("parts"):
            raise NotFound
        _replace(document, [found], separated(found))

    _change(actor, version_id, revision, change, now)


def halve(actor: Visitor, version_id: int, revision: int, key: str, now: datetime) -> None:
    """Give a meeting in two halves, each to half of the groups; raises NotFound where that cannot be."""
    found_page = page(version_id, clock.day_of(now))

    def change(document: Document) -> None:
        found = _item_of(document, key)
        if not found_page.can_be_halved(found):
            raise NotFound
        _replace(document, [found], halved(found))

    _change(actor, version_id, revision, change, now)


def override(actor: Visitor, version_id: int, revision: int, rule: str, reason: str, now: datetime) -> None:
    """Go on although a hard rule speaks, with a reason; raises NotFound for a rule that nobody can override."""
    if rule not in BY_ID or BY_ID[rule].kind != "hard" or BY_ID[rule].firm:
        raise NotFound

    def change(document: Document) -> None:
        kept = [each for each in document["overrides"] if each["rule"] != rule]
        said = {"rule": rule, "reason": reason, "by": actor.name, "on": str(clock.day_of(now))}
        document["overrides"] = [*kept, said]

    _change(actor, version_id, revision, change, now)


def publish(actor: Visitor, version_id: int, revision: int, now: datetime) -> None:
    """Publish a draft; raises Conflict while a rule blocks it ("blocked") or when it changed meanwhile."""
    found = page(version_id, clock.day_of(now))
    if found.blocks:
        raise Conflict("blocked")
    if not programmes.publish(version_id, revision, actor.person_id, now):
        raise Conflict
    audit.append(actor.person_id, None, "programme.published", now, {"programme": version_id})


def _first(audience: str, year: int, today: date) -> Document:
    needs = programme_making.needs(audience, year, today)
    return proposed(offers(audience, programme_making.tags(audience, today)), needs)


def proposed(found: Sequence[Offer], needs: Needs) -> Document:
    """Return the document of a first draft: what something speaks for among what is offered, nothing answered yet."""
    return {
        "people": needs.people,
        "budget": None,
        "answers": {},
        "items": [_item(part) for part in propose(found, needs)],
        "dropped": [],
        "overrides": [],
    }


def _item(part: Part) -> Document:
    return {
        "key": part.what,
        "what": part.what,
        "phase": part.phase,
        "month": part.month.isoformat(),
        "hours": part.hours,
        "cost": 0,
        "groups": part.groups,
        "why": list(part.why),
    }


def _item_of(document: Document, key: str) -> Document:
    for item in document["items"]:
        if item["key"] == key:
            return item
    raise NotFound


def _replace(document: Document, old: Sequence[Document], new: Sequence[Document]) -> None:
    """Put other items in the place of the first of the old ones."""
    gone = [each["key"] for each in old]
    place = next(number for number, each in enumerate(document["items"]) if each["key"] in gone)
    rest = [each for each in document["items"] if each["key"] not in gone]
    document["items"] = [*rest[:place], *new, *rest[place:]]


def _change(
    actor: Visitor, version_id: int, revision: int, change: Callable[[Document], object], now: datetime
) -> None:
    kept = one(version_id)
    document: Document = {**kept.document, "items": [dict(each) for each in kept.document["items"]]}
    change(document)
    if not programmes.save(version_id, revision, document, actor.person_id, now):
        raise Conflict
