"""Mails to people, as jobs send them; in sample mode they are kept to be read and never sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import current_app

from webapp import mail
from webapp.config import Settings
from webapp.errors import NotFound
from webapp.extensions import db
from webapp.mail import Attachment, Letter
from webapp.services.jobs import Effect, GiveUp
from webapp.store import mails
from webapp.store.logins import Account
from webapp.store.mails import Mail

SHOWN = 200


def deliver(
    kind: str, key: str, to: Account, values: Mapping[str, Any], now: datetime, attached: tuple[Attachment, ...] = ()
) -> Effect:
    """Send that kind of mail, and return what must be written about it; raises GiveUp or what the server said."""
    settings: Settings = current_app.config["SETTINGS"]
    sender = current_app.extensions["look"].name
    subject, body = mail.text_of(kind, to.language, {"to": to, "organisation": sender, **values})
    letter = Letter(
        key=key,
        from_name=sender,
        from_address=settings.mail_from,
        to_name=to.name,
        to_address=to.email,
        subject=subject,
        body=body,
        attached=attached,
    )
    try:
        written = mail.message(letter, now)
    except ValueError as error:
        raise GiveUp(f"this is not an e-mail address: {to.email!r}") from error

    db.session.rollback()  # the mail server may take long: nothing stays open meanwhile
    if not settings.sample:
        mail.send(written, settings.smtp_url)
    kept = body if settings.sample else ""
    return lambda: mails.append(letter.message_id, kind, to.person_id, to.email, subject, kept, now)


def newest() -> list[Mail]:
    """Return the mails that left last, newest first."""
    return mails.newest(SHOWN)


def one(mail_id: int) -> Mail:
    """Return that mail; raises NotFound."""
    found = mails.mail(mail_id) if mail_id < 2**31 else None
    if found is None:
        raise NotFound
    return found
