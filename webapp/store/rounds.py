"""Rounds of the leerdoelwijzer: whom they ask, and the figures that were published, which never change again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    LargeBinary,
    Select,
    UniqueConstraint,
    and_,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from learning_goals.periods import NEVER
from webapp.extensions import Base, db
from webapp.store.assessments import SelfAssessment
from webapp.store.columns import Code, Instant, Key, Name, NotYet, PersonKey
from webapp.store.people import Employment, Membership, RoleGrant, Team
from webapp.store.scope import teams_below


class AssessmentRound(Base):
    """A period in which teams, function groups or all are asked to fill in the questionnaire."""

    __tablename__ = "assessment_round"
    __table_args__ = (
        CheckConstraint("form in ('full', 'pulse')", name="known_form"),
        CheckConstraint("opens_on <= closes_on", name="opens_before_it_closes"),
        CheckConstraint("minimum >= 5", name="five_is_the_floor"),
    )
    id: Mapped[Key]
    title: Mapped[Name]
    form: Mapped[Code]
    opens_on: Mapped[date]
    closes_on: Mapped[date]
    audience: Mapped[dict[str, Any]] = mapped_column(JSON)
    minimum: Mapped[int]
    norm_number: Mapped[int]
    questionnaire_version: Mapped[int]
    opened_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    opened_at: Mapped[Instant]
    published_at: Mapped[NotYet]


class RoundMember(Base):
    """Somebody who is asked, in one of the teams where the person worked when the round was made."""

    __tablename__ = "round_member"
    __table_args__ = (
        UniqueConstraint("round_id", "person_id", "team_id"),
        Index("ix_round_member_person_id_round_id", "person_id", "round_id"),
    )
    id: Mapped[Key]
    round_id: Mapped[int] = mapped_column(ForeignKey("assessment_round.id"), index=True)
    person_id: Mapped[PersonKey]
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), index=True)
    function_group: Mapped[Code]
    leads: Mapped[bool]


class RoundFigure(Base):
    """One published figure of one group, or why it is hidden; made once, when the round is published."""

    __tablename__ = "round_figure"
    __table_args__ = (UniqueConstraint("round_id", "group_key", "measure"),)
    id: Mapped[Key]
    round_id: Mapped[int] = mapped_column(ForeignKey("assessment_round.id"), index=True)
    group_key: Mapped[Code]
    measure: Mapped[Code]
    hidden: Mapped[Code] = mapped_column(default="")
    figure: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class RoundRelease(Base):
    """Whom the published tables of one measure counted, sealed: later rounds are held against it."""

    __tablename__ = "round_release"
    __table_args__ = (UniqueConstraint("round_id", "measure"),)
    id: Mapped[Key]
    round_id: Mapped[int] = mapped_column(ForeignKey("assessment_round.id"), index=True)
    measure: Mapped[Code]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


@dataclass(frozen=True, kw_only=True)
class Round:
    """A round as screens read it; `published_at` 9999-12-31 until its figures are there."""

    id: int
    title: str
    form: str
    opens_on: date
    closes_on: date
    audience: Mapping[str, Any]
    minimum: int
    norm_number: int
    questionnaire_version: int
    opened_by: int
    opened_at: datetime
    published_at: datetime

    @property
    def published(self) -> bool:
        """Whether its figures are there."""
        return self.published_at < NEVER


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Whom a round asks: these teams with those below them, or these function groups; neither: everybody."""

    teams: tuple[int, ...] = ()
    function_groups: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Member:
    """One row of whom a round asks."""

    person_id: int
    team_id: int
    function_group: str
    leads: bool


_ROUND = select(*(getattr(AssessmentRound, name) for name in Round.__dataclass_fields__))


def add(values: Mapping[str, Any]) -> int:
    """Append a round; returns its key."""
    row = AssessmentRound(**values)
    db.session.add(row)
    db.session.flush()
    return row.id


