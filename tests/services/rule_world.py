"""A small municipality on a real database, in which things happen to people on days that go by."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

import time_machine
from sqlalchemy import select

from learning_goals.assignment_rules.plan import Plan, plan
from learning_goals.assignment_rules.rule import RULE, Rule
from learning_goals.periods import FOREVER, NEVER
from tests import make
from webapp import clock
from webapp.extensions import db
from webapp.services import offerings, outlook, progress, rule_running
from webapp.services.rule_running import Situation
from webapp.store import rule_cases, rules
from webapp.store.learning import Assignment, CompletionRecord, ProgressRevision
from webapp.store.organisation import Organisation
from webapp.store.people import Employment, Membership
from webapp.store.rule_tables import RuleException

COURSES = ("m01-de-norm", "m08-frustratie-of-middel")
"""The second asks everybody to do it again since its second version."""
GROUPS = ("publieksdiensten", "buitendienst")
ONE_DAY = timedelta(days=1)


@dataclass
class Worker:
    """Somebody as the test follows them, apart from the product's own reading."""

    id: int
    employed: list[tuple[date, date]]
    jobs: list[tuple[int, str, date, date]]
    away: list[tuple[date, date]] = field(default_factory=list)

    def at_work(self, day: date) -> bool:
        return any(first <= day <= last for first, last in self.employed)

    def works(self, day: date) -> list[tuple[int, str]]:
        return [(team, group) for team, group, first, last in self.jobs if first <= day <= last]


