"""The leerdoelwijzer as its own person reads and writes it; the answers themselves are sealed before they come here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    UniqueConstraint,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from learning_goals.periods import NEVER
from webapp.extensions import Base, db
from webapp.store.columns import Code, Instant, Key, NotYet, PersonKey
from webapp.store.once import insert_once


class SelfAssessment(Base):
    """One filling-in of a questionnaire by one person; `slot` keeps two windows from beginning it twice."""

    __tablename__ = "self_assessment"
    __table_args__ = (
        UniqueConstraint("person_id", "slot"),
        CheckConstraint("form in ('full', 'pulse')", name="known_form"),
        CheckConstraint("variant in ('employee', 'leader', 'newcomer')", name="known_variant"),
        CheckConstraint("started_at <= finished_at", name="begins_before_it_ends"),
        Index("ix_self_assessment_round_id_finished_at", "round_id", "finished_at"),
    )
    id: Mapped[Key]
    person_id: Mapped[PersonKey]
    slot: Mapped[Code]
    round_id: Mapped[int | None] = mapped_column(ForeignKey("assessment_round.id"))
    questionnaire_id: Mapped[Code]
    questionnaire_version: Mapped[int]
    digest: Mapped[Code]
    form: Mapped[Code]
    variant: Mapped[Code]
    norm_number: Mapped[int]
    gentle: Mapped[bool]
    seed: Mapped[Code]
    local: Mapped[dict[str, Any]] = mapped_column(JSON)
    started_at: Mapped[Instant]
    finished_at: Mapped[NotYet]


class AssessmentAnswer(Base):
    """The sealed answers of one page of one self-assessment; `page` 'end' holds the choice and the private note."""

    __tablename__ = "assessment_answer"
    __table_args__ = (UniqueConstraint("self_assessment_id", "page"),)
    id: Mapped[Key]
    self_assessment_id: Mapped[int] = mapped_column(ForeignKey("self_assessment.id"), index=True)
    page: Mapped[Code]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    saved_at: Mapped[Instant]


@dataclass(frozen=True, kw_only=True)
class Begun:
    """What a self-assessment is made of when it starts."""

    person_id: int
    slot: str
    round_id: int | None
    questionnaire_id: str
    questionnaire_version: int
    digest: str
    form: str
    variant: str
    norm_number: int
    gentle: bool
    seed: str
    local: Mapping[str, Any]
    started_at: datetime


@dataclass(frozen=True, kw_only=True)
class Held(Begun):
    """A self-assessment of one's own; `finished_at` 9999-12-31 while it runs."""

    id: int
    finished_at: datetime

    @property
    def finished(self) -> bool:
        """Whether it was handed in."""
        return self.finished_at < NEVER


_KEPT = tuple(Begun.__dataclass_fields__)
_COLUMNS = (*(getattr(SelfAssessment, name) for name in _KEPT), SelfAssessment.id, SelfAssessment.finished_at)
_MINE = select(*_COLUMNS).where(SelfAssessment.person_id == bindparam("person_id"))
_ONE = _MINE.where(SelfAssessment.id == bindparam("id"))
_PAGES = (
    select(AssessmentAnswer.page, AssessmentAnswer.sealed)
    .where(AssessmentAnswer.self_assessment_id == bindparam("id"))
    .order_by(AssessmentAnswer.page)
)


def begin(begun: Begun) -> bool:
    """Append a self-assessment; returns False when another window began it."""
    values = {name: getattr(begun, name) for name in _KEPT}
    return insert_once(SelfAssessment, **{**values, "local": dict(begun.local)}, finished_at=NEVER)


def mine(person_id: int) -> list[Held]:
    """Return the person's own, newest first."""
    asked = _MINE.order_by(SelfAssessment.started_at.desc(), SelfAssessment.id.desc())
    return [Held(**row._mapping) for row in db.session.execute(asked, {"person_id": person_id})]


