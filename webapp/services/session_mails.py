"""Mails about a place in a training, each with the dates for the reader's calendar."""

from __future__ import annotations

from datetime import datetime

from flask import current_app

from webapp import clock
from webapp.config import Settings
from webapp.mail import Attachment
from webapp.services import calendars, mails
from webapp.services.addresses import full_address
from webapp.services.jobs import Claimed, Effect
from webapp.store import logins, sessions


def send(job: Claimed, now: datetime) -> Effect:
    """Mail one person how things stand, unless that changed meanwhile, the person left or has no address."""
    session_id, person_id, what = (job.payload[name] for name in ("session_id", "person_id", "what"))
    found = sessions.one(session_id)
    to = next(iter(logins.employed_accounts([person_id], clock.day_of(now))), None)
    if found is None or to is None or not to.email or not _still(session_id, person_id, what, found.status):
        return _nothing
    settings: Settings = current_app.config["SETTINGS"]
    attached = ()
    if what != "waiting":
        method = "CANCEL" if what == "cancelled" else "REQUEST"
        text = calendars.invitation(found, method, to.name, to.email, settings.mail_from, now)
        attached = (Attachment(name="training.ics", media_type=f'text/calendar; method="{method}"', content=text),)
    moments = [
        (day.slot.starts_at.astimezone(clock.AMSTERDAM), day.slot.ends_at.astimezone(clock.AMSTERDAM))
        for day in found.days
    ]
    values = {
        "title": found.title,
        "place": found.place,
        "status": found.status,
        "reason": found.reason,
        "moments": moments,
        "address": full_address("sessions.session", session_id=session_id),
    }
    return mails.deliver(f"session_{what}", job.key, to, values, now, attached)


def _still(session_id: int, person_id: int, what: str, session_status: str) -> bool:
    status = sessions.statuses(person_id).get(session_id, "")
    if what == "cancelled":
        return status == "cancelled" or session_status == "cancelled"
    return session_status == "planned" and status == ("waiting" if what == "waiting" else "registered")


def _nothing() -> None:
    """Write nothing: there was nobody to mail."""
