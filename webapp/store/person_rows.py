"""Every row about one person, table by table: reading, emptying and deleting them by the list in person_tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    Select,
    String,
    Table,
    delete,
    func,
    select,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from learning_goals.periods import NEVER
from webapp.extensions import Base, db
from webapp.person_tables import ABOUT
from webapp.store.columns import Code, Instant, Key, NotYet, PersonKey
from webapp.store.learning import CompletionRecord
from webapp.store.people import Employment, Person

NAMELESS = "—"


class Erasure(Base):
    """Somebody asked to be erased, or was; at most one is open for a person."""

    __tablename__ = "erasure"
    __table_args__ = (
        CheckConstraint("state in ('asked', 'refused', 'done')", name="known_state"),
        CheckConstraint("state = 'asked' or decided_at < '9999-01-01'", name="decided_at_some_time"),
        Index("ix_erasure_state", "state"),
    )
    id: Mapped[Key]
    person_id: Mapped[PersonKey]
    state: Mapped[Code]
    asked_at: Mapped[Instant]
    reason: Mapped[str] = mapped_column(String(500), default="")
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[NotYet]


def _table(name: str) -> Table:
    return Base.metadata.tables[name]


def _of(name: str, person_id: int) -> ColumnElement[bool]:
    """Return which rows of a table are about a person."""
    said, table = ABOUT[name], _table(name)
    column = table.c[said.column]
    if not said.parent:
        return column == person_id
    return column.in_(select(_table(said.parent).c.id).where(_of(said.parent, person_id)))


def rows(name: str, person_id: int) -> list[dict[str, Any]]:
    """Return the rows of a table about a person, without what is never taken along."""
    table, hidden = _table(name), ABOUT[name].hidden
    columns = [each for each in table.columns if each.name not in hidden]
    asked: Select[Any] = select(*columns).where(_of(name, person_id)).order_by(*table.primary_key.columns)
    return [dict(row._mapping) for row in db.session.execute(asked)]


def counts(person_id: int) -> Mapping[str, int]:
    """Return how many rows of each table are about a person, in one statement."""
    each = [
        select(func.count()).select_from(_table(name)).where(_of(name, person_id)).scalar_subquery() for name in ABOUT
    ]
    found = db.session.execute(select(*each)).one()
    return dict(zip(ABOUT, found, strict=True))


def personal(person_id: int) -> dict[str, Any]:
    """Return name, address, number and choices of a person."""
    table = _table("person")
    return dict(db.session.execute(select(*table.columns).where(table.c.id == person_id)).one()._mapping)


def erase(person_id: int) -> dict[str, int]:
    """Delete, blank and keep as the list says; returns how many rows were kept, by table."""
    kept = {name: count for name, count in counts(person_id).items() if count and ABOUT[name].fate != "erase"}
    db.session.execute(update(CompletionRecord).where(CompletionRecord.person_id == person_id).values(attempt_id=None))
    for name in reversed(ABOUT):
        said, table = ABOUT[name], _table(name)
        if said.fate == "erase":
            db.session.execute(delete(table).where(_of(name, person_id)))
        elif said.fate == "blank":
            db.session.execute(update(table).where(_of(name, person_id)).values(dict.fromkeys(said.words, NAMELESS)))
    _nameless(person_id)
    return kept


def _nameless(person_id: int) -> None:
    values = {
        "staff_number": f"~{person_id}",
        "given_name": NAMELESS,
        "family_name": str(person_id),
        "sort_name": f"~{person_id}",
        "email": "",
        "email_folded": "",
    }
    db.session.execute(update(Person).where(Person.id == person_id).values(values))


def forget_proof(person_ids: Sequence[int]) -> None:
    """Delete what was kept of people who were erased: what was asked and done, told and attended."""
    for name in reversed(ABOUT):
        said = ABOUT[name]
        if said.fate == "erase" or name in _STAYS:
            continue
        for person_id in person_ids:
            db.session.execute(delete(_table(name)).where(_of(name, person_id)))


_STAYS = frozenset({"employment", "membership", "role_grant", "duty_grant", "tag_grant", "session_trainer", "erasure"})
"""What says no more than that a number worked here: figures of the past need it."""


def last_day(person_id: int) -> date | None:
    """Return the last day on which the person works or will work here; None when there never was one."""
    asked = select(func.max(Employment.valid_until))
    return db.session.scalar(asked.where(Employment.person_id == person_id, Employment.superseded_at == NEVER))


def key_of(staff_number: str) -> int:
    """Return the key of the person with that staff number, 0 when there is none."""
    return db.session.scalar(select(Person.id).where(Person.staff_number == staff_number)) or 0


def left_before(day: date, *, erased: bool) -> list[int]:
    """Return the keys of people whose last day was before a day, who were erased already or were not."""
    left = (
        select(Employment.person_id)
        .where(Employment.superseded_at == NEVER)
        .group_by(Employment.person_id)
        .having(func.max(Employment.valid_until) < day)
    )
    done = select(Erasure.person_id).where(Erasure.state == "done")
    among = Person.id.in_(done) if erased else Person.id.not_in(done)
    return list(db.session.scalars(select(Person.id).where(Person.id.in_(left), among).order_by(Person.id)))


def with_proof(person_ids: Sequence[int]) -> list[int]:
    """Return those of these people of whom proof is still kept."""
    asked = select(CompletionRecord.person_id).where(CompletionRecord.person_id.in_(person_ids)).distinct()
    return sorted(db.session.scalars(asked))


def is_erased(person_id: int) -> bool:
    """Return whether the person was erased."""
    asked = select(Erasure.id).where(Erasure.person_id == person_id, Erasure.state == "done")
    return db.session.scalar(asked.limit(1)) is not None


def requests(person_id: int | None = None) -> list[Erasure]:
    """Return the requests that are open, or every one of a person, newest first."""
    which = Erasure.state == "asked" if person_id is None else Erasure.person_id == person_id
    return list(db.session.scalars(select(Erasure).where(which).order_by(Erasure.id.desc())))


def ask(person_id: int, now: datetime) -> None:
    """Keep that somebody asks to be erased, unless that is open already."""
    if not any(each.state == "asked" for each in requests(person_id)):
        db.session.add(Erasure(person_id=person_id, state="asked", asked_at=now, reason=""))


def decide(person_id: int, state: str, reason: str, by: int | None, now: datetime) -> None:
    """Close the open request, or keep a decision that nobody asked for."""
    values = {"state": state, "reason": reason, "decided_by": by, "decided_at": now}
    which = (Erasure.person_id == person_id, Erasure.state == "asked")
    if not db.session.execute(update(Erasure).where(*which).values(values)).rowcount:
        db.session.add(Erasure(person_id=person_id, asked_at=now, **values))
