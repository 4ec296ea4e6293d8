"""Certificates from elsewhere: handed in by the person, accepted or refused by who plans."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from webapp import clock
from webapp.errors import Conflict, NotFound
from webapp.policy import Right, Visitor
from webapp.services import offerings, rule_running
from webapp.services.audit import looked
from webapp.store import audit, norms, revision, rule_cases, rule_writing
from webapp.store.rule_cases import Evidence

MOST_BYTES = 5_000_000
_BEGINNINGS = {b"%PDF-": "application/pdf", b"\x89PNG\r\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


class BadFile(ValueError):
    """The file is no PDF or picture, or too big."""


@dataclass(frozen=True, kw_only=True)
class HandedIn:
    """What somebody hands in for a course or programme item."""

    course_id: str
    title: str
    obtained_on: date
    file_name: str
    content: bytes


def hand_in(actor: Visitor, wanted: HandedIn, now: datetime) -> None:
    """Keep it until it is decided; raises BadFile, or NotFound for something that is not on offer."""
    if wanted.course_id not in open_to(actor.language):
        raise NotFound
    rule_cases.hand_in(
        {
            "person_id": actor.person_id,
            "course_id": wanted.course_id,
            "title": wanted.title,
            "obtained_on": wanted.obtained_on,
            "file_name": wanted.file_name[-200:],
            "media_type": media_type(wanted.content),
            "content": wanted.content,
            "handed_in_at": now,
        }
    )


def open_to(language: str) -> dict[str, str]:
    """Return the titles by id of what a certificate may be handed in for: all but where a rule says no."""
    closed = {rule.target for rule in rule_running.active().values() if not rule.external}
    kinds = offerings.by_kind(language)
    return {id: title for id, title in {**kinds["course"], **kinds["item"]}.items() if id not in closed}


def media_type(content: bytes) -> str:
    """Return what a file is by its first bytes, whatever its name says; raises BadFile."""
    if len(content) <= MOST_BYTES:
        for beginning, found in _BEGINNINGS.items():
            if content.startswith(beginning):
                return found
    raise BadFile


def mine(actor: Visitor) -> list[Evidence]:
    """Return what one handed in oneself, newest first."""
    return rule_cases.evidence(person_id=actor.person_id)


def waiting() -> list[Evidence]:
    """Return what is to be decided."""
    return rule_cases.evidence(open_only=True)


def file_for(actor: Visitor, key: int, now: datetime) -> tuple[str, bytes]:
    """Return media type and content, for the person and for who plans; raises NotFound. The latter leaves an event."""
    found = rule_cases.evidence_file(key)
    if found is None or (found[0] != actor.person_id and Right.PLAN not in actor.rights):
        raise NotFound
    looked(actor, found[0], "person.certificate", now)
    return found[1], found[2]


def decide(actor: Visitor, key: int, *, accepted: bool, reason: str, now: datetime) -> None:
    """Accept or refuse; what is accepted counts from the day it was obtained. Raises Conflict when it was decided."""
    today = clock.day_of(now)
    found = rule_cases.decide_evidence(key, "accepted" if accepted else "refused", reason, actor.person_id, now)
    if found is None:
        raise Conflict
    if found.person_id == actor.person_id:
        raise NotFound
    if accepted:
        rule_writing.credit([_completion(found, actor.person_id, today)], now)
        rule_running.later(f"evidence:{key}", now, [found.person_id])
        revision.raise_it()
    audit.append(actor.person_id, found.person_id, "evidence.decided", now, {"evidence": key, "accepted": accepted})


def _completion(found: Evidence, by: int, today: date) -> dict[str, object]:
    return {
        "person_id": found.person_id,
        "course_id": found.course_id,
        "course_version": offerings.redo_versions(today).get(found.course_id, 1),
        "course_digest": "",
        "quiz_digest": "",
        "norm_number": norms.number_on(today),
        "own_text_revision": 0,
        "language": "nl",
        "method": "external",
        "attempt_id": None,
        "recorded_by": by,
        "completed_on": found.obtained_on,
    }
