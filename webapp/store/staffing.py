"""Who works where as known now, and the bulk writes that change it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, insert, select, update
from sqlalchemy.engine import Row

from learning_goals.names import sort_name
from learning_goals.periods import NEVER, Known, Period
from learning_goals.staffer import Employed, Held, Job, Marked, Personal, Staffer
from learning_goals.team_tree import SEPARATOR, name_of
from webapp.extensions import db
from webapp.store.people import (
    DatedFact,
    DutyGrant,
    Employment,
    Membership,
    Person,
    PersonVersion,
    RoleGrant,
    RoleRequest,
    TagGrant,
    Team,
)

CHUNK = 500
"""Most keys in one statement."""
FACTS: tuple[type[DatedFact], ...] = (Employment, Membership, RoleGrant, DutyGrant, TagGrant)
Facts = dict[int, list[Known[Any]]]
Ids = Collection[int] | None
Query = Select[*tuple[Any, ...]]
AnyRow = Row[*tuple[Any, ...]]
_EMPLOYED = Employed()


def staffers(ids: Ids = None) -> dict[str, Staffer]:
    """Return people by staff number, as known now; `ids` None is everybody."""
    employments = _facts(Employment, (), _employed, ids)
    memberships = _memberships(ids)
    roles = _roles(ids)
    duties = _facts(DutyGrant, (DutyGrant.duty, DutyGrant.listed), _marked, ids)
    tags = _facts(TagGrant, (TagGrant.tag, TagGrant.listed), _marked, ids)
    requests = _requests(ids)
    people = select(
        Person.id, Person.staff_number, Person.given_name, Person.family_name, Person.email, Person.language
    ).order_by(Person.id)
    return {
        number: Staffer(
            id=key,
            staff_number=number,
            personal=Personal(given_name=given, family_name=family, email=email, language=language),
            employments=tuple(employments[key]),
            memberships=tuple(memberships[key]),
            roles=tuple(roles[key]),
            duties=tuple(duties[key]),
            tags=tuple(tags[key]),
            requests=requests[key],
        )
        for key, number, given, family, email, language in db.session.execute(_among(people, Person.id, ids))
    }


def team_ids() -> dict[str, int]:
    """Return the key of every team by its path."""
    return dict(db.session.execute(select(Team.path, Team.id).order_by(Team.path)).all())


def make_teams(paths: Sequence[str], change_id: int) -> None:
    """Make teams; those above come first."""
    known = team_ids()
    for path in paths:
        above = path.rpartition(SEPARATOR)[0]
        team = Team(name=name_of(path), path=path, parent_id=known[above] if above else None, recorded_by=change_id)
        db.session.add(team)
        db.session.flush()
        known[path] = team.id


def add_people(people: Mapping[str, Personal], now: datetime) -> dict[str, int]:
    """Add people by staff number; returns their keys."""
    if people:
        db.session.execute(
            insert(Person),
            [{"staff_number": number, "created_at": now, **_columns(who)} for number, who in people.items()],
        )
    return keys_of(people)


def keys_of(numbers: Iterable[str]) -> dict[str, int]:
    """Return people's keys by staff number."""
    keys: dict[str, int] = {}
    for chunk in _chunks(list(numbers)):
        found = select(Person.staff_number, Person.id).where(Person.staff_number.in_(chunk))
        keys.update(db.session.execute(found).all())
    return keys


def name_of_number(number: str) -> str:
    """Return whose staff number it is, empty when nobody's."""
    row = db.session.execute(select(Person.given_name, Person.family_name).where(Person.staff_number == number)).first()
    return f"{row.given_name} {row.family_name}" if row else ""


def record_personal(people: Mapping[int, Personal], change_id: int, now: datetime) -> None:
    """Keep these data as the newest version of each person, and show them from now on."""
    if not people:
        return
    table = Person.__table__
    statement = (
        update(table)  # pyright: ignore[reportArgumentType]
        .where(table.c.id == bindparam("key"))
        .values({name: bindparam(name) for name in _columns(next(iter(people.values())))})
    )
    db.session.connection().execute(statement, [{"key": key, **_columns(who)} for key, who in people.items()])
    db.session.execute(
        insert(PersonVersion),
        [
            {
                "person_id": key,
                "given_name": who.given_name,
                "family_name": who.family_name,
                "email": who.email,
                "language": who.language,
                "recorded_by": change_id,
                "recorded_at": now,
            }
            for key, who in people.items()
        ],
    )


