"""Deciding about one person: dates that cannot be, more time, exemptions, pauses."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from learning_goals.assignment_rules.decisions import Impossible, Pause
from learning_goals.assignment_rules.plan import proposal
from learning_goals.assignment_rules.rule import RULE, Rule
from webapp.errors import Conflict, NotFound
from webapp.policy import Visitor
from webapp.services import rule_running
from webapp.services.audit import looked
from webapp.store import audit, my_courses, person_record, rule_cases, rule_subjects, rules
from webapp.store.person_record import Who
from webapp.store.rule_cases import Case
from webapp.store.rule_tables import Exemption, Extension, Suspension

PAGE = 50
LONGEST_PAUSE_DAYS = 366


@dataclass(frozen=True, kw_only=True)
class Question:
    """A date that cannot be, the rule that asks it, and a day that can be."""

    case: Case
    rule: Rule
    proposed: date


@dataclass(frozen=True, kw_only=True)
class Decisions:
    """What was decided about one person; `asked` are the courses, trainings and other things that are asked now."""

    who: Who
    asked: Collection[str]
    extensions: Sequence[Extension]
    exemptions: Sequence[Exemption]
    suspensions: Sequence[Suspension]


def open_questions(page: int, today: date) -> tuple[list[Question], int]:
    """Return a page of the dates to decide on, oldest first, and how many there are in all."""
    said = {each.rule_id: RULE.validate_python(each.document) for each in rules.newest()}
    cases = rule_cases.cases(PAGE, (page - 1) * PAGE)
    pauses = rule_subjects.pauses({case.person_id for case in cases})
    found = [
        Question(case=case, rule=said[case.rule_id], proposed=_proposed(case, pauses.get(case.person_id, ()), today))
        for case in cases
    ]
    return found, rule_cases.count_cases()


def decide(actor: Visitor, case_id: int, due_on: date | None, reason: str, now: datetime) -> None:
    """Give another day, or (None) ask it no more; raises Conflict when somebody was first."""
    decision = "exempt" if due_on is None else "date"
    person_id = rule_cases.decide(case_id, decision, due_on, reason, actor.person_id, now)
    if not person_id:
        raise Conflict
    _changed(actor, person_id, "rule.date_decided", f"case:{case_id}", now)


def decisions(actor: Visitor, person_id: int, now: datetime) -> Decisions:
    """Return what was decided about somebody; raises NotFound, and remembers the look."""
    who = person_record.who(person_id)
    if who is None:
        raise NotFound
    looked(actor, person_id, "person.decisions", now)
    return Decisions(
        who=who,
        asked=asked_of(person_id),
        extensions=rule_cases.extensions(person_id),
        exemptions=rule_cases.exemptions(person_id),
        suspensions=rule_cases.suspensions(person_id, "everything"),
    )


def asked_of(person_id: int) -> frozenset[str]:
    """Return what is asked of somebody now."""
    return frozenset(each.course_id for each in my_courses.assigned(person_id))


def exempt(actor: Visitor, person_id: int, course_id: str, days: tuple[date, date], reason: str, now: datetime) -> None:
    """Ask it of somebody no more in a period."""
    _somebody(person_id)
    rule_cases.exempt(person_id, course_id, *days, reason, actor.person_id, now)
    _changed(actor, person_id, "rule.exempted", f"exempt:{person_id}:{now.timestamp()}", now)


def extend(actor: Visitor, person_id: int, course_id: str, due_on: date, reason: str, now: datetime) -> None:
    """Give more time for what is assigned now; raises NotFound when it is not assigned."""
    held = rule_cases.held(person_id, course_id)
    if held is None:
        raise NotFound
    rule_cases.extend(person_id, course_id, held.cycle, due_on, reason, actor.person_id, now)
    _changed(actor, person_id, "rule.extended", f"extend:{held.id}:{now.timestamp()}", now)


def suspend(actor: Visitor, person_id: int, first: date, last: date, now: datetime) -> None:
    """Pause all that is asked of somebody; why is not kept. Raises ValueError for a pause of more than a year."""
    _somebody(person_id)
    _refuse_long(first, last)
    rule_cases.suspend(person_id, "everything", first, last, actor.person_id, now)
    _changed(actor, person_id, "rule.suspended", f"suspend:{person_id}:{now.timestamp()}", now)


def withdraw(actor: Visitor, person_id: int, what: str, key: int, now: datetime) -> None:
    """Take an extension, exemption or pause back; raises NotFound."""
    table = {"extension": Extension, "exemption": Exemption, "suspension": Suspension}.get(what)
    if table is None or not rule_cases.withdraw(table, key, person_id, now):
        raise NotFound
    _changed(actor, person_id, "rule.decision_withdrawn", f"withdraw:{what}:{key}", now)


def own_pauses(actor: Visitor) -> Sequence[Suspension]:
    """Return one's own pauses of violent content; nobody else sees them."""
    return rule_cases.suspensions(actor.person_id, "violent_content")


def pause_content(actor: Visitor, first: date, last: date, now: datetime) -> None:
    """Plan no violent content for oneself in this period (planning rule S16); raises ValueError as suspend does."""
    _refuse_long(first, last)
    rule_cases.suspend(actor.person_id, "violent_content", first, last, actor.person_id, now)


def end_own_pause(actor: Visitor, key: int, now: datetime) -> None:
    """Take one's own pause back; raises NotFound."""
    if not rule_cases.withdraw(Suspension, key, actor.person_id, now):
        raise NotFound


def _refuse_long(first: date, last: date) -> None:
    if last < first or (last - first).days > LONGEST_PAUSE_DAYS:
        raise ValueError("a pause ends after it begins, and within a year")


def _somebody(person_id: int) -> None:
    if person_record.who(person_id) is None:
        raise NotFound


def _changed(actor: Visitor, person_id: int, act: str, cause: str, now: datetime) -> None:
    rule_running.later(cause, now, [person_id])
    audit.append(actor.person_id, person_id, act, now, {})


def _proposed(case: Case, pauses: Sequence[Pause], today: date) -> date:
    found = Impossible(
        rule_id=case.rule_id,
        person_id=case.person_id,
        cycle=case.cycle,
        problem="suspended" if case.problem == "suspended" else "before_start",
        asked_on=case.asked_on,
    )
    return proposal(found, pauses, today)
