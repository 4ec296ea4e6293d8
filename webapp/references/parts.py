"""Parts of the forms of reference data: each turns a piece of a document into fields and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    Field,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length

MOST_LINES = 30
_IN_DUTCH, _IN_ENGLISH = _l("in Dutch"), _l("in English")


@dataclass(frozen=True, kw_only=True)
class Part:
    """One piece of a document, by its name; `label` is what people read, `hint` says how to fill it in."""

    name: str
    label: Any
    hint: Any = ""
    needed: bool = False

    def fields(self) -> dict[str, Any]:
        """Return the unbound fields of a form."""
        raise NotImplementedError

    def data(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """Return what stands in the fields for a document."""
        return {self.name: document.get(self.name)}

    def read(self, form: FlaskForm) -> dict[str, Any]:
        """Return the piece that was filled in."""
        return {self.name: form[self.name].data}

    def wrong(self, form: FlaskForm) -> bool:
        """Say at its field what is wrong across fields; returns whether something is."""
        return False

    def _both(self, kind: type[Field], most: int) -> dict[str, Any]:
        needed = [InputRequired(_l("Fill this in."))] if self.needed else []
        length = Length(max=most, message=_l("This is too long."))
        return {
            f"{self.name}_nl": kind(_Pair(self.label, _IN_DUTCH), validators=[*needed, length]),
            f"{self.name}_en": kind(_Pair(self.label, _IN_ENGLISH), validators=[length]),
        }

    def _said(self, form: FlaskForm, language: str) -> str:
        return (form[f"{self.name}_{language}"].data or "").strip()


class _Pair:
    """A label in two parts, put together in the reader's language at the moment of reading."""

    def __init__(self, first: Any, second: Any) -> None:
        self.first, self.second = first, second

    def __str__(self) -> str:
        return f"{self.first} ({self.second})"

    def __html__(self) -> str:
        from markupsafe import escape

        return str(escape(str(self)))


@dataclass(frozen=True, kw_only=True)
class Text(Part):
    """A text in both languages; where the English is empty, the Dutch is shown."""

    rows: int = 1
    most: int = 200

    def fields(self) -> dict[str, Any]:
        """Return the unbound fields."""
        return self._both(TextAreaField if self.rows > 1 else StringField, self.most)

    def data(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """Return what stands in the fields."""
        words = document.get(self.name) or {}
        return {f"{self.name}_{language}": words.get(language, "") for language in ("nl", "en")}

    def read(self, form: FlaskForm) -> dict[str, Any]:
        """Return what was filled in."""
        dutch, english = self._said(form, "nl"), self._said(form, "en")
        return {self.name: {"nl": dutch, "en": english} if dutch else None}

    def wrong(self, form: FlaskForm) -> bool:
        """Say what is wrong across the fields."""
        if self._said(form, "en") and not self._said(form, "nl"):
            form[f"{self.name}_nl"].errors = [_("Fill in the Dutch text too.")]
            return True
        return False


@dataclass(frozen=True, kw_only=True)
class Lines(Part):
    """A list of texts, one a line, in both languages; `pairs` names the two keys of lines such as "job: education"."""

    pairs: tuple[str, str] | None = None

    def fields(self) -> dict[str, Any]:
        """Return the unbound fields."""
        return self._both(TextAreaField, 4000)

    def data(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """Return what stands in the fields."""
        listed = document.get(self.name) or ()
        return {
            f"{self.name}_{language}": "\n".join(self._shown(each, language) for each in listed)
            for language in ("nl", "en")
        }

    def read(self, form: FlaskForm) -> dict[str, Any]:
        """Return what was filled in."""
        dutch, english = self._listed(form, "nl"), self._listed(form, "en")
        if not english:
            english = [self._nothing()] * len(dutch)
        return {self.name: [self._entry(nl, en) for nl, en in zip(dutch, english, strict=True)]}

    def wrong(self, form: FlaskForm) -> bool:
        """Say what is wrong across the fields."""
        dutch, english = self._listed(form, "nl"), self._listed(form, "en")
        first, second = form[f"{self.name}_nl"], form[f"{self.name}_en"]
        if self.needed and not dutch:
            first.errors = [_("Write at least one line.")]
        elif len(dutch) > MOST_LINES or any(len(each) > 200 for each in (*dutch, *english)):
            first.errors = [_("At most %(lines)s lines, each of at most 200 characters.", lines=MOST_LINES)]
        elif english and len(english) != len(dutch):
            second.errors = [
                _("Write as many lines as in Dutch (%(number)s), in the same order, or none.", number=len(dutch))
            ]
        elif self.pairs and any(not self._is_pair(each) for each in (*dutch, *english)):
            first.errors = [_("Write on each line a name, a colon and what holds for it.")]
        else:
            return False
        return True

    def _listed(self, form: FlaskForm, language: str) -> list[str]:
        return [each.strip() for each in self._said(form, language).splitlines() if each.strip()]

    def _shown(self, each: Mapping[str, Any], language: str) -> str:
        if self.pairs is None:
            return each[language]
        first, second = (each[key][language] for key in self.pairs)
        return f"{first}: {second}" if first or second else ""

    def _nothing(self) -> str:
        return ":" if self.pairs else ""

    def _entry(self, nl: str, en: str) -> dict[str, Any]:
        if self.pairs is None:
            return {"nl": nl, "en": en}
        split = {"nl": nl.partition(":"), "en": en.partition(":")}
        return {
            key: {language: split[language][place].strip() for language in split}
            for key, place in zip(self.pairs, (0, 2), strict=True)
        }

    @staticmethod
    def _is_pair(line: str) -> bool:
        first, _colon, second = line.partition(":")
        return bool(first.strip() and second.strip())


@dataclass(frozen=True, kw_only=True)
class Plain(Part):
    """A short text that is the same in both languages."""

    most: int = 120

    def fields(self) -> dict[str, Any]:
        """Return the unbound fields."""
        needed = [InputRequired(_l("Fill this in."))] if self.needed else []
        length = Length(max=self.most, message=_l("This is too long."))
        return {self.name: StringField(self.label, validators=[*needed, length])}

    def read(self, form: FlaskForm) -> dict[str, Any]:
        """Return what was filled in."""
        return {self.name: (form[self.name].data or "").strip()}
