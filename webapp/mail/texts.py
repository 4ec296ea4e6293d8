"""The shipped texts of mails, and a mail made from a text and what its sender knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import current_app
from flask_babel import force_locale, format_date
from flask_babel import gettext as _
from markupsafe import Markup

from webapp.mail import words
from webapp.mail.kinds import CHOICES, KINDS, Kind
from webapp.mail.words import Values

LANGUAGES = ("nl", "en")
BUTTON_STYLE = (
    "display:inline-block;padding:12px 20px;border-radius:4px;background:#154273;color:#ffffff;"
    "font-weight:bold;text-decoration:none"
)
FOLDER = Path(__file__).parent.parent / "templates" / "mail"


@dataclass(frozen=True, kw_only=True)
class Text:
    """What a kind of mail says in one language, its names not filled in yet."""

    subject: str
    body: str

    @property
    def digest(self) -> str:
        """Return what is another for every other text."""
        return sha256(f"{self.subject}\n{self.body}".encode()).hexdigest()


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Whom a mail is for, and whom the reader can ask."""

    name: str
    staff_number: str
    language: str
    organisation: str
    base_url: str
    ask: str = ""


@dataclass(frozen=True, kw_only=True)
class Written:
    """A mail in both its forms; `words` is the HTML for a page: without the frame, and without styles of its own."""

    subject: str
    body: str
    html: str
    words: Markup


@lru_cache(maxsize=128)
def shipped(kind: str, language: str) -> Text:
    """Return the text that comes with this version; the first line of its file is the subject."""
    subject, _newline, body = (FOLDER / f"{kind}.{language}.txt").read_text(encoding="utf-8").partition("\n")
    return Text(subject=subject.strip(), body=body.strip() + "\n")


def write(kind: str, text: Text, reader: Reader, given: Mapping[str, Any]) -> Written:
    """Return the mail; raises KeyError for an unknown kind and for a name without a value."""
    of = KINDS[kind]
    with force_locale(reader.language):
        values = _values(kind, of, reader, given)
        foot = _foot(of, reader)
        subject, styled = words.one_line(text.subject, values), words.html(text.body, values, BUTTON_STYLE)
        page = current_app.jinja_env.get_template("mail/frame.html").render(
            {"subject": subject, "words": styled, "foot": foot, "spoken": reader.language}
        )
    plain_foot = "\n".join(" ".join(part for part in line if part) for line in foot)
    return Written(
        subject=subject,
        body=f"{words.plain(text.body, values)}\n--\n{plain_foot}\n",
        html=page,
        words=words.html(text.body, values),
    )


def _values(kind: str, of: Kind, reader: Reader, given: Mapping[str, Any]) -> Values:
    single = {
        "name": reader.name,
        "staff_number": reader.staff_number,
        "organisation": reader.organisation,
        **{name: _said(given[name]) for name in of.names},
        **{name: _flat(_part(kind, name, reader.language, given)) for name in of.phrases},
    }
    lists = {name: _part(kind, name, reader.language, given) for name in of.lists}
    return Values(single={name: _flat(value) for name, value in single.items()}, lists=lists)


def _part(kind: str, name: str, language: str, given: Mapping[str, Any]) -> str:
    family = kind.partition("_")[0]
    return current_app.jinja_env.get_template(f"mail/parts/{family}_{name}.{language}.txt").render(given)


def _said(value: Any) -> str:
    return format_date(value, "d MMMM y") if isinstance(value, date) else str(value)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _foot(of: Kind, reader: Reader) -> list[tuple[str, str]]:
    """Return the lines at the foot: why, which mails one wants (with its address), whom to ask."""
    if reader.ask:
        ask = _("Do you have a question? Mail %(ask)s.", ask=reader.ask)
    else:
        ask = _("Do you have a question? Ask your team leader or HR. Do not answer this mail: nobody reads it.")
    return [
        (str(of.why), ""),
        (_("Choose which mails you get:"), f"{reader.base_url}{CHOICES}"),
        (ask, ""),
    ]
