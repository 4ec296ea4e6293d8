"""How things stood month after month: figures of each month's last day as it was known then, made by a nightly job."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from learning_goals.assignments import Progress, State, state_of
from learning_goals.tracking import EXEMPT, STANDINGS, Standing, month_ends
from webapp import clock
from webapp.services import choices, offerings, progress
from webapp.services.jobs import Claimed, Effect
from webapp.services.progress import Counts, Filter
from webapp.services.proof_day import first_day
from webapp.store import exempt, members, month_figures
from webapp.store import progress as progress_store
from webapp.store.wanted import Instants, Wanted

Part = str
"""A team with those below it (0: everything) and a function group (empty: all), as `7|publieksdiensten`."""
Made = dict[Part, dict[str, list[int]]]
"""For each part and thing the number in each of STANDINGS."""


@dataclass(frozen=True, kw_only=True)
class Month:
    """A day of the trend and how many stood how."""

    day: date
    counts: Counts


def make(_job: Claimed, now: datetime) -> Effect:
    """Make the figures of the months that are over and have none yet."""
    first, ends = first_day(now), month_ends(clock.day_of(now))
    missing = [day for day in ends if day >= first and day not in month_figures.days(ends)]
    made = [(day, figures_of(day)) for day in missing]

    def effect() -> None:
        for day, counts in made:
            month_figures.keep(day, counts, now)

    return effect


def trend(chosen: Filter, today: date) -> list[Month] | None:
    """Return the months before the chosen day, and that day itself; None when the choice has none.

    Months without figures are left out: those before people were recorded, and those that the job has still to make.
    """
    if chosen.role or chosen.rule_id is not None:
        return None
    day = progress.view(chosen, today).day
    ends = month_ends(day)
    known = sorted(month_figures.days(ends))
    part = f"{chosen.team_id}|{chosen.function_group}"
    months = [Month(day=each, counts=_summed(kept(each).get(part, {}), chosen.course_id)) for each in known]
    return [*months, Month(day=day, counts=progress.figures((), chosen, today).all)]


@lru_cache(maxsize=36)
def kept(day: date) -> Mapping[Part, Mapping[str, list[int]]]:
    """Return the figures of a day, read once by each process: they never change."""
    return month_figures.counts(day)


def figures_of(day: date) -> Made:
    """Count one day, as it was known at its end: every part of the organisation at once."""
    end = clock.end_of(day)
    asked = Wanted(day=day, at=Instants(asked=end, known=end))
    parts = _parts_of_people(members.memberships(day, end))
    found: dict[Part, dict[str, Counter[Standing]]] = {}
    for person, what, standing in _standings(asked):
        for part in parts.get(person, _EVERYTHING):
            found.setdefault(part, {}).setdefault(what, Counter())[standing] += 1
    return {
        part: {what: [n[each] for each in STANDINGS] for what, n in things.items()} for part, things in found.items()
    }


_EVERYTHING = frozenset({"0|"})


def _standings(asked: Wanted) -> Iterable[tuple[int, str, Standing]]:
    redo = offerings.redo_versions(asked.day)
    known: dict[tuple[object, ...], State] = {}
    for person, what, *facts, _rule in progress_store.facts(asked):
        key = (what, *facts)
        if key not in known:
            due, grace, cycle, begun, version = facts
            so_far = Progress(due_on=due, started=bool(begun), done_version=version, grace_until=grace, cycle=cycle)
            known[key] = state_of(so_far, redo.get(what, 1), asked.day)
        yield person, what, known[key]
    for person, what in exempt.pairs(asked):
        yield person, what, EXEMPT


def _parts_of_people(jobs: Iterable[tuple[int, int, str]]) -> dict[int, frozenset[Part]]:
    above = {team.id: team.parent_id for team in choices.all_teams()}
    found: dict[int, frozenset[Part]] = {}
    for person, team, group in jobs:
        here = _parts(team, group, above)
        found[person] = found.get(person, _EVERYTHING) | here
    return found


def _parts(team: int, group: str, above: Mapping[int, int]) -> frozenset[Part]:
    way = [0]
    while team in above:
        way.append(team)
        team = above[team]
    return frozenset(f"{each}|{said}" for each in way for said in ("", group))


def _summed(things: Mapping[str, list[int]], what: str) -> Counts:
    every = [numbers for each, numbers in things.items() if not what or each == what]
    return {standing: sum(numbers[at] for numbers in every) for at, standing in enumerate(STANDINGS)}
