"""Whom a rule is for, and since when: the life of a person at work cut into pieces in which nothing changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from learning_goals.assignment_rules.rule import Condition, Rule
from learning_goals.periods import FOREVER
from learning_goals.team_tree import SEPARATOR

NEWCOMER_DAYS = 31
"""A rule for newcomers also counts whose employment began so many days before the rule (H10: the first month)."""
ONE_DAY = timedelta(days=1)
Value = TypeVar("Value")
Span = tuple[date, date, Value]
"""First day, last day, and what held from the one up to and including the other."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Life:
    """Somebody's time at work as known now; a job is (team path, function group)."""

    employments: tuple[Span[int], ...] = ()
    jobs: tuple[Span[tuple[str, str]], ...] = ()
    roles: tuple[Span[str], ...] = ()
    duties: tuple[Span[str], ...] = ()
    tags: tuple[Span[str], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """What holds from the first up to and including the last day; a job is (team path, function group)."""

    first: date
    last: date
    employed_from: date
    jobs: frozenset[tuple[str, str]]
    roles: frozenset[str]
    duties: frozenset[str]
    tags: frozenset[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Stay:
    """An unbroken time in a rule's audience: since when, in which employment, and how it is there."""

    first: date
    last: date
    employed_from: date
    because: Condition


def pieces(life: Life) -> tuple[Piece, ...]:
    """Return the person's time in employment, oldest first."""
    edges = {day for facts in (life.jobs, life.roles, life.duties, life.tags) for each in facts for day in _edges(each)}
    found: list[Piece] = []
    for first, last, _employed in sorted(life.employments):
        starts = [first, *sorted(day for day in edges if first < day <= last)]
        ends = [*(day - ONE_DAY for day in starts[1:]), last]
        found += (_piece(life, begin, end, first) for begin, end in zip(starts, ends, strict=True))
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


def _edges(span: Span[Any]) -> tuple[date, ...]:
    first, last, _value = span
    return (first,) if last == FOREVER else (first, last + ONE_DAY)


def _piece(life: Life, first: date, last: date, employed_from: date) -> Piece:
    return Piece(
        first=first,
        last=last,
        employed_from=employed_from,
        jobs=_held(life.jobs, first),
        roles=_held(life.roles, first) | {"employee"},
        duties=_held(life.duties, first),
        tags=_held(life.tags, first),
    )


def _held(spans: tuple[Span[Value], ...], day: date) -> frozenset[Value]:
    return frozenset(value for first, last, value in spans if first <= day <= last)