def one(person_id: int, assessment_id: int, *, locked: bool = False) -> Held | None:
    """Return the person's own self-assessment, or None; locked, other windows that save it wait."""
    which = {"person_id": person_id, "id": assessment_id}
    if locked and db.session.connection().dialect.name != "sqlite":
        held = SelfAssessment.id == assessment_id, SelfAssessment.person_id == person_id
        db.session.execute(select(SelfAssessment.id).where(*held).with_for_update()).all()
    row = db.session.execute(_ONE, which).one_or_none()
    return None if row is None else Held(**row._mapping)


def pages(assessment_id: int) -> dict[str, bytes]:
    """Return the sealed answers of every page that was saved."""
    return {row.page: row.sealed for row in db.session.execute(_PAGES, {"id": assessment_id})}


def save(assessment_id: int, page: str, sealed: bytes, now: datetime) -> None:
    """Keep the sealed answers of a page instead of what it held."""
    which = (AssessmentAnswer.self_assessment_id == assessment_id, AssessmentAnswer.page == page)
    done = db.session.execute(update(AssessmentAnswer).where(*which).values(sealed=sealed, saved_at=now))
    if not done.rowcount:
        row = {"self_assessment_id": assessment_id, "page": page, "sealed": sealed, "saved_at": now}
        db.session.execute(insert(AssessmentAnswer), row)


def finish(assessment_id: int, slot: str, now: datetime) -> None:
    """Hand it in; from then on it stands in that slot."""
    which = SelfAssessment.id == assessment_id
    db.session.execute(update(SelfAssessment).where(which).values(finished_at=now, slot=slot))


def in_round(round_id: int) -> Iterator[tuple[Held, dict[str, bytes]]]:
    """Yield everything handed in for a round with its sealed pages; only the figures of the round are made of it."""
    sealed: dict[int, dict[str, bytes]] = {}
    asked = (
        select(AssessmentAnswer.self_assessment_id, AssessmentAnswer.page, AssessmentAnswer.sealed)
        .join(SelfAssessment, SelfAssessment.id == AssessmentAnswer.self_assessment_id)
        .where(SelfAssessment.round_id == round_id, SelfAssessment.finished_at < NEVER)
        .order_by(AssessmentAnswer.id)
    )
    for row in db.session.execute(asked):
        sealed.setdefault(row.self_assessment_id, {})[row.page] = row.sealed
    held = (
        select(*_COLUMNS)
        .where(SelfAssessment.round_id == round_id, SelfAssessment.finished_at < NEVER)
        .order_by(SelfAssessment.id)
    )
    for row in db.session.execute(held).all():
        yield Held(**row._mapping), sealed.get(row.id, {})


def answered(round_id: int) -> frozenset[int]:
    """Return who handed it in for a round; only mails and response figures are made of it."""
    asked = select(SelfAssessment.person_id).where(
        SelfAssessment.round_id == round_id, SelfAssessment.finished_at < NEVER
    )
    return frozenset(db.session.scalars(asked))


def erase(person_id: int, assessment_id: int) -> None:
    """Delete one of the person's own, with its answers."""
    _delete(select(SelfAssessment.id).where(SelfAssessment.person_id == person_id, SelfAssessment.id == assessment_id))


def forget_before(finished: datetime, started: datetime) -> None:
    """Delete what was handed in before one instant, and what was begun before another and never handed in."""
    _delete(select(SelfAssessment.id).where(SelfAssessment.finished_at < finished))
    _delete(select(SelfAssessment.id).where(SelfAssessment.finished_at >= NEVER, SelfAssessment.started_at < started))


def _delete(which: Any) -> None:
    db.session.execute(delete(AssessmentAnswer).where(AssessmentAnswer.self_assessment_id.in_(which)))
    db.session.execute(delete(SelfAssessment).where(SelfAssessment.id.in_(which)))


def handed_in(round_id: int, person_id: int) -> bool:
    """Return whether somebody handed it in for a round; only mails ask."""
    held = (SelfAssessment.round_id == round_id, SelfAssessment.person_id == person_id)
    found = select(func.count()).where(*held, SelfAssessment.finished_at < NEVER)
    return bool(db.session.scalar(found))


def ever(person_id: int) -> bool:
    """Return whether somebody handed one in; only the person's own home page asks."""
    found = select(func.count()).where(SelfAssessment.person_id == person_id, SelfAssessment.finished_at < NEVER)
    return bool(db.session.scalar(found))
