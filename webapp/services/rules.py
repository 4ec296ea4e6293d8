"""Assignment rules on screen: what they say, whom they would touch, and keeping them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from learning_goals.assignment_rules.plan import Plan, plan
from learning_goals.assignment_rules.rule import RULE, Rule
from webapp import clock
from webapp.errors import Conflict, NotFound
from webapp.policy import Visitor
from webapp.services import offerings, rule_running
from webapp.store import audit, rule_names, rules, staffing
from webapp.store.rules import Version

NEWEST = 2**31
"""Stands for the number that a new rule will get."""
SHOWN = 100
"""Names shown of each kind of change."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """A rule in the list, and how many people it asks something of now."""

    version: Version
    rule: Rule
    people: int


@dataclass(frozen=True, kw_only=True)
class Preview:
    """Who would be added, changed and released, and whose date is to be decided: counts, and the first names."""

    added: int
    changed: int
    released: int
    impossible: int
    names: dict[str, Sequence[str]]

    @property
    def touches_nobody(self) -> bool:
        """Whether saving changes nothing for anybody."""
        return not (self.added or self.changed or self.released or self.impossible)


def listing() -> list[Line]:
    """Return every rule, those that hold first."""
    counts = rules.counts()
    found = [_line(each, counts.get(each.rule_id, 0)) for each in rules.newest()]
    return sorted(found, key=lambda line: (line.version.status != "active", line.version.rule_id))


def one(rule_id: int) -> Line:
    """Return one rule; raises NotFound."""
    version = next((each for each in rules.newest() if each.rule_id == rule_id), None)
    if version is None:
        raise NotFound
    return _line(version, rules.counts().get(rule_id, 0))


def history(rule_id: int) -> list[Version]:
    """Return what a rule said before, newest first."""
    return rules.history(rule_id)


def preview(rule_id: int, wanted: Rule | None, now: datetime) -> Preview:
    """Return what keeping this rule would change (None: what ending it would); 0 is a new rule."""
    today = clock.day_of(now)
    holding = rule_running.active()
    touched = [each for each in (holding.pop(rule_id, None), wanted) if each is not None]
    if wanted is not None:
        holding[rule_id or NEWEST] = rule_running.as_planned(wanted)
    targets = {each.target for each in touched}
    after = {number: each for number, each in holding.items() if each.target in targets}
    found = rule_running.situation(today, [*touched, *after.values()], only=True)
    return _told(plan(after, found.people, found.paths, today))


def save(actor: Visitor, rule_id: int, shown: int, wanted: Rule, now: datetime) -> int:
    """Keep a new rule (0) or the next version of one after version `shown`; returns its number.

    Raises Conflict when somebody else changed it meanwhile, NotFound for something that is not on offer.
    """
    if wanted.target not in offerings.by_kind(actor.language)[wanted.kind]:
        raise NotFound
    document = RULE.dump_python(wanted, mode="json")
    if not rule_id:
        rule_id, shown = rules.begin(document, actor.person_id, now), 0
    elif not rules.write(rule_id, shown + 1, "active", document, actor.person_id, now):
        raise Conflict
    _kept(actor, "rule.saved", rule_id, shown + 1, now)
    return rule_id


def end(actor: Visitor, rule_id: int, shown: int, now: datetime) -> None:
    """Let a rule ask nothing any more; raises Conflict when somebody else changed it meanwhile."""
    found = one(rule_id)
    if not rules.write(rule_id, shown + 1, "ended", found.version.document, actor.person_id, now):
        raise Conflict
    _kept(actor, "rule.ended", rule_id, shown + 1, now)


def _kept(actor: Visitor, act: str, rule_id: int, number: int, now: datetime) -> None:
    rule_running.later(f"rule:{rule_id}:{number}", now)
    audit.append(actor.person_id, None, act, now, {"rule": rule_id, "version": number})


def _line(version: Version, people: int) -> Line:
    return Line(version=version, rule=RULE.validate_python(version.document), people=people)


def _told(changes: Plan) -> Preview:
    people = {
        "added": [each.person_id for each in changes.added],
        "changed": [each.person_id for each, _new in changes.changed],
        "released": [each.person_id for each in changes.released],
        "impossible": [each.person_id for each in changes.impossible],
    }
    shown = {kind: ids[:SHOWN] for kind, ids in people.items()}
    names = rule_names.names({id for ids in shown.values() for id in ids})
    return Preview(
        **{kind: len(ids) for kind, ids in people.items()},
        names={kind: sorted(names[id] for id in ids) for kind, ids in shown.items()},
    )


def people_of(staff_numbers: Iterable[str]) -> dict[str, int]:
    """Return the keys of people by staff number; unknown numbers are left out."""
    return staffing.keys_of(staff_numbers)


def staff_numbers(person_ids: Collection[int]) -> dict[int, str]:
    """Return the staff numbers of people by key."""
    return rule_names.staff_numbers(person_ids)