def add_members(round_id: int, wanted: Wanted, day: date) -> int:
    """Ask everybody who works there on that day, in one statement; returns how many people that are."""
    asked = select(
        literal(round_id),
        Membership.person_id,
        Membership.team_id,
        func.min(Membership.function_group),
        _leads(day),
    ).where(*_working(wanted, day))
    grouped = asked.group_by(Membership.person_id, Membership.team_id).order_by(
        Membership.person_id, Membership.team_id
    )
    columns = ["round_id", "person_id", "team_id", "function_group", "leads"]
    db.session.execute(insert(RoundMember).from_select(columns, grouped))
    return asked_count(round_id)


def count_wanted(wanted: Wanted, day: date) -> int:
    """Return how many people a round would ask."""
    return db.session.scalar(select(func.count(Membership.person_id.distinct())).where(*_working(wanted, day))) or 0


def asked_count(round_id: int) -> int:
    """Return how many people a round asks."""
    return db.session.scalar(select(func.count(RoundMember.person_id.distinct())).where(_of(round_id))) or 0


def rounds(limit: int = 50) -> list[Round]:
    """Return the rounds, newest first."""
    asked = _ROUND.order_by(AssessmentRound.opens_on.desc(), AssessmentRound.id.desc()).limit(limit)
    return [Round(**row._mapping) for row in db.session.execute(asked)]


def one(round_id: int) -> Round | None:
    """Return that round, or None."""
    row = db.session.execute(_ROUND.where(AssessmentRound.id == round_id)).one_or_none()
    return None if row is None else Round(**row._mapping)


def unpublished() -> list[Round]:
    """Return the rounds without figures, oldest first."""
    asked = _ROUND.where(AssessmentRound.published_at >= NEVER).order_by(AssessmentRound.id)
    return [Round(**row._mapping) for row in db.session.execute(asked)]


def open_for(person_id: int, day: date, *, unanswered: bool = False) -> list[Round]:
    """Return the rounds that ask this person on that day (or only those without an answer), soonest end in front."""
    asks = exists().where(RoundMember.round_id == AssessmentRound.id, RoundMember.person_id == person_id)
    asked = _ROUND.where(
        AssessmentRound.opens_on <= day,
        AssessmentRound.closes_on >= day,
        AssessmentRound.published_at >= NEVER,
        asks,
    ).order_by(AssessmentRound.closes_on, AssessmentRound.id)
    if unanswered:
        asked = asked.where(
            ~exists().where(
                SelfAssessment.round_id == AssessmentRound.id,
                SelfAssessment.person_id == person_id,
                SelfAssessment.finished_at < NEVER,
            )
        )
    return [Round(**row._mapping) for row in db.session.execute(asked)]


def members(round_id: int) -> list[Member]:
    """Return everybody whom the round asks, once for each team."""
    asked = (
        select(RoundMember.person_id, RoundMember.team_id, RoundMember.function_group, RoundMember.leads)
        .where(_of(round_id))
        .order_by(RoundMember.id)
    )
    return [Member(**row._mapping) for row in db.session.execute(asked)]


def people(round_id: int, after: int, limit: int) -> list[int]:
    """Return the next people whom the round asks, by their keys."""
    asked = (
        select(RoundMember.person_id)
        .distinct()
        .where(_of(round_id), RoundMember.person_id > after)
        .order_by(RoundMember.person_id)
        .limit(limit)
    )
    return list(db.session.scalars(asked))


def move_end(round_id: int, closes_on: date) -> None:
    """Let the round end on another day."""
    db.session.execute(update(AssessmentRound).where(AssessmentRound.id == round_id).values(closes_on=closes_on))


def claim_publication(round_id: int, now: datetime) -> bool:
    """Mark the figures as made; returns False when somebody else made them."""
    held = (AssessmentRound.id == round_id, AssessmentRound.published_at >= NEVER)
    return db.session.execute(update(AssessmentRound).where(*held).values(published_at=now)).rowcount == 1


def keep_figures(round_id: int, figures: Iterable[Mapping[str, Any]]) -> None:
    """Append the published figures."""
    if rows := [{"round_id": round_id, **each} for each in figures]:
        db.session.execute(insert(RoundFigure), rows)


