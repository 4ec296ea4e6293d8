"""Programmes: begun from a proposal, changed as a draft, published as a version, followed by who they are for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from learning_goals.planning_rules.plan import Finding
from learning_goals.planning_rules.rules import BY_ID, blocking, check
from learning_goals.programme_proposal import Needs, Offer, Part, propose
from webapp import clock
from webapp.errors import Conflict, NotFound
from webapp.policy import Visitor
from webapp.services import programme_making
from webapp.services.programme_making import AUDIENCES, GROUPS, LEADERS
from webapp.store import audit, members, my_courses, programmes, sessions
from webapp.store.my_courses import Assigned
from webapp.store.programmes import Kept
from webapp.store.sessions import Session

READY = ("yes", "working_on_it", "no", "unknown")
PRECONDITIONS = ("norm_carried", "board_support", "service_in_order", "base_competences")
INTAKE = ("rules_known", "knowledge", "followed", "aim", "needs")
"""The five intake questions (training guide, chapter 4)."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """An audience in a year: its published version and its draft, None when there is none."""

    audience: str
    published: Kept | None
    draft: Kept | None


@dataclass(frozen=True, kw_only=True)
class Page:
    """A version with what the rules say of it, what still blocks, and the one published before it."""

    kept: Kept
    findings: tuple[Finding, ...]
    blocks: tuple[Finding, ...]
    before: Kept | None
    offered: tuple[str, ...]

    def of_item(self, key: str) -> list[Finding]:
        """Return what the rules say of one item; "" is of the whole."""
        return [each for each in self.findings if each.item == key]

    @property
    def hours(self) -> float:
        """Hours of one participant over the whole year."""
        return sum(each["hours"] for each in self.kept.document["items"])

    @property
    def cost(self) -> int:
        """Euros over the whole year."""
        return sum(each["cost"] for each in self.kept.document["items"])


@dataclass(frozen=True, kw_only=True)
class Mine:
    """One's own programme: items of published programmes, what is asked, what is done, trainings with a place."""

    programmes: tuple[Kept, ...]
    assigned: tuple[Assigned, ...]
    done: Mapping[str, date]
    sessions: tuple[Session, ...]


def listing(year: int) -> list[Line]:
    """Return every audience with its versions of that year."""
    found: dict[str, list[Kept]] = {}
    for each in programmes.versions(year):
        found.setdefault(each.audience, []).append(each)
    return [
        Line(
            audience=audience,
            published=next((each for each in found.get(audience, ()) if each.published), None),
            draft=next((each for each in found.get(audience, ()) if not each.published), None),
        )
        for audience in AUDIENCES
    ]


def begin(actor: Visitor, audience: str, year: int, now: datetime) -> int:
    """Begin a draft: from the version that is published, else from a proposal; returns its key.

    A draft that is there is returned. Raises NotFound for an audience or year that cannot be.
    """
    today = clock.day_of(now)
    if audience not in AUDIENCES or not today.year - 1 <= year <= today.year + 3:
        raise NotFound
    known = programmes.versions(year, (audience,))
    if not known or known[0].published:
        document = known[0].document if known else _first(actor, audience, year, today)
        programmes.begin(audience, year, len(known) + 1, document, actor.person_id, now)
        known = programmes.versions(year, (audience,))
    return known[0].id


def page(version_id: int, today: date) -> Page:
    """Return one version; raises NotFound."""
    kept = _one(version_id)
    plan = programme_making.plan_of(kept, today)
    findings = check(plan)
    overridden = {each["rule"] for each in kept.document["overrides"]}
    earlier = [each for each in programmes.versions(0, (kept.audience,)) if each.published and each.id != kept.id]
    there = {item["what"] for item in kept.document["items"]}
    offers = programme_making.offers(kept.audience, plan.facts.tags)
    return Page(
        kept=kept,
        findings=tuple(findings),
        blocks=tuple(blocking(findings, overridden)),
        before=next((each for each in earlier if (each.year, each.number) < (kept.year, kept.number)), None),
        offered=tuple(each.what for each in offers if each.what not in there),
    )


def answer(actor: Visitor, version_id: int, revision: int, said: Mapping[str, Any], now: datetime) -> None:
    """Keep the answers of the intake; raises Conflict when somebody changed the draft meanwhile."""

    def change(document: dict[str, Any]) -> None:
        answers = {name: said[name] for name in (*PRECONDITIONS, *INTAKE)}
        known = all(answers[name] in READY for name in PRECONDITIONS)
        document["answers"] = answers | {"answered": known and all(answers[name] for name in INTAKE)}
        document["budget"], document["people"] = said["budget"], said["people"]

    _change(actor, version_id, revision, change, now)


def set_item(
    actor: Visitor, version_id: int, revision: int, key: str, values: Mapping[str, Any], now: datetime
) -> None:
    """Change month, hours, cost and groups of one item; raises NotFound, or Conflict as answer does."""

    def change(document: dict[str, Any]) -> None:
        found = next((each for each in document["items"] if each["key"] == key), None)
        if found is None:
            raise NotFound
        found.update(values)

    _change(actor, version_id, revision, change, now)


def drop_item(actor: Visitor, version_id: int, revision: int, key: str, reason: str, now: datetime) -> None:
    """Take an item out, with a reason that stays with the version."""

    def change(document: dict[str, Any]) -> None:
        found = next((each for each in document["items"] if each["key"] == key), None)
        if found is None:
            raise NotFound
        document["items"] = [each for each in document["items"] if each["key"] != key]
        document["dropped"] = [*document["dropped"], {"what": found["what"], "reason": reason, "by": _name(actor)}]

    _change(actor, version_id, revision, change, now)