class World:
    """Begins on a day, with a boss, two teams and nobody else; every act is recorded at the moment of the test."""

    def __init__(self, first: date) -> None:
        self.today = first
        self._acts = 0
        db.session.add(Organisation(id=1, name="Gemeente Voorbeeldstad", is_sample=True))
        db.session.add(ProgressRevision(id=1, number=0))
        with self._then():
            make.norm()
            top = make.team("Stad")
            self.teams = (make.team("Balie", top), make.team("Groen", top))
            self.boss = make.person("Bea", "Baas")
        self.people: dict[int, Worker] = {self.boss: Worker(id=self.boss, employed=[(make.LONG_AGO, FOREVER)], jobs=[])}
        self.rules: dict[int, Rule] = {}
        self.begun: dict[int, set[str]] = {}

    def now(self) -> datetime:
        """Each act a little later on the same day."""
        self._acts += 1
        begin = datetime.combine(self.today, time(8), clock.AMSTERDAM)
        return begin + timedelta(seconds=self._acts % 40_000)

    def _then(self) -> AbstractContextManager[Any]:
        return time_machine.travel(self.now(), tick=False)

    # --- people ----------------------------------------------------------------------------------------------------

    def starts(self, team: int, group: str, first: date) -> int:
        with self._then():
            id = make.person(team_id=self.teams[team], group=group, since=first)
        self.people[id] = Worker(id=id, employed=[(first, FOREVER)], jobs=[(self.teams[team], group, first, FOREVER)])
        return id

    def moves(self, id: int, team: int, group: str) -> None:
        """To another job, from today on."""
        who, now = self.people[id], self.now()
        self._ends(Membership, id, self.today - ONE_DAY, now)
        who.jobs = _cut(who.jobs, self.today - ONE_DAY)
        last = next(last for first, last in who.employed if first <= self.today <= last)
        self._append(
            Membership, id, self.today, last, now, team_id=self.teams[team], function_group=group, function="x"
        )
        who.jobs.append((self.teams[team], group, self.today, last))
        db.session.commit()

    def leaves(self, id: int, last: date) -> None:
        who, now = self.people[id], self.now()
        for table in (Employment, Membership):
            self._ends(table, id, last, now)
        who.employed, who.jobs = _cut(who.employed, last), _cut(who.jobs, last)
        db.session.commit()

    def returns(self, id: int, team: int, group: str) -> None:
        who, now = self.people[id], self.now()
        self._append(Employment, id, self.today, FOREVER, now)
        self._append(
            Membership, id, self.today, FOREVER, now, team_id=self.teams[team], function_group=group, function="x"
        )
        who.employed.append((self.today, FOREVER))
        who.jobs.append((self.teams[team], group, self.today, FOREVER))
        db.session.commit()

    def _ends(self, table: Any, id: int, last: date, now: datetime) -> None:
        asked = select(table).where(table.person_id == id, table.superseded_at == NEVER, table.valid_until > last)
        for row in list(db.session.scalars(asked)):
            row.superseded_at = now
            if row.valid_from <= last:
                kept = {name: getattr(row, name) for name in row.__table__.columns.keys() if name not in _OWN}  # noqa: SIM118
                self._append(table, id, row.valid_from, last, now, **kept)

    def _append(self, table: Any, id: int, first: date, last: date, now: datetime, **said: Any) -> None:
        row = table(
            person_id=id, valid_from=first, valid_until=last, recorded_at=now, recorded_by=make.change(), **said
        )
        db.session.add(row)

    # --- what they do, and what is decided ---------------------------------------------------------------------------

    def begins(self, id: int, course: str) -> None:
        if course not in self.begun.setdefault(id, set()):
            self.begun[id].add(course)
            with self._then():
                make.started(id, course)

    def completes(self, id: int, course: str, day: date, behind: int = 0) -> None:
        """In the version that counts, or so many behind it."""
        version = offerings.redo_versions(self.today)[course] - behind
        row = CompletionRecord(
            person_id=id,
            course_id=course,
            course_version=version,
            course_digest="",
            quiz_digest="",
            norm_number=1,
            language="nl",
            method="external",
            completed_on=day,
            recorded_at=self.now(),
        )
        db.session.add(row)
        db.session.commit()

    def assigns(self, id: int, course: str, due_on: date, grace_days: int = 0) -> None:
        """The leader, where nothing is assigned yet."""
        if rule_cases.held(id, course) is None:
            row = Assignment(
                person_id=id,
                course_id=course,
                due_on=due_on,
                grace_until=due_on + timedelta(days=grace_days),
                assigned_by=self.boss,
                recorded_at=self.now(),
            )
            db.session.add(row)
        db.session.commit()

    def saves(self, wanted: Rule) -> None:
        id = rules.begin(RULE.dump_python(wanted, mode="json"), self.boss, self.now())
        self.rules[id] = wanted
        db.session.commit()

    def rewrites(self, id: int, wanted: Rule) -> None:
        number = rules.history(id)[0].number + 1
        assert rules.write(id, number, "active", RULE.dump_python(wanted, mode="json"), self.boss, self.now())
        self.rules[id] = wanted
        db.session.commit()

    def drops(self, id: int) -> None:
        number, document = rules.history(id)[0].number + 1, rules.history(id)[0].document
        assert rules.write(id, number, "ended", document, self.boss, self.now())
        del self.rules[id]
        db.session.commit()

    def pauses(self, id: int, first: date, last: date) -> None:
        self.people[id].away.append((first, last))
        rule_cases.suspend(id, "everything", first, last, self.boss, self.now())
        db.session.commit()

    def exempts(self, id: int, course: str, first: date, last: date) -> None:
        rule_cases.exempt(id, course, first, last, "x", self.boss, self.now())
        db.session.commit()

    def extends(self, id: int, course: str, due_on: date) -> None:
        held = rule_cases.held(id, course)
        if held is not None:
            rule_cases.extend(id, course, held.cycle, due_on, "x", self.boss, self.now())
        db.session.commit()

    def decides(self, due_on: date | None) -> None:
        for case in rule_cases.cases(1, 0):
            rule_cases.decide(case.id, "exempt" if due_on is None else "date", due_on, "x", self.boss, self.now())
        db.session.commit()

    # --- the rules, and what is seen --------------------------------------------------------------------------------

    def situation(self) -> Situation:
        db.session.expire_all()
        return rule_running.situation(self.today, rule_running.active().values(), everything=True)

    def changes(self) -> Plan:
        found = self.situation()
        return plan(rule_running.active(), found.people, found.paths, self.today)

    def run(self) -> Plan:
        """The worker's turn."""
        found = self.situation()
        changes = plan(rule_running.active(), found.people, found.paths, self.today)
        rule_running.write(changes, found, self.today, self.now())
        db.session.commit()
        return changes

    def seen(self, day: date) -> tuple[outlook.Line, ...]:
        progress.counted.cache_clear()
        found = outlook.of(day, (day, day), self.now()).lines
        db.session.rollback()
        return found

    def held(self) -> dict[tuple[int, str], tuple[Any, ...]]:
        """What is assigned now: who and what, then by which rule and with which dates."""
        asked = select(Assignment).where(Assignment.superseded_at == NEVER)
        found = {
            (row.person_id, row.course_id): (row.rule_id, row.cycle, row.counts_from, row.due_on, row.grace_until)
            for row in db.session.scalars(asked)
        }
        db.session.rollback()
        return found

    def completions(self) -> set[tuple[Any, ...]]:
        table = CompletionRecord
        asked = select(
            table.id, table.person_id, table.course_id, table.completed_on, table.recorded_at, table.superseded_at
        )
        found = {tuple(row) for row in db.session.execute(asked)}
        db.session.rollback()
        return found

    def to_decide(self) -> list[tuple[int, int, str]]:
        """(rule, person, decision) of every date that could not be, decided or not, but for those that are gone."""
        asked = select(RuleException.rule_id, RuleException.person_id, RuleException.decision)
        found = [tuple(row) for row in db.session.execute(asked.where(RuleException.decision != "gone"))]
        db.session.rollback()
        return found


_OWN = {"id", "person_id", "valid_from", "valid_until", "recorded_at", "recorded_by", "superseded_at", "superseded_by"}


def _cut(spans: Iterable[tuple[Any, ...]], last: date) -> list[Any]:
    return [(*span[:-1], min(span[-1], last)) for span in spans if span[-2] <= last]
