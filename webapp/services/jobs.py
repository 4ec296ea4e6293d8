"""Work for later: put in the transaction of its cause, done once by one worker."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from webapp import clock
from webapp.errors import Conflict, NotFound
from webapp.store import jobs
from webapp.store.jobs import Claimed, Waiting

LEASE = timedelta(minutes=5)
"""So long a worker may take; after it another may try. Longer than any wait for a mail server."""
TRIES = 8
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
SHOWN = 200

Effect = Callable[[], None]
"""What a handler changes; it commits together with "done"."""
Handler = Callable[[Claimed, datetime], Effect]
"""Does the slow work without a transaction, and returns the effect."""


class GiveUp(Exception):
    """Trying again would not help; the message says why."""


class LostLease(Exception):
    """It took too long: another worker may have the job by now, so the effect must not be kept."""


@dataclass(frozen=True, kw_only=True)
class Board:
    """What an administrator sees: counts by state, and what waits and what failed."""

    counts: Mapping[str, int]
    waiting: list[Waiting]
    failed: list[Waiting]


def put(kind: str, key: str, payload: Mapping[str, Any], due: datetime) -> None:
    """Append a job, unless one with this key was put before."""
    put_all(kind, [(key, payload, due)])


def put_all(kind: str, wanted: Iterable[tuple[str, Mapping[str, Any], datetime]]) -> None:
    """Append jobs of one kind, each a key, payload and due instant, but those whose key was put before."""
    now = clock.now()
    jobs.put(
        [{"kind": kind, "key": key, "payload": dict(said), "due": due, "made_at": now} for key, said, due in wanted]
    )


def any_open(due_by: datetime, instant: datetime) -> bool:
    """Return whether there is a job to claim."""
    return jobs.any_open(due_by, instant)


def claim(owner: str, due_by: datetime, instant: datetime, lease: timedelta = LEASE) -> Claimed | None:
    """Take the oldest job that is due by then and that nobody holds at this instant."""
    return jobs.claim(owner, due_by, instant, instant + lease)


def done(job: Claimed, now: datetime) -> None:
    """Mark it as done, within the transaction of its effect; raises LostLease."""
    if not jobs.finish(job, state="done", done_at=now, why_failed=""):
        raise LostLease(job.key)


def fail(job: Claimed, why: str, now: datetime, *, for_good: bool = False) -> None:
    """Let it wait longer each time, and give up after the last try or `for_good`."""
    if for_good or job.tries >= TRIES:
        jobs.finish(job, state="failed", why_failed=why[:1000])
    else:
        jobs.finish(job, due=now + wait(job.tries), lease_until=jobs.LONG_AGO, why_failed=why[:1000])


def wait(tries: int) -> timedelta:
    """Return how long to wait after so many tries: 1, 4, 16 … minutes, at most six hours."""
    return min(FIRST_WAIT * 4 ** (tries - 1), LONGEST_WAIT)


def board() -> Board:
    """Return what waits and what failed."""
    return Board(counts=jobs.counts(), waiting=jobs.in_state("waiting", SHOWN), failed=jobs.in_state("failed", SHOWN))


def retry(job_id: int, now: datetime) -> None:
    """Let a failed job be tried again; raises NotFound, or Conflict when it did not fail."""
    if job_id > 2**31 - 1:
        raise NotFound
    if not jobs.retry(job_id, now):
        raise Conflict
