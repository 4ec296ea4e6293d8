"""Roles that a list or HR asked for and an administrator decides on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from sqlalchemy import insert, select, update

from learning_goals.staffer import RoleName
from webapp.extensions import db
from webapp.store.people import Person, RoleRequest, StaffChange


@dataclass(frozen=True, kw_only=True)
class Request:
    """One role that waits for a decision, with where it came from."""

    id: int
    person_id: int
    staff_number: str
    name: str
    role: RoleName
    valid_from: date
    kind: str
    made_by: int | None
    made_at: datetime
    file_name: str


_OPEN = (
    select(RoleRequest, Person, StaffChange)
    .join(Person, Person.id == RoleRequest.person_id)
    .join(StaffChange, StaffChange.id == RoleRequest.requested_by)
    .where(RoleRequest.decision == "open")
    .order_by(RoleRequest.id)
)


def waiting() -> list[Request]:
    """Return the requests without a decision, oldest first."""
    return [_request(*row) for row in db.session.execute(_OPEN)]


def waiting_one(request_id: int) -> Request | None:
    """Return one request if it still waits; nobody else can decide on it meanwhile."""
    row = db.session.execute(_OPEN.where(RoleRequest.id == request_id).with_for_update(of=RoleRequest)).first()
    return _request(*row) if row else None


def ask(wanted: Iterable[tuple[int, str, date]], change_id: int) -> None:
    """Ask for roles: (person, role, from which day) each."""
    rows = [
        {"person_id": person_id, "role": role, "valid_from": since, "requested_by": change_id}
        for person_id, role, since in wanted
    ]
    if rows:
        db.session.execute(insert(RoleRequest), rows)


def withdraw(wanted: Iterable[tuple[int, str]], change_id: int) -> None:
    """Withdraw what is open: (person, role) each."""
    for person_id, role in wanted:
        db.session.execute(
            update(RoleRequest)
            .where(RoleRequest.person_id == person_id, RoleRequest.role == role, RoleRequest.decision == "open")
            .values(decision="withdrawn", withdrawn_by=change_id)
        )


def withdraw_of(change_id: int, by_change: int) -> None:
    """Withdraw what one change asked for, and ask again what it withdrew."""
    db.session.execute(
        update(RoleRequest)
        .where(RoleRequest.requested_by == change_id, RoleRequest.decision == "open")
        .values(decision="withdrawn", withdrawn_by=by_change)
    )
    db.session.execute(
        update(RoleRequest).where(RoleRequest.withdrawn_by == change_id).values(decision="open", withdrawn_by=None)
    )


def decide(request_id: int, decision: str, by: int, now: datetime) -> None:
    """Record the decision of an administrator."""
    db.session.execute(
        update(RoleRequest).where(RoleRequest.id == request_id).values(decision=decision, decided_by=by, decided_at=now)
    )


def _request(request: RoleRequest, person: Person, change: StaffChange) -> Request:
    return Request(
        id=request.id,
        person_id=person.id,
        staff_number=person.staff_number,
        name=f"{person.given_name} {person.family_name}",
        role=cast(RoleName, request.role),
        valid_from=request.valid_from,
        kind=change.kind,
        made_by=change.made_by,
        made_at=change.made_at,
        file_name=change.file_name,
    )
