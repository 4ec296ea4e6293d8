"""What a staff list would change in what we know: who is added, changed and ended, and nothing twice."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from learning_goals import team_tree
from learning_goals.person_changes import Kind, PersonPlan, Said, changes_something, holds, leave, listed
from learning_goals.staff_list import Row
from learning_goals.staff_table import Problem
from learning_goals.staffer import CONFIRMED, Held, Job, Marked, Staffer
from learning_goals.timeline import ONE_DAY

Thing = TypeVar("Thing")


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a list would do: teams to make (those above first), what changes per person, and who stays as is."""

    teams: tuple[str, ...]
    people: tuple[PersonPlan, ...]
    unchanged: int

    def of_kind(self, kind: Kind) -> list[PersonPlan]:
        """Return the plans of one kind, in the order of the list."""
        return [each for each in self.people if each.kind == kind]

    @property
    def changes_nothing(self) -> bool:
        """Return whether everything is known already."""
        return not self.teams and not self.people


def plan(rows: Sequence[Row], people: Mapping[str, Staffer], teams: Collection[str], day: date, *, full: bool) -> Plan:
    """Return what the rows change from `day` on; `full`: who is known and not in the list leaves the day before."""
    said = together(rows)
    plans = [listed(each, people.get(each.staff_number), day) for each in said.values()]
    if full:
        missing = (staffer for number, staffer in sorted(people.items()) if number not in said)
        plans += [leave(staffer, day - ONE_DAY, day) for staffer in missing if _works_from(staffer, day)]
    changing = tuple(each for each in plans if changes_something(each))
    return Plan(
        teams=new_teams((row.path for row in rows), teams),
        people=changing,
        unchanged=len(plans) - len(changing),
    )


def new_teams(paths: Iterable[str], known: Collection[str]) -> tuple[str, ...]:
    """Return the teams on these paths that are not known yet, those above first."""
    every = {above for path in set(paths) for above in team_tree.with_those_above(path)}
    return tuple(sorted(every - set(known), key=lambda path: path.split(team_tree.SEPARATOR)))


def together(rows: Iterable[Row]) -> dict[str, Said]:
    """Return what the rows say per staff number."""
    said: dict[str, Said] = {}
    for row in rows:
        one = _said(row)
        if (earlier := said.get(row.staff_number)) is not None:
            one = replace(
                earlier,
                jobs=earlier.jobs + one.jobs,
                roles=_once(earlier.roles + one.roles),
                requests=_once(earlier.requests + one.requests),
                duties=_once(earlier.duties + one.duties),
                tags=_once(earlier.tags + one.tags),
            )
        said[row.staff_number] = one
    return said


def administrators_touched(planned: Plan, day: date) -> list[Problem]:
    """Return a problem for each administrator whose e-mail address, a way in, the list would change."""
    return [
        Problem(line=each.line, column="email", reason="needs_administrator", said=each.staff_number)
        for each in planned.people
        if each.before is not None
        and each.personal is not None
        and each.personal.email != each.before.personal.email
        and holds(each.before, "admin", day)
    ]


def leaders_ended(planned: Plan, day: date) -> list[Staffer]:
    """Return who leads a team on that day and would leave."""
    return [
        each.before
        for each in planned.of_kind("ended")
        if each.before is not None and holds(each.before, "team_leader", day)
    ]


def last_administrator_ended(planned: Plan, people: Iterable[Staffer], day: date) -> bool:
    """Return whether there is an administrator on that day and none would be left."""
    now = {staffer.staff_number for staffer in people if holds(staffer, "admin", day) and _works_from(staffer, day)}
    return bool(now) and now <= {each.staff_number for each in planned.of_kind("ended")}


def _said(row: Row) -> Said:
    job = Job(
        team=row.path,
        function=row.function,
        function_group=row.function_group,
        hours=row.hours,
        location=row.location,
    )
    roles = tuple(
        Held(role=role, team=row.path if role == "team_leader" else "", listed=True)
        for role in row.roles
        if role != "employee" and role not in CONFIRMED
    )
    return Said(
        line=row.line,
        staff_number=row.staff_number,
        personal=row.personal,
        employed=row.employed,
        jobs=(job,),
        roles=roles,
        requests=tuple(role for role in row.roles if role in CONFIRMED),
        duties=tuple(Marked(id=each, listed=True) for each in row.duties),
        tags=tuple(Marked(id=each, listed=True) for each in row.tags),
    )


def _once(things: tuple[Thing, ...]) -> tuple[Thing, ...]:
    return tuple(dict.fromkeys(things))


def _works_from(staffer: Staffer, day: date) -> bool:
    return any(row.period.valid_until >= day for row in staffer.employments)
