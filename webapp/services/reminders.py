"""Rules for reminders as the municipality has them, when mail may leave, and what each person chose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

import yaml

from learning_goals.reminders.moments import Choice, Hours
from learning_goals.reminders.rule import RULE, RULES, ReminderRule
from webapp import reference
from webapp.errors import Conflict, NotFound
from webapp.policy import Visitor
from webapp.store import reminders as store
from webapp.store.reminders import Told, Version

HOURS = "hours"
LONGEST_PAUSE = timedelta(days=92)
"""So long somebody can pause the mails at once; the first page goes on showing what is open."""
SHOWN = 100


@dataclass(frozen=True, kw_only=True)
class Setup:
    """What holds now; `numbers` are the versions of what was changed, `changed` who changed each last."""

    rules: tuple[ReminderRule, ...]
    hours: Hours
    last: Mapping[str, Version]


@lru_cache(maxsize=1)
def shipped() -> Mapping[str, ReminderRule]:
    """Return the rules that hold where the municipality changed nothing."""
    text = (reference.FOLDER / "reminder_rules.yaml").read_text(encoding="utf-8")
    return {each.id: each for each in RULES.validate_python(yaml.safe_load(text))}


def setup() -> Setup:
    """Return the rules and hours that hold now."""
    last = store.newest()
    rules = (RULE.validate_python(last[each.id].document) if each.id in last else each for each in shipped().values())
    said = last.get(HOURS)
    return Setup(rules=tuple(rules), hours=_hours(said.document) if said else Hours(), last=last)


def history(rule_id: str) -> list[Version]:
    """Return how that rule, or the hours, changed; raises NotFound."""
    if rule_id not in shipped() and rule_id != HOURS:
        raise NotFound
    return store.history(rule_id)


def change_rule(actor: Visitor, rule: ReminderRule, after: int, now: datetime) -> None:
    """Keep a rule that was read at version `after` (0: as shipped); raises Conflict when it changed meanwhile."""
    _keep(actor, rule.id, RULE.dump_python(rule, mode="json"), after, now)


def change_hours(actor: Visitor, hours: Hours, after: int, now: datetime) -> None:
    """Keep when mail may leave; raises Conflict when it changed meanwhile."""
    _keep(actor, HOURS, {**asdict(hours), "weekdays": sorted(hours.weekdays)}, after, now)


def choices(person_ids: Sequence[int] | None = None) -> Mapping[int, Choice]:
    """Return what those of these people (None: everybody) chose who chose something."""
    return {
        key: Choice(weekday=weekday, hour=hour, paused_until=until)
        for key, (weekday, hour, until) in store.choices(person_ids).items()
    }


def choice_of(actor: Visitor) -> Choice:
    """Return when this person gets the weekly mail."""
    return choices([actor.person_id]).get(actor.person_id, Choice())


def choose(actor: Visitor, choice: Choice) -> None:
    """Keep when this person wants the weekly mail."""
    store.choose(actor.person_id, choice.weekday, choice.hour, choice.paused_until)


def told(actor: Visitor) -> list[Told]:
    """Return what this person was reminded of, newest first."""
    return store.told(actor.person_id, SHOWN)


def longest_pause(today: date) -> date:
    """Return the last day until which mails can be paused."""
    return today + LONGEST_PAUSE


def _keep(actor: Visitor, rule_id: str, document: Mapping[str, Any], after: int, now: datetime) -> None:
    last = store.newest().get(rule_id)
    if (last.number if last else 0) != after or not store.add(rule_id, after + 1, document, actor.person_id, now):
        raise Conflict


def _hours(document: Mapping[str, Any]) -> Hours:
    return Hours(begins=document["begins"], ends=document["ends"], weekdays=frozenset(document["weekdays"]))
