"""Assignment rules as they are kept: the newest version of each, and the ones before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select, update

from learning_goals.periods import NEVER
from webapp.extensions import db
from webapp.store.learning import Assignment
from webapp.store.once import insert_once
from webapp.store.people import Person
from webapp.store.rule_tables import AssignmentRule, AssignmentRuleVersion


@dataclass(frozen=True, kw_only=True)
class Version:
    """One version of a rule; `by` is empty for a command."""

    rule_id: int
    number: int
    status: str
    document: Mapping[str, Any]
    by: str
    recorded_at: datetime


def _versions() -> Select[*tuple[Any, ...]]:
    return (
        select(
            AssignmentRuleVersion.rule_id,
            AssignmentRuleVersion.number,
            AssignmentRuleVersion.status,
            AssignmentRuleVersion.document,
            Person.given_name,
            Person.family_name,
            AssignmentRuleVersion.recorded_at,
        )
        .outerjoin(Person, Person.id == AssignmentRuleVersion.recorded_by)
        .order_by(AssignmentRuleVersion.rule_id, AssignmentRuleVersion.number.desc())
    )


def _read(asked: Select[*tuple[Any, ...]]) -> list[Version]:
    return [
        Version(
            rule_id=rule_id,
            number=number,
            status=status,
            document=document,
            by=f"{given} {family}" if given else "",
            recorded_at=at,
        )
        for rule_id, number, status, document, given, family, at in db.session.execute(asked)
    ]


def newest() -> list[Version]:
    """Return the version of every rule that holds, ended ones too."""
    return _read(_versions().where(AssignmentRuleVersion.superseded_at == NEVER))


def titles() -> dict[int, str]:
    """Return the title of every rule, ended ones too."""
    asked = select(AssignmentRuleVersion.rule_id, AssignmentRuleVersion.document["title"].as_string())
    held = asked.where(AssignmentRuleVersion.superseded_at == NEVER).order_by(AssignmentRuleVersion.rule_id)
    return {row[0]: row[1] for row in db.session.execute(held)}


def history(rule_id: int) -> list[Version]:
    """Return the versions of one rule, newest first."""
    return _read(_versions().where(AssignmentRuleVersion.rule_id == rule_id))


def begin(document: Mapping[str, Any], by: int | None, now: datetime) -> int:
    """Keep the first version of a new rule; returns the rule's number."""
    rule = AssignmentRule(made_at=now)
    db.session.add(rule)
    db.session.flush()
    write(rule.id, 1, "active", document, by, now)
    return rule.id


def write(rule_id: int, number: int, status: str, document: Mapping[str, Any], by: int | None, now: datetime) -> bool:
    """Append a version; returns False when somebody else wrote that version meanwhile."""
    values = {
        "rule_id": rule_id,
        "number": number,
        "status": status,
        "document": dict(document),
        "recorded_by": by,
        "recorded_at": now,
        "superseded_at": NEVER,
    }
    if not insert_once(AssignmentRuleVersion, **values):
        return False
    db.session.execute(
        update(AssignmentRuleVersion)
        .where(AssignmentRuleVersion.rule_id == rule_id, AssignmentRuleVersion.number < number)
        .where(AssignmentRuleVersion.superseded_at == NEVER)
        .values(superseded_at=now)
    )
    return True


def counts() -> dict[int, int]:
    """Return how many people each rule asks something of now."""
    asked = (
        select(Assignment.rule_id, func.count())
        .where(Assignment.superseded_at == NEVER, Assignment.rule_id.is_not(None))
        .group_by(Assignment.rule_id)
    )
    return {number: count for number, count in db.session.execute(asked) if number}
