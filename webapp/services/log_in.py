"""Logging in and out, and one's own password."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from flask_babel import gettext as _

from webapp import clock
from webapp.errors import Forbidden, NotFound, Refusal
from webapp.extensions import db, reading
from webapp.policy import Visitor
from webapp.services import guesses, passwords, visits
from webapp.services.password_rules import Objection, objection
from webapp.store import logins, organisation, ways_in
from webapp.store.logins import Account, Candidate, RunningLogin

MOST_SHARING = 8
"""So many people with one address are tried; each try takes a hash."""


class WrongPassword(Refusal):
    """Nobody has this name with this password."""

    status = 422


class SeveralFit(Refusal):
    """The address and the password are those of more than one person: the staff number must decide."""

    status = 422


class UnfitPassword(Refusal):
    """The new password is refused; `objection` says why."""

    status = 422

    def __init__(self, why: Objection) -> None:
        super().__init__(why)
        self.objection: Objection = why


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """What somebody typed, and from where."""

    who: str
    password: str
    address: str
    device: str


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A new log-in: the secret for the cookie, and who it is."""

    token: str
    visitor: Visitor


def log_in(attempt: Attempt, now: datetime) -> Opened:
    """Begin a log-in; raises TooMany, WrongPassword or SeveralFit, and Forbidden for sample data in earnest."""
    guess = guesses.count(attempt.who, attempt.address, now)
    with reading():
        _refuse_sample_accounts()
        found = logins.candidates(attempt.who, clock.day_of(now), MOST_SHARING)
        db.session.rollback()

    chosen = _who_fits(found, attempt.password)
    renewed = passwords.hashed(attempt.password) if passwords.outdated(chosen.hash) else ""

    guesses.was_right(guess)
    if renewed:
        logins.rehash(chosen.person_id, renewed)
    return begin(chosen.person_id, attempt.device, now)


def _refuse_sample_accounts() -> None:
    """The password of the sample accounts is public: outside sample mode it opens nothing."""
    if organisation.is_sample() and not current_app.config["SETTINGS"].sample:
        raise Forbidden(_("This database holds sample data. Its accounts work only in sample mode."))


def _who_fits(found: list[Candidate], password: str) -> Candidate:
    tried = found or [Candidate(person_id=0, hash="")]
    fitting = [each for each in tried if passwords.fits(password, each.hash)]
    if not fitting:
        raise WrongPassword
    if len(fitting) > 1:
        raise SeveralFit
    return fitting[0]


def begin(person_id: int, device: str, now: datetime) -> Opened:
    """Begin a log-in of somebody who has shown who it is; raises Forbidden when not employed today."""
    token = secrets.token_urlsafe(32)
    logins.start(visits.token_hash(token), person_id, device[:80], now)
    visitor = visits.visitor_for(token, now)
    if visitor is None:
        raise Forbidden
    return Opened(token=token, visitor=visitor)


def log_out(token: str, now: datetime) -> None:
    """End this log-in."""
    logins.end(visits.token_hash(token), now)


def log_out_everywhere(actor: Visitor, now: datetime) -> None:
    """End every log-in of this person, this one too."""
    logins.end_all(actor.person_id, now)


def running(actor: Visitor, now: datetime) -> list[RunningLogin]:
    """Return one's own log-ins that were not ended, newest first."""
    return logins.running(actor.person_id, now)


def change_password(actor: Visitor, old: str, new: str, address: str, now: datetime) -> None:
    """Set a new password and end the other log-ins; raises TooMany, WrongPassword or UnfitPassword."""
    db.session.rollback()
    with reading():
        account = known(actor.person_id)
        db.session.rollback()

    refuse_unfit(new, account)
    guess = guesses.count(f"person {actor.person_id}", address, now)
    if not passwords.fits(old, account.hash):
        raise WrongPassword
    hash = passwords.hashed(new)

    guesses.was_right(guess)
    logins.set_password(actor.person_id, hash, now)
    logins.end_all(actor.person_id, now, but=actor.login_id)
    ways_in.close(actor.person_id, now)


def known(person_id: int) -> Account:
    """Return that person's account; raises NotFound."""
    account = logins.account(person_id)
    if account is None:
        raise NotFound
    return account


def refuse_unfit(password: str, account: Account) -> None:
    """Raise UnfitPassword when this person may not have this password."""
    own = (account.given_name, account.family_name, account.staff_number, account.email)
    if (why := objection(password, own)) is not None:
        raise UnfitPassword(why)


def save_settings(actor: Visitor, language: str, avoids_violence: bool) -> None:
    """Keep how this person wants to read."""
    logins.set_settings(actor.person_id, language, avoids_violence)


def save_language(actor: Visitor, language: str) -> None:
    """Keep the language that this person chose."""
    logins.set_language(actor.person_id, language)
