"""Mails that came back: from the mailbox or told by a machine; whose address does not work because of it."""

from __future__ import annotations

import hmac
from datetime import datetime

from flask import current_app

from webapp import clock
from webapp.config import Settings
from webapp.errors import Forbidden, NotFound
from webapp.extensions import own_transaction
from webapp.logs import log
from webapp.mail import bounces, mailbox
from webapp.policy import Right, Visitor
from webapp.services.jobs import Claimed, Effect
from webapp.services.progress import Filter, led_scope, wanted
from webapp.store import audit, mail_bounces, mails, members
from webapp.store.mail_bounces import Broken
from webapp.store.mails import Addressed


def has_mailbox() -> bool:
    """Return whether there is a mailbox to read."""
    return bool(_settings().bounces_url)


def read_mailbox(_job: Claimed, now: datetime) -> Effect:
    """Read what is new in the mailbox; each message is kept in a transaction of its own before it counts as seen."""
    known = 0

    def keep(raw: bytes) -> None:
        nonlocal known
        with own_transaction():
            known += take_report(raw, "report", now)

    count = mailbox.read_new(_settings().bounces_url, keep) if has_mailbox() else 0
    log.info("bounces", read=count, recognised=known)
    return lambda: None


def take_report(raw: bytes, source: str, now: datetime) -> bool:
    """Keep what a report says about one of our mails; returns False for anything else.

    Anybody can send such a report, so only one that names a mail of ours by its Message-ID counts, and it counts for
    the address that the mail went to. Nobody else knows that id: it is made with the secret key.
    """
    found = bounces.read(raw)
    if found is None:
        return False
    about = next((sent for each in found.message_ids if (sent := mails.with_id(each))), None)
    return _keep(about, found.why, source, now, permanent=found.permanent)


def take_notice(recipient: str, message_id: str, why: str, now: datetime, *, permanent: bool) -> bool:
    """Keep what a mail service that knows the token says; without an id of ours it is about the newest mail there."""
    about = mails.with_id(message_id) if message_id else None
    return _keep(about or mails.last_to(recipient), why, "webhook", now, permanent=permanent)


def is_ours(token: str) -> bool:
    """Return whether this is BOUNCES_TOKEN, in a time that does not depend on where it differs; raises NotFound."""
    wanted = _settings().bounces_token
    if not wanted:
        raise NotFound
    return hmac.compare_digest(token.encode(), wanted.encode())


def mine_is_broken(actor: Visitor) -> bool:
    """Return whether mails to one's own address come back."""
    return mail_bounces.is_broken(actor.person_id)


def everybody(actor: Visitor) -> list[Broken]:
    """Return whose address does not work, for who keeps the staff record."""
    if Right.PEOPLE not in actor.rights:
        raise Forbidden
    return mail_bounces.broken()


def of_person(actor: Visitor, person_id: int) -> Broken | None:
    """Return why that person's address does not work, or None; for who keeps the staff record."""
    if Right.PEOPLE not in actor.rights:
        raise Forbidden
    return next(iter(mail_bounces.broken([person_id])), None)


def in_my_teams(actor: Visitor, now: datetime) -> list[Broken]:
    """Return whose address does not work, among the people of the teams that somebody leads."""
    found = mail_bounces.broken()
    if not found:
        return []
    asked = wanted(led_scope(actor, 0), Filter(), clock.day_of(now))
    led = {each.id for each in members.members_among(asked, [each.person_id for each in found])}
    return [each for each in found if each.person_id in led]


def clear(actor: Visitor, person_id: int, now: datetime) -> None:
    """Count an address as working again; raises NotFound when it does."""
    if Right.PEOPLE not in actor.rights:
        raise Forbidden
    if person_id > 2**31 - 1 or not mail_bounces.clear(person_id, actor.person_id, now):
        raise NotFound
    audit.append(actor.person_id, person_id, "mail.address_cleared", now)


def _keep(about: Addressed | None, why: str, source: str, now: datetime, *, permanent: bool) -> bool:
    if about is None:
        return False
    mail_bounces.add(about.message_id, about.person_id, about.address, why, source, now, permanent=permanent)
    return True


def _settings() -> Settings:
    return current_app.config["SETTINGS"]