def supersede(table: type[DatedFact], keys: Iterable[int], change_id: int, now: datetime) -> None:
    """Say that these rows are no longer what we believe."""
    for chunk in _chunks(list(keys)):
        db.session.execute(
            update(table)
            .where(table.id.in_(chunk), table.superseded_at == NEVER)
            .values(superseded_at=now, superseded_by=change_id)
            .execution_options(synchronize_session=False)
        )


def record(
    table: type[DatedFact],
    periods: Iterable[tuple[int, Period[Any]]],
    teams: Mapping[str, int],
    change_id: int,
    now: datetime,
) -> None:
    """Append rows: (person, period) each."""
    rows = [
        {
            "person_id": person_id,
            "valid_from": period.valid_from,
            "valid_until": period.valid_until,
            "recorded_at": now,
            "superseded_at": NEVER,
            "recorded_by": change_id,
            **_value_columns(table, period.value, teams),
        }
        for person_id, period in periods
    ]
    if rows:
        db.session.execute(insert(table), rows)


def _value_columns(table: type[DatedFact], value: Any, teams: Mapping[str, int]) -> dict[str, Any]:
    match value:
        case Employed():
            return {}
        case Job():
            return {
                "team_id": teams[value.team],
                "function": value.function,
                "function_group": value.function_group,
                "hours": value.hours,
                "location": value.location,
            }
        case Held():
            return {
                "role": value.role,
                "scope": "team" if value.team else "all",
                "team_id": teams[value.team] if value.team else None,
                "deputy": value.deputy,
                "listed": value.listed,
            }
        case Marked():
            return {"duty" if table is DutyGrant else "tag": value.id, "listed": value.listed}
        case _:
            raise TypeError(value)


def _columns(who: Personal) -> dict[str, str]:
    return {
        "given_name": who.given_name,
        "family_name": who.family_name,
        "sort_name": sort_name(who.given_name, who.family_name),
        "email": who.email,
        "email_folded": who.email.casefold()[:254],
        "language": who.language,
    }


def _memberships(ids: Ids) -> Facts:
    columns = (
        Team.path,
        Membership.function,
        Membership.function_group,
        Membership.hours,
        Membership.location,
    )

    def job(row: AnyRow) -> Job:
        return Job(team=row[5], function=row[6], function_group=row[7], hours=row[8], location=row[9])

    return _read(_current(Membership, columns).join(Team, Team.id == Membership.team_id), Membership, job, ids)


def _roles(ids: Ids) -> Facts:
    columns = (RoleGrant.role, Team.path, RoleGrant.deputy, RoleGrant.listed)

    def held(row: AnyRow) -> Held:
        return Held(role=row[5], team=row[6] or "", deputy=row[7], listed=row[8])

    return _read(_current(RoleGrant, columns).outerjoin(Team, Team.id == RoleGrant.team_id), RoleGrant, held, ids)


def _requests(ids: Ids) -> dict[int, dict[str, str]]:
    newest: defaultdict[int, dict[str, str]] = defaultdict(dict)
    asked = select(RoleRequest.person_id, RoleRequest.role, RoleRequest.decision).order_by(RoleRequest.id)
    for person_id, role, decision in db.session.execute(_among(asked, RoleRequest.person_id, ids)):
        newest[person_id][role] = decision
    return newest


def _facts(table: type[DatedFact], columns: Sequence[Any], value: Any, ids: Ids) -> Facts:
    return _read(_current(table, columns), table, value, ids)


def _current(table: type[DatedFact], columns: Sequence[Any]) -> Query:
    return (
        select(table.person_id, table.id, table.valid_from, table.valid_until, table.recorded_at, *columns)
        .where(table.superseded_at == NEVER)
        .order_by(table.person_id, table.valid_from, table.id)
    )


def _read(statement: Query, table: type[DatedFact], value: Any, ids: Ids) -> Facts:
    found: defaultdict[int, list[Known[Any]]] = defaultdict(list)
    for row in db.session.execute(_among(statement, table.person_id, ids)):
        period = Period(value=value(row), valid_from=row[2], valid_until=row[3])
        found[row[0]].append(Known(key=row[1], period=period, recorded_at=row[4]))
    return found


def _employed(_row: AnyRow) -> Employed:
    return _EMPLOYED


def _marked(row: AnyRow) -> Marked:
    return Marked(id=row[5], listed=row[6])


def _among(statement: Query, column: Any, ids: Ids) -> Query:
    return statement if ids is None else statement.where(column.in_(ids))


def _chunks(things: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(things), CHUNK):
        yield things[start : start + CHUNK]
