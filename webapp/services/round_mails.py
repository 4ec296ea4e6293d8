"""The invitation to a round; reminders come with the weekly mail."""

from __future__ import annotations

from datetime import datetime

from learning_goals.assessment_round import Period, state
from webapp import clock
from webapp.services import assessment_gate, jobs, mails
from webapp.services.addresses import full_address
from webapp.services.jobs import Claimed, Effect
from webapp.services.round_figures import due
from webapp.store import assessments, logins, rounds

BATCH = 500
"""People whose mails are put at once; the next batch is a job of its own."""


def put_mails(job: Claimed, now: datetime) -> Effect:
    """Put a mail for the next people of a round, and a job for those after them."""
    round_id, after = job.payload["round_id"], job.payload["after"]
    put = job.payload.get("put", 0)
    people = rounds.people(round_id, after, BATCH)
    jobs.report(job, put, max(put, rounds.asked_count(round_id)))

    def effect() -> None:
        for person_id in people:
            key = f"round_mail:{round_id}:{person_id}"
            jobs.put("round_mail", key, {"round_id": round_id, "person_id": person_id}, now)
        if len(people) == BATCH:
            last = people[-1]
            payload = {"round_id": round_id, "after": last, "put": put + BATCH}
            jobs.put("round_mails", f"round_mails:{round_id}:{last}", payload, now)

    return effect


def send(job: Claimed, now: datetime) -> Effect:
    """Mail one person, unless the round ended, the person left or handed in, or answers may not be collected."""
    round_id, person_id = job.payload["round_id"], job.payload["person_id"]
    found = rounds.one(round_id)
    today = clock.day_of(now)
    if found is None or assessment_gate.closed_by(today):
        return _nothing
    period = Period(opens_on=found.opens_on, closes_on=found.closes_on)
    if state(period, found.published, today) != "open":
        return _nothing
    to = next(iter(logins.employed_accounts([person_id], today)), None)
    if to is None or not to.email or assessments.handed_in(round_id, person_id):
        return _nothing
    values = {"address": full_address("assess.home"), "until": found.closes_on, "short": found.form == "pulse"}
    return mails.deliver("round_invitation", job.key, to, values, now)


def look_after(now: datetime) -> None:
    """Put what today asks of every round: its response, its figures."""
    today = clock.day_of(now)
    for each in rounds.unpublished():
        period = Period(opens_on=each.opens_on, closes_on=each.closes_on)
        if due(period, today):
            jobs.put("round_figures", f"round_figures:{each.id}", {"round_id": each.id}, now)
        elif each.opens_on <= today:
            jobs.put("round_response", f"round_response:{each.id}:{today}", {"round_id": each.id}, now)


def _nothing() -> None:
    """Write nothing: there was nobody to mail."""
