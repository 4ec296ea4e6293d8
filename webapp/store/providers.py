"""Training providers: reading and writing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from webapp.extensions import db
from webapp.store.evaluation_tables import Provider
from webapp.store.once import insert_once
from webapp.store.people import Person


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A provider as it is kept; `by` is who changed it last, empty for a command."""

    id: int
    name: str
    contact: str
    email: str
    phone: str
    web: str
    note: str
    status: str
    answers: Mapping[str, Any]
    revision: int
    changed_at: datetime
    by: str


_COLUMNS = [each.name for each in fields(Kept) if each.name != "by"]


def listing() -> list[Kept]:
    """Return all of them by name."""
    return [_kept(*row) for row in db.session.execute(_asked().order_by(Provider.name))]


def one(key: int) -> Kept | None:
    """Return that provider."""
    row = db.session.execute(_asked().where(Provider.id == key)).first()
    return _kept(*row) if row else None


def add(name: str, by: int, now: datetime) -> bool:
    """Append a provider; returns False when the name is taken."""
    return insert_once(
        Provider, name=name, contact="", email="", phone="", web="", note="", status="considered", answers={},
        revision=0, changed_by=by, changed_at=now,
    )  # fmt: skip


def save(key: int, revision: int, values: Mapping[str, Any], by: int, now: datetime) -> bool:
    """Keep a provider that was at that revision; returns False when it changed meanwhile."""
    where = (Provider.id == key, Provider.revision == revision)
    kept = {**values, "revision": revision + 1, "changed_by": by, "changed_at": now}
    return db.session.execute(update(Provider).where(*where).values(**kept).returning(Provider.id)).first() is not None


def _asked() -> Any:
    return select(Provider, Person.given_name, Person.family_name).outerjoin(Person, Person.id == Provider.changed_by)


def _kept(row: Provider, given: str | None, family: str | None) -> Kept:
    return Kept(**{name: getattr(row, name) for name in _COLUMNS}, by=f"{given} {family}" if given else "")
