"""The first password, and a new one when it is forgotten: by a mailed link or a printed start code."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from webapp import clock
from webapp.errors import Conflict, Forbidden, NotFound
from webapp.extensions import db, reading
from webapp.policy import Right, Visitor, rights_of
from webapp.services import guesses, jobs, log_in, passwords
from webapp.services.log_in import Opened
from webapp.services.visits import token_hash
from webapp.store import audit, logins, roles, ways_in
from webapp.store.logins import Account
from webapp.store.ways_in import OpenWay

CODE_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Signs that nobody mistakes for another: no 0, 1, I, L or O."""
CODE_LENGTH = 12
VALID = {"invitation": timedelta(days=14), "start_code": timedelta(days=14), "forgotten": timedelta(hours=2)}
ONE_MAIL_IN = timedelta(minutes=15)
"""Within this time a person gets one mail about a forgotten password, however often it is asked."""


@dataclass(frozen=True, kw_only=True)
class Invited:
    """What an invitation did: how many mails wait, who has a password already, who has no e-mail address."""

    mailed: int
    already: int
    without_email: tuple[Account, ...]


def invite(person_ids: Sequence[int], now: datetime) -> Invited:
    """Put one mail for each person who is employed today, has an address and no password yet."""
    found = logins.employed_accounts(list(person_ids), clock.day_of(now))

    new = [account for account in found if not account.hash]
    reachable = [account for account in new if account.email]

    for account in reachable:
        key = f"invitation:{account.person_id}:{clock.day_of(now)}"
        jobs.put("way_in_mail", key, {"person_id": account.person_id, "kind": "invitation"}, now)
    return Invited(
        mailed=len(reachable),
        already=len(found) - len(new),
        without_email=tuple(account for account in new if not account.email),
    )


def forgotten(who: str, address: str, now: datetime) -> None:
    """Put a mail for everybody whom the name means; nothing tells whether there was one. Raises TooMany."""
    guesses.count(f"forgotten {who}", address, now)

    found = logins.reachable(who, clock.day_of(now))

    turn = int(now.timestamp() // ONE_MAIL_IN.total_seconds())
    for account in found:
        key = f"forgotten:{account.person_id}:{turn}"
        jobs.put("way_in_mail", key, {"person_id": account.person_id, "kind": "forgotten"}, now)


def new_token(person_id: int, kind: str, now: datetime) -> str:
    """Make the secret of a mailed link; only its hash is kept. Older links work until one of them is used."""
    token = secrets.token_urlsafe(32)
    ways_in.append(person_id, kind, token_hash(token), now, now + VALID[kind])
    return token


def start_code(actor: Visitor, person_id: int, now: datetime) -> str:
    """Make a code to print, as XXXX-XXXX-XXXX; an older one no longer works. Raises NotFound or Forbidden."""
    for_whom(actor, person_id, now)

    code = "".join(secrets.choice(CODE_SIGNS) for _ in range(CODE_LENGTH))

    ways_in.close(person_id, now, "start_code")
    ways_in.append(person_id, "start_code", token_hash(code), now, now + VALID["start_code"])
    audit.append(actor.person_id, person_id, "start_code_made", now)
    return "-".join(code[place : place + 4] for place in range(0, CODE_LENGTH, 4))


def new_and_unreachable(actor: Visitor, person_id: int, now: datetime) -> Account:
    """Return somebody for whom a leader may make a code; who that leads is the caller's to know.

    Only who has no e-mail address and never chose a password: there is nothing of that person's own yet that a code
    could open. Raises Conflict for everybody else, NotFound and Forbidden as for_whom.
    """
    account = for_whom(actor, person_id, now)
    if not needs_code(person_id):
        raise Conflict
    return account


def needs_code(person_id: int) -> bool:
    """Return whether somebody can come in with a code only: no e-mail address, and no password yet."""
    account = logins.account(person_id)
    return account is not None and not account.email and not account.hash


def for_whom(actor: Visitor, person_id: int, now: datetime) -> Account:
    """Return the person for whom this actor may make a code: who holds more rights needs an administrator."""
    account = logins.account(person_id)
    if account is None:
        raise NotFound
    held = rights_of(roles.grants(person_id, clock.day_of(now)))
    if not held <= actor.rights and Right.ADMIN not in actor.rights:
        raise Forbidden
    return account


def open_way(secret: str, now: datetime) -> OpenWay:
    """Return for whom this link or code works; raises NotFound."""
    found = ways_in.open_way(token_hash(_plain(secret)), clock.day_of(now), now)
    if found is None:
        raise NotFound
    return found


def enter_code(code: str, address: str, now: datetime) -> None:
    """Check a typed code; raises TooMany or NotFound."""
    guess = guesses.count(f"code from {address}", address, now)
    open_way(code, now)
    guesses.was_right(guess)


def set_password(secret: str, password: str, device: str, now: datetime) -> Opened:
    """Use up the link or code, set the password and log in; raises NotFound or UnfitPassword."""
    with reading():
        way = open_way(secret, now)
        account = log_in.known(way.person_id)
        db.session.rollback()

    log_in.refuse_unfit(password, account)
    hash = passwords.hashed(password)

    if not ways_in.use(way.id, now):
        raise NotFound
    ways_in.close(way.person_id, now)
    logins.set_password(way.person_id, hash, now)
    logins.end_all(way.person_id, now)
    return log_in.begin(way.person_id, device, now)


def _plain(secret: str) -> str:
    """Return a code as it was made, however it was typed; a mailed token stays as it is."""
    signs = re.sub(r"[^0-9A-Z]", "", secret.upper())
    return signs if len(signs) == CODE_LENGTH else secret
