"""Everything that is or was known about where one person works, with who recorded it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Integer, Select, String, cast, false, literal, null, select, union_all
from sqlalchemy.orm import aliased

from learning_goals.periods import Known, Period
from learning_goals.staffer import Employed, Held, Job, Marked
from webapp.extensions import db
from webapp.store.people import (
    DatedFact,
    DutyGrant,
    Employment,
    Membership,
    Person,
    RoleGrant,
    RoleRequest,
    StaffChange,
    TagGrant,
    Team,
)

Value = Employed | Job | Held | Marked
_WORDS = ("text", "function_group", "hours", "location")


@dataclass(frozen=True, kw_only=True)
class Who:
    """The head of a record."""

    id: int
    staff_number: str
    given_name: str
    family_name: str
    email: str
    language: str

    @property
    def name(self) -> str:
        """The whole name, the given name first."""
        return f"{self.given_name} {self.family_name}"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One dated fact, and the act that recorded it; `made_by` empty: a command."""

    subject: str
    known: Known[Value]
    kind: str
    made_by: str


def who(person_id: int) -> Who | None:
    """Return who somebody is."""
    row = db.session.get(Person, person_id)
    if row is None:
        return None
    return Who(
        id=row.id,
        staff_number=row.staff_number,
        given_name=row.given_name,
        family_name=row.family_name,
        email=row.email,
        language=row.language,
    )


def asked_roles(person_id: int) -> list[str]:
    """Return the roles that wait for an administrator's decision."""
    asked = select(RoleRequest.role).where(RoleRequest.person_id == person_id, RoleRequest.decision == "open")
    return list(db.session.scalars(asked.order_by(RoleRequest.id)))


def entries(person_id: int) -> list[Entry]:
    """Return every fact that was ever recorded, newest period first."""
    facts = union_all(*(_facts(*each) for each in _SUBJECTS)).subquery()
    maker = aliased(Person)
    asked = (
        select(facts, Team.path, StaffChange.kind, maker.given_name, maker.family_name)
        .outerjoin(Team, Team.id == facts.c.team_id)
        .join(StaffChange, StaffChange.id == facts.c.recorded_by)
        .outerjoin(maker, maker.id == StaffChange.made_by)
        .where(facts.c.person_id == person_id)
        .order_by(facts.c.subject, facts.c.valid_from.desc(), facts.c.recorded_at.desc(), facts.c.id.desc())
    )
    return [_entry(row) for row in db.session.execute(asked)]


def _facts(subject: str, table: type[DatedFact], said: dict[str, ColumnElement[Any]]) -> Select[*tuple[Any, ...]]:
    """Select a subject's rows with the columns of all subjects."""
    empty = {name: literal("") for name in _WORDS}
    flags = {"team_id": cast(null(), Integer), "deputy": false(), "listed": false()}
    columns: dict[str, ColumnElement[Any]] = {**empty, **flags, **said}
    return select(
        literal(subject).label("subject"),
        table.id,
        table.person_id,
        table.valid_from,
        table.valid_until,
        table.recorded_at,
        table.superseded_at,
        table.recorded_by,
        *(cast(columns[name], String).label(name) for name in _WORDS),
        columns["team_id"].label("team_id"),
        cast(columns["deputy"], Boolean).label("deputy"),
        cast(columns["listed"], Boolean).label("listed"),
    )


_SUBJECTS: tuple[tuple[str, type[DatedFact], dict[str, Any]], ...] = (
    ("employment", Employment, {}),
    (
        "membership",
        Membership,
        {
            "text": Membership.function,
            "function_group": Membership.function_group,
            "hours": Membership.hours,
            "location": Membership.location,
            "team_id": Membership.team_id,
        },
    ),
    (
        "role",
        RoleGrant,
        {
            "text": RoleGrant.role,
            "team_id": RoleGrant.team_id,
            "deputy": RoleGrant.deputy,
            "listed": RoleGrant.listed,
        },
    ),
    ("duty", DutyGrant, {"text": DutyGrant.duty, "listed": DutyGrant.listed}),
    ("tag", TagGrant, {"text": TagGrant.tag, "listed": TagGrant.listed}),
)


def _entry(row: Any) -> Entry:
    period = Period[Value](value=_value(row), valid_from=row.valid_from, valid_until=row.valid_until)
    return Entry(
        subject=row.subject,
        known=Known(key=row.id, period=period, recorded_at=row.recorded_at, superseded_at=row.superseded_at),
        kind=row.kind,
        made_by=f"{row.given_name} {row.family_name}" if row.given_name is not None else "",
    )


def _value(row: Any) -> Value:
    match row.subject:
        case "employment":
            return Employed()
        case "membership":
            return Job(
                team=row.path,
                function=row.text,
                function_group=row.function_group,
                hours=row.hours,
                location=row.location,
            )
        case "role":
            return Held(role=row.text, team=row.path or "", deputy=row.deputy, listed=row.listed)
        case _:
            return Marked(id=row.text, listed=row.listed)