def add_item(actor: Visitor, version_id: int, revision: int, what: str, now: datetime) -> None:
    """Put in something that is offered to this audience."""
    kept = _one(version_id)
    tags = programme_making.tags_of(kept.audience, clock.day_of(now))
    offer = next((each for each in programme_making.offers(kept.audience, tags) if each.what == what), None)
    if offer is None:
        raise NotFound

    def change(document: dict[str, Any]) -> None:
        if any(each["what"] == what for each in document["items"]):
            raise Conflict
        (part,) = propose([offer], programme_making.needs(actor, kept.audience, kept.year, clock.day_of(now))) or [
            Part(what=what, phase=offer.phase, month=date(kept.year, 6, 1), hours=offer.hours, groups=1, why=())
        ]
        document["items"] = [*document["items"], _item(part)]

    _change(actor, version_id, revision, change, now)


def override(actor: Visitor, version_id: int, revision: int, rule: str, reason: str, now: datetime) -> None:
    """Go on although a hard rule speaks, with a reason; raises NotFound for a rule that nobody can override."""
    if rule not in BY_ID or BY_ID[rule].kind != "hard" or BY_ID[rule].firm:
        raise NotFound

    def change(document: dict[str, Any]) -> None:
        kept = [each for each in document["overrides"] if each["rule"] != rule]
        document["overrides"] = [
            *kept,
            {"rule": rule, "reason": reason, "by": _name(actor), "on": str(clock.day_of(now))},
        ]

    _change(actor, version_id, revision, change, now)


def publish(actor: Visitor, version_id: int, revision: int, now: datetime) -> None:
    """Publish a draft; raises Conflict while a rule blocks it ("blocked") or when it changed meanwhile."""
    found = page(version_id, clock.day_of(now))
    if found.blocks:
        raise Conflict("blocked")
    if not programmes.publish(version_id, revision, actor.person_id, now):
        raise Conflict
    audit.append(actor.person_id, None, "programme.published", now, {"programme": version_id})


def mine(actor: Visitor, year: int, today: date) -> Mine:
    """Return one's own programme of a year."""
    places = members.places([actor.person_id], today).get(actor.person_id, [])
    audiences = {place.function_group for place in places} & set(GROUPS) | ({LEADERS} if actor.led_teams else set())
    newest: dict[str, Kept] = {}
    for each in programmes.versions(year, audiences) if audiences else ():
        if each.published:
            newest.setdefault(each.audience, each)
    done: dict[str, date] = {}
    for fact in my_courses.facts(actor.person_id):
        if fact.what == "done":
            done[fact.course_id] = max(fact.on, done.get(fact.course_id, fact.on))
    registered = {id for id, status in sessions.statuses(actor.person_id).items() if status == "registered"}
    return Mine(
        programmes=tuple(newest.values()),
        assigned=tuple(each for each in my_courses.assigned(actor.person_id) if each.kind in ("course", "item")),
        done=done,
        sessions=tuple(each for each in sessions.of_person(actor.person_id) if each.id in registered),
    )


def differences(now: Kept, before: Kept | None) -> dict[str, list[str]]:
    """Return what was added, dropped and changed since another version, by what it is."""
    new = {each["what"]: each for each in now.document["items"]}
    old = {each["what"]: each for each in before.document["items"]} if before else {}
    return {
        "added": [what for what in new if what not in old],
        "dropped": [what for what in old if what not in new],
        "changed": [what for what in new if what in old and _differs(new[what], old[what])],
    }


def _differs(new: Mapping[str, Any], old: Mapping[str, Any]) -> bool:
    return any(new[name] != old[name] for name in ("hours", "cost", "groups")) or new["month"][5:] != old["month"][5:]


def proposed(offers: Sequence[Offer], needs: Needs) -> dict[str, Any]:
    """Return the document of a first draft: what something speaks for among what is offered, nothing answered yet."""
    return {
        "people": needs.people,
        "budget": None,
        "answers": {},
        "items": [_item(part) for part in propose(offers, needs)],
        "dropped": [],
        "overrides": [],
    }


def _first(actor: Visitor, audience: str, year: int, today: date) -> dict[str, Any]:
    offers = programme_making.offers(audience, programme_making.tags_of(audience, today))
    return proposed(offers, programme_making.needs(actor, audience, year, today))


def _item(part: Part) -> dict[str, Any]:
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


def _one(version_id: int) -> Kept:
    found = programmes.one(version_id) if version_id < 2**31 else None
    if found is None:
        raise NotFound
    return found


def _change(
    actor: Visitor, version_id: int, revision: int, change: Callable[[dict[str, Any]], None], now: datetime
) -> None:
    kept = _one(version_id)
    document: dict[str, Any] = {
        **kept.document,
        "items": [dict(each) for each in kept.document["items"]],
    }
    change(document)
    if not programmes.save(version_id, revision, document, actor.person_id, now):
        raise Conflict


def _name(actor: Visitor) -> str:
    return actor.name


def known_beside(actor: Visitor, kept: Kept, today: date) -> dict[str, Any]:
    """Return what the product knows beside the intake: numbers of people, norm read, teams with agreements, goals."""
    plan = programme_making.plan_of(kept, today)
    return {
        "people": programme_making.people_in(kept.audience, today),
        "norm_from": plan.facts.norm_from,
        "teams": programme_making.teams_with_norm(kept.audience, today),
        "newcomers": plan.facts.newcomers,
        "goals": sorted(programme_making.needs(actor, kept.audience, kept.year, today).goals),
        "consent": plan.facts.consent,
    }
