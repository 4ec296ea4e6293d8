"""The mail to a mentor that somebody is new."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from webapp import clock
from webapp.services import mails
from webapp.services.addresses import full_address
from webapp.services.jobs import Claimed, Effect
from webapp.services.onboarding_cases import Standing, running_since, standings
from webapp.store import logins, onboarding
from webapp.store.logins import Account
from webapp.store.onboarding import Asked


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
