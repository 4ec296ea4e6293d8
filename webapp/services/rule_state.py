"""Whether what was decided about rules is applied already, and what is wrong when it is not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from webapp.store import jobs
from webapp.store.jobs import Open

STUCK_AFTER = timedelta(minutes=2)
"""A worker looks every two seconds; work that nobody took for so long waits for a worker that does not run."""


@dataclass(frozen=True, kw_only=True)
class Applying:
    """How far the work is: applied, at work, waiting since (`at`) for a worker, tried again at `at`, or given up."""

    state: Literal["applied", "working", "stuck", "again", "failed"]
    at: datetime | None = None


def applying(now: datetime) -> Applying:
    """Return how the jobs stand that apply the rules."""
    found = jobs.open_of("rules")
    waiting = [each for each in found if each.state == "waiting"]
    stuck = [each for each in waiting if _nobody_took(each, now)]
    if stuck:
        return Applying(state="stuck", at=min(each.due for each in stuck))
    if any(each.tries == 0 or each.lease_until > now for each in waiting):
        return Applying(state="working")
    if waiting:
        return Applying(state="again", at=max(now, min(each.due for each in waiting)))
    return Applying(state="failed" if found else "applied")


def _nobody_took(job: Open, now: datetime) -> bool:
    return job.due <= now - STUCK_AFTER and job.lease_until <= now
