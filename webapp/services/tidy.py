"""Deletes every night what has been kept long enough."""

from __future__ import annotations

from datetime import datetime, timedelta

from webapp import clock
from webapp.services import audit_chain
from webapp.store import (
    assessment_settings,
    assessments,
    evaluations,
    evidence_files,
    export_files,
    guesses,
    jobs,
    logins,
    mail_bounces,
    mail_tally,
    mails,
    reminders,
    uploads,
    ways_in,
)

KEPT_GUESSES = timedelta(days=1)
KEPT_WAYS_IN = timedelta(days=30)
"""Counted from the day that a link or code stopped working."""
KEPT_LOGINS = timedelta(days=90)
KEPT_JOBS = timedelta(days=30)
KEPT_MAILS = timedelta(days=90)
KEPT_REMINDERS = timedelta(days=800)
"""Longer than any rule goes on, so that nothing is told twice."""
KEPT_EVALUATIONS = timedelta(days=365)
KEPT_AUDIT = timedelta(days=5 * 365 + 1)
"""Who did and looked at what; the chain over it stays."""
KEPT_UNFINISHED = timedelta(days=180)
"""Counted from the day that a self-assessment was begun."""


def tidy(now: datetime) -> None:
    """Delete old guesses, ways in, log-ins, finished jobs, sent mails (counted first), old files and answers."""
    guesses.forget_before(now - KEPT_GUESSES)
    ways_in.forget_before(now - KEPT_WAYS_IN)
    logins.forget_before(now - KEPT_LOGINS)
    jobs.forget_before(now - KEPT_JOBS)
    mail_tally.tally(clock.day_of(now))
    mails.forget_before(now - KEPT_MAILS)
    reminders.forget_before(now - KEPT_REMINDERS)
    mail_bounces.forget_before(now - KEPT_MAILS)
    uploads.forget_expired(now)
    audit_chain.forget_before(now - KEPT_AUDIT, now)
    evidence_files.forget_expired(now)
    export_files.forget_expired(now)
    evaluations.forget_before(now - KEPT_EVALUATIONS)
    kept = timedelta(days=assessment_settings.setting().keep_months * 365 // 12)
    assessments.forget_before(now - kept, now - KEPT_UNFINISHED)
