"""Who was there, and what that completes."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from learning_goals.registration import completed
from webapp import clock
from webapp.errors import Conflict, NotFound
from webapp.policy import Visitor
from webapp.services import rule_running, sessions
from webapp.store import audit, certificates, norms, revision, staffing
from webapp.store import sessions as store
from webapp.store.certificates import Proof
from webapp.store.sessions import Participant, Session

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Letters and digits that are not mistaken for one another."""


@dataclass(frozen=True, kw_only=True)
class Roll:
    """The list of a training for who records who was there."""

    session: Session
    people: list[Participant]


def roll(actor: Visitor, session_id: int) -> Roll:
    """Return the list; raises NotFound for who neither gives nor plans it."""
    if not sessions.may_record(actor, session_id):
        raise NotFound
    return Roll(session=sessions.one(session_id), people=store.participants(session_id))


def record(actor: Visitor, session_id: int, day_id: int, present: Mapping[int, bool], now: datetime) -> None:
    """Record who was there on one date, and complete the training for who was there on all; corrections supersede.

    Raises NotFound, or Conflict for a date that has not begun.
    """
    found = _begun(actor, session_id, day_id, now)
    known = {person.person_id for person in store.participants(session_id)}
    if not known.issuperset(present):
        raise NotFound
    before = store.attendances(day_id)
    changed = {person: there for person, there in present.items() if before.get(person) is not there}
    store.set_attendance(day_id, changed, actor.person_id, now)
    _complete(actor, found, set(changed), now)


def add(actor: Visitor, session_id: int, day_id: int, staff_number: str, now: datetime) -> None:
    """Record somebody who came without a registration; raises NotFound for an unknown number, else as record."""
    found = _begun(actor, session_id, day_id, now)
    person_id = staffing.keys_of([staff_number.strip()]).get(staff_number.strip())
    if person_id is None:
        raise NotFound
    store.set_attendance(day_id, {person_id: True}, actor.person_id, now)
    _complete(actor, found, {person_id}, now)


def certificate(actor: Visitor, session_id: int, now: datetime) -> Proof:
    """Return the proof that one completed a training, made when it is first asked for; raises NotFound."""
    found = sessions.one(session_id)
    key = certificates.completion_of(actor.person_id, found.item_id, _last_day(found))
    if not key:
        raise NotFound
    proof = certificates.of_completion(key)
    if proof is None:
        code = "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(3))
        certificates.issue(code, key, actor.person_id, now)
        proof = certificates.of_completion(key)
    assert proof is not None
    return proof


def own_proof(actor: Visitor, session_id: int) -> Proof:
    """Return one's own certificate of a training, once it was issued; raises NotFound."""
    found = sessions.one(session_id)
    key = certificates.completion_of(actor.person_id, found.item_id, _last_day(found))
    held = certificates.of_completion(key) if key else None
    if held is None:
        raise NotFound
    return held


def done(actor: Visitor, found: Session) -> bool:
    """Return whether one completed this training by being there."""
    return bool(certificates.completion_of(actor.person_id, found.item_id, _last_day(found)))


def proof(code: str) -> Proof | None:
    """Return what a code proves; None when it proves nothing, or no longer."""
    return certificates.by_code(code.strip().upper())


def _begun(actor: Visitor, session_id: int, day_id: int, now: datetime) -> Session:
    if not sessions.may_record(actor, session_id):
        raise NotFound
    if not store.lock(session_id):
        raise NotFound
    found = sessions.one(session_id)
    day = next((each for each in found.days if each.id == day_id), None)
    if day is None:
        raise NotFound
    if clock.day_of(day.slot.starts_at) > clock.day_of(now):
        raise Conflict
    return found


def _complete(actor: Visitor, found: Session, people: set[int], now: datetime) -> None:
    last = _last_day(found)
    done = store.who_attended(found.item_id, last, people)
    present = {each.person_id: sum(each.present.values()) for each in store.participants(found.id)}
    now_done = {person for person in people if completed(len(found.days), present.get(person, 0))}
    store.complete(found.item_id, now_done - done, last, norms.number_on(last), actor.person_id, now)
    store.take_back(found.item_id, done - now_done, last, now)
    if now_done ^ done:
        rule_running.later(f"attended:{found.id}:{now.isoformat()}", now, now_done ^ done)
        revision.raise_it()
        audit.append(
            actor.person_id, None, "session.attendance", now, {"session": found.id, "people": len(now_done ^ done)}
        )


def _last_day(found: Session) -> date:
    return clock.day_of(found.ends_at)
