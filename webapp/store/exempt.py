"""Who need not do what: decided for the person, or because the date that a rule asked could not be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, exists, func, literal, select, union
from sqlalchemy.orm import aliased

from learning_goals.periods import FOREVER
from webapp.extensions import db
from webapp.store.learning import Assignment
from webapp.store.people import Person
from webapp.store.progress import of_whom
from webapp.store.progress_parts import Split, split_by
from webapp.store.rule_tables import AssignmentRuleVersion, Exemption, RuleException
from webapp.store.scope import believed, holding
from webapp.store.wanted import Wanted


@dataclass(frozen=True, kw_only=True)
class Spared:
    """Somebody who need not do something, and the last day of that."""

    person_id: int
    staff_number: str
    given_name: str
    family_name: str
    course_id: str
    last: date


def groups(wanted: Wanted, split: Split | None = None) -> list[tuple[Any, str, int]]:
    """Return (part, what, how many people); by rule only what a rule could not ask."""
    found = _spared(wanted).subquery()
    rows = db.session.execute(split_by(split, wanted, found, [found.c.course_id]))
    return [(row[0], row[1], row[2]) for row in rows]


def pairs(wanted: Wanted) -> list[tuple[int, str]]:
    """Return (person, what)."""
    found = _spared(wanted).subquery()
    return [(row[0], row[1]) for row in db.session.execute(select(found.c.person_id, found.c.course_id))]


def people(wanted: Wanted, offset: int, limit: int) -> list[Spared]:
    """Return them by name."""
    found = _spared(wanted).subquery()
    asked = (
        select(
            Person.id.label("person_id"),
            Person.staff_number,
            Person.given_name,
            Person.family_name,
            found.c.course_id,
            found.c.last,
        )
        .join(found, found.c.person_id == Person.id)
        .order_by(Person.sort_name, Person.id, found.c.course_id)
        .offset(offset)
        .limit(limit)
    )
    return [Spared(**row._mapping) for row in db.session.execute(asked)]


def _spared(wanted: Wanted) -> Select[Any]:
    """Select (person, what, rule, last day), each person and thing once, of which nothing is asked all the same."""
    each = union(_decided(wanted), _no_date(wanted)).subquery()
    held = aliased(Assignment)
    asked = exists().where(
        held.person_id == each.c.person_id, held.course_id == each.c.course_id, *believed(held, wanted.at.asked)
    )
    found = select(
        each.c.person_id,
        each.c.course_id,
        func.min(each.c.rule_id).label("rule_id"),
        func.max(each.c.last).label("last"),
    ).where(~asked, *of_whom(wanted, each.c.person_id))
    if wanted.courses:
        found = found.where(each.c.course_id.in_(wanted.courses))
    if wanted.rule_id is not None:
        found = found.where(each.c.rule_id == wanted.rule_id)
    return found.group_by(each.c.person_id, each.c.course_id)


def _decided(wanted: Wanted) -> Select[Any]:
    return select(
        Exemption.person_id,
        Exemption.course_id,
        literal(0).label("rule_id"),
        Exemption.valid_until.label("last"),
    ).where(*holding(Exemption, wanted.day, wanted.at.known))


def _no_date(wanted: Wanted) -> Select[Any]:
    known = wanted.at.known
    decided = () if known is None else (RuleException.decided_at <= known,)
    return (
        select(
            RuleException.person_id,
            AssignmentRuleVersion.document["target"].as_string().label("course_id"),
            RuleException.rule_id,
            literal(FOREVER, Exemption.valid_until.type).label("last"),
        )
        .join(AssignmentRuleVersion, AssignmentRuleVersion.rule_id == RuleException.rule_id)
        .where(RuleException.decision == "exempt", *decided, *believed(AssignmentRuleVersion, known))
    )
