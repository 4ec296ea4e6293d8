"""Whether the product can serve, and figures for who watches over it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from webapp.services import jobs
from webapp.store import health
from webapp.store import jobs as store


def why_not_ready() -> str:
    """Return why requests cannot be served, for an operator; empty when they can."""
    if not health.answers():
        return "the database does not answer"
    stands, needed = health.migrations(), health.newest_migrations()
    if stands == needed:
        return ""
    at = ", ".join(sorted(stands)) or "none"
    return f"the database stands at migration {at}, and {', '.join(sorted(needed))} is needed: run `flask update`"


def gauges(now: datetime) -> Mapping[str, tuple[str, float]]:
    """Return name -> (what it is, value)."""
    counts, by_state = health.counts(now), jobs.board().counts
    oldest = store.oldest_due()
    late = max(0.0, (now - oldest).total_seconds()) if oldest else 0.0
    return {
        "grenswijs_people": ("People known, also those who left", counts["people"]),
        "grenswijs_logins": ("Log-ins that nobody ended", counts["logins"]),
        "grenswijs_jobs_waiting": ("Jobs that wait, also for a later moment", by_state.get("waiting", 0)),
        "grenswijs_jobs_failed": ("Jobs that were given up", by_state.get("failed", 0)),
        "grenswijs_jobs_late_seconds": ("How long the oldest job has been due", late),
    }
