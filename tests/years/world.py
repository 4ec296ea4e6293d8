"""An organisation that lives: what happens is written to the database and remembered here, apart from the product."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import insert, select, update

from learning_goals.periods import EVER, FOREVER, NEVER
from tests import make
from webapp.extensions import db
from webapp.store.learning import Assignment, CompletionRecord
from webapp.store.people import Employment, Membership
from webapp.store.review_tables import Review, ReviewRecord
from webapp.store.rule_tables import Suspension

COURSES = ("m01-de-norm", "m02-frustratie-of-middel", "m03-gedrag-herkennen", "m09-stap-voor-stap", "m13-melden")
"""Names only: what is asked need not be on offer."""
ONE_DAY = timedelta(days=1)


@dataclass
class Human:
    """Somebody, as the world knows it."""

    id: int
    team: int
    name: str
    first: date
    last: date = FOREVER
    away: list[tuple[date, date]] = field(default_factory=list[tuple[date, date]])

    def here(self, day: date) -> bool:
        """Employed that day."""
        return self.first <= day <= self.last

    def present(self, day: date) -> bool:
        """Employed and not on leave."""
        return self.here(day) and not any(first <= day <= last for first, last in self.away)


@dataclass
class Task:
    """Something asked of somebody in one cycle."""

    person: int
    course: str
    cycle: int
    made: date
    due: date
    done: date | None = None
    ended: date | None = None

    @property
    def key(self) -> str:
        """The name by which reminders know it."""
        return f"course:{self.course}:{self.cycle}:{self.person}"

    def open(self, day: date) -> bool:
        """Not done at the end of that day."""
        return self.made <= day and (self.done is None or self.done > day) and (self.ended is None or self.ended > day)


class World:
    """`size` people in teams of twelve with a leader and a deputy each; `seed` decides what happens."""

    def __init__(self, seed: int, size: int, first_day: date) -> None:
        self.luck = random.Random(seed)
        self.people: dict[int, Human] = {}
        self.tasks: list[Task] = []
        self.newest: dict[tuple[int, str], Task] = {}
        self.leaders: dict[int, int] = {}
        self.deputies: dict[int, int] = {}
        self.names = 0
        cause = make.team("Gemeente")
        self.top = cause
        self.teams = [make.team(f"Team {number}", cause) for number in range(max(1, size // 12))]
        for number in range(size):
            self._hire(self.teams[number % len(self.teams)], date(2020, 1, 1))
        ids = list(self.people)
        for place, team in enumerate(self.teams):
            self.leaders[team], self.deputies[team] = ids[place], ids[place + len(self.teams)]
            make.grant(ids[place], "team_leader", team)
            make.grant(ids[place + len(self.teams)], "team_leader", team, deputy=True)
        self.first_day = first_day

    def live(self, day: date) -> None:
        """Let a day's events happen, early in the morning."""
        here = [each for each in self.people.values() if each.here(day)]
        some = max(1, len(here) // 200)
        for human in self.luck.sample(here, min(len(here), some)):
            self._ask(human, day)
        for task in [each for each in self.newest.values() if each.open(day - ONE_DAY) and each.made < day]:
            if self.luck.random() < 0.04:
                self._do(task, day)
        self._review(day)
        if self.luck.random() < 0.5:
            self._leave(self.luck.choice(here), day)
        if self.luck.random() < 0.06:
            self._fire(self.luck.choice(here), day)
            self._hire(self.luck.choice(self.teams), day)
        db.session.commit()

    def _review(self, day: date) -> None:
        """Some reviews are held on their day or late, and some never."""
        near = db.session.scalars(select(Review).where(Review.due_on.between(day - timedelta(days=40), day))).all()
        done = set(db.session.scalars(select(ReviewRecord.review_id)))
        for each in near:
            if each.id not in done and self.luck.random() < 0.08:
                self._record(each.id, day)

    def _record(self, review_id: int, day: date) -> None:
        row = {"review_id": review_id, "held_on": day, "present": 8, "kept": "yes", "norm_changes": False}
        row |= {"document": {"points": []}, "recorded_by": next(iter(self.people)), "recorded_at": _at(day)}
        db.session.execute(insert(ReviewRecord), row | {"superseded_at": NEVER})

    def _hire(self, team: int, first: date) -> None:
        self.names += 1
        name = f"p{self.names}"
        key = make.person(name.title(), "Mens", team_id=team, since=first, email=f"{name}@werk.example")
        self.people[key] = Human(id=key, team=team, name=name, first=first)

    def _ask(self, human: Human, day: date) -> None:
        course = self.luck.choice(COURSES)
        before = self.newest.get((human.id, course))
        if before and before.done is None:
            return
        cycle = before.cycle + 1 if before else 1
        task = Task(human.id, course, cycle, day, day + timedelta(days=self.luck.randrange(3, 90)))
        if before:
            before.ended = day
            where = (Assignment.person_id == human.id, Assignment.course_id == course)
            db.session.execute(update(Assignment).where(*where, Assignment.superseded_at == NEVER).values(
                superseded_at=_at(day)
            ))  # fmt: skip
        row = {"person_id": human.id, "kind": "course", "course_id": course, "cycle": cycle, "due_on": task.due}
        row |= {"counts_from": day if before else EVER, "grace_until": task.due, "why": {}, "reason": ""}
        db.session.execute(insert(Assignment), row | {"recorded_at": _at(day), "superseded_at": NEVER})
        self.tasks.append(task)
        self.newest[human.id, course] = task

    def _do(self, task: Task, day: date) -> None:
        task.done = day
        row = {"person_id": task.person, "course_id": task.course, "course_version": 1, "course_digest": ""}
        row |= {"quiz_digest": "", "norm_number": 1, "language": "nl", "method": "sample", "attempt_id": None}
        row |= {"own_text_revision": 0, "completed_on": day, "recorded_at": _at(day), "superseded_at": NEVER}
        db.session.execute(insert(CompletionRecord), row)

    def _leave(self, human: Human, day: date) -> None:
        last = day + timedelta(days=self.luck.randrange(1, 40))
        if human.away and human.away[-1][1] >= day:
            return
        human.away.append((day, last))
        said = {"kind": "everything", "valid_from": day, "valid_until": last, "decided_by": human.id}
        row = {"person_id": human.id, "recorded_at": _at(day), "superseded_at": NEVER, **said}
        db.session.execute(insert(Suspension), row)

    def _fire(self, human: Human, day: date) -> None:
        if human.id in {*self.leaders.values(), *self.deputies.values()}:
            return
        human.last = day - ONE_DAY
        for table in (Employment, Membership):
            db.session.execute(update(table).where(table.person_id == human.id).values(valid_until=human.last))


def _at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 0, 5, tzinfo=UTC)
