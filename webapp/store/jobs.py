"""Work for later: one row per job, written in the transaction of its cause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ColumnElement,
    Index,
    String,
    UniqueConstraint,
    and_,
    delete,
    func,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from learning_goals.periods import NEVER
from webapp.extensions import Base, db
from webapp.store.columns import Code, Instant, Key, NotYet

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
"""The lease of a job that nobody holds."""


class Job(Base):
    """Something to be done once; leased to one worker at a time."""

    __tablename__ = "job"
    __table_args__ = (
        UniqueConstraint("key"),
        CheckConstraint("state in ('waiting', 'done', 'failed')", name="known_state"),
        CheckConstraint("tries >= 0", name="tries_count_up"),
        CheckConstraint("postponed >= 0", name="postponed_counts_up"),
        CheckConstraint("progress_done >= 0 and progress_done <= progress_total", name="progress_up_to_its_total"),
        Index("ix_job_state_due", "state", "due"),
    )
    id: Mapped[Key]
    key: Mapped[str] = mapped_column(String(200))
    kind: Mapped[Code]
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_at: Mapped[Instant]
    due: Mapped[Instant]
    lease_until: Mapped[Instant]
    owner: Mapped[str] = mapped_column(String(100), default="")
    tries: Mapped[int] = mapped_column(default=0)
    postponed: Mapped[int] = mapped_column(default=0, server_default="0")
    progress_done: Mapped[int] = mapped_column(default=0, server_default="0")
    progress_total: Mapped[int] = mapped_column(default=0, server_default="0")
    state: Mapped[Code] = mapped_column(default="waiting")
    done_at: Mapped[NotYet]
    why_failed: Mapped[str] = mapped_column(String(1000), default="")


@dataclass(frozen=True, kw_only=True)
class Claimed:
    """A job as the worker got it; `tries` counts this one, `postponed` what was no fault of the job."""

    id: int
    key: str
    kind: str
    payload: Mapping[str, Any]
    tries: int
    owner: str
    due: datetime = LONG_AGO
    postponed: int = 0


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A job as the page shows it; `total` is 0 where it does not say how far it is."""

    id: int
    key: str
    kind: str
    due: datetime
    tries: int
    why_failed: str
    made_at: datetime
    done: int
    total: int


@dataclass(frozen=True, kw_only=True)
class Open:
    """A job that waits, or that was given up after the last one of its kind was done."""

    state: str
    due: datetime
    lease_until: datetime
    tries: int


def put(rows: Sequence[Mapping[str, Any]]) -> None:
    """Append jobs; one whose key is there already is left out."""
    if not rows:
        return
    insert = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}[db.engine.dialect.name]
    kept = {
        **{"lease_until": LONG_AGO, "owner": "", "state": "waiting", "done_at": NEVER, "why_failed": ""},
        **dict.fromkeys(("tries", "postponed", "progress_done", "progress_total"), 0),
    }
    db.session.execute(insert(Job).on_conflict_do_nothing(), [{**kept, **row} for row in rows])


def _open(due_by: datetime, instant: datetime, but: str) -> ColumnElement[bool]:
    open_now = and_(Job.state == "waiting", Job.due <= due_by, Job.lease_until <= instant)
    return and_(open_now, ~Job.kind.endswith(but, autoescape=True)) if but else open_now


def any_open(due_by: datetime, instant: datetime, but: str = "") -> bool:
    """Return whether a job can be claimed; `but` leaves out the kinds that end on it."""
    return db.session.scalar(select(Job.id).where(_open(due_by, instant, but)).limit(1)) is not None


def any_waiting(kind: str) -> bool:
    """Return whether a job of that kind is still to be done."""
    return db.session.scalar(select(Job.id).where(Job.state == "waiting", Job.kind == kind).limit(1)) is not None


def skip_older(kind: str, due: datetime, now: datetime) -> None:
    """Count jobs of that kind that were due before as done, because a newer one does their work; not one at work."""
    older = (Job.kind == kind, Job.state == "waiting", Job.due < due, Job.owner == "")
    db.session.execute(update(Job).where(*older).values(state="done", done_at=now, why_failed="a newer one did it"))


