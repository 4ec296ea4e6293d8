"""One mail as a message: the same words as text and as light HTML, and what goes with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A file that goes with a mail; the media type may have parameters."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A mail as it will be sent; `key` is what makes it this mail and no other.

    `bulk`: one of many that are alike, so that no absence message comes back for it.
    """

    key: str
    from_name: str
    from_address: str
    to_name: str
    to_address: str
    subject: str
    body: str
    html: str = ""
    reply_to: str = ""
    bulk: bool = False
    attached: tuple[Attachment, ...] = ()

    @property
    def message_id(self) -> str:
        """Return an id that is the same when the same mail is sent again."""
        return f"<{sha256(self.key.encode()).hexdigest()[:32]}@{self._domain}>"

    @property
    def list_id(self) -> str:
        """Return what mail programs sort by (RFC 2919)."""
        return f"Grenswijs <grenswijs.{self._domain}>"

    @property
    def _domain(self) -> str:
        return self.from_address.rpartition("@")[2]


def message(letter: Letter, at: datetime) -> EmailMessage:
    """Return the letter as a message; nothing in it can add a header. Raises ValueError for what is no address."""
    written = EmailMessage(policy=SMTP)
    written["From"] = _address(letter.from_name, letter.from_address)
    written["To"] = _address(letter.to_name, letter.to_address)
    if letter.reply_to:
        written["Reply-To"] = _address("", letter.reply_to)
    written["Subject"] = _one_line(letter.subject)
    written["Date"] = format_datetime(at)
    written["Message-ID"] = letter.message_id
    written["List-Id"] = letter.list_id
    written["Auto-Submitted"] = "auto-generated"
    if letter.bulk:
        written["Precedence"] = "bulk"
    written.set_content(letter.body, cte="quoted-printable")
    if letter.html:
        written.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    for each in letter.attached:
        _attach(written, each)
    return written


def _attach(written: EmailMessage, file: Attachment) -> None:
    main, _slash, rest = file.media_type.partition("/")
    sub, *parameters = rest.split("; ")
    named = dict(parameter.replace('"', "").split("=", 1) for parameter in parameters)
    written.add_attachment(file.content, maintype=main, subtype=sub, filename=file.name, params=named)


def _address(name: str, address: str) -> Address:
    return Address(display_name=_one_line(name), addr_spec=_one_line(address))


def _one_line(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
