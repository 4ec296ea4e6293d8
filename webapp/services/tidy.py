"""Deletes every night what has been kept long enough."""

from __future__ import annotations

from datetime import datetime, timedelta

from learning_goals.retention import BOUNDS, Periods, span
from webapp import clock
from webapp.services import audit_chain, person_erasure, retention
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
    person_rows,
    reminders,
    uploads,
    ways_in,
)
from webapp.store import retention as attempts

KEPT_GUESSES = timedelta(days=1)
KEPT_WAYS_IN = timedelta(days=30)
"""Counted from the day that a link or code stopped working."""
KEPT_REMINDERS = timedelta(days=800)
"""Longer than any rule goes on, so that nothing is told twice."""


def tidy(now: datetime) -> None:
    """Delete what is older than the organisation keeps it; once it laid periods down, also who left long ago."""
    held = retention.held()
    older = {kind: now - span(kind, held.periods) for kind in BOUNDS}
    guesses.forget_before(now - KEPT_GUESSES)
    ways_in.forget_before(now - KEPT_WAYS_IN)
    logins.forget_before(older["logins"])
    jobs.forget_before(older["jobs"])
    mail_tally.tally(clock.day_of(now))
    mails.forget_before(older["mails"])
    mail_bounces.forget_before(older["mails"])
    reminders.forget_before(now - KEPT_REMINDERS)
    uploads.forget_expired(now)
    evidence_files.forget_expired(now)
    export_files.forget_expired(now)
    evaluations.forget_before(older["evaluations"])
    kept = timedelta(days=assessment_settings.setting().keep_months * 365 // 12)
    assessments.forget_before(now - kept, older["unfinished"])
    attempts.forget_attempts(older["quiz_answers"])
    audit_chain.forget_before(older["audit"], now)
    if held.number:
        _forget_people(held.periods, now)


def _forget_people(periods: Periods, now: datetime) -> None:
    for person_id in retention.to_erase(periods, now):
        person_erasure.erase(person_id, "", None, now)
    person_rows.forget_proof(retention.to_forget(periods, now))