def claim(owner: str, due_by: datetime, instant: datetime, lease_until: datetime, but: str = "") -> Claimed | None:
    """Lease the oldest due job that nobody holds at `instant`; None when there is none."""
    oldest = (
        select(Job.id)
        .where(_open(due_by, instant, but))
        .order_by(Job.due, Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    row = db.session.execute(
        update(Job)
        .where(Job.id == oldest)
        .values(owner=owner, lease_until=lease_until, tries=Job.tries + 1)
        .returning(Job.id, Job.key, Job.kind, Job.payload, Job.tries, Job.due, Job.postponed)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    if row is None:
        return None
    return Claimed(
        id=row.id,
        key=row.key,
        kind=row.kind,
        payload=row.payload,
        tries=row.tries,
        owner=owner,
        due=row.due,
        postponed=row.postponed,
    )


def finish(job: Claimed, **values: Any) -> bool:
    """Write how it went; returns whether this worker still held the job."""
    return hold(job, owner="", **values)


def hold(job: Claimed, **values: Any) -> bool:
    """Write something about a job at work; returns whether this worker still holds it."""
    held = (Job.id == job.id, Job.owner == job.owner, Job.tries == job.tries, Job.state == "waiting")
    return db.session.execute(update(Job).where(*held).values(**values)).rowcount == 1


def retry(id: int, now: datetime) -> bool:
    """Let a failed job wait again; returns whether there was one."""
    again = {"state": "waiting", "tries": 0, "postponed": 0, "due": now, "lease_until": LONG_AGO, "owner": ""}
    return db.session.execute(update(Job).where(Job.id == id, Job.state == "failed").values(**again)).rowcount == 1


def in_state(state: str, most: int) -> list[Waiting]:
    """Return the jobs in that state that were due first, at most so many."""
    rows = db.session.execute(
        select(
            Job.id,
            Job.key,
            Job.kind,
            Job.due,
            Job.tries,
            Job.why_failed,
            Job.made_at,
            Job.progress_done.label("done"),
            Job.progress_total.label("total"),
        )
        .where(Job.state == state)
        .order_by(Job.due, Job.id)
        .limit(most)
    )
    return [Waiting(**row._mapping) for row in rows]


def open_of(kind: str) -> list[Open]:
    """Return what waits of a kind, and what was given up since one of that kind was last done."""
    last = select(func.max(Job.done_at)).where(Job.kind == kind, Job.state == "done").scalar_subquery()
    rows = db.session.execute(
        select(Job.state, Job.due, Job.lease_until, Job.tries)
        .where(Job.kind == kind)
        .where((Job.state == "waiting") | and_(Job.state == "failed", Job.made_at > func.coalesce(last, LONG_AGO)))
        .order_by(Job.due)
    )
    return [Open(**row._mapping) for row in rows]


def counts() -> Mapping[str, int]:
    """Return how many jobs are in each state."""
    rows = db.session.execute(select(Job.state, func.count().label("jobs")).group_by(Job.state).order_by(Job.state))
    return {row.state: row.jobs for row in rows}


def oldest_due() -> datetime | None:
    """Return since when the oldest waiting job is due, or None when none waits."""
    return db.session.scalar(select(Job.due).where(Job.state == "waiting").order_by(Job.due, Job.id).limit(1))


def forget_before(instant: datetime) -> None:
    """Delete what was done before that instant."""
    db.session.execute(delete(Job).where(Job.state == "done", Job.done_at < instant))


def done_among(keys: Sequence[str]) -> set[str]:
    """Return which of the jobs with these keys are done."""
    return set(db.session.scalars(select(Job.key).where(Job.key.in_(keys), Job.state == "done")))


def standings(keys: Sequence[str]) -> dict[str, tuple[int, str, int, int]]:
    """Return id, state and how far it is (done, of how many; 0 of 0: it does not say) of each of these jobs, by key."""
    asked = select(Job.key, Job.id, Job.state, Job.progress_done, Job.progress_total).where(Job.key.in_(keys))
    return {row[0]: (row[1], row[2], row[3], row[4]) for row in db.session.execute(asked)} if keys else {}
