"""Moving a review, preparing it, and writing down what came of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from learning_goals.reviews.agenda import names_in
from learning_goals.reviews.periods import ONE_DAY, Period, period_of, window
from learning_goals.reviews.proposing import Limit, meeting_days, possible, refusal
from learning_goals.reviews.state import Standing, day_before, gap_is_kept
from webapp import clock
from webapp.errors import Conflict
from webapp.policy import Visitor
from webapp.services import review_planning, reviews
from webapp.services.reviews import Opened
from webapp.store import audit, review_facts, review_tables, review_writing
from webapp.store import reviews as store
from webapp.store.reviews import Agreement, Kept, Record

LONGEST_LESSONS = review_tables.LONGEST_LESSONS
LONGEST_WHAT = review_tables.LONGEST_WHAT
LONGEST_WHO = review_tables.LONGEST_WHO


class CannotBe(ValueError):
    """A day is refused; `limit` says why, `days` are some that are possible."""

    def __init__(self, limit: Limit, days: Sequence[date] = ()) -> None:
        super().__init__(limit)
        self.limit = limit
        self.days = tuple(days)


@dataclass(frozen=True, kw_only=True)
class Written:
    """What somebody fills in after a review; `next_on` None leaves the next day as it is."""

    held_on: date
    present: int
    kept: str
    norm_changes: bool
    points: tuple[str, ...]
    agreements: tuple[Agreement, ...]
    next_on: date | None


@dataclass(frozen=True, kw_only=True)
class Days:
    """To which days a review can be moved: the first that fit the team's rhythm (empty: it is too late)."""

    before: date | None
    offered: tuple[date, ...]


def days_of(found: Opened, today: date) -> Days:
    """Return to which days an open review can be moved."""
    before = _before(found, today)
    rhythm = review_planning.rhythm_of(found.kept.about)
    closed = review_planning.closed_days(today)
    return Days(before=before, offered=possible(found.period, before, rhythm, closed, today))


def move(actor: Visitor, review_id: int, revision: int, day: date, now: datetime) -> None:
    """Choose another day within the limits; raises CannotBe, or Conflict when the review changed meanwhile."""
    today = clock.day_of(now)
    found = reviews.writable(actor, review_id, today)
    if found.kept.held_on:
        raise Conflict
    _refuse(day, found.kept.about, found.period, _before(found, today), today)
    if not review_writing.move(review_id, revision, day, actor.person_id):
        raise Conflict
    audit.append(actor.person_id, None, "review.moved", now, {"review": review_id, "to": day.isoformat()})
    review_planning.plan_again(found.kept.about, now)


def keep_lessons(
    actor: Visitor, review_id: int, revision: int, text: str, now: datetime, *, sure: bool
) -> tuple[str, ...]:
    """Keep what the leader wants to discuss of incidents; returns the names in it, with which it is kept only if sure.

    Raises Conflict when the review changed meanwhile.
    """
    today = clock.day_of(now)
    found = reviews.writable(actor, review_id, today)
    named = names_in(text, review_facts.names_in(found.kept.team_id, today)) if found.kept.team_id else ()
    if named and not sure:
        return named
    if not review_writing.keep_lessons(review_id, revision, text):
        raise Conflict
    return ()


def next_of(found: Opened) -> tuple[Period, Kept | None] | None:
    """Return the period after this review's, with its review when there is one; None when that was held already."""
    after = found.period.last + ONE_DAY
    period = period_of(after, review_planning.times_of(found.kept.about)(after.year))
    kept = next((each for each in found.all if (each.year, each.number) == (period.year, period.number)), None)
    return None if kept is not None and kept.held_on else (period, kept)


def proposed_next(found: Opened, held_on: date, today: date) -> date | None:
    """Return the next day to show in the form: the planned one if it fits, else the first that does."""
    coming = next_of(found)
    if coming is None:
        return None
    period, kept = coming
    within = window(period, held_on)
    if kept is not None and within.holds(kept.due_on):
        return kept.due_on
    rhythm = review_planning.rhythm_of(found.kept.about)
    days = meeting_days(within, rhythm, review_planning.closed_days(today))
    return next((day for day in days if day >= today), None)


def record(actor: Visitor, review_id: int, revision: int, said: Written, now: datetime) -> None:
    """Write down what came of a review, or correct that: what was written before stays and counts no more.

    Raises CannotBe for a next day outside the limits (`held_on` is checked with `held_on_fault`), and Conflict when
    the review changed meanwhile.
    """
    today = clock.day_of(now)
    found = reviews.writable(actor, review_id, today)
    coming = next_of(found)
    if said.next_on and coming:
        _refuse(said.next_on, found.kept.about, coming[0], said.held_on, today)
    values = {
        "held_on": said.held_on,
        "present": said.present,
        "kept": said.kept,
        "norm_changes": said.norm_changes,
        "next_on": said.next_on if coming else None,
    }
    if not review_writing.record(review_id, revision, values, said.points, said.agreements, actor.person_id, now):
        raise Conflict
    if said.next_on and coming:
        _set_next(actor, found.kept.about, *coming, said.next_on)
    audit.append(actor.person_id, None, "review.recorded", now, {"review": review_id})
    review_planning.plan_again(found.kept.about, now)


def held_on_fault(found: Opened, held_on: date, today: date) -> Limit | None:
    """Return why this cannot be the day on which it was held: to come, before its period, or of a later one."""
    if held_on > today:
        return "over"
    if held_on < found.period.first:
        return "before_period"
    last = max(found.period.last, window(found.period, _before(found, today)).last)
    return "after_period" if held_on > last else None


def keeps_the_gap(found: Opened, record: Record) -> bool:
    """Return whether a review that was held lies neither too soon nor too long after the one before it."""
    before = max((each.held_on for each in found.earlier if each.held_on), default=None)
    return gap_is_kept(before, record.held_on, found.period.per_year)


def _set_next(actor: Visitor, about: str, period: Period, kept: Kept | None, day: date) -> None:
    if kept is None:
        review_writing.plan([(about, period.year, period.number, day)])
        kept = next(each for each in store.of_abouts((about,)) if (each.year, each.number) == _key(period))
    if not review_writing.move(kept.id, kept.revision, day, actor.person_id):
        raise Conflict


def _refuse(day: date, about: str, period: Period, before: date | None, today: date) -> None:
    rhythm, closed = review_planning.rhythm_of(about), review_planning.closed_days(today)
    limit = refusal(day, period, before, rhythm, closed, today)
    if limit is not None:
        raise CannotBe(limit, possible(period, before, rhythm, closed, today))


def _before(found: Opened, today: date) -> date | None:
    return day_before(standings(found.earlier), today)


def standings(found: Collection[Kept]) -> list[Standing]:
    """Return how these reviews stand among each other."""
    return [Standing(due_on=each.due_on, held_on=each.held_on) for each in found]


def _key(period: Period) -> tuple[int, int]:
    return period.year, period.number
