"""Whether a text can be sent as that kind of mail: the same checks for shipped texts and for one's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from webapp.mail.kinds import ADDRESSES, Kind
from webapp.mail.words import BUTTON, NAME

LONGEST_SUBJECT = 120
LONGEST_BODY = 4000
_ADDRESS = re.compile(r"\]\((?P<address>[^)\n]*)")
_BRACED = re.compile(r"\{[^{}\n]*\}")
_FIXED = re.compile(r"https?://[^\s{}\"'<>]+|mailto:[^\s{}\"'<>]+")

What = Literal[
    "empty",
    "too_long",
    "unknown_name",
    "loose_brace",
    "missing_name",
    "list_not_alone",
    "list_in_subject",
    "button_not_alone",
    "several_buttons",
    "strange_address",
    "one_line",
]


@dataclass(frozen=True, kw_only=True)
class Fault:
    """Why a text cannot be sent; `about` is the name or address concerned."""

    part: Literal["subject", "body"]
    what: What
    about: str = ""


def faults(kind: Kind, subject: str, body: str) -> list[Fault]:
    """Return everything that is wrong with a text of that kind."""
    return [*_subject(kind, subject), *_body(kind, body)]


def _subject(kind: Kind, subject: str) -> Iterator[Fault]:
    if not subject.strip():
        yield Fault(part="subject", what="empty")
    if len(subject) > LONGEST_SUBJECT:
        yield Fault(part="subject", what="too_long", about=str(LONGEST_SUBJECT))
    if len(subject.splitlines()) > 1:
        yield Fault(part="subject", what="one_line")
    for name in NAME.findall(subject):
        if name in kind.lists:
            yield Fault(part="subject", what="list_in_subject", about=name)
    for what, about in _braces(kind, subject):
        yield Fault(part="subject", what=what, about=about)


def _body(kind: Kind, body: str) -> Iterator[Fault]:
    if not body.strip():
        yield Fault(part="body", what="empty")
        return
    if len(body) > LONGEST_BODY:
        yield Fault(part="body", what="too_long", about=str(LONGEST_BODY))
    for what, about in (*_braces(kind, body), *_missing(kind, body), *_places(kind, body), *_addresses(body)):
        yield Fault(part="body", what=what, about=about)


def _braces(kind: Kind, text: str) -> Iterator[tuple[What, str]]:
    for found in _BRACED.findall(text):
        name = NAME.fullmatch(found)
        if name is None or name[1] not in kind.allowed:
            yield "unknown_name", found
    if re.search(r"[{}]", _BRACED.sub("", text)):
        yield "loose_brace", ""


def _missing(kind: Kind, body: str) -> Iterator[tuple[What, str]]:
    used = set(NAME.findall(body))
    for name in kind.required:
        if name not in used:
            yield "missing_name", name


def _places(kind: Kind, body: str) -> Iterator[tuple[What, str]]:
    """Buttons and lists stand alone, with an empty line before and after."""
    for paragraph in re.split(r"\n\s*\n", body.strip()):
        alone = paragraph.strip()
        for name in NAME.findall(paragraph):
            if name in kind.lists and alone != f"{{{name}}}":
                yield "list_not_alone", name
        if BUTTON.search(paragraph) and not BUTTON.fullmatch(alone):
            yield "button_not_alone", ""
    if len(BUTTON.findall(body)) > 1:
        yield "several_buttons", ""


def _addresses(body: str) -> Iterator[tuple[What, str]]:
    for found in _ADDRESS.finditer(body):
        address = found["address"]
        name = NAME.fullmatch(address)
        if not (name and name[1] in ADDRESSES) and not _FIXED.fullmatch(address):
            yield "strange_address", address
