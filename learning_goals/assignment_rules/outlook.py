"""How everybody stands on a day to come, when nothing more is done and no rule changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from learning_goals.assignment_rules.cycles import lapse
from learning_goals.assignment_rules.plan import Subject, Wanted, asked
from learning_goals.assignment_rules.rule import Rule
from learning_goals.assignments import Progress, State, state_of


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One person and one thing on that day."""

    wanted: Wanted
    state: State


@dataclass(frozen=True, kw_only=True)
class Lapse:
    """Something that stops counting on a day."""

    person_id: int
    course_id: str
    on: date


def standings(
    rules: Mapping[int, Rule], people: Iterable[Subject], paths: Mapping[int, str], day: date
) -> list[Standing]:
    """Return how everybody stands on `day`, each thing once, by the rule that asks it first."""
    found: list[Standing] = []
    for person in people:
        first: dict[str, Wanted] = {}
        for each in sorted(asked(rules, person, paths, day)[0], key=lambda each: (each.due_on, each.rule_id)):
            first.setdefault(each.course_id, each)
        found += [
            Standing(wanted=each, state=_state(rules[each.rule_id], person, each, day)) for each in first.values()
        ]
    return found


def lapses(
    rules: Mapping[int, Rule], people: Iterable[Subject], paths: Mapping[int, str], first: date, last: date
) -> list[Lapse]:
    """Return what stops counting from `first` up to and including `last`, if nobody repeats it, by day."""
    found: set[Lapse] = set()
    for person in people:
        for each in asked(rules, person, paths, first)[0]:
            rule = rules[each.rule_id]
            done = _done(rule, person)
            if done and rule.renewal.kind != "never" and first <= (end := lapse(max(done), rule.renewal)) <= last:
                found.add(Lapse(person_id=person.id, course_id=each.course_id, on=end))
    return sorted(found, key=lambda each: (each.on, each.course_id, each.person_id))


def _done(rule: Rule, person: Subject) -> list[date]:
    return [day for course in (rule.target, *rule.equal) for day in person.done.get(course, ())]


def _state(rule: Rule, person: Subject, wanted: Wanted, day: date) -> State:
    counted = any(wanted.counts_from <= each <= day for each in _done(rule, person))
    known = Progress(
        due_on=wanted.due_on,
        started=False,
        done_version=1 if counted else 0,
        grace_until=wanted.grace_until,
        cycle=wanted.cycle,
    )
    return state_of(known, 1, day)
