"""What the organisation had laid down and did together, as it was known at an instant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, select

from webapp.extensions import db
from webapp.store.acknowledgements import Acknowledgement
from webapp.store.learning import CompletionRecord, ContentVersion
from webapp.store.norms import NormVersion
from webapp.store.onboarding_tables import MentorAssignment, Onboarding, OnboardingMark
from webapp.store.people import Employment, Membership, RoleGrant, Team
from webapp.store.review_tables import Review, ReviewAgreement, ReviewRecord, ReviewSetting
from webapp.store.risk_profiles import RiskProfileVersion
from webapp.store.rules import AssignmentRuleVersion
from webapp.store.scope import believed, holding
from webapp.store.team_norms import TeamAcknowledgement, TeamNormVersion


@dataclass(frozen=True, kw_only=True)
class Norm:
    """A published version; `by` is 0 when no person published it."""

    number: int
    valid_from: date
    published_at: datetime
    by: int
    change_kind: str
    content: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class RuleVersion:
    """A version of a rule."""

    rule_id: int
    number: int
    status: str
    document: Mapping[str, Any]
    recorded_at: datetime


@dataclass(frozen=True, kw_only=True)
class Profile:
    """The newest version of a risk profile; one of `team_id` (else 0) and `function` (else "") is filled in."""

    team_id: int
    function: str
    number: int
    content: Mapping[str, Any]
    recorded_at: datetime


@dataclass(frozen=True, kw_only=True)
class Reviewed:
    """A review; `record_id` 0 and `held_on` None: nothing was recorded. `team_id` 0: of who has a duty."""

    id: int
    about: str
    team_id: int
    year: int
    number: int
    record_id: int
    held_on: date | None
    present: int
    kept: str
    norm_changes: bool
    points: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """What was agreed in a review."""

    record_id: int
    number: int
    what: str
    who: str
    by_day: date | None


@dataclass(frozen=True, kw_only=True)
class Text:
    """A version of a course or quiz that somebody was shown."""

    kind: str
    subject: str
    digest: str
    first_used_at: datetime


def teams() -> Mapping[int, str]:
    """Return every team by its path."""
    return {row[0]: row[1] for row in db.session.execute(select(Team.id, Team.path).order_by(Team.path))}


def norms(at: datetime) -> list[Norm]:
    """Return the versions that were published, newest first."""
    asked = select(NormVersion).where(NormVersion.published_at <= at).order_by(NormVersion.number.desc())
    return [
        Norm(
            number=row.number,
            valid_from=row.valid_from,
            published_at=row.published_at,
            by=row.published_by or 0,
            change_kind=row.change_kind,
            content=row.content,
        )
        for row in db.session.scalars(asked)
    ]


def rules(at: datetime) -> Mapping[int, RuleVersion]:
    """Return what every rule said, ended ones too, by the rule's number."""
    asked = select(AssignmentRuleVersion).where(*believed(AssignmentRuleVersion, at))
    return {
        row.rule_id: RuleVersion(
            rule_id=row.rule_id,
            number=row.number,
            status=row.status,
            document=row.document,
            recorded_at=row.recorded_at,
        )
        for row in db.session.scalars(asked.order_by(AssignmentRuleVersion.rule_id))
    }


def risk_profiles(at: datetime) -> list[Profile]:
    """Return the newest version of every profile, by function and team."""
    table = RiskProfileVersion
    last = select(table.subject, func.max(table.number).label("number")).where(table.recorded_at <= at)
    last = last.group_by(table.subject).subquery()
    asked = (
        select(table)
        .join(last, (last.c.subject == table.subject) & (last.c.number == table.number))
        .order_by(table.subject)
    )
    return [
        Profile(
            team_id=row.team_id or 0,
            function=row.function_name,
            number=row.number,
            content=row.content,
            recorded_at=row.recorded_at,
        )
        for row in db.session.scalars(asked)
    ]


def reviews(day: date, at: datetime) -> list[Reviewed]:
    """Return every review that was held by that day, and those of which nothing was recorded, by team and time."""
    table = ReviewRecord
    asked = (
        select(Review, ReviewRecord)
        .outerjoin(table, (table.review_id == Review.id) & (table.held_on <= day) & _all(believed(table, at)))
        .order_by(Review.year, Review.number, Review.about)
    )
    return [
        Reviewed(
            id=review.id,
            about=review.about,
            team_id=review.team_id or 0,
            year=review.year,
            number=review.number,
            record_id=record.id if record else 0,
            held_on=record.held_on if record else None,
            present=record.present if record else 0,
            kept=record.kept if record else "",
            norm_changes=bool(record and record.norm_changes),
            points=tuple(record.document["points"]) if record else (),
        )
        for review, record in db.session.execute(asked)
    ]


def agreements(day: date, at: datetime) -> list[Agreed]:
    """Return what was agreed in the reviews that were held by that day, in their order."""
    asked = (
        select(ReviewAgreement)
        .join(ReviewRecord, ReviewRecord.id == ReviewAgreement.record_id)
        .where(ReviewRecord.held_on <= day, *believed(ReviewRecord, at))
        .order_by(ReviewAgreement.record_id, ReviewAgreement.number)
    )
    return [
        Agreed(record_id=row.record_id, number=row.number, what=row.what, who=row.who, by_day=row.by_day)
        for row in db.session.scalars(asked)
    ]


def review_settings(at: datetime) -> list[tuple[int, int, int]]:
    """Return (from which year, times for teams, times for duties), the one that holds last."""
    asked = (
        select(ReviewSetting.from_year, ReviewSetting.teams, ReviewSetting.duties)
        .where(ReviewSetting.set_at <= at)
        .order_by(ReviewSetting.from_year, ReviewSetting.number)
    )
    return [(row[0], row[1], row[2]) for row in db.session.execute(asked)]


