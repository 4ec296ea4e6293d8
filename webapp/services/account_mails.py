"""The mails about accounts: invitation, forgotten password, and the test of the set-up."""

from __future__ import annotations

from datetime import datetime

from webapp import clock
from webapp.extensions import own_transaction
from webapp.services import mails, ways_in
from webapp.services.addresses import full_address
from webapp.services.jobs import Effect
from webapp.store import logins, organisation


def send_way_in(person_id: int, kind: str, key: str, now: datetime) -> Effect:
    """Mail a link with a new secret; nothing is sent to who cannot be mailed any more."""
    to = logins.account(person_id)
    if to is None or not to.email:
        return _nothing

    with own_transaction():
        token = ways_in.new_token(person_id, kind, now)

    values = {
        "link": full_address("account.start", token=token),
        "log_in": full_address("account.log_in"),
        "until": clock.day_of(now + ways_in.VALID[kind]),
        "hours": int(ways_in.VALID[kind].total_seconds() // 3600),
    }
    return mails.deliver(kind, key, to, values, now)


def send_test(person_id: int, key: str, now: datetime) -> Effect:
    """Mail an administrator that mail works; once it left, the set-up says so."""
    to = logins.account(person_id)
    if to is None or not to.email:
        return _nothing

    sent = mails.deliver("test", key, to, {"address": full_address("learn.home")}, now)

    def effect() -> None:
        sent()
        organisation.mail_was_checked(now)

    return effect


def _nothing() -> None:
    """Write nothing: there was nobody to mail."""
