"""Writes one text mail and hands it to the mail server."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from flask import current_app
from flask_babel import force_locale

TIMEOUT = 30
"""Seconds that we wait for an answer of the mail server."""


class NoMailServer(RuntimeError):
    """SMTP_URL is not set, or the server cannot be trusted with a password."""


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A file that goes with a mail; the media type may have parameters."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A mail as it will be sent; `key` is what makes it this mail and no other."""

    key: str
    from_name: str
    from_address: str
    to_name: str
    to_address: str
    subject: str
    body: str
    attached: tuple[Attachment, ...] = ()

    @property
    def message_id(self) -> str:
        """Return an id that is the same when the same mail is sent again."""
        return f"<{sha256(self.key.encode()).hexdigest()[:32]}@{self.from_address.rpartition('@')[2]}>"


def text_of(kind: str, language: str, values: dict[str, Any]) -> tuple[str, str]:
    """Return subject and body of that kind of mail; the first line of its template is the subject."""
    with force_locale(language):
        written = current_app.jinja_env.get_template(f"mail/{kind}.{language}.txt").render(values)
    subject, _, body = written.partition("\n")
    return " ".join(subject.split()), body.strip() + "\n"


def message(letter: Letter, at: datetime) -> EmailMessage:
    """Return the letter as a message; nothing in it can add a header."""
    written = EmailMessage(policy=SMTP)
    written["From"] = _address(letter.from_name, letter.from_address)
    written["To"] = _address(letter.to_name, letter.to_address)
    written["Subject"] = _one_line(letter.subject)
    written["Date"] = format_datetime(at)
    written["Message-ID"] = letter.message_id
    written["Auto-Submitted"] = "auto-generated"
    written.set_content(letter.body)
    for each in letter.attached:
        main, _slash, rest = each.media_type.partition("/")
        sub, *parameters = rest.split("; ")
        named = dict(parameter.replace('"', "").split("=", 1) for parameter in parameters)
        written.add_attachment(each.content, maintype=main, subtype=sub, filename=each.name, params=named)
    return written


def send(written: EmailMessage, smtp_url: str) -> None:
    """Hand the message to the mail server; raises NoMailServer, OSError or smtplib.SMTPException."""
    if not smtp_url:
        raise NoMailServer("SMTP_URL is not set, so no mail can leave")
    where = urlsplit(smtp_url)
    with _connect(where) as server:
        if where.username:
            server.login(unquote(where.username), unquote(where.password or ""))
        server.send_message(written)


def _connect(where: SplitResult) -> smtplib.SMTP:
    trust = ssl.create_default_context()
    host = where.hostname or ""
    if where.scheme == "smtps":
        return smtplib.SMTP_SSL(host, where.port or 465, timeout=TIMEOUT, context=trust)
    server = smtplib.SMTP(host, where.port or (587 if where.username else 25), timeout=TIMEOUT)
    server.ehlo()
    if server.has_extn("starttls"):
        server.starttls(context=trust)
        server.ehlo()
    elif where.username:
        server.close()
        raise NoMailServer("the mail server offers no encryption, so it does not get the password")
    return server


def _address(name: str, address: str) -> Address:
    return Address(display_name=_one_line(name), addr_spec=_one_line(address))


def _one_line(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
