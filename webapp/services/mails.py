"""Mails to people, as jobs send them; in sample mode they are kept to be read and never sent."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import current_app

from webapp import mail
from webapp.config import Settings
from webapp.errors import NotFound
from webapp.extensions import db
from webapp.mail import Attachment, Letter, NoMailServer, Refused, texts
from webapp.mail.kinds import KINDS
from webapp.mail.texts import Reader, Written
from webapp.services import mail_texts
from webapp.services.jobs import Effect, GiveUp, MailIsDown, TryLater
from webapp.store import mail_bounces, mails
from webapp.store.logins import Account
from webapp.store.mails import Mail

LONGEST_KEPT = 8000


def deliver(
    kind: str, key: str, to: Account, values: Mapping[str, Any], now: datetime, attached: tuple[Attachment, ...] = ()
) -> Effect:
    """Send that kind of mail, and return what must be written about it; raises GiveUp, TryLater or MailIsDown.

    Nothing is sent to an address that does not work. A server that refuses the address makes it one.
    """
    settings: Settings = current_app.config["SETTINGS"]
    if mail_bounces.is_broken(to.person_id):
        return _nothing
    sender = current_app.extensions["look"].name
    written = _written(kind, to, sender, values, settings)
    letter = Letter(
        key=hmac.digest(settings.secret_key.encode(), key.encode(), "sha256").hex(),
        from_name=sender,
        from_address=settings.mail_from,
        to_name=to.name,
        to_address=to.email,
        subject=written.subject,
        body=written.body,
        html=written.html,
        reply_to=settings.mail_reply_to,
        bulk=KINDS[kind].bulk,
        attached=attached,
    )
    kept = written.body[:LONGEST_KEPT] if settings.sample else ""

    def left() -> None:
        mails.append(letter.message_id, kind, to.person_id, to.email, written.subject[:300], kept, now)

    refused = _hand_over(letter, settings, now)
    if not refused:
        return left

    def came_back() -> None:
        left()
        mail_bounces.add(letter.message_id, to.person_id, to.email, refused, "refused", now, permanent=True)

    return came_back


def _written(kind: str, to: Account, sender: str, values: Mapping[str, Any], settings: Settings) -> Written:
    reader = Reader(
        name=to.name,
        staff_number=to.staff_number,
        language=to.language,
        organisation=sender,
        base_url=settings.base_url,
        ask=settings.mail_reply_to,
    )
    return texts.write(kind, mail_texts.in_force(kind, to.language), reader, values)


def _hand_over(letter: Letter, settings: Settings, now: datetime) -> str:
    """Send it; returns why the address does not work, or nothing."""
    try:
        message = mail.message(letter, now)
    except ValueError as error:
        raise GiveUp(f"this is not an e-mail address: {letter.to_address!r}") from error
    db.session.rollback()  # the mail server may take long: nothing stays open meanwhile
    if settings.sample:
        return ""
    try:
        mail.send(message, settings.smtp_url)
    except NoMailServer as error:
        raise MailIsDown(str(error)) from error
    except Refused as error:
        if not error.for_good:
            raise TryLater(str(error)) from error
        if not error.about_address:
            raise GiveUp(str(error)) from error
        return str(error)
    return ""


def one(mail_id: int) -> Mail:
    """Return that mail; raises NotFound."""
    found = mails.mail(mail_id) if mail_id < 2**31 else None
    if found is None:
        raise NotFound
    return found


def _nothing() -> None:
    """Write nothing: mails to this address come back."""
