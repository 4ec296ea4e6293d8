"""A municipality in which everything happens that an evidence file is about, and what to hold its files against."""

from __future__ import annotations

import csv
import random
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import bindparam, text

from learning_goals.assignment_rules.rule import Condition, Due, Renewal, Rule
from learning_goals.risk_profile import RISK_PROFILE, RiskProfile
from tests import make
from tests.services.rule_world import COURSES, GROUPS, ONE_DAY, World
from webapp import clock, reference
from webapp.extensions import db
from webapp.services import proof_files, review_planning
from webapp.store import (
    acknowledgements,
    checklist,
    mail_tally,
    mails,
    norms,
    review_writing,
    reviews,
    risk_profiles,
    team_norms,
)
from webapp.store.columns import UtcInstant
from webapp.store.learning import CompletionRecord
from webapp.store.people import Person
from webapp.store.reviews import Agreement

FIRST = date(2026, 6, 22)
NAMES = [("Quirijn", "Zwartkruis"), ("Wietske", "van Oosterhuizen"), ("Özgür", "Kılıçdağı"), ("Jan-Joost", "d'Ancona")]
ITEM, TRAINING = "norm-set", "skills-counter"


class Municipality(World):
    """A world in which everything happens that an evidence file is about."""

    def __init__(self, seed: int) -> None:
        super().__init__(FIRST)
        self.chance = random.Random(seed)
        with self._then():
            make.grant(self.boss, "team_leader", self.teams[0])
        for number in range(6):
            self.joins(number)
        self.saves(
            Rule(
                title="Quirijn vraagt dit",
                kind="course",
                target=COURSES[0],
                include=(Condition(function_groups=GROUPS),),
                due=Due(anchor="entry", days=40),
                starts_on=FIRST,
                renewal=Renewal(kind="rolling", months=2, window_days=20),
            )
        )

    def joins(self, number: int) -> None:
        id = self.starts(number % 2, GROUPS[number % 2], self.today)
        given, family = NAMES[number % len(NAMES)]
        db.session.get(Person, id).given_name = given
        db.session.get(Person, id).family_name = family
        db.session.commit()

    def somebody(self) -> int:
        return self.chance.choice([id for id, who in self.people.items() if who.at_work(self.today)])

    def day_passes(self) -> None:
        """The nightly jobs, and two things that somebody does."""
        self.run()
        review_planning.plan_all(self.now())
        mail_tally.tally(self.today)
        db.session.commit()
        acts = (
            self.learns,
            self.reads,
            self.decides_something,
            self.meets,
            self.writes,
            self.looks_after,
            self.changes_,
        )
        for act in self.chance.sample(acts, 2):
            act()
            db.session.commit()
        self.today += ONE_DAY

    def learns(self) -> None:
        who, what = self.somebody(), self.chance.choice((*COURSES, TRAINING, "leaders-first"))
        self.completes(who, what, self.today - ONE_DAY * self.chance.randint(0, 3))
        self.begins(who, COURSES[0])

    def reads(self) -> None:
        who = self.somebody()
        acknowledgements.append(who, 1, "nl", self.now())
        team_norms.acknowledge(who, self.teams[0], 1, self.now())
        mails.append(f"m{self._acts}", "weekly", self.boss, "a@test.example", "s", "", self.now())

    def decides_something(self) -> None:
        who, until = self.somebody(), self.today + timedelta(days=30)
        if self.chance.random() < 0.5:
            self.exempts(who, COURSES[0], self.today, until)
        else:
            self.pauses(who, self.today, until)
        self.decides(None)

    def meets(self) -> None:
        open_ = [each for each in reviews.of_years(self.today, 2026, 2026) if not each.held_on and self.today.month > 6]
        for each in open_[:1]:
            agreed = [Agreement(what="Wietske let op de deur", who="Wietske van Oosterhuizen", by_day=self.today)]
            values = {"held_on": self.today, "present": 5, "kept": "partly", "norm_changes": False, "next_on": None}
            review_writing.record(each.id, each.revision, values, ("norm",), agreed, self.boss, self.now())

    def writes(self) -> None:
        number = norms.newest_number() + 1
        content = dict(reference.document()) | {"number": number, "valid_from": str(self.today + ONE_DAY)}
        norms.publish(content | {"approved_by": "Özgür Kılıçdağı"}, "acknowledge", self.boss, self.now())
        team_norms.publish(self.teams[0], number, {}, self.boss, self.now())
        profile = RiskProfile(
            channels=("counter",),
            works_alone="never",
            day_parts=("evening",),
            places="Balie van Quirijn",
            behaviours=("A", "C"),
            physical_risk="low",
            measures="Jan-Joost belt",
            reviewed_on=self.today,
        )
        document = RISK_PROFILE.dump_python(profile, mode="json")
        risk_profiles.append("function:Medewerker", number, document, self.boss, self.now())

    def looks_after(self) -> None:
        held = checklist.newest().get(ITEM)
        values: dict[str, Any] = {"item": ITEM, "number": held.number + 1 if held else 1, "answer": "partly"}
        values |= {"owner_id": self.somebody(), "facts": ["norm", "works_council"], "note": "Vraag Zwartkruis"}
        checklist.append(
            values | {"again_on": self.today + timedelta(days=90), "recorded_by": self.boss, "recorded_at": self.now()}
        )

    def changes_(self) -> None:
        who = self.somebody()
        if self.chance.random() < 0.3 and who != self.boss:
            self.leaves(who, self.today)
        elif who != self.boss and self.people[who].works(self.today):
            self.moves(who, self.chance.randint(0, 1), self.chance.choice(GROUPS))
        else:
            self.joins(self._acts)

    def makes(self, day: date, folder: Path, now: datetime, *, names: bool = False) -> dict[str, bytes]:
        proof_files.make_here(day.isoformat(), folder, "nl", now, names=names)
        return {path.name: path.read_bytes() for path in folder.iterdir()}


def end_of(day: date) -> datetime:
    return datetime.combine(day, time(23, 59, 59, 999999), clock.AMSTERDAM)


def table(found: dict[str, bytes], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(found[f"{name}.csv"].decode("utf-8-sig").splitlines(), delimiter=";"))


def counted(sql: str, day: date, **values: Any) -> int:
    """One number by SQL of the test's own."""
    asked = text(sql).bindparams(bindparam("at", type_=UtcInstant))
    said = {"day": day, "at": end_of(day)} | values
    return db.session.execute(asked, {name: value for name, value in said.items() if f":{name}" in sql}).scalar_one()


EMPLOYED = (
    "select e.person_id from employment e where e.recorded_at <= :at and e.superseded_at > :at"
    " and e.valid_from <= :day and e.valid_until >= :day"
)


def make_done(town: World, id: int, course: str) -> None:
    row = CompletionRecord(
        person_id=id,
        course_id=course,
        course_version=99,
        course_digest="c" * 64,
        quiz_digest="q" * 64,
        norm_number=1,
        language="nl",
        method="quiz",
        completed_on=town.today,
        recorded_at=town.now(),
    )
    db.session.add(row)
    db.session.commit()
