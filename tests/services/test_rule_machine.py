"""People come, move, pause, leave and return under random rules: what the rules promise holds at every step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from learning_goals.assignment_rules.plan import Subject, plan
from learning_goals.assignment_rules.rule import Condition, Due, Renewal, Rule
from tests.conftest import empty_tables
from tests.services.rule_world import COURSES, GROUPS, ONE_DAY, World
from webapp.services import rule_running

FIRSTS = st.sampled_from(
    [date(2024, 2, 28), date(2025, 3, 29), date(2026, 10, 24), date(2027, 12, 30), date(2026, 6, 29)]
)
"""The day before: 29 February, both clock changes, the end of a year, the end of a half-year."""
DAYS = st.integers(0, 45)
TEAM, GROUP, COURSE = st.integers(0, 1), st.sampled_from(GROUPS), st.sampled_from(COURSES)
PICK = st.integers(0, 10)
RENEWALS = st.sampled_from(
    [
        Renewal(),
        Renewal(kind="rolling", months=2, window_days=20),
        Renewal(kind="rolling", months=12, window_days=60),
        Renewal(kind="calendar", months=12, month=2, day=29, window_days=30),
        Renewal(kind="calendar", months=12, month=12, day=31, window_days=30),
    ]
)


class Municipality(RuleBasedStateMachine):
    """Hypothesis chooses what happens; after each act the worker runs, as it does within a minute."""

    def __init__(self) -> None:
        super().__init__()
        empty_tables()

    @initialize(first=FIRSTS, renewal=RENEWALS, days=DAYS)
    def begins(self, first: date, renewal: Renewal, days: int) -> None:
        self.world = World(first)
        self.past: dict[date, list] = {}
        for team, group in enumerate(GROUPS):
            self.world.starts(team, group, first - timedelta(days=200))
        due = Due(anchor="entry", days=days)
        audience = (Condition(function_groups=GROUPS[:1]),)
        self.world.saves(
            Rule(
                title="x", kind="course", target=COURSES[0], include=audience, due=due, starts_on=first, renewal=renewal
            )
        )
        self._works()

    def _who(self, pick: int, at_work: bool) -> int | None:
        found = [
            id
            for id, each in self.world.people.items()
            if id != self.world.boss and each.at_work(self.world.today) is at_work
        ]
        return found[pick % len(found)] if found else None

    def _to_somebody(self, pick: int, act: Callable[[int], None]) -> None:
        who = self._who(pick, at_work=True)
        if who is not None:
            act(who)
            self._works()

    def _works(self) -> None:
        """The rules apply; nobody's achievements are touched, and the same again changes nothing."""
        before, held = self.world.completions(), self.world.held()
        self.world.run()
        assert before <= self.world.completions()
        for key, (by, cycle, _counts_from, due, _grace) in self.world.held().items():
            old = held.get(key)
            if old and old[0] is None and by is not None:
                assert cycle != old[1] or due < old[3], "an earlier day that a leader gave is kept"
        again = self.world.changes()
        assert (again.added, again.changed, again.released, again.credits) == ((), (), (), ())
        assert len(set(again.impossible)) == sum(decision == "open" for *_, decision in self.world.to_decide())

    # --- what happens ---

    @rule(team=TEAM, group=GROUP, ago=st.integers(-20, 60))
    def somebody_starts(self, team: int, group: str, ago: int) -> None:
        self.world.starts(team, group, self.world.today - timedelta(days=ago))
        self._works()

    @rule(pick=PICK, team=TEAM, group=GROUP)
    def somebody_moves(self, pick: int, team: int, group: str) -> None:
        self._to_somebody(pick, lambda who: self.world.moves(who, team, group))

    @rule(pick=PICK, days=DAYS)
    def somebody_leaves(self, pick: int, days: int) -> None:
        self._to_somebody(pick, lambda who: self.world.leaves(who, self.world.today + timedelta(days=days)))

    @rule(pick=PICK, team=TEAM, group=GROUP)
    def somebody_returns(self, pick: int, team: int, group: str) -> None:
        who = self._who(pick, at_work=False)
        if who is not None and all(last < self.world.today for _first, last in self.world.people[who].employed):
            self.world.returns(who, team, group)
            self._works()

    @rule(pick=PICK, first=DAYS, days=DAYS)
    def somebody_is_away(self, pick: int, first: int, days: int) -> None:
        begin = self.world.today + timedelta(days=first)
        self._to_somebody(pick, lambda who: self.world.pauses(who, begin, begin + timedelta(days=days)))

    @rule(pick=PICK, course=COURSE, ago=st.sampled_from([0, 0, 1, 40, 400]), behind=st.booleans())
    def somebody_completes(self, pick: int, course: str, ago: int, behind: bool) -> None:
        day, older = self.world.today - timedelta(days=ago), int(behind and course == COURSES[1])
        self._to_somebody(pick, lambda who: self.world.completes(who, course, day, older))

    @rule(pick=PICK, course=COURSE)
    def somebody_begins(self, pick: int, course: str) -> None:
        self._to_somebody(pick, lambda who: self.world.begins(who, course))

    @rule(pick=PICK, course=COURSE, days=DAYS)
    def a_leader_assigns(self, pick: int, course: str, days: int) -> None:
        self._to_somebody(pick, lambda who: self.world.assigns(who, course, self.world.today + timedelta(days=days)))

    @rule(pick=PICK, course=COURSE, first=DAYS, days=DAYS)
    def somebody_is_exempt(self, pick: int, course: str, first: int, days: int) -> None:
        begin = self.world.today + timedelta(days=first)
        self._to_somebody(pick, lambda who: self.world.exempts(who, course, begin, begin + timedelta(days=days)))

    @rule(pick=PICK, course=COURSE, days=DAYS)
    def somebody_gets_more_time(self, pick: int, course: str, days: int) -> None:
        self._to_somebody(pick, lambda who: self.world.extends(who, course, self.world.today + timedelta(days=days)))

    @rule(days=st.none() | DAYS)
    def a_date_is_decided(self, days: int | None) -> None:
        self.world.decides(None if days is None else self.world.today + timedelta(days=days))
        self._works()

    @precondition(lambda self: len(self.world.rules) < 3)
    @rule(
        course=COURSE,
        group=st.none() | GROUP,
        away=st.none() | TEAM,
        anchor=st.sampled_from(["entry", "employment", "date", "later"]),
        days=DAYS,
        begins=st.integers(-40, 20),
        renewal=RENEWALS,
        grace=st.sampled_from([0, 14]),
        equal=st.booleans(),
    )
    def a_rule_is_made(
        self,
        course: str,
        group: str | None,
        away: int | None,
        anchor: str,
        days: int,
        begins: int,
        renewal: Renewal,
        grace: int,
        equal: bool,
    ) -> None:
        today = self.world.today
        due = (
            Due(anchor=anchor, days=days)  # type: ignore[arg-type]
            if anchor in ("entry", "employment")
            else Due(anchor="date", on=today + timedelta(days=days), later_days=days if anchor == "later" else None)
        )
        wanted = Rule(
            title="x",
            kind="course",
            target=course,
            include=(Condition(function_groups=(group,)) if group else Condition(everyone=True),),
            exclude=() if away is None else (Condition(teams=(self.world.teams[away],)),),
            due=due,
            starts_on=today + timedelta(days=begins),
            renewal=renewal,
            grace_days=grace,
            equal=tuple(each for each in COURSES if each != course) if equal else (),
        )
        self.world.saves(wanted)
        self._works()

    @precondition(lambda self: self.world.rules)
    @rule(pick=PICK, renewal=RENEWALS)
    def a_rule_is_changed(self, pick: int, renewal: Renewal) -> None:
        id = sorted(self.world.rules)[pick % len(self.world.rules)]
        self.world.rewrites(id, replace(self.world.rules[id], renewal=renewal))
        self._works()

    @precondition(lambda self: self.world.rules)
    @rule(pick=PICK)
    def a_rule_is_ended(self, pick: int) -> None:
        self.world.drops(sorted(self.world.rules)[pick % len(self.world.rules)])
        self._works()

    # --- time ---

    @rule(steps=st.lists(st.sampled_from([1, 1, 2, 5, 9, 31]), min_size=1, max_size=6))
    def nothing_happens_for_a_while(self, steps: list[int]) -> None:
        """What was foretold comes true, and to look every day or seldom is the same."""
        world = self.world
        last = world.today + timedelta(days=sum(steps))
        foretold, before, waiting = world.seen(last), world.situation(), bool(world.to_decide())
        for step in steps:
            self.past[world.today] = world.seen(world.today)
            world.today += timedelta(days=step)
            self._works()
        assert world.seen(last) == foretold
        jumped = plan(rule_running.active(), before.people, before.paths, last)
        assert waiting or world.to_decide() or _after(before.people, jumped) == world.held()

    @rule()
    def a_night_goes_by(self) -> None:
        self.past[self.world.today] = self.world.seen(self.world.today)
        self.world.today += ONE_DAY
        self._works()

    # --- what holds ---

    @invariant()
    def what_was_known_on_a_past_day_stays(self) -> None:
        for day, lines in self.past.items():
            assert self.world.seen(day) == lines, day

    @invariant()
    def nobody_is_missed_and_nobody_else_is_asked(self) -> None:
        world = self.world
        held, decided = world.held(), {(rule, person) for rule, person, _decision in world.to_decide()}
        for id, wanted in world.rules.items():
            for who in world.people.values():
                if self._is_meant(wanted, who.id) and not self._is_exempt(who.id, wanted.target):
                    assert (who.id, wanted.target) in held or (id, who.id) in decided, (id, who)
        waiting = {(who, self._target(rule)) for rule, who, decision in world.to_decide() if decision == "open"}
        for (person, course), (by, *_dates) in held.items():
            assert by is None or self._may_hold(by, person) or (person, course) in waiting, (by, person)

    @invariant()
    def nothing_is_due_while_somebody_is_away(self) -> None:
        world = self.world
        decided = {(rule, who) for rule, who, _decision in world.to_decide()}
        achieved = {(who, course) for _id, who, course, *_rest in world.completions()}
        for (person, course), (by, _cycle, _counts_from, due, _grace) in world.held().items():
            away = any(first <= due <= last for first, last in world.people[person].away)
            if by is not None and away and not any((person, each) in achieved for each in COURSES):
                assert any((rule, person) in decided for rule in (by, *world.rules)), (person, course)

    def _target(self, rule_id: int) -> str:
        wanted = self.world.rules.get(rule_id)
        return wanted.target if wanted else ""

    def _is_meant(self, wanted: Rule, id: int) -> bool:
        who, today = self.world.people[id], self.world.today
        teams = {team for each in wanted.exclude for team in each.teams}
        groups = wanted.include[0].function_groups
        jobs = who.works(today)
        return (
            who.at_work(today)
            and today >= wanted.starts_on
            and not any(team in teams for team, _group in jobs)
            and (not groups or any(group in groups for _team, group in jobs))
        )

    def _may_hold(self, by: int, id: int) -> bool:
        return by in self.world.rules and self._is_meant(self.world.rules[by], id)

    def _is_exempt(self, id: int, course: str) -> bool:
        found = next(each for each in self.world.situation().people if each.id == id)
        return any(
            each.course_id == course and each.first <= self.world.today <= each.last for each in found.exemptions
        )


def _after(people: tuple[Subject, ...], changes: object) -> dict:
    held = {(who.id, course): row for who in people for course, row in who.held.items()}
    for row in changes.released:
        del held[row.person_id, row.course_id]
    for row in (*changes.added, *(new for _old, new in changes.changed)):
        held[row.person_id, row.course_id] = row
    return {key: (row.rule_id, row.cycle, row.counts_from, row.due_on, row.grace_until) for key, row in held.items()}


def test_what_the_rules_promise_holds_whatever_happens(app: Flask) -> None:
    run_state_machine_as_test(
        Municipality,
        settings=settings(
            max_examples=40, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
