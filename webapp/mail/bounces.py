"""Reads what mail servers send back when nobody got a mail: delivery reports of RFC 3464, from anybody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.policy import compat32

LARGEST = 1024 * 1024
"""Bytes of a report that are looked at; a report that is larger is cut."""
MOST_PARTS = 100
_ID = re.compile(r"<[^<>\s]{3,190}>")
_STATUS = re.compile(r"\b([245])\.\d{1,3}\.\d{1,3}\b")


@dataclass(frozen=True, kw_only=True)
class Bounce:
    """A report that a mail did not arrive; `message_ids` are the mails it can be about, the likeliest first."""

    message_ids: tuple[str, ...]
    permanent: bool
    why: str


def read(raw: bytes) -> Bounce | None:
    """Return what a message reports as not delivered; None for anything else, however broken it is."""
    try:
        return _read(message_from_bytes(raw[:LARGEST], policy=compat32))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def _read(report: Message) -> Bounce | None:
    parts = [part for _number, part in zip(range(MOST_PARTS), report.walk(), strict=False)]
    for part in parts:
        if part.get_content_type() != "message/delivery-status" or not part.is_multipart():
            continue
        for recipient in part.get_payload():
            if isinstance(recipient, Message) and _word(recipient, "Action") == "failed":
                return _bounce(report, parts, recipient)
    return None


def _bounce(report: Message, parts: list[Message], recipient: Message) -> Bounce:
    status = _STATUS.search(_field(recipient, "Status"))
    said = _field(recipient, "Diagnostic-Code") or _field(recipient, "Status")
    ids = dict.fromkeys(_ids(report, parts))
    return Bounce(message_ids=tuple(ids)[:5], permanent=status is not None and status[1] == "5", why=said[:500])


def _ids(report: Message, parts: list[Message]) -> Iterator[str]:
    """Return the Message-ID of the mail that came with the report, and what the report answers."""
    for part in parts:
        if part.get_content_type() == "text/rfc822-headers":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                yield from _found(message_from_bytes(content, policy=compat32), "Message-ID")
        elif part is not report and part.get("Message-ID"):
            yield from _found(part, "Message-ID")
    for name in ("In-Reply-To", "References"):
        yield from _found(report, name)


def _found(message: Message, name: str) -> Iterator[str]:
    yield from _ID.findall(_field(message, name)[:2000])


def _word(message: Message, name: str) -> str:
    return _field(message, name).split(";")[0].strip().casefold()


def _field(message: Message, name: str) -> str:
    """Return a header as plain text on one line."""
    value = message.get(name, "")
    try:
        text = str(make_header(decode_header(str(value))))
    except (ValueError, LookupError):
        text = str(value)
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
