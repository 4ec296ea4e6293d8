"""Trainings with others, as everybody sees them: what there is, registering, cancelling, moving up."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from learning_goals import registration
from webapp import clock
from webapp.errors import Conflict, NotFound
from webapp.policy import Right, Visitor
from webapp.services import jobs
from webapp.services.progress import Filter, led_scope, wanted
from webapp.store import members, rule_names, sessions
from webapp.store.members import Member
from webapp.store.sessions import Session


@dataclass(frozen=True, kw_only=True)
class Line:
    """A training, how somebody stands in it, whether it is for that person, and whether registering is open."""

    session: Session
    status: str
    place_in_line: int
    fits: bool
    open: bool


@dataclass(frozen=True, kw_only=True)
class Page:
    """One training; `people` are the reader's own people, for a leader, with how each stands in it."""

    line: Line
    trainers: tuple[str, ...]
    gives: bool
    people: tuple[tuple[Member, str], ...]


def offered(actor: Visitor, now: datetime) -> list[Line]:
    """Return what is planned for the reader or has a place of the reader's, soonest first."""
    return [
        line
        for line in lines_of(actor.person_id, now)
        if (line.fits and line.session.status == "planned") or line.status in ("registered", "waiting")
    ]


def lines_of(person_id: int, now: datetime) -> list[Line]:
    """Return everything that has not ended, soonest first, and how that person stands in it."""
    statuses = sessions.statuses(person_id)
    places = _places(person_id, clock.day_of(now))
    return [_line(person_id, each, statuses.get(each.id, ""), places, now) for each in sessions.coming(now)]


def page(actor: Visitor, session_id: int, now: datetime) -> Page:
    """Return one training; raises NotFound. Who else takes part is not told."""
    found = one(session_id)
    today = clock.day_of(now)
    status = sessions.statuses(actor.person_id).get(session_id, "")
    line = _line(actor.person_id, found, status, _places(actor.person_id, today), now)
    trainers = sessions.trainers([session_id]).get(session_id, {})
    return Page(
        line=line,
        trainers=(*trainers.values(), *([found.outside_trainers] if found.outside_trainers else [])),
        gives=may_record(actor, session_id),
        people=_own_people(actor, session_id, today),
    )


def one(session_id: int) -> Session:
    """Return that training; raises NotFound."""
    found = sessions.one(session_id) if session_id < 2**31 else None
    if found is None:
        raise NotFound
    return found


def may_record(actor: Visitor, session_id: int) -> bool:
    """Return whether the reader gives this training or plans trainings."""
    return Right.PLAN in actor.rights or (
        Right.TRAIN in actor.rights and session_id in sessions.given_by(actor.person_id)
    )


def register(actor: Visitor, session_id: int, person_id: int, now: datetime) -> str:
    """Give a place, or one on the waiting list; returns which. Again changes nothing.

    Raises NotFound for somebody who is not the reader's to register, Conflict when it is closed.
    """
    _refuse_strangers(actor, person_id, now)
    if not sessions.lock(session_id):
        raise NotFound
    found = one(session_id)
    today = clock.day_of(now)
    held = sessions.statuses(person_id).get(session_id, "")
    if held in ("registered", "waiting"):
        return held
    if not fits(found.audience, _places(person_id, today)):
        raise NotFound
    if not is_open(found, today):
        raise Conflict
    status = registration.status_of_next(found.capacity, sessions.entries(session_id))
    sessions.set_status(session_id, person_id, status, "", actor.person_id, now)
    mail(found.id, person_id, status, now)
    return status


def give_up(actor: Visitor, session_id: int, person_id: int, reason: str, now: datetime) -> None:
    """Give a place back; who waits longest gets it. Raises NotFound, or Conflict when there is no place to give."""
    _refuse_strangers(actor, person_id, now)
    if not sessions.lock(session_id):
        raise NotFound
    if sessions.statuses(person_id).get(session_id) not in ("registered", "waiting"):
        raise Conflict
    if one(session_id).starts_at <= now:
        raise Conflict
    sessions.set_status(session_id, person_id, "cancelled", reason, actor.person_id, now)
    mail(session_id, person_id, "cancelled", now)
    move_up(session_id, now)


def move_up(session_id: int, now: datetime) -> None:
    """Give free places to who wait longest, and tell them."""
    found = one(session_id)
    if found.status != "planned":
        return
    for person_id in registration.moving_up(found.capacity, sessions.entries(session_id)):
        sessions.set_status(session_id, person_id, "registered", "", None, now)
        mail(session_id, person_id, "registered", now)


def mail(session_id: int, person_id: int, what: str, now: datetime) -> None:
    """Let a mail with the dates for the calendar leave; `what` is registered, waiting, changed or cancelled."""
    key = f"session_mail:{session_id}:{person_id}:{what}:{now.isoformat()}"
    jobs.put("session_mail", key, {"session_id": session_id, "person_id": person_id, "what": what}, now)


def fits(audience: Mapping[str, Collection[object]], places: Collection[members.Place]) -> bool:
    """Return whether somebody who works there is meant; nothing chosen means everybody."""
    groups, teams = audience.get("function_groups", ()), audience.get("teams", ())
    return (not groups or any(place.function_group in groups for place in places)) and (
        not teams or any(place.team_id in teams for place in places)
    )


def is_open(session: Session, today: date) -> bool:
    """Return whether registering is possible."""
    return registration.is_open(session.status, session.closes_on, clock.day_of(session.starts_at), today)


def _line(person_id: int, found: Session, status: str, places: Collection[members.Place], now: datetime) -> Line:
    waiting = status == "waiting"
    return Line(
        session=found,
        status=status,
        place_in_line=registration.place_in_line(sessions.entries(found.id), person_id) if waiting else 0,
        fits=fits(found.audience, places),
        open=is_open(found, clock.day_of(now)),
    )


def _places(person_id: int, today: date) -> list[members.Place]:
    return members.places([person_id], today).get(person_id, [])


def _own_people(actor: Visitor, session_id: int, today: date) -> tuple[tuple[Member, str], ...]:
    if not actor.led_teams:
        return ()
    people = members.everybody(wanted(led_scope(actor, 0), Filter(), today))
    live = {entry.person_id: entry.status for entry in sessions.entries(session_id)}
    return tuple((each, live.get(each.id, "")) for each in people if each.id != actor.person_id)


def _refuse_strangers(actor: Visitor, person_id: int, now: datetime) -> None:
    if person_id == actor.person_id or Right.PLAN in actor.rights:
        if not rule_names.names([person_id]):
            raise NotFound
        return
    today = clock.day_of(now)
    scope = wanted(led_scope(actor, 0), Filter(), today)
    if not members.members_among(scope, (person_id,)):
        raise NotFound
