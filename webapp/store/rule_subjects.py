"""What the rules need to know of everybody: what is assigned, done and decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import and_, func, or_, select

from learning_goals.assignment_rules.decisions import Decision, Exemption, Extension, Impossible, Pause
from learning_goals.assignment_rules.plan import Held
from learning_goals.periods import NEVER
from webapp import clock
from webapp.extensions import db
from webapp.store.acknowledgements import Acknowledgement
from webapp.store.learning import Assignment, CompletionRecord, CourseStart
from webapp.store.rule_tables import Exemption as ExemptionRow
from webapp.store.rule_tables import Extension as ExtensionRow
from webapp.store.rule_tables import RuleException, Suspension

ACKNOWLEDGED = "acknowledgement"
"""Stands for having read the norm that holds, as if it were a course."""
Ids = Collection[int] | None


@dataclass(frozen=True, kw_only=True)
class About:
    """Which things are read: what is assigned of `held` and (`by_rules`) by any rule, and what is done of `done`.

    `everything`: all that is assigned and done, by whomever.
    """

    held: Collection[str]
    done: Collection[str]
    by_rules: bool
    everything: bool = False


@dataclass(frozen=True)
class Known:
    """What is known, by person."""

    held: dict[int, dict[str, Held]] = field(default_factory=lambda: defaultdict(dict))
    done: dict[int, dict[str, list[date]]] = field(default_factory=lambda: defaultdict(dict))
    versions: dict[int, dict[str, dict[date, int]]] = field(default_factory=lambda: defaultdict(dict))
    extensions: dict[int, list[Extension]] = field(default_factory=lambda: defaultdict(list))
    exemptions: dict[int, list[Exemption]] = field(default_factory=lambda: defaultdict(list))
    pauses: dict[int, list[Pause]] = field(default_factory=lambda: defaultdict(list))
    decisions: dict[int, list[Decision]] = field(default_factory=lambda: defaultdict(list))
    open: set[Impossible] = field(default_factory=set[Impossible])


def known(ids: Ids, norm_number: int, about: About) -> Known:
    """Return all of it in seven statements; an acknowledgement counts for `norm_number` and later."""
    found = Known()
    _held(found, ids, about)
    _done(found, ids, about)
    _acknowledged(found, ids, norm_number)
    _decided(found, ids)
    return found


def started() -> dict[int, set[str]]:
    """Return what everybody began, by person."""
    found: dict[int, set[str]] = defaultdict(set)
    for person, course in db.session.execute(select(CourseStart.person_id, CourseStart.course_id)):
        found[person].add(course)
    return found


def pauses(ids: Ids) -> dict[int, list[Pause]]:
    """Return when these people need not do anything."""
    found: dict[int, list[Pause]] = defaultdict(list)
    for row in _rows(Suspension, ids):
        if row.kind == "everything":
            found[row.person_id].append(Pause(first=row.valid_from, last=row.valid_until))
    return found


def _held(found: Known, ids: Ids, about: About) -> None:
    table = Assignment
    columns = (table.id, table.person_id, table.kind, table.course_id, table.cycle, table.counts_from, table.due_on)
    asked = select(*columns, table.grace_until, table.rule_id).where(table.superseded_at == NEVER)
    if not about.everything:
        asked = asked.where(or_(table.course_id.in_(about.held), and_(about.by_rules, table.rule_id.is_not(None))))
    for key, person, kind, course, cycle, counts_from, due_on, grace, rule in _each(asked, table, ids):
        found.held[person][course] = Held(
            key=key,
            person_id=person,
            kind=kind,
            course_id=course,
            cycle=cycle,
            counts_from=counts_from,
            due_on=due_on,
            grace_until=grace,
            rule_id=rule,
        )


def _done(found: Known, ids: Ids, about: About) -> None:
    table = CompletionRecord
    columns = (table.person_id, table.course_id, table.completed_on, table.course_version)
    asked = select(*columns).where(table.superseded_at == NEVER)
    if not about.everything:
        asked = asked.where(table.course_id.in_(about.done))
    for person, course, day, version in _each(asked, table, ids):
        found.done[person].setdefault(course, []).append(day)
        versions = found.versions[person].setdefault(course, {})
        versions[day] = max(version, versions.get(day, 0))


def _acknowledged(found: Known, ids: Ids, norm_number: int) -> None:
    table = Acknowledgement
    asked = (
        select(table.person_id, func.min(table.acknowledged_at, type_=table.acknowledged_at.type))
        .where(table.norm_number >= norm_number)
        .group_by(table.person_id)
    )
    for person, at in _each(asked, table, ids):
        found.done[person][ACKNOWLEDGED] = [clock.day_of(at)]


def _decided(found: Known, ids: Ids) -> None:
    for row in _rows(ExtensionRow, ids):
        found.extensions[row.person_id].append(Extension(course_id=row.course_id, cycle=row.cycle, due_on=row.due_on))
    for row in _rows(ExemptionRow, ids):
        found.exemptions[row.person_id].append(
            Exemption(course_id=row.course_id, first=row.valid_from, last=row.valid_until)
        )
    found.pauses.update(pauses(ids))
    asked = select(RuleException).where(RuleException.decision != "gone").order_by(RuleException.id)
    for row in db.session.scalars(_among(asked, RuleException, ids)):
        about = Impossible(
            rule_id=row.rule_id,
            person_id=row.person_id,
            cycle=row.cycle,
            problem=row.problem,  # pyright: ignore[reportArgumentType]
            asked_on=row.asked_on,
        )
        if row.decision == "open":
            found.open.add(about)
        else:
            found.decisions[row.person_id].append(Decision(about=about, due_on=row.due_on))


def _rows(table: Any, ids: Ids) -> list[Any]:
    asked = select(table).where(table.superseded_at == NEVER).order_by(table.id)
    return list(db.session.scalars(_among(asked, table, ids)))


def _among(asked: Any, table: Any, ids: Ids) -> Any:
    return asked if ids is None else asked.where(table.person_id.in_(ids))


def _each(asked: Any, table: Any, ids: Ids) -> Iterator[tuple[Any, ...]]:
    yield from (tuple(row) for row in db.session.execute(_among(asked, table, ids)))
