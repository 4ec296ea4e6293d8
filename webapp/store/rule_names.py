"""Names of people for lists, whatever their number."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from webapp.extensions import db
from webapp.store.people import Person


def names(person_ids: Collection[int]) -> dict[int, str]:
    """Return "given family" of these people by key."""
    asked = select(Person.id, Person.given_name, Person.family_name).where(Person.id.in_(person_ids))
    return {id: f"{given} {family}" for id, given, family in db.session.execute(asked)}


def staff_numbers(person_ids: Collection[int]) -> dict[int, str]:
    """Return the staff numbers of these people by key."""
    asked = select(Person.id, Person.staff_number).where(Person.id.in_(person_ids))
    return {row[0]: row[1] for row in db.session.execute(asked)}
