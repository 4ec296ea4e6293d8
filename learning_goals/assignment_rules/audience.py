"""Whom a rule is for, and since when: the life of a person at work cut into pieces in which nothing changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from learning_goals.assignment_rules.rule import Condition, Rule
from learning_goals.periods import FOREVER, Known
from learning_goals.staffer import Staffer
from learning_goals.team_tree import SEPARATOR

NEWCOMER_DAYS = 31
"""A rule for newcomers also counts whose employment began so many days before the rule (H10: the first month)."""
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Piece:
    """What holds from the first up to and including the last day; a job is (team path, function group)."""

    first: date
    last: date
    employed_from: date
    jobs: frozenset[tuple[str, str]]
    roles: frozenset[str]
    duties: frozenset[str]
    tags: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Stay:
    """An unbroken time in a rule's audience: since when, in which employment, and how it is there."""

    first: date
    last: date
    employed_from: date
    because: Condition


def pieces(person: Staffer) -> tuple[Piece, ...]:
    """Return the person's time in employment, oldest first."""
    facts = (*person.memberships, *person.roles, *person.duties, *person.tags)
    found: list[Piece] = []
    for employed in sorted(person.employments, key=lambda each: each.period.valid_from):
        first, last = employed.period.valid_from, employed.period.valid_until
        inner = {day for each in facts for day in _edges(each) if first < day <= last}
        starts = sorted({first, *inner})
        ends = [*(day - ONE_DAY for day in starts[1:]), last]
        found += (_piece(person, begin, end, first) for begin, end in zip(starts, ends, strict=True))
    return tuple(found)


def stays(rule: Rule, person_id: int, life: Iterable[Piece], paths: Mapping[int, str]) -> list[Stay]:
    """Return when the person is in the rule's audience; `paths` are the teams' paths by id."""
    found: list[Stay] = []
    for piece in life:
        because = _reason(rule, person_id, piece, paths)
        if because is None:
            continue
        before = found[-1] if found else None
        if before and before.last + ONE_DAY == piece.first and before.employed_from == piece.employed_from:
            found[-1] = Stay(
                first=before.first, last=piece.last, employed_from=before.employed_from, because=before.because
            )
        else:
            found.append(Stay(first=piece.first, last=piece.last, employed_from=piece.employed_from, because=because))
    return found


def _reason(rule: Rule, person_id: int, piece: Piece, paths: Mapping[int, str]) -> Condition | None:
    if any(_fits(each, rule, person_id, piece, paths) for each in rule.exclude):
        return None
    return next((each for each in rule.include if _fits(each, rule, person_id, piece, paths)), None)


def _fits(said: Condition, rule: Rule, person_id: int, piece: Piece, paths: Mapping[int, str]) -> bool:
    if said.empty:
        return False
    return (
        (not said.people or person_id in said.people)
        and (not said.roles or not piece.roles.isdisjoint(said.roles))
        and (not said.duties or not piece.duties.isdisjoint(said.duties))
        and (not said.tags or not piece.tags.isdisjoint(said.tags))
        and (not said.newcomers or (rule.starts_on - piece.employed_from).days <= NEWCOMER_DAYS)
        and _works_there(said, piece, paths)
    )


def _works_there(said: Condition, piece: Piece, paths: Mapping[int, str]) -> bool:
    if not said.function_groups and not said.teams:
        return True
    tops = [paths[each] for each in said.teams if each in paths]
    return any(
        (not said.function_groups or group in said.function_groups)
        and (not said.teams or any(team == top or team.startswith(top + SEPARATOR) for top in tops))
        for team, group in piece.jobs
    )


def _edges(row: Known[Any]) -> tuple[date, ...]:
    last = row.period.valid_until
    return (row.period.valid_from,) if last == FOREVER else (row.period.valid_from, last + ONE_DAY)


def _piece(person: Staffer, first: date, last: date, employed_from: date) -> Piece:
    return Piece(
        first=first,
        last=last,
        employed_from=employed_from,
        jobs=frozenset((job.team, job.function_group) for job in _held(person.memberships, first)),
        roles=frozenset(held.role for held in _held(person.roles, first)) | {"employee"},
        duties=frozenset(duty.id for duty in _held(person.duties, first)),
        tags=frozenset(tag.id for tag in _held(person.tags, first)),
    )


def _held(rows: tuple[Known[Any], ...], day: date) -> list[Any]:
    return [row.period.value for row in rows if row.period.holds_on(day)]