def keep_releases(round_id: int, sealed: Mapping[str, bytes]) -> None:
    """Append whom the published tables counted."""
    if rows := [{"round_id": round_id, "measure": measure, "sealed": box} for measure, box in sealed.items()]:
        db.session.execute(insert(RoundRelease), rows)


def releases(measures: Collection[str] = ()) -> list[tuple[int, str, bytes]]:
    """Return (round, measure, sealed) of every release, or only of those measures."""
    asked = select(RoundRelease.round_id, RoundRelease.measure, RoundRelease.sealed).order_by(RoundRelease.id)
    if measures:
        asked = asked.where(RoundRelease.measure.in_(measures))
    return [(row.round_id, row.measure, row.sealed) for row in db.session.execute(asked)]


def figures(round_ids: Sequence[int], groups: Collection[str]) -> list[tuple[int, str, str, str, dict[str, Any]]]:
    """Return (round, group, measure, hidden, figure) of these groups in these rounds."""
    asked = (
        select(RoundFigure.round_id, RoundFigure.group_key, RoundFigure.measure, RoundFigure.hidden, RoundFigure.figure)
        .where(RoundFigure.round_id.in_(round_ids), RoundFigure.group_key.in_(groups))
        .order_by(RoundFigure.id)
    )
    return [tuple(row) for row in db.session.execute(asked)]


def groups_with_response(round_id: int) -> list[str]:
    """Return the groups of the round whose response is known or hidden with a reason."""
    asked = select(RoundFigure.group_key).where(_figure_of(round_id), RoundFigure.measure == "response")
    return sorted(db.session.scalars(asked))


def published(limit: int = 8) -> list[Round]:
    """Return the newest rounds with figures, oldest first."""
    asked = (
        _ROUND.where(AssessmentRound.published_at < NEVER)
        .order_by(AssessmentRound.closes_on.desc(), AssessmentRound.id.desc())
        .limit(limit)
    )
    return [Round(**row._mapping) for row in db.session.execute(asked)][::-1]


def replace_responses(round_id: int, rows: Iterable[Mapping[str, Any]]) -> None:
    """Keep the response figures of an open round instead of those of the day before."""
    db.session.execute(RoundFigure.__table__.delete().where(_figure_of(round_id), RoundFigure.measure == "response"))
    keep_figures(round_id, rows)


def parents() -> dict[int, int]:
    """Return the team above each team (0: none)."""
    rows = db.session.execute(select(Team.id, Team.parent_id).order_by(Team.id))
    return {row.id: row.parent_id or 0 for row in rows}


def _of(round_id: int) -> ColumnElement[bool]:
    return RoundMember.round_id == round_id


def _figure_of(round_id: int) -> ColumnElement[bool]:
    return RoundFigure.round_id == round_id


def _working(wanted: Wanted, day: date) -> list[ColumnElement[bool]]:
    employed = exists().where(
        Employment.person_id == Membership.person_id,
        Employment.superseded_at == NEVER,
        Employment.valid_from <= day,
        Employment.valid_until >= day,
    )
    found = [
        Membership.superseded_at == NEVER,
        Membership.valid_from <= day,
        Membership.valid_until >= day,
        employed,
    ]
    if wanted.teams:
        below: Select[tuple[int]] = teams_below(wanted.teams)
        found.append(Membership.team_id.in_(below))
    if wanted.function_groups:
        found.append(Membership.function_group.in_(wanted.function_groups))
    return found


def _leads(day: date) -> ColumnElement[bool]:
    return exists().where(
        and_(
            RoleGrant.person_id == Membership.person_id,
            RoleGrant.role == "team_leader",
            RoleGrant.superseded_at == NEVER,
            RoleGrant.valid_from <= day,
            RoleGrant.valid_until >= day,
            or_(RoleGrant.deputy.is_(False), RoleGrant.deputy.is_(None)),
        )
    )
