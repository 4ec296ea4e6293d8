"""The texts of mails as the municipality wants them: what holds, what was said before, what is shipped."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from datetime import datetime

from flask import current_app

from webapp.errors import Conflict, Forbidden, NotFound
from webapp.mail import texts
from webapp.mail.checks import Fault, faults
from webapp.mail.kinds import KINDS
from webapp.mail.texts import LANGUAGES, Reader, Text, Written
from webapp.policy import Right, Visitor
from webapp.store import audit
from webapp.store import mail_texts as store
from webapp.store.mail_texts import Version

EXAMPLE_NAME = "Sam Voorbeeld"


class Unfit(ValueError):
    """The text cannot be sent; `faults` say why."""

    def __init__(self, found: list[Fault]) -> None:
        super().__init__(str(found))
        self.faults = found


@dataclass(frozen=True, kw_only=True)
class Line:
    """One kind in one language: whose text holds, and whether the shipped one changed since it was written."""

    kind: str
    language: str
    own: bool
    outdated: bool
    unfit: bool


@dataclass(frozen=True, kw_only=True)
class Found:
    """One text to read and change; `number` is that of the newest change, 0 before the first.

    `differences` are the lines of the shipped text (`-`) that are not in one's own (`+`), and the other way round.
    """

    kind: str
    language: str
    text: Text
    number: int
    line: Line
    history: tuple[Version, ...]
    differences: tuple[tuple[str, str], ...]


def in_force(kind: str, language: str) -> Text:
    """Return the text that mails of that kind have now; one that can no longer be sent gives way to the shipped one."""
    held = next(iter(store.history(kind, language, most=1)), None)
    shipped = texts.shipped(kind, language)
    return _own(held) if held and _holds(held) else shipped


def overview(actor: Visitor) -> list[Line]:
    """Return every kind in every language."""
    _writers_only(actor)
    held = {(each.kind, each.language): each for each in store.newest()}
    return [_line(kind, language, held.get((kind, language))) for kind in KINDS for language in LANGUAGES]


def one(actor: Visitor, kind: str, language: str) -> Found:
    """Return one text with its history; raises NotFound."""
    _writers_only(actor)
    _known(kind, language)
    history = tuple(store.history(kind, language))
    held = history[0] if history else None
    shipped = texts.shipped(kind, language)
    text = _own(held) if held and held.body else shipped
    return Found(
        kind=kind,
        language=language,
        text=text,
        number=held.number if held else 0,
        line=_line(kind, language, held),
        history=history,
        differences=_differences(shipped, text),
    )


def preview(actor: Visitor, kind: str, language: str, text: Text) -> Written:
    """Return the mail made from this text and example values; raises Unfit."""
    _writers_only(actor)
    _known(kind, language)
    _fitting(kind, text)
    settings = current_app.config["SETTINGS"]
    reader = Reader(
        name=EXAMPLE_NAME,
        staff_number="1001",
        language=language,
        organisation=current_app.extensions["look"].name,
        base_url=settings.base_url,
        ask=settings.mail_reply_to,
    )
    return texts.write(kind, text, reader, KINDS[kind].example)


def save(actor: Visitor, kind: str, language: str, text: Text, number: int, now: datetime) -> None:
    """Let mails say this from now on; raises Unfit, and Conflict when somebody changed it since `number`.

    Saving what is said already changes nothing, but for an own text that was held against an older shipped one: then
    it was looked at again.
    """
    _writers_only(actor)
    _known(kind, language)
    _fitting(kind, text)
    found = one(actor, kind, language)
    shipped = texts.shipped(kind, language)
    if text == found.text and not found.line.outdated:
        return
    _append(actor, found, Text(subject="", body="") if text == shipped else text, number, now)


def back_to(actor: Visitor, kind: str, language: str, to: int, number: int, now: datetime) -> None:
    """Let mails say again what version `to` said, or (0) what is shipped; raises Unfit, NotFound and Conflict."""
    found = one(actor, kind, language)
    before = next((each for each in found.history if each.number == to), None)
    if to and before is None:
        raise NotFound
    if before and before.body:
        save(actor, kind, language, _own(before), number, now)
    elif found.line.own:
        _append(actor, found, Text(subject="", body=""), number, now)


def _append(actor: Visitor, found: Found, text: Text, number: int, now: datetime) -> None:
    digest = texts.shipped(found.kind, found.language).digest
    new = number + 1
    if number != found.number or not store.append(
        found.kind, found.language, new, text.subject, text.body, digest, actor.person_id, now
    ):
        raise Conflict
    said = {"kind": found.kind, "language": found.language, "number": new}
    audit.append(actor.person_id, None, "mail_text.saved", now, said)


def _line(kind: str, language: str, held: Version | None) -> Line:
    own = held is not None and bool(held.body)
    return Line(
        kind=kind,
        language=language,
        own=own,
        outdated=bool(own and held and held.shipped_digest != texts.shipped(kind, language).digest),
        unfit=bool(own and held and not _holds(held)),
    )


def _holds(held: Version) -> bool:
    return bool(held.body) and not faults(KINDS[held.kind], held.subject, held.body)


def _own(held: Version) -> Text:
    return Text(subject=held.subject, body=held.body)


def _fitting(kind: str, text: Text) -> None:
    if found := faults(KINDS[kind], text.subject, text.body):
        raise Unfit(found)


def _known(kind: str, language: str) -> None:
    if kind not in KINDS or language not in LANGUAGES:
        raise NotFound


def _writers_only(actor: Visitor) -> None:
    if Right.MAIL not in actor.rights:
        raise Forbidden


def _differences(shipped: Text, own: Text) -> tuple[tuple[str, str], ...]:
    old, new = ([each.subject, *each.body.strip().splitlines()] for each in (shipped, own))
    lines = difflib.ndiff(old, new)
    return tuple((line[0], line[2:]) for line in lines if line[0] in "+-" and line[2:].strip())
