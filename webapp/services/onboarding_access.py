"""Whose onboarding somebody may open: the own one, that of people one is mentor of or leads, or all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from webapp.errors import NotFound
from webapp.policy import Right, Visitor
from webapp.services.onboarding_cases import Standing, running_since, standings
from webapp.services.progress import led_scope
from webapp.store import onboarding
from webapp.store.onboarding import Asked

LARGEST = 2**31 - 1


def own(actor: Visitor, today: date) -> Standing | None:
    """Return one's own onboarding; None for who is not new."""
    row = onboarding.newest_of(actor.person_id, today, running_since(today))
    return standings([row], today)[0] if row else None


def mentored(actor: Visitor, onboarding_id: int, today: date) -> Standing:
    """Return the onboarding of somebody whose mentor one is today; raises NotFound for every other."""
    return _one(asked_as_mentor(actor, today), onboarding_id)


def led(actor: Visitor, onboarding_id: int, today: date) -> Standing:
    """Return the onboarding of somebody in the led teams, never the own one; raises NotFound for every other."""
    return _one(asked_as_leader(actor, today), onboarding_id)


def any_of(actor: Visitor, onboarding_id: int, today: date) -> Standing:
    """Return any onboarding, for who may follow all; raises NotFound for who may not, and for the own one."""
    return _one(asked_by_office(actor, today), onboarding_id)


def asked_as_mentor(actor: Visitor, today: date) -> Asked:
    """Return what to ask for the people of whom one is the mentor today."""
    return Asked(day=today, since=running_since(today), mentor_id=actor.person_id)


def asked_as_leader(actor: Visitor, today: date) -> Asked:
    """Return what to ask for the people of the led teams and below; raises NotFound for who leads none."""
    return Asked(day=today, since=running_since(today), teams=led_scope(actor, 0), not_of=actor.person_id)


def asked_by_office(actor: Visitor, today: date, words: str = "") -> Asked:
    """Return what to ask for everybody; raises NotFound for who may not follow all."""
    if Right.REPORT not in actor.rights:
        raise NotFound
    return Asked(day=today, since=running_since(today), not_of=actor.person_id, words=words)


def _one(asked: Asked, onboarding_id: int) -> Standing:
    if onboarding_id > LARGEST:
        raise NotFound
    rows = onboarding.rows(replace(asked, ids=(onboarding_id,)))
    if not rows:
        raise NotFound
    return standings(rows, asked.day)[0]
