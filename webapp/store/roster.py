"""The list of people as HR searches it, and the teams with who leads them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import aliased

from learning_goals.names import folded
from learning_goals.periods import NEVER
from learning_goals.team_tree import SEPARATOR
from webapp.extensions import db
from webapp.store.people import DatedFact, Employment, Membership, Person, RoleGrant, Team
from webapp.store.scope import teams_below, works_in


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Whom HR looks for on a day; empty and 0 mean all, `left` also shows who no longer works here."""

    day: date
    words: str = ""
    team_id: int = 0
    function_group: str = ""
    left: bool = False


@dataclass(frozen=True, kw_only=True)
class Listed:
    """One person of the list; `first` and `last` are the newest period of employment, `first` > `last`: none."""

    id: int
    staff_number: str
    name: str
    email: str
    first: date
    last: date


@dataclass(frozen=True, kw_only=True)
class TeamLine:
    """A team with how many people work in it, and who leads it: (person, name, is deputy)."""

    id: int
    name: str
    path: str
    people: int
    leaders: tuple[tuple[int, str, bool], ...]


def count(asked: Asked) -> int:
    """Return how many people fit."""
    return db.session.scalar(select(func.count()).select_from(Person).where(*_conditions(asked))) or 0


def people(asked: Asked, offset: int, limit: int) -> list[Listed]:
    """Return who fits, by name."""
    held = aliased(Employment)
    newest = (
        select(func.max(Employment.valid_from))
        .where(Employment.person_id == Person.id, Employment.superseded_at == NEVER)
        .correlate(Person)
        .scalar_subquery()
    )
    statement = (
        select(Person, held.valid_from, held.valid_until)
        .outerjoin(held, (held.person_id == Person.id) & (held.superseded_at == NEVER) & (held.valid_from == newest))
        .where(*_conditions(asked))
        .order_by(Person.sort_name, Person.id)
        .offset(offset)
        .limit(limit)
    )
    return [
        Listed(
            id=person.id,
            staff_number=person.staff_number,
            name=f"{person.given_name} {person.family_name}",
            email=person.email,
            first=first or date.max,
            last=last or date.min,
        )
        for person, first, last in db.session.execute(statement)
    ]


def ids(asked: Asked) -> list[int]:
    """Return the keys of everybody who fits."""
    return list(db.session.scalars(select(Person.id).where(*_conditions(asked)).order_by(Person.id)))


def team_lines(day: date) -> list[TeamLine]:
    """Return every team in the order of the tree, as it is on that day."""
    working = dict(
        db.session.execute(
            select(Membership.team_id, func.count(Membership.person_id.distinct()))
            .where(*_holds(Membership, day))
            .group_by(Membership.team_id)
        ).all()
    )
    leading = _leaders(day)
    teams = db.session.execute(select(Team.id, Team.name, Team.path))
    in_order = sorted(teams, key=lambda team: team.path.split(SEPARATOR))
    return [
        TeamLine(id=key, name=name, path=path, people=working.get(key, 0), leaders=tuple(leading.get(key, ())))
        for key, name, path in in_order
    ]


def administrators(day: date) -> list[int]:
    """Return who is employed and administrator on that day."""
    asked = (
        select(RoleGrant.person_id)
        .distinct()
        .where(RoleGrant.role == "admin", *_holds(RoleGrant, day), _employed(RoleGrant.person_id, day))
    )
    return sorted(db.session.scalars(asked))


def _leaders(day: date) -> dict[int | None, list[tuple[int, str, bool]]]:
    asked = (
        select(RoleGrant.team_id, Person.id, Person.given_name, Person.family_name, RoleGrant.deputy)
        .join(Person, Person.id == RoleGrant.person_id)
        .where(RoleGrant.role == "team_leader", *_holds(RoleGrant, day), _employed(RoleGrant.person_id, day))
        .order_by(RoleGrant.deputy, Person.sort_name, Person.id)
    )
    found: dict[int | None, list[tuple[int, str, bool]]] = {}
    for team_id, key, given, family, deputy in db.session.execute(asked):
        found.setdefault(team_id, []).append((key, f"{given} {family}", deputy))
    return found


def _conditions(asked: Asked) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if not asked.left:
        found.append(
            exists().where(
                Employment.person_id == Person.id,
                Employment.superseded_at == NEVER,
                Employment.valid_until >= asked.day,
            )
        )
    if asked.team_id or asked.function_group:
        found.append(_in_team(asked))
    for word in folded(asked.words).split():
        found.append(
            or_(
                Person.sort_name.contains(word, autoescape=True),
                func.lower(Person.staff_number).startswith(word, autoescape=True),
            )
        )
    return found


def _in_team(asked: Asked) -> ColumnElement[bool]:
    teams = teams_below((asked.team_id,)) if asked.team_id else None
    also = [Membership.function_group == asked.function_group] if asked.function_group else []
    return works_in(Person.id, teams, asked.day, *also)


def _holds(table: type[DatedFact], day: date) -> Collection[Any]:
    return (table.superseded_at == NEVER, table.valid_from <= day, table.valid_until >= day)


def _employed(person_id: Any, day: date) -> ColumnElement[bool]:
    return exists().where(Employment.person_id == person_id, *_holds(Employment, day))
