"""What somebody is told about: each reminder once, and only while it is open."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from learning_goals.reminders.organisation import Organisation
from learning_goals.reminders.rule import PRIVATE, ReminderRule, What, newest


@dataclass(frozen=True, kw_only=True)
class Obligation:
    """Something that is open today. `key` names it for ever; `doers` must do it; `teams` are where it belongs.

    `about` is what a reader's words are made of.
    """

    what: What
    key: str
    due: date
    doers: tuple[int, ...] = ()
    teams: tuple[int, ...] = ()
    about: Mapping[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, kw_only=True)
class Notice:
    """One reminder for one reader; `dedup_key` is the same whenever it would be given again."""

    reader: int
    rule: ReminderRule
    obligation: Obligation
    number: int
    day: date

    @property
    def dedup_key(self) -> str:
        """Return what makes it this reminder and no other; a moved date begins anew."""
        return f"{self.rule.id}:{self.obligation.key}:{self.obligation.due}:{self.number}:{self.reader}"


def notices(
    obligations: Iterable[Obligation],
    rules: Collection[ReminderRule],
    organisation: Organisation,
    today: date,
    readers: Collection[int] | None = None,
) -> Iterator[Notice]:
    """Yield every reminder whose day has come; whether it was given before is for the caller to know.

    `readers` limits it to these people. What is private goes to the doer only, whatever a rule says.
    """
    by_what = _by_what(rules)
    for obligation in obligations:
        for rule in by_what.get(obligation.what, ()):
            said = newest(rule, obligation.due, today)
            if said is None or (obligation.what in PRIVATE and rule.to != "doer"):
                continue
            for reader in organisation.told(rule.to, obligation.doers, obligation.teams):
                if readers is None or reader in readers:
                    yield Notice(reader=reader, rule=rule, obligation=obligation, number=said.number, day=said.day)


def shown(obligations: Iterable[Obligation], rules: Collection[ReminderRule], today: date) -> list[Obligation]:
    """Return what belongs on somebody's own to-do list today, most urgent first."""
    by_what = _by_what([rule for rule in rules if "page" in rule.ways and rule.to in ("doer", "leader")])
    found = [
        each
        for each in obligations
        if any(newest(rule, each.due, today) is not None for rule in by_what.get(each.what, ()))
    ]
    return sorted(found, key=lambda each: (each.due, each.key))


def _by_what(rules: Collection[ReminderRule]) -> Mapping[What, Sequence[ReminderRule]]:
    found: dict[What, list[ReminderRule]] = {}
    for rule in rules:
        if rule.active:
            found.setdefault(rule.what, []).append(rule)
    return found
