"""One's own courses: what to do now, and how far one is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from courses.model import Course, Words
from courses.progress import Progress, progress_of
from learning_goals import assignments
from learning_goals.assignments import state_of
from learning_goals.next_step import Place, Standing, Step, next_step
from learning_goals.periods import EVER, FOREVER
from webapp.content import Module
from webapp.policy import Visitor
from webapp.services.course_texts import offered
from webapp.services.curriculum import library
from webapp.store import assessments
from webapp.store import my_courses as store
from webapp.store.my_courses import Assigned, Fact, Result

_NOBODY = Assigned(course_id="", due_on=FOREVER, reason="", by="")


@dataclass(frozen=True, kw_only=True)
class MyCourse:
    """One course as it stands for one person; `attempt_id` 0 means no quiz is running.

    Begun and read count since the course last asked to be redone; `done_on` is 9999-12-31 when it was never done.
    """

    course: Course
    standing: Standing
    assigned: bool
    due_on: date
    reason: str
    why: Mapping[str, Any]
    by: str
    begun: bool
    progress: Progress
    read: frozenset[str]
    attempt_id: int
    done_version: int
    done_on: date

    @property
    def place(self) -> Place:
        """Return what decides whether this is the thing to do now."""
        return Place(
            course_id=self.course.id,
            standing=self.standing,
            due_on=self.due_on,
            assigned=self.assigned,
            begun=self.begun,
            all_read=self.progress.complete,
            answering=bool(self.attempt_id),
        )

    @property
    def asked_again(self) -> tuple[Words, ...]:
        """Return what changed since the person did the course, where the change asks to do it again."""
        if not self.done_version:
            return ()
        return tuple(
            change.what
            for change in self.course.changes
            if change.kind == "redo" and change.version > self.done_version
        )


@dataclass(frozen=True, kw_only=True)
class Home:
    """The one thing to do now (None: nothing), the course it is in, and all courses that were assigned.

    `others` is what is asked besides courses and the norm and is not done.
    """

    step: Step | None
    course: MyCourse | None
    assigned: tuple[MyCourse, ...]
    others: tuple[Assigned, ...]

    @property
    def trainings(self) -> tuple[Assigned, ...]:
        """The trainings among the others."""
        return tuple(each for each in self.others if each.kind == "item")


@dataclass(frozen=True, kw_only=True)
class CoursePage:
    """One course with the person's own earlier results."""

    mine: MyCourse
    module: Module
    results: Sequence[Result]


def my_courses(actor: Visitor, today: date) -> tuple[MyCourse, ...]:
    """Return every course that is offered: assigned ones first by due date, then in the order of their ids."""
    return _courses(store.assigned(actor.person_id), _facts(actor), today)


def _facts(actor: Visitor) -> dict[str, list[Fact]]:
    facts: dict[str, list[Fact]] = {}
    for fact in store.facts(actor.person_id):
        facts.setdefault(fact.course_id, []).append(fact)
    return facts


def _courses(assigned: Iterable[Assigned], facts: Mapping[str, list[Fact]], today: date) -> tuple[MyCourse, ...]:
    asked = {each.course_id: each for each in assigned}
    found = [
        _standing(module, asked.get(course_id, _NOBODY), facts.get(course_id, []), today)
        for course_id, module in library().modules.items()
    ]
    return tuple(sorted(found, key=lambda mine: (mine.due_on, mine.course.id)))


def _others(actor: Visitor, assigned: Iterable[Assigned], facts: Mapping[str, list[Fact]]) -> Iterator[Assigned]:
    for each in assigned:
        done = any(fact.what == "done" and fact.on >= each.counts_from for fact in facts.get(each.course_id, ()))
        if (each.kind == "item" and not done) or (
            each.kind == "questionnaire" and not assessments.ever(actor.person_id)
        ):
            yield each


def home(actor: Visitor, today: date) -> Home:
    """Return what this person must do now."""
    assigned, facts = store.assigned(actor.person_id), _facts(actor)
    found = _courses(assigned, facts, today)
    step = next_step(mine.place for mine in found)
    return Home(
        step=step,
        course=next((mine for mine in found if step and mine.course.id == step.course_id), None),
        assigned=tuple(mine for mine in found if mine.assigned),
        others=tuple(_others(actor, assigned, facts)),
    )


def course_page(actor: Visitor, course_id: str, today: date) -> CoursePage:
    """Return one course; raises NotFound when it is not offered."""
    module = offered(course_id)
    mine = next(each for each in my_courses(actor, today) if each.course.id == course_id)
    return CoursePage(mine=mine, module=module, results=store.results(actor.person_id, course_id))


def _standing(module: Module, assigned: Assigned, facts: list[Fact], today: date) -> MyCourse:
    course, redo = module.course.course, module.redo_version
    read = frozenset(fact.lesson_id for fact in facts if fact.what == "read" and fact.number >= redo)
    begun = any(fact.what == "begun" and fact.number >= redo for fact in facts)
    done = max(
        ((fact.number, fact.on) for fact in facts if fact.what == "done" and fact.on >= assigned.counts_from),
        default=(0, FOREVER),
    )
    known = assignments.Progress(
        due_on=assigned.due_on,
        started=begun or any(fact.what == "begun" for fact in facts),
        done_version=done[0],
        grace_until=assigned.grace_until if assigned is not _NOBODY else EVER,
        cycle=assigned.cycle,
    )
    state = state_of(known, redo, today)
    return MyCourse(
        course=course,
        standing="optional" if state == "assigned" and assigned is _NOBODY else state,
        assigned=assigned is not _NOBODY,
        due_on=assigned.due_on,
        reason=assigned.reason,
        why=assigned.why,
        by=assigned.by,
        begun=begun,
        progress=progress_of(course, read),
        read=read,
        attempt_id=max((fact.number for fact in facts if fact.what == "answering"), default=0),
        done_version=done[0],
        done_on=done[1],
    )
