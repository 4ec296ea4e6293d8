"""Planning, moving and recording reviews."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from learning_goals.periods import NEVER
from webapp.extensions import db
from webapp.store.once import insert_all_once, insert_once
from webapp.store.review_tables import MeetingRhythm, Review, ReviewAgreement, ReviewRecord, ReviewSetting
from webapp.store.reviews import TEAM, Agreement


def plan(rows: Sequence[tuple[str, int, int, date]]) -> None:
    """Append reviews (about, year, number, day) that are not there yet."""
    insert_all_once(
        Review,
        [
            {
                "about": about,
                "team_id": team_of(about) or None,
                "year": year,
                "number": number,
                "due_on": due_on,
                "set_by": None,
                "lessons": "",
                "revision": 0,
            }
            for about, year, number, due_on in rows
        ],
    )


def propose_anew(days: Mapping[int, date]) -> None:
    """Give these reviews another proposed day."""
    if days:
        changed = (
            update(Review)
            .where(Review.id == bindparam("key"))
            .values(due_on=bindparam("day"), set_by=None, revision=Review.revision + 1)
            .execution_options(synchronize_session=False)
        )
        db.session.connection().execute(changed, [{"key": key, "day": day} for key, day in days.items()])


def move(review_id: int, revision: int, due_on: date, by: int) -> bool:
    """Choose another day; returns False when the review changed meanwhile."""
    return _changed(review_id, revision, due_on=due_on, set_by=by)


def keep_lessons(review_id: int, revision: int, lessons: str) -> bool:
    """Keep what is to be discussed; returns False when the review changed meanwhile."""
    return _changed(review_id, revision, lessons=lessons)


def record(
    review_id: int,
    revision: int,
    values: Mapping[str, Any],
    points: Sequence[str],
    agreements: Sequence[Agreement],
    by: int,
    now: datetime,
) -> bool:
    """Append what came of a review, superseding what was recorded; returns False when the review changed meanwhile."""
    if not _changed(review_id, revision):
        return False
    db.session.execute(
        update(ReviewRecord)
        .where(ReviewRecord.review_id == review_id, ReviewRecord.superseded_at == NEVER)
        .values(superseded_at=now)
        .execution_options(synchronize_session=False)
    )
    row = ReviewRecord(
        review_id=review_id,
        document={"points": list(points)},
        recorded_by=by,
        recorded_at=now,
        superseded_at=NEVER,
        **values,
    )
    db.session.add(row)
    db.session.flush()
    if agreements:
        db.session.execute(
            insert(ReviewAgreement),
            [
                {"record_id": row.id, "number": number, "what": each.what, "who": each.who, "by_day": each.by_day}
                for number, each in enumerate(agreements, 1)
            ],
        )
    return True


def set_rhythm(about: str, revision: int, values: Mapping[str, Any], by: int, now: datetime) -> bool:
    """Keep when a team meets; `revision` 0: nobody said yet. Returns False when somebody was first."""
    said = {**values, "set_by": by, "set_at": now}
    if not revision:
        return insert_once(MeetingRhythm, about=about, team_id=team_of(about) or None, revision=1, **said)
    held = (MeetingRhythm.about == about, MeetingRhythm.revision == revision)
    changed = update(MeetingRhythm).where(*held).values(**said, revision=revision + 1)
    return db.session.execute(changed.execution_options(synchronize_session=False)).rowcount == 1


def settings() -> list[tuple[int, int, int, int]]:
    """Return what was set: from year, number of the setting of that year, times for teams, for duties; newest last."""
    asked = select(ReviewSetting).order_by(ReviewSetting.from_year, ReviewSetting.number)
    return [(row.from_year, row.number, row.teams, row.duties) for row in db.session.scalars(asked)]


def add_setting(from_year: int, number: int, teams: int, duties: int, by: int, now: datetime) -> bool:
    """Append a setting; returns False when somebody was first."""
    values = {"teams": teams, "duties": duties, "set_by": by, "set_at": now}
    return insert_once(ReviewSetting, from_year=from_year, number=number, **values)


def team_of(about: str) -> int:
    """Return the key of the team, 0 for a duty."""
    return int(about.removeprefix(TEAM)) if about.startswith(TEAM) else 0


def _changed(review_id: int, revision: int, **values: Any) -> bool:
    held = (Review.id == review_id, Review.revision == revision)
    changed = update(Review).where(*held).values(**values, revision=revision + 1)
    return db.session.execute(changed.execution_options(synchronize_session=False)).rowcount == 1
