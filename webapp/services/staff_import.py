"""A staff list goes in: shown first, then done as one act."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from learning_goals import staff_changes, staff_list
from learning_goals.person_changes import PersonPlan
from learning_goals.staff_changes import Plan
from learning_goals.staff_table import Problem
from learning_goals.staffer import Staffer
from webapp.services import rule_running
from webapp.services.choices import audiences
from webapp.store import revision, role_requests, staff_log, staffing

Step = Callable[[str, int], None]
"""Is told what is done and with how many."""


@dataclass(frozen=True, kw_only=True)
class Order:
    """A list and how to take it: from which day it holds, and whether it names everybody."""

    data: bytes
    file_name: str
    effective: date
    full: bool = False


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What a list would do, or why it is refused; `state` changes when anything about the staff does."""

    plan: Plan
    problems: tuple[Problem, ...]
    leaders_ended: tuple[Staffer, ...]
    last_administrator_ended: bool
    state: int

    @property
    def counts(self) -> dict[str, int]:
        """How many people are added, changed, ended and unchanged, and how many teams are made."""
        return {
            "added": len(self.plan.of_kind("added")),
            "changed": len(self.plan.of_kind("changed")),
            "ended": len(self.plan.of_kind("ended")),
            "unchanged": self.plan.unchanged,
            "teams": len(self.plan.teams),
        }


def silent(_step: str, _count: int) -> None:
    """Tell nobody."""


def preview(order: Order, *, by_administrator: bool, tell: Step = silent) -> Preview:
    """Return what the list would do now."""
    people = staffing.staffers()
    teams = staffing.team_ids()
    state = staff_log.newest()

    rows, problems = staff_list.read(order.data, audiences(), people, teams)
    tell("lines read", len(rows))
    planned = staff_changes.plan(rows, people, teams, order.effective, full=order.full and not problems)
    if not by_administrator:
        problems += staff_changes.administrators_touched(planned, order.effective)
    tell("people compared", len(planned.people) + planned.unchanged)

    return Preview(
        plan=planned,
        problems=tuple(problems),
        leaders_ended=tuple(staff_changes.leaders_ended(planned, order.effective)),
        last_administrator_ended=staff_changes.last_administrator_ended(planned, people.values(), order.effective),
        state=state,
    )


def take(
    order: Order, seen: Preview, by: int | None, now: datetime, *, kind: str = "import", tell: Step = silent
) -> int:
    """Do what a preview without problems showed; returns the key of the act, 0 when there is nothing to do."""
    if seen.problems:
        raise ValueError("a list with problems is never taken")
    if seen.plan.changes_nothing:
        return 0
    summary = {**seen.counts, "effective": order.effective.isoformat(), "full": order.full}
    act = staff_log.append(kind, by, now, file_name=order.file_name[:200], summary=summary)
    apply(seen.plan.teams, seen.plan.people, order.effective, act, now, tell=tell)
    return act


def apply(
    teams: tuple[str, ...], people: Iterable[PersonPlan], day: date, act: int, now: datetime, *, tell: Step = silent
) -> None:
    """Record what changes; requests for roles hold from `day`."""
    plans = list(people)
    revision.raise_it()
    staffing.make_teams(teams, act)
    keys = _keys(plans, now)
    staffing.record_personal({keys[each.staff_number]: each.personal for each in plans if each.personal}, act, now)
    tell("people recorded", len(plans))
    paths = staffing.team_ids()
    for table, name in _SUBJECTS:
        amendments = [(keys[each.staff_number], getattr(each, name)) for each in plans]
        superseded = [key for _person, amendment in amendments for key in amendment.superseded]
        recorded = [(person, period) for person, amendment in amendments for period in amendment.recorded]
        staffing.supersede(table, superseded, act, now)
        staffing.record(table, recorded, paths, act, now)
        tell(f"{name} recorded", len(recorded))
    role_requests.ask(((keys[each.staff_number], role, day) for each in plans for role in each.requests), act)
    rule_running.later(f"staff:{act}", now)
    role_requests.withdraw(((keys[each.staff_number], role) for each in plans for role in each.withdrawn), act)


def _keys(plans: list[PersonPlan], now: datetime) -> dict[str, int]:
    known = {each.staff_number: each.before.id for each in plans if each.before}
    new = {each.staff_number: each.personal for each in plans if not each.before and each.personal}
    return known | staffing.add_people(new, now)


_SUBJECTS: tuple[tuple[Any, str], ...] = tuple(
    zip(staffing.FACTS, ("employments", "memberships", "roles", "duties", "tags"), strict=True)
)
