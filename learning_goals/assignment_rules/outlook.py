"""How everybody stands on a day to come, when nothing more is done and no rule changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from learning_goals.assignment_rules.cycles import lapse
from learning_goals.assignment_rules.plan import Held, Plan, Subject, Wanted, asked, plan
from learning_goals.assignment_rules.rule import Kind, Rule
from learning_goals.assignments import NEWEST, Progress, State, state_of


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One person and one thing on that day."""

    person_id: int
    kind: Kind
    course_id: str
    state: State


@dataclass(frozen=True, kw_only=True)
class Lapse:
    """Something that stops counting on a day."""

    person_id: int
    course_id: str
    on: date


def standings(
    rules: Mapping[int, Rule],
    people: Iterable[Subject],
    paths: Mapping[int, str],
    day: date,
    redo_versions: Mapping[str, int],
) -> list[Standing]:
    """Return how who is employed on `day` stands, as the rules will have it then; what a person assigned stays.

    `redo_versions` says, by what is asked, which version counts as done on that day.
    """
    here = [each for each in people if any(piece.first <= day <= piece.last for piece in each.life)]
    return [
        Standing(
            person_id=person.id,
            kind=row.kind,
            course_id=course,
            state=state_of(_progress(person, row, changes, day), redo_versions.get(course, 1), day),
        )
        for person in here
        for changes in [plan(rules, [person], paths, day)]
        for course, row in _assigned(person, changes).items()
    ]


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


def _assigned(person: Subject, changes: Plan) -> dict[str, Held | Wanted]:
    released = {each.course_id for each in changes.released}
    kept = {course: row for course, row in person.held.items() if course not in released}
    return kept | {each.course_id: each for each in (*changes.added, *(new for _old, new in changes.changed))}


def _progress(person: Subject, row: Held | Wanted, changes: Plan, day: date) -> Progress:
    versions = person.versions.get(row.course_id, {})
    days = [*person.done.get(row.course_id, ()), *_credited(row, changes)]
    return Progress(
        due_on=row.due_on,
        started=row.course_id in person.started,
        done_version=max((versions.get(each, NEWEST) for each in days if row.counts_from <= each <= day), default=0),
        grace_until=row.grace_until,
        cycle=row.cycle,
    )


def _credited(row: Held | Wanted, changes: Plan) -> list[date]:
    return [each.done_on for each in changes.credits if each.course_id == row.course_id]