def teams_with_people(day: date, at: datetime) -> frozenset[int]:
    """Return the teams in which somebody worked on that day."""
    return frozenset(db.session.scalars(select(Membership.team_id).where(*holding(Membership, day, at)).distinct()))


def team_norms(at: datetime) -> Mapping[int, tuple[datetime, int]]:
    """Return for each team with agreements when the first were published, and how many versions there are."""
    table = TeamNormVersion
    first = func.min(table.published_at, type_=table.published_at.type)
    asked = select(table.team_id, first, func.max(table.number)).where(table.published_at <= at)
    return {row[0]: (row[1], row[2]) for row in db.session.execute(asked.group_by(table.team_id))}


def trained_leaders(item: str, day: date, at: datetime) -> Mapping[int, date]:
    """Return when everybody who leads or led first attended the training of leaders."""
    table = CompletionRecord
    leads = exists().where(RoleGrant.person_id == table.person_id, RoleGrant.role == "team_leader")
    asked = select(table.person_id, func.min(table.completed_on)).where(
        table.course_id == item, table.completed_on <= day, leads, *believed(table, at)
    )
    return {row[0]: row[1] for row in db.session.execute(asked.group_by(table.person_id))}


def first_practice(items: frozenset[str], day: date, at: datetime) -> Mapping[int, date]:
    """Return when somebody of each team first attended one of these trainings, by who works there on that day."""
    table = CompletionRecord
    asked = (
        select(Membership.team_id, func.min(table.completed_on))
        .join(Membership, Membership.person_id == table.person_id)
        .where(table.course_id.in_(items), table.method == "attended", table.completed_on <= day)
        .where(*believed(table, at), *holding(Membership, day, at))
        .group_by(Membership.team_id)
    )
    return {row[0]: row[1] for row in db.session.execute(asked)}


def marks(at: datetime) -> Mapping[tuple[int, date], Mapping[str, date]]:
    """Return what was written down about the start of people: by person and first day, each step with its day."""
    asked = (
        select(Onboarding.person_id, Onboarding.employed_from, OnboardingMark.step, OnboardingMark.done_on)
        .join(OnboardingMark, OnboardingMark.onboarding_id == Onboarding.id)
        .where(OnboardingMark.done, *believed(OnboardingMark, at))
    )
    found: dict[tuple[int, date], dict[str, date]] = {}
    for person, first, step, on in db.session.execute(asked):
        found.setdefault((person, first), {})[step] = on
    return found


def mentored(at: datetime) -> Mapping[tuple[int, date], date]:
    """Return since when somebody who is new has or had a mentor, by person and first day."""
    asked = (
        select(Onboarding.person_id, Onboarding.employed_from, func.min(MentorAssignment.valid_from))
        .join(MentorAssignment, MentorAssignment.onboarding_id == Onboarding.id)
        .where(*believed(MentorAssignment, at))
        .group_by(Onboarding.person_id, Onboarding.employed_from)
    )
    return {(row[0], row[1]): row[2] for row in db.session.execute(asked)}


def texts(at: datetime) -> list[Text]:
    """Return which versions of courses and quizzes people had been shown, by subject and time."""
    asked = (
        select(ContentVersion.kind, ContentVersion.subject, ContentVersion.digest, ContentVersion.first_used_at)
        .where(ContentVersion.first_used_at <= at, ContentVersion.kind.in_(("course", "quiz")))
        .order_by(ContentVersion.subject, ContentVersion.kind, ContentVersion.first_used_at, ContentVersion.id)
    )
    return [Text(kind=row[0], subject=row[1], digest=row[2], first_used_at=row[3]) for row in db.session.execute(asked)]


def acknowledged_counts(day: date, at: datetime) -> Mapping[int, int]:
    """Return how many of who was employed on that day had acknowledged each version of the norm."""
    employed = exists().where(Employment.person_id == Acknowledgement.person_id, *holding(Employment, day, at))
    asked = select(Acknowledgement.norm_number, func.count()).where(Acknowledgement.acknowledged_at <= at, employed)
    return {row[0]: row[1] for row in db.session.execute(asked.group_by(Acknowledgement.norm_number))}


def team_acknowledged(day: date, at: datetime) -> int:
    """Return how often somebody who was employed on that day had said to have read agreements of a team."""
    table = TeamAcknowledgement
    employed = exists().where(Employment.person_id == table.person_id, *holding(Employment, day, at))
    asked = select(func.count()).select_from(table).where(table.acknowledged_at <= at, employed)
    return db.session.scalar(asked) or 0


def acknowledged_since(number: int, day: date, at: datetime) -> tuple[int, int]:
    """Return how many of who was employed then had acknowledged a version from `number` on, and how many were."""
    working = select(func.count(Employment.person_id.distinct())).where(*holding(Employment, day, at))
    said = exists().where(
        Acknowledgement.person_id == Employment.person_id,
        Acknowledgement.norm_number >= number,
        Acknowledgement.acknowledged_at <= at,
    )
    return db.session.scalar(working.where(said)) or 0, db.session.scalar(working) or 0


def functions(day: date, at: datetime) -> frozenset[str]:
    """Return every function that somebody had on that day."""
    asked = select(Membership.function).where(Membership.function != "", *holding(Membership, day, at))
    return frozenset(db.session.scalars(asked.distinct()))


def _all(conditions: tuple[ColumnElement[bool], ...]) -> ColumnElement[bool]:
    return and_(*conditions)
