"""Sheet of the evidence file: what new colleagues did in their first month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from flask_babel import gettext as _

from learning_goals import onboarding_plan, onboarding_progress
from learning_goals.onboarding_plan import COURSES, FIRST_MONTH, Newcomer
from learning_goals.onboarding_progress import Known, Line
from webapp import clock
from webapp.services import offerings
from webapp.services.curriculum import library
from webapp.services.onboarding_cases import public_holidays
from webapp.services.proof_day import Moment
from webapp.services.proof_past import Past, Sheet, said
from webapp.store import proof_history, proof_people

YEAR = timedelta(days=365)
"""How far back the file looks at who began."""
InTime = Literal["in_time", "later", "not_done", "running"]
IN_TIME: tuple[InTime, ...] = ("in_time", "later", "not_done", "running")


@dataclass(frozen=True, kw_only=True)
class Started:
    """Somebody who began, with the steps of the first month and since when there was a mentor (None: never)."""

    person_id: int
    first: date
    lines: tuple[Line, ...]
    mentor_since: date | None

    @property
    def until(self) -> date:
        """The last day of the first month."""
        return self.first + timedelta(days=FIRST_MONTH)

    def step(self, line: Line, day: date) -> InTime:
        """Return how one step stands on a day."""
        if line.done_on:
            return "in_time" if line.done_on <= self.until else "later"
        return "running" if day <= self.until else "not_done"

    def whole(self, day: date) -> InTime:
        """Return how the whole first month stands: as its worst step."""
        found = {self.step(line, day) for line in self.lines}
        return next((each for each in ("not_done", "running", "later") if each in found), "in_time")


def started(moment: Moment) -> list[Started]:
    """Return everybody employed on the day who began in the year before it, by the first day."""
    day, at = moment.day, moment.at
    employed = proof_people.employed(day, at)
    began = {person: span for person, span in employed.items() if day - YEAR < span[0]}
    groups: dict[int, set[str]] = {}
    for job in proof_people.jobs(day, at):
        groups.setdefault(job.person_id, set()).add(job.function_group)
    facts = _Facts(moment, began)
    offered = frozenset(library().modules)
    found: list[Started] = []
    for person, (first, last) in sorted(began.items(), key=lambda one: (one[1][0], one[0])):
        newcomer = Newcomer(
            employed_from=first,
            employed_until=last,
            function_groups=frozenset(each for each in groups.get(person, ()) if each),
            tags=facts.tags.get(person, frozenset()),
            duties=facts.duties.get(person, frozenset()),
        )
        plan = onboarding_plan.plan(newcomer, offered, public_holidays(first, first + timedelta(days=FIRST_MONTH)))
        lines = onboarding_progress.progress(plan, facts.known(newcomer, person), day)
        found.append(
            Started(
                person_id=person,
                first=first,
                lines=tuple(line for line in lines if line.step.phase != "refresh"),
                mentor_since=facts.mentors.get((person, first)),
            )
        )
    return found


def counts(found: list[Started], day: date) -> Mapping[InTime, int]:
    """Return how many began and did everything in time, later, not, or are still in their first month."""
    counted = Counter(each.whole(day) for each in found)
    return {each: counted[each] for each in IN_TIME}


def sheet(past: Past, found: list[Started]) -> Sheet:
    """Return the sheet: a line for each step of each person."""
    return Sheet(
        name="newcomers",
        title=_("What new colleagues did in their first month: everybody who began in the year before"),
        header=(
            *past.who_header,
            _("First day"),
            _("End of the first month"),
            _("Step"),
            _("Title"),
            _("Done by whom"),
            _("Due on"),
            _("Done on"),
            _("In the first month"),
            _("Mentor since"),
        ),
        rows=_rows(past, found),
    )


def word(how: InTime) -> str:
    """Return how it stands, in words."""
    match how:
        case "in_time":
            return _("yes")
        case "later":
            return _("later")
        case "not_done":
            return _("no")
        case "running":
            return _("still in the first month")


def _rows(past: Past, found: list[Started]) -> Iterator[tuple[str, ...]]:
    for each in sorted(found, key=lambda one: past.numbers[one.person_id]):
        for line in each.lines:
            yield (
                *past.who(each.person_id),
                each.first.isoformat(),
                each.until.isoformat(),
                line.step.id,
                past.titles.get(line.step.id, ""),
                line.step.doer,
                line.step.due_on.isoformat(),
                said(line.done_on),
                word(each.step(line, past.day)),
                said(each.mentor_since),
            )


class _Facts:
    """What was known of those who began."""

    def __init__(self, moment: Moment, began: Mapping[int, tuple[date, date]]) -> None:
        day, at = moment.day, moment.at
        self.tags = proof_people.tags(day, at)
        self.duties = proof_people.duties(day, at)
        self.mentors = proof_history.mentored(at)
        self._marks = proof_history.marks(at)
        self._redo = offerings.redo_versions(day)
        self._asked = {
            each.number: each.valid_from
            for each in proof_history.norms(at)
            if each.valid_from <= day and each.change_kind == "acknowledge"
        }
        self._read: dict[int, list[tuple[int, date]]] = {}
        for person, number, when in proof_people.acknowledged(began, at):
            self._read.setdefault(person, []).append((number, clock.day_of(when)))
        self._done: dict[int, list[proof_people.Done]] = {}
        for each in proof_people.done(began, day, at):
            if each.course_id in COURSES:
                self._done.setdefault(each.person_id, []).append(each)

    def known(self, newcomer: Newcomer, person: int) -> Known:
        """Return what somebody had done."""
        asked = onboarding_progress.asked_norm(newcomer, self._asked)
        read = [day for number, day in self._read.get(person, ()) if asked and number >= asked]
        completed: dict[str, date] = {}
        for done in self._done.get(person, ()):
            current = done.version >= self._redo.get(done.course_id, 1)
            if onboarding_progress.counts(newcomer, done.on, current=current):
                completed.setdefault(done.course_id, done.on)
        return Known(
            norm_on=min(read, default=None),
            completed=completed,
            marked=self._marks.get((person, newcomer.employed_from), {}),
        )
