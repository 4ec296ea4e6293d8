"""Work for later: put in the transaction of its cause, done once by one worker."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from webapp import clock
from webapp.errors import Conflict, NotFound
from webapp.extensions import own_transaction
from webapp.store import jobs
from webapp.store.jobs import Claimed, Waiting

LEASE = timedelta(minutes=5)
"""So long a worker may take; after it another may try. Longer than any wait for a mail server."""
TRIES = 8
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
PATIENCE = timedelta(days=10)
"""So long a job waits for what is no fault of its own, such as a mail server that is down."""
MOST_POSTPONED = 45
"""Waits of a job that is refused for now: with waits of at most six hours, ten days."""
MAIL = "_mail"
"""Kinds that end so hand a mail to the mail server."""
SHOWN = 200

Effect = Callable[[], None]
"""What a handler changes; it commits together with "done"."""
Handler = Callable[[Claimed, datetime], Effect]
"""Does the slow work without a transaction, and returns the effect."""


class GiveUp(Exception):
    """Trying again would not help; the message says why."""


class TryLater(Exception):
    """Not now, through no fault of the job: it is no try, and the job waits up to PATIENCE; the message says why."""


class MailIsDown(TryLater):
    """No mail can leave now; whichever is the oldest tries first when it can, so that all leave in order."""


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


def put_newest(kind: str, key: str, due: datetime, now: datetime) -> None:
    """Append a job that comes back, and skip those of its kind that were due before and that nobody did."""
    jobs.skip_older(kind, due, now)
    put(kind, key, {}, due)


def put_single(kind: str, key: str, due: datetime) -> None:
    """Append a job, unless one of its kind is still to be done."""
    if not jobs.any_waiting(kind):
        put(kind, key, {}, due)


def any_open(due_by: datetime, instant: datetime, *, mails: bool = True) -> bool:
    """Return whether there is a job to claim."""
    return jobs.any_open(due_by, instant, "" if mails else MAIL)


def claim(
    owner: str, due_by: datetime, instant: datetime, lease: timedelta = LEASE, *, mails: bool = True
) -> Claimed | None:
    """Take the oldest job that is due by then and that nobody holds at this instant."""
    return jobs.claim(owner, due_by, instant, instant + lease, "" if mails else MAIL)


def report(job: Claimed, done: int, total: int) -> None:
    """Show how far a long job is, and hold it for another lease; raises LostLease. Call it a few times, not often."""
    with own_transaction():
        values = {"progress_done": done, "progress_total": total, "lease_until": clock.now() + LEASE}
        if not jobs.hold(job, **values):
            raise LostLease(job.key)


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


def postpone(job: Claimed, why: TryLater, now: datetime) -> bool:
    """Let it wait without counting a try; returns False when it waited long enough, and then it failed."""
    alone = not isinstance(why, MailIsDown)
    if job.postponed >= MOST_POSTPONED if alone else now - job.due > PATIENCE:
        jobs.finish(job, state="failed", why_failed=str(why)[:1000])
        return False
    later = {"due": now + wait(job.postponed + 1), "postponed": job.postponed + 1} if alone else {}
    jobs.finish(job, tries=job.tries - 1, lease_until=jobs.LONG_AGO, why_failed=str(why)[:1000], **later)
    return True


def wait(tries: int) -> timedelta:
    """Return how long to wait after so many tries: 1, 4, 16 … minutes, at most six hours."""
    return min(FIRST_WAIT * 4 ** min(tries - 1, 10), LONGEST_WAIT)


def board() -> Board:
    """Return what waits and what failed."""
    return Board(counts=jobs.counts(), waiting=jobs.in_state("waiting", SHOWN), failed=jobs.in_state("failed", SHOWN))


def retry(job_id: int, now: datetime) -> None:
    """Let a failed job be tried again; raises NotFound, or Conflict when it did not fail."""
    if job_id > 2**31 - 1:
        raise NotFound
    if not jobs.retry(job_id, now):
        raise Conflict
