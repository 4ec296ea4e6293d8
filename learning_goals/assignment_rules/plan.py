"""What the rules ask of everybody on a day, and what must change for it. The same again changes nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from learning_goals.assignment_rules.audience import Piece, Stay, stays
from learning_goals.assignment_rules.cycles import Cycle, cycle_on, plus_days
from learning_goals.assignment_rules.decisions import Decision, Exemption, Extension, Impossible, Pause
from learning_goals.assignment_rules.rule import Condition, Kind, Rule

BACK_AGAIN = 14
"""Days that are proposed after somebody is back, or came too late for a day."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What somebody must do by when, and why."""

    person_id: int
    kind: Kind
    course_id: str
    cycle: int
    counts_from: date
    due_on: date
    grace_until: date
    rule_id: int
    because: Condition
    since: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """What is assigned now; `rule_id` None: by a person, `key` tells the row."""

    key: int
    person_id: int
    kind: Kind
    course_id: str
    cycle: int
    counts_from: date
    due_on: date
    grace_until: date
    rule_id: int | None


@dataclass(frozen=True, kw_only=True)
class Credit:
    """A completion of something equal that counts for this too."""

    person_id: int
    course_id: str
    equal: str
    done_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """A person with all that the rules need to know; `done` holds days by course, `held` what is assigned by course.

    `versions` says which version of a course was done on a day, where that is known; `started` is what was begun.
    """

    id: int
    life: tuple[Piece, ...]
    done: Mapping[str, Sequence[date]] = field(default_factory=dict[str, Sequence[date]])
    versions: Mapping[str, Mapping[date, int]] = field(default_factory=dict[str, Mapping[date, int]])
    started: Collection[str] = ()
    held: Mapping[str, Held] = field(default_factory=dict[str, Held])
    extensions: Sequence[Extension] = ()
    exemptions: Sequence[Exemption] = ()
    pauses: Sequence[Pause] = ()
    decisions: Sequence[Decision] = ()


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What changes: nothing of it touches what was achieved."""

    added: tuple[Wanted, ...] = ()
    changed: tuple[tuple[Held, Wanted], ...] = ()
    released: tuple[Held, ...] = ()
    impossible: tuple[Impossible, ...] = ()
    credits: tuple[Credit, ...] = ()


Rules = Mapping[int, Rule]


def plan(rules: Rules, people: Iterable[Subject], paths: Mapping[int, str], today: date) -> Plan:
    """Return what must change so that everybody has on `today` what the rules ask; rules are by number."""
    parts = [_of_one(rules, person, paths, today) for person in people]
    return Plan(
        added=tuple(each for part in parts for each in part.added),
        changed=tuple(each for part in parts for each in part.changed),
        released=tuple(each for part in parts for each in part.released),
        impossible=tuple(each for part in parts for each in part.impossible),
        credits=tuple(each for part in parts for each in part.credits),
    )


def asked(
    rules: Rules, person: Subject, paths: Mapping[int, str], today: date
) -> tuple[list[Wanted], list[Impossible]]:
    """Return all that the rules ask of one person on that day, and the dates that cannot be."""
    wanted: list[Wanted] = []
    impossible: list[Impossible] = []
    for number, rule in sorted(rules.items()):
        stay = next(
            (each for each in stays(rule, person.id, person.life, paths) if each.first <= today <= each.last), None
        )
        if stay is None or today < rule.starts_on or _exempt(person, rule.target, today):
            continue
        found = _ask(number, rule, person, stay, today)
        if isinstance(found, Impossible):
            impossible.append(found)
        elif found is not None:
            wanted.append(found)
    return wanted, impossible


def first_due(rule: Rule, stay: Stay, done: Mapping[str, Sequence[date]]) -> date | None:
    """Return when the rule asks it for the first time; None while what it waits for is not done.

    A fixed day that was over before somebody came is returned as it is, unless the rule gives later people days.
    """
    match rule.due.anchor:
        case "employment":
            return plus_days(max(stay.employed_from, rule.starts_on), rule.due.days)
        case "entry":
            return plus_days(max(stay.first, rule.starts_on), rule.due.days)
        case "completion":
            before = min(done.get(rule.due.after, ()), default=None)
            return None if before is None else plus_days(max(before, stay.first, rule.starts_on), rule.due.days)
        case "date":
            assert rule.due.on is not None
            if rule.due.on < stay.first and rule.due.later_days is not None:
                return plus_days(stay.first, rule.due.later_days)
            return rule.due.on


def proposal(found: Impossible, pauses: Sequence[Pause], today: date) -> date:
    """Return a day that can be: two weeks after somebody is back, or from today."""
    back = max((each.last for each in pauses if each.covers(found.asked_on)), default=today)
    return plus_days(max(back, today), BACK_AGAIN)


def _ask(number: int, rule: Rule, person: Subject, stay: Stay, today: date) -> Wanted | Impossible | None:
    begins = first_due(rule, stay, person.done)
    if begins is None:
        return None
    done = {day for course in (rule.target, *rule.equal) for day in person.done.get(course, ())}
    cycle = cycle_on(today, begins, rule.renewal, done)
    finished = any(cycle.counts_from <= day <= today for day in done)
    due = cycle.due_on if finished else _possible(number, rule, person, stay, cycle)
    if due is None or isinstance(due, Impossible):
        return due
    return Wanted(
        person_id=person.id,
        kind=rule.kind,
        course_id=rule.target,
        cycle=cycle.number,
        counts_from=cycle.counts_from,
        due_on=due,
        grace_until=plus_days(due, rule.grace_days),
        rule_id=number,
        because=stay.because,
        since=stay.first,
    )


def _possible(number: int, rule: Rule, person: Subject, stay: Stay, cycle: Cycle) -> date | Impossible | None:
    """Return the day on which it is due, what makes that day impossible, or None when it need not be done."""
    longer = [each for each in person.extensions if (each.course_id, each.cycle) == (rule.target, cycle.number)]
    due = longer[-1].due_on if longer else cycle.due_on
    problem = None
    if cycle.number == 1 and due < stay.first:
        problem = "before_start"
    elif any(pause.covers(due) for pause in person.pauses):
        problem = "suspended"
    if problem is None:
        return due
    found = Impossible(rule_id=number, person_id=person.id, cycle=cycle.number, problem=problem, asked_on=due)
    for each in person.decisions:
        if each.about == found:
            return each.due_on
    return found


def _exempt(person: Subject, course_id: str, today: date) -> bool:
    return any(each.course_id == course_id and each.first <= today <= each.last for each in person.exemptions)


def _of_one(rules: Rules, person: Subject, paths: Mapping[int, str], today: date) -> Plan:
    wanted, impossible = asked(rules, person, paths, today)
    first: dict[str, Wanted] = {}
    for each in sorted(wanted, key=lambda each: (each.due_on, each.rule_id)):
        first.setdefault(each.course_id, each)
    waiting = {rules[each.rule_id].target for each in impossible}
    changes = [(person.held.get(course), each) for course, each in first.items()]
    return Plan(
        added=tuple(new for old, new in changes if old is None),
        changed=tuple((old, new) for old, new in changes if old is not None and _differs(old, new)),
        released=tuple(
            held
            for course, held in person.held.items()
            if held.rule_id is not None and course not in first and course not in waiting
        ),
        impossible=tuple(impossible),
        credits=tuple(credit for each in first.values() for credit in _credits(rules[each.rule_id], person, each)),
    )


def _differs(old: Held, new: Wanted) -> bool:
    """Say whether the rule's row takes the place of the one that is held; a person's earlier day is kept."""
    if old.rule_id is None and new.cycle == old.cycle and old.due_on <= new.due_on:
        return False
    return (old.rule_id, old.cycle, old.counts_from, old.due_on, old.grace_until) != (
        new.rule_id,
        new.cycle,
        new.counts_from,
        new.due_on,
        new.grace_until,
    )


def _credits(rule: Rule, person: Subject, wanted: Wanted) -> list[Credit]:
    own = max(person.done.get(rule.target, ()), default=date.min)
    return [
        Credit(person_id=person.id, course_id=rule.target, equal=equal, done_on=max(days))
        for equal in rule.equal
        if (days := [day for day in person.done.get(equal, ()) if day >= wanted.counts_from and day > own])
    ]
