"""Reviews as they are kept, with the record that counts of each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, literal, or_, select

from learning_goals.periods import NEVER
from webapp.extensions import db
from webapp.store.people import DutyGrant, Membership, Person, Team
from webapp.store.review_tables import MeetingRhythm, Review, ReviewAgreement, ReviewRecord
from webapp.store.scope import teams_below

TEAM, DUTY = "team:", "duty:"


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A review; `team` is the team's name ("" for a duty), `by_hand`: somebody chose the day, `held_on` None: open."""

    id: int
    about: str
    team_id: int
    team: str
    path: str
    year: int
    number: int
    due_on: date
    by_hand: bool
    lessons: str
    revision: int
    held_on: date | None


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """One agreement."""

    what: str
    who: str
    by_day: date | None


@dataclass(frozen=True, kw_only=True)
class Record:
    """What was written down of a review, and by whom; `superseded_at` 9999-12-31 is the one that counts."""

    id: int
    review_id: int
    held_on: date
    present: int
    kept: str
    norm_changes: bool
    next_on: date | None
    points: tuple[str, ...]
    by: str
    recorded_at: datetime
    superseded_at: datetime
    agreements: tuple[Agreement, ...]

    @property
    def counts(self) -> bool:
        """Whether no correction came after it."""
        return self.superseded_at == NEVER


@dataclass(frozen=True, kw_only=True)
class KeptRhythm:
    """When a team meets, as its leader said."""

    weekday: int
    every_weeks: int
    counted_from: date
    revision: int


def team_about(team_id: int) -> str:
    """Return how a team's reviews are called."""
    return f"{TEAM}{team_id}"


def of_everybody(day: date, since: date, until: date) -> list[Kept]:
    """Return every review due between two days that is or was to be held, in the order of the tree."""
    return _kept(_statement(day).where(Review.due_on.between(since, until)))


def of_years(day: date, first: int, last: int) -> list[Kept]:
    """Return every review of these years that is or was to be held, in the order of the tree."""
    return _kept(_statement(day).where(Review.year.between(first, last)))


def below(day: date, team_ids: Collection[int], since: date) -> list[Kept]:
    """Return the reviews of these teams and of those below, due from a day on."""
    return _kept(_statement(day).where(Review.team_id.in_(teams_below(team_ids)), Review.due_on >= since))


def of_duties(day: date, since: date) -> list[Kept]:
    """Return the reviews of who has a duty, due from a day on."""
    return _kept(_statement(day).where(Review.team_id.is_(None), Review.due_on >= since))


def of_abouts(abouts: Collection[str]) -> list[Kept]:
    """Return all reviews of these, oldest first, whether or not they are still to be held."""
    return _kept(_ALL.where(Review.about.in_(abouts)).order_by(Review.year, Review.number))


def of_person(person_id: int, day: date) -> list[Kept]:
    """Return the reviews of the teams in which this person works on that day, oldest first."""
    teams = select(Membership.team_id).where(Membership.person_id == person_id, *_works(day))
    return _kept(_ALL.where(Review.team_id.in_(teams)).order_by(Review.due_on, Review.id))


def one(review_id: int) -> Kept | None:
    """Return that review, or None."""
    return next(iter(_kept(_ALL.where(Review.id == review_id))), None)


def records(review_ids: Collection[int], *, all_versions: bool = False) -> list[Record]:
    """Return what was recorded of these reviews, newest first; earlier versions only when asked for."""
    asked = (
        select(ReviewRecord, Person.given_name, Person.family_name)
        .join(Person, Person.id == ReviewRecord.recorded_by)
        .where(ReviewRecord.review_id.in_(review_ids))
        .order_by(ReviewRecord.held_on.desc(), ReviewRecord.id.desc())
    )
    if not all_versions:
        asked = asked.where(ReviewRecord.superseded_at == NEVER)
    rows = db.session.execute(asked).all() if review_ids else []
    agreed = _agreements([row[0].id for row in rows]) if rows else {}
    return [_record(row[0], f"{row[1]} {row[2]}", agreed.get(row[0].id, ())) for row in rows]


