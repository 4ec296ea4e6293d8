"""What is to be decided about one person: dates that cannot be, more time, exemptions, pauses, evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, insert, select, update

from learning_goals.periods import NEVER
from webapp.extensions import db
from webapp.store.learning import Assignment
from webapp.store.people import Person
from webapp.store.rule_tables import Exemption, Extension, PriorEvidence, RuleException, Suspension


@dataclass(frozen=True, kw_only=True)
class Case:
    """A date that cannot be, as who decides reads it."""

    id: int
    rule_id: int
    person_id: int
    name: str
    cycle: int
    problem: str
    asked_on: date


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """A certificate that was handed in; the file is read apart."""

    id: int
    person_id: int
    name: str
    course_id: str
    title: str
    obtained_on: date
    file_name: str
    handed_in_at: datetime
    decision: str
    reason: str


def cases(limit: int, offset: int) -> list[Case]:
    """Return the open ones, oldest first."""
    asked = (
        select(RuleException, Person.given_name, Person.family_name)
        .join(Person, Person.id == RuleException.person_id)
        .where(RuleException.decision == "open")
        .order_by(RuleException.id)
        .limit(limit)
        .offset(offset)
    )
    return [
        Case(
            id=row.id,
            rule_id=row.rule_id,
            person_id=row.person_id,
            name=f"{given} {family}",
            cycle=row.cycle,
            problem=row.problem,
            asked_on=row.asked_on,
        )
        for row, given, family in db.session.execute(asked)
    ]


def count_cases() -> int:
    """Return how many are open."""
    asked = select(func.count()).select_from(RuleException).where(RuleException.decision == "open")
    return db.session.scalar(asked) or 0


def decide(case_id: int, decision: str, due_on: date | None, reason: str, by: int, now: datetime) -> int:
    """Decide an open case; returns whose it is, 0 when somebody was first or it is gone."""
    done = db.session.execute(
        update(RuleException)
        .where(RuleException.id == case_id, RuleException.decision == "open")
        .values(decision=decision, due_on=due_on, reason=reason, decided_by=by, decided_at=now)
        .returning(RuleException.person_id)
    ).first()
    return done[0] if done else 0


def extend(person_id: int, course_id: str, cycle: int, due_on: date, reason: str, by: int, now: datetime) -> None:
    """Give more time for one cycle; the newest holds."""
    db.session.execute(
        update(Extension)
        .where(Extension.person_id == person_id, Extension.course_id == course_id, Extension.cycle == cycle)
        .where(Extension.superseded_at == NEVER)
        .values(superseded_at=now)
    )
    values: dict[str, Any] = {"person_id": person_id, "course_id": course_id, "cycle": cycle, "due_on": due_on}
    db.session.execute(insert(Extension), values | _decided(reason, by, now))


def exempt(person_id: int, course_id: str, first: date, last: date, reason: str, by: int, now: datetime) -> None:
    """Ask it of somebody no more in a period."""
    values = {"person_id": person_id, "course_id": course_id, "valid_from": first, "valid_until": last}
    db.session.execute(insert(Exemption), values | _decided(reason, by, now))


def suspend(person_id: int, kind: str, first: date, last: date, by: int, now: datetime) -> None:
    """Pause in a period."""
    values = {"person_id": person_id, "kind": kind, "valid_from": first, "valid_until": last}
    db.session.execute(insert(Suspension), values | {"decided_by": by, "recorded_at": now, "superseded_at": NEVER})


def withdraw(
    table: type[Extension] | type[Exemption] | type[Suspension], key: int, person_id: int, now: datetime
) -> bool:
    """Take one back; what it was stays known. Returns whether there was one."""
    done = db.session.execute(
        update(table)
        .where(table.id == key, table.person_id == person_id, table.superseded_at == NEVER)
        .values(superseded_at=now)
        .returning(table.id)
    ).first()
    return done is not None


def exemptions(person_id: int) -> list[Exemption]:
    """Return those that hold or will."""
    asked = select(Exemption).where(Exemption.person_id == person_id, Exemption.superseded_at == NEVER)
    return list(db.session.scalars(asked.order_by(Exemption.valid_from, Exemption.id)))


def suspensions(person_id: int, kind: str) -> list[Suspension]:
    """Return those of one kind that hold or will."""
    asked = select(Suspension).where(Suspension.person_id == person_id, Suspension.superseded_at == NEVER)
    return list(db.session.scalars(asked.where(Suspension.kind == kind).order_by(Suspension.valid_from)))


def extensions(person_id: int) -> list[Extension]:
    """Return those that hold."""
    asked = select(Extension).where(Extension.person_id == person_id, Extension.superseded_at == NEVER)
    return list(db.session.scalars(asked.order_by(Extension.id)))


def held(person_id: int, course_id: str) -> Assignment | None:
    """Return what is assigned to somebody now."""
    return db.session.scalar(
        select(Assignment).where(
            Assignment.person_id == person_id, Assignment.course_id == course_id, Assignment.superseded_at == NEVER
        )
    )


def hand_in(values: dict[str, Any]) -> None:
    """Keep a certificate until somebody decides."""
    db.session.execute(insert(PriorEvidence), values | {"decision": "open", "reason": "", "decided_at": NEVER})


def evidence(*, person_id: int = 0, open_only: bool = False) -> list[Evidence]:
    """Return certificates, newest first, of one person or (0) of all."""
    asked = (
        select(
            PriorEvidence.id,
            PriorEvidence.person_id,
            Person.given_name,
            Person.family_name,
            PriorEvidence.course_id,
            PriorEvidence.title,
            PriorEvidence.obtained_on,
            PriorEvidence.file_name,
            PriorEvidence.handed_in_at,
            PriorEvidence.decision,
            PriorEvidence.reason,
        )
        .join(Person, Person.id == PriorEvidence.person_id)
        .order_by(PriorEvidence.id.desc())
        .limit(200)
    )
    if person_id:
        asked = asked.where(PriorEvidence.person_id == person_id)
    if open_only:
        asked = asked.where(PriorEvidence.decision == "open")
    return [
        Evidence(
            id=row.id,
            person_id=row.person_id,
            name=f"{row.given_name} {row.family_name}",
            course_id=row.course_id,
            title=row.title,
            obtained_on=row.obtained_on,
            file_name=row.file_name,
            handed_in_at=row.handed_in_at,
            decision=row.decision,
            reason=row.reason,
        )
        for row in db.session.execute(asked)
    ]


def evidence_file(key: int) -> tuple[int, str, bytes] | None:
    """Return whose it is, its media type and content."""
    row = db.session.execute(
        select(PriorEvidence.person_id, PriorEvidence.media_type, PriorEvidence.content).where(PriorEvidence.id == key)
    ).first()
    return (row[0], row[1], row[2]) if row else None


def decide_evidence(key: int, decision: str, reason: str, by: int, now: datetime) -> Evidence | None:
    """Decide an open one; returns it, None when somebody was first."""
    done = db.session.execute(
        update(PriorEvidence)
        .where(PriorEvidence.id == key, PriorEvidence.decision == "open")
        .values(decision=decision, reason=reason, decided_by=by, decided_at=now)
        .returning(PriorEvidence.id)
    ).first()
    return next((each for each in evidence() if done and each.id == key), None)


def _decided(reason: str, by: int, now: datetime) -> dict[str, Any]:
    return {"reason": reason, "decided_by": by, "recorded_at": now, "superseded_at": NEVER}
