"""Erasing one person: everything goes but the proof that the law asks for, which stays under a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from webapp import clock
from webapp.errors import Conflict, NotFound
from webapp.person_tables import ABOUT
from webapp.policy import Visitor
from webapp.services import audit_chain, retention
from webapp.services.audit import looked
from webapp.store import audit, person_record, person_rows, revision
from webapp.store.person_record import Who


class StillHere(Conflict):
    """The person works here, or will; `last` is the last day, if it is known."""

    def __init__(self, last: date | None) -> None:
        super().__init__()
        self.last = last


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What is or would be kept and what goes, as numbers of rows by table; kept until that day."""

    kept: dict[str, int]
    gone: dict[str, int]
    until: date


@dataclass(frozen=True, kw_only=True)
class Request:
    """Somebody who asks to be erased."""

    who: Who
    asked_at: datetime
    last_day: date | None


def key_of(staff_number: str) -> int:
    """Return the number under which somebody is kept; raises NotFound."""
    found = person_rows.key_of(staff_number)
    if not found:
        raise NotFound
    return found


def outcome(person_id: int, now: datetime) -> Outcome:
    """Return what erasing would do; raises NotFound, or StillHere."""
    if person_record.who(person_id) is None or person_rows.is_erased(person_id):
        raise NotFound
    last = person_rows.last_day(person_id)
    if last is None or last >= clock.day_of(now):
        raise StillHere(last)
    counts = {name: count for name, count in person_rows.counts(person_id).items() if count}
    kept = {name: count for name, count in counts.items() if ABOUT[name].fate != "erase"}
    gone = {name: count for name, count in counts.items() if name not in kept}
    return Outcome(kept=kept, gone=gone, until=retention.proof_until(last, retention.periods()))


def erase(person_id: int, reason: str, by: int | None, now: datetime) -> Outcome:
    """Erase the person; raises NotFound, or StillHere. All of it happens, or nothing."""
    found = outcome(person_id, now)
    person_rows.decide(person_id, "done", reason, by, now)
    person_rows.erase(person_id)
    audit_chain.blank_about(person_id, now)
    audit.append(by, None, "person.erased", now, {"number": person_id})
    revision.raise_it()
    return found


def ask(actor: Visitor, now: datetime) -> None:
    """Ask to be erased."""
    person_rows.ask(actor.person_id, now)


def asked(actor: Visitor) -> bool:
    """Return whether one's own request is open."""
    return any(each.state == "asked" for each in person_rows.requests(actor.person_id))


def waiting() -> Sequence[Request]:
    """Return who asks to be erased."""
    found = [(each, person_record.who(each.person_id)) for each in person_rows.requests()]
    return [
        Request(who=who, asked_at=each.asked_at, last_day=person_rows.last_day(each.person_id))
        for each, who in found
        if who
    ]


def about(actor: Visitor, person_id: int, now: datetime) -> Who:
    """Return somebody else, and remember the look; raises NotFound."""
    who = person_record.who(person_id)
    if who is None or person_id == actor.person_id or person_rows.is_erased(person_id):
        raise NotFound
    looked(actor, person_id, "person.record", now)
    return who


def refuse(actor: Visitor, person_id: int, reason: str, now: datetime) -> None:
    """Refuse a request, with the reason that the person reads; raises NotFound when there is none."""
    if not any(each.state == "asked" for each in person_rows.requests(person_id)):
        raise NotFound
    person_rows.decide(person_id, "refused", reason, actor.person_id, now)
    audit.append(actor.person_id, person_id, "person.erasure_refused", now)


def refused(actor: Visitor) -> str:
    """Return why one's own last request was refused; empty when it was not."""
    last = next(iter(person_rows.requests(actor.person_id)), None)
    return last.reason if last and last.state == "refused" else ""