def looked_at(about: str, but_for: int) -> list[tuple[date, tuple[str, ...]]]:
    """Return the days of all reviews of one team that count, but for one, with the points that were looked at."""
    asked = (
        select(ReviewRecord.held_on, ReviewRecord.document)
        .join(Review, Review.id == ReviewRecord.review_id)
        .where(Review.about == about, Review.id != but_for, ReviewRecord.superseded_at == NEVER)
    )
    return [(row[0], tuple(row[1]["points"])) for row in db.session.execute(asked)]


def rhythm(about: str) -> KeptRhythm | None:
    """Return when this team meets, or None when nobody said."""
    return rhythms((about,)).get(about)


def rhythms(abouts: Collection[str] = ()) -> dict[str, KeptRhythm]:
    """Return when these teams meet (none named: all), of who said."""
    asked = select(MeetingRhythm)
    if abouts:
        asked = asked.where(MeetingRhythm.about.in_(abouts))
    return {
        row.about: KeptRhythm(
            weekday=row.weekday, every_weeks=row.every_weeks, counted_from=row.counted_from, revision=row.revision
        )
        for row in db.session.scalars(asked)
    }


_ALL = (
    select(Review, Team.name, Team.path, ReviewRecord.held_on)
    .outerjoin(Team, Team.id == Review.team_id)
    .outerjoin(ReviewRecord, and_(ReviewRecord.review_id == Review.id, ReviewRecord.superseded_at == NEVER))
)


def _statement(day: date) -> Select[Any]:
    return _ALL.where(_to_be_held(day)).order_by(Team.path, Review.about, Review.year, Review.number)


def _to_be_held(day: date) -> ColumnElement[bool]:
    """Whether it was held, or the team (or somebody with the duty) was still there on its day, or is there now."""
    then = case((Review.due_on < day, Review.due_on), else_=day)
    people = exists().where(Membership.team_id == Review.team_id, *_works(then))
    holders = exists().where(
        literal(DUTY) + DutyGrant.duty == Review.about,
        DutyGrant.superseded_at == NEVER,
        DutyGrant.valid_from <= then,
        DutyGrant.valid_until >= then,
    )
    return or_(ReviewRecord.id.is_not(None), people, and_(Review.team_id.is_(None), holders))


def _works(day: Any) -> tuple[ColumnElement[bool], ...]:
    return (Membership.superseded_at == NEVER, Membership.valid_from <= day, Membership.valid_until >= day)


def _kept(asked: Select[Any]) -> list[Kept]:
    return [
        Kept(
            id=row.id,
            about=row.about,
            team_id=row.team_id or 0,
            team=name or "",
            path=path or "",
            year=row.year,
            number=row.number,
            due_on=row.due_on,
            by_hand=row.set_by is not None,
            lessons=row.lessons,
            revision=row.revision,
            held_on=held_on,
        )
        for row, name, path, held_on in db.session.execute(asked.execution_options(populate_existing=True))
    ]


def _agreements(record_ids: Collection[int]) -> dict[int, list[Agreement]]:
    asked = (
        select(ReviewAgreement)
        .where(ReviewAgreement.record_id.in_(record_ids))
        .order_by(ReviewAgreement.record_id, ReviewAgreement.number)
    )
    found: dict[int, list[Agreement]] = {}
    for row in db.session.scalars(asked):
        found.setdefault(row.record_id, []).append(Agreement(what=row.what, who=row.who, by_day=row.by_day))
    return found


def _record(row: ReviewRecord, by: str, agreements: Collection[Agreement]) -> Record:
    return Record(
        id=row.id,
        review_id=row.review_id,
        held_on=row.held_on,
        present=row.present,
        kept=row.kept,
        norm_changes=row.norm_changes,
        next_on=row.next_on,
        points=tuple(row.document["points"]),
        by=by,
        recorded_at=row.recorded_at,
        superseded_at=row.superseded_at,
        agreements=tuple(agreements),
    )
