"""People's own calendars: invitations in mails, and a private feed. iCalendar (RFC 5545, RFC 5546)."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Literal

from flask_babel import force_locale, gettext
from icalendar import Calendar, Event, vCalAddress

from webapp import clock
from webapp.errors import NotFound
from webapp.policy import Visitor
from webapp.services import offerings, reviews
from webapp.services.addresses import full_address
from webapp.store import calendar_feeds, logins, my_courses, sessions
from webapp.store.my_courses import Assigned
from webapp.store.sessions import Day, Session

Method = Literal["PUBLISH", "REQUEST", "CANCEL"]
PRODUCT = "-//Grenswijs//Grenswijs//NL"


def invitation(found: Session, method: Method, to_name: str, to_address: str, sender: str, now: datetime) -> bytes:
    """Return the dates of a training as a message that a calendar takes over: added, moved or taken out."""
    made = _calendar(method)
    for day in found.days:
        event = _event(found, day, now)
        event.add("status", "CANCELLED" if method == "CANCEL" else "CONFIRMED")
        event["organizer"] = vCalAddress(f"mailto:{sender}")
        attendee = vCalAddress(f"mailto:{to_address}")
        attendee.params["CN"] = to_name
        attendee.params["PARTSTAT"] = "ACCEPTED"
        event.add("attendee", attendee)
        made.add_component(event)
    return _written(made)


def feed(token: str, now: datetime) -> bytes:
    """Return somebody's trainings and due dates by the private address; raises NotFound."""
    person_id = calendar_feeds.owner(_hashed(token))
    account = next(iter(logins.employed_accounts([person_id], clock.day_of(now))), None) if person_id else None
    if account is None:
        raise NotFound
    made = _calendar("PUBLISH")
    made.add("x-wr-calname", "Grenswijs")
    statuses = sessions.statuses(person_id)
    for found in sessions.of_person(person_id):
        if statuses[found.id] == "registered":
            for day in found.days:
                event = _event(found, day, now)
                event.add("status", "CANCELLED" if found.status == "cancelled" else "CONFIRMED")
                made.add_component(event)
    with force_locale(account.language):
        for event in _reviews(person_id, now):
            made.add_component(event)
    for event in _due(my_courses.assigned(person_id), _done(person_id), account.language, now):
        made.add_component(event)
    return _written(made)


def since(actor: Visitor) -> datetime | None:
    """Return since when one has a private address."""
    return calendar_feeds.made_at(actor.person_id)


def renew(actor: Visitor, now: datetime) -> str:
    """Make a new private address and let the old one show nothing; returns its secret, which is shown once."""
    token = secrets.token_urlsafe(24)
    calendar_feeds.revoke(actor.person_id, now)
    calendar_feeds.make(actor.person_id, _hashed(token), now)
    return token


def revoke(actor: Visitor, now: datetime) -> None:
    """Let the private address show nothing any more."""
    calendar_feeds.revoke(actor.person_id, now)


def _due(assigned: Iterable[Assigned], done: set[str], language: str, now: datetime) -> Iterable[Event]:
    titles = offerings.titles(language)
    for each in assigned:
        if each.course_id in done:
            continue
        event = Event()
        event.add("uid", f"due-{each.kind}-{each.course_id}-{each.cycle}@{_host()}")
        event.add("dtstamp", now)
        event.add("summary", titles.get(each.course_id, each.course_id))
        event.add("dtstart", each.due_on)
        event.add("dtend", each.due_on + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        event.add("url", full_address("learn.home"))
        yield event


def _reviews(person_id: int, now: datetime) -> Iterable[Event]:
    """Yield the coming reviews of one's teams, each a whole day: the team knows at what time it meets."""
    for each in reviews.of_person(person_id, clock.day_of(now)):
        event = Event()
        event.add("uid", f"review-{each.id}@{_host()}")
        event.add("sequence", each.revision)
        event.add("dtstamp", now)
        event.add("summary", gettext("Review: %(team)s", team=each.team))
        event.add("dtstart", each.due_on)
        event.add("dtend", each.due_on + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        event.add("url", full_address("reviews.mine"))
        yield event


def _done(person_id: int) -> set[str]:
    counts_from = {each.course_id: each.counts_from for each in my_courses.assigned(person_id)}
    return {
        fact.course_id
        for fact in my_courses.facts(person_id)
        if fact.what == "done" and fact.course_id in counts_from and fact.on >= counts_from[fact.course_id]
    }


def _event(found: Session, day: Day, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"session-date-{day.id}@{_host()}")
    event.add("sequence", found.revision)
    event.add("dtstamp", now)
    event.add("dtstart", day.slot.starts_at.astimezone(clock.AMSTERDAM))
    event.add("dtend", day.slot.ends_at.astimezone(clock.AMSTERDAM))
    event.add("summary", found.title)
    event.add("location", found.place)
    event.add("url", full_address("sessions.session", session_id=found.id))
    return event


def _calendar(method: Method) -> Calendar:
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("method", method)
    return made


def _written(made: Calendar) -> bytes:
    made.add_missing_timezones()
    return made.to_ical()


def _host() -> str:
    return full_address("learn.home").split("/")[2].split(":")[0]


def _hashed(token: str) -> str:
    return sha256(token.encode()).hexdigest()
