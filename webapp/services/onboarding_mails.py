"""The mails of onboarding: to the leader and HR that something stands still, to the mentor that somebody is new."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from learning_goals.silence import TO_HR
from webapp import clock
from webapp.services import mails
from webapp.services.addresses import full_address
from webapp.services.jobs import Claimed, Effect
from webapp.services.onboarding_cases import Standing, running_since, standings
from webapp.services.onboarding_signals import leaders_of, parents
from webapp.store import logins, onboarding, onboarding_facts
from webapp.store.logins import Account
from webapp.store.onboarding import Asked


def to_leader(job: Claimed, now: datetime) -> Effect:
    """Mail a leader about the own people of whom something still stands open; nothing when all is done by now."""
    today = clock.day_of(now)
    to = _reader(job, today)
    above, leading = parents(), onboarding_facts.leaders(today)
    person_id = job.payload["person_id"]
    found = [
        each
        for each in _still(job.payload["onboardings"], today)
        if each.signals and person_id in leaders_of(each, above, leading)
    ]
    if to is None or not found:
        return _nothing
    people = [{"name": each.row.name, "kinds": {signal.kind for signal in each.signals}} for each in found]
    return mails.deliver(
        "onboarding_leader", job.key, to, {"people": people, "address": full_address("onboarding.team")}, now
    )


def to_office(job: Claimed, now: datetime) -> Effect:
    """Mail HR in numbers, without names; nothing when all is done by now."""
    today = clock.day_of(now)
    to = _reader(job, today)
    kinds = [
        {signal.kind for signal in each.signals if signal.kind in TO_HR}
        for each in _still(job.payload["onboardings"], today)
    ]
    counts = {kind: sum(kind in each for each in kinds) for kind in TO_HR}
    if to is None or to.person_id not in onboarding_facts.holders("hr", today) or not any(counts.values()):
        return _nothing
    return mails.deliver(
        "onboarding_hr", job.key, to, {"counts": counts, "address": full_address("onboarding.list")}, now
    )


def to_mentor(job: Claimed, now: datetime) -> Effect:
    """Mail who was chosen as mentor, unless that ended already."""
    today = clock.day_of(now)
    to = _reader(job, today)
    found = next(iter(_still([job.payload["onboarding_id"]], today)), None)
    if to is None or found is None or found.mentor is None or found.mentor.mentor_id != to.person_id:
        return _nothing
    row = found.row
    values = {"newcomer": row.name, "first": row.employed_from, "address": full_address("onboarding.mentor")}
    return mails.deliver("onboarding_mentor", job.key, to, values, now)


def _reader(job: Claimed, today: date) -> Account | None:
    to = next(iter(logins.employed_accounts([job.payload["person_id"]], today)), None)
    return to if to and to.email else None


def _still(onboarding_ids: Collection[int], today: date) -> list[Standing]:
    asked = Asked(day=today, since=running_since(today), ids=tuple(onboarding_ids))
    return standings(onboarding.rows(asked), today) if onboarding_ids else []


def _nothing() -> None:
    """Write nothing: there was nobody to mail, or nothing to say any more."""
