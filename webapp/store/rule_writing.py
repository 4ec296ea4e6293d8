"""What the rules change, written in bulk; what was achieved is never touched."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import insert, tuple_, update

from learning_goals.assignment_rules.decisions import Impossible
from learning_goals.assignment_rules.plan import Held, Wanted
from learning_goals.periods import NEVER
from webapp.extensions import db
from webapp.store.learning import Assignment, CompletionRecord
from webapp.store.once import insert_once
from webapp.store.rule_tables import RuleException

CHUNK = 500


def supersede(rows: Collection[Held], now: datetime) -> bool:
    """Say that these rows are over; returns False when somebody changed one of them meanwhile."""
    keys = [each.key for each in rows]
    ended = 0
    for start in range(0, len(keys), CHUNK):
        done = db.session.execute(
            update(Assignment)
            .where(Assignment.id.in_(keys[start : start + CHUNK]), Assignment.superseded_at == NEVER)
            .values(superseded_at=now)
        )
        ended += done.rowcount  # pyright: ignore[reportAttributeAccessIssue]
    return ended == len(keys)


def append(rows: Iterable[Wanted], why: Mapping[Wanted, Mapping[str, Any]], now: datetime) -> None:
    """Append what is asked from now on; raises IntegrityError when somebody was given it meanwhile."""
    values = [
        {
            "person_id": each.person_id,
            "kind": each.kind,
            "course_id": each.course_id,
            "cycle": each.cycle,
            "counts_from": each.counts_from,
            "due_on": each.due_on,
            "grace_until": each.grace_until,
            "rule_id": each.rule_id,
            "why": dict(why[each]),
            "reason": "",
            "assigned_by": None,
            "recorded_at": now,
            "superseded_at": NEVER,
        }
        for each in rows
    ]
    if values:
        db.session.execute(insert(Assignment), values)


def credit(completions: Iterable[Mapping[str, Any]], now: datetime) -> None:
    """Append these completions."""
    values = [{**each, "recorded_at": now, "superseded_at": NEVER} for each in completions]
    if values:
        db.session.execute(insert(CompletionRecord), values)


def note_impossible(found: Iterable[Impossible], now: datetime) -> None:
    """Put dates that cannot be on the list to decide on, each once."""
    for each in found:
        insert_once(
            RuleException,
            rule_id=each.rule_id,
            person_id=each.person_id,
            cycle=each.cycle,
            problem=each.problem,
            asked_on=each.asked_on,
            found_at=now,
            decision="open",
            reason="",
            decided_at=NEVER,
        )


def drop_impossible(gone: Collection[Impossible], now: datetime) -> None:
    """Take from the list what is no longer asked and nobody decided."""
    key = tuple_(RuleException.rule_id, RuleException.person_id, RuleException.cycle, RuleException.asked_on)
    wanted = [(each.rule_id, each.person_id, each.cycle, each.asked_on) for each in gone]
    for start in range(0, len(wanted), CHUNK):
        db.session.execute(
            update(RuleException)
            .where(key.in_(wanted[start : start + CHUNK]), RuleException.decision == "open")
            .values(decision="gone", decided_at=now)
        )
