"""The texts of the screens in both languages, looked up without asking the request each time."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from babel.support import NullTranslations, Translations
from flask_babel import get_locale
from markupsafe import Markup

FOLDER = Path(__file__).parent / "translations"


class Translator:
    """One language: every text is looked up once per process."""

    def __init__(self, translations: NullTranslations) -> None:
        self._translations = translations
        self._known: dict[str, Markup] = {}

    def gettext(self, text: str, **values: Any) -> Markup:
        """Return the text in this language; values are escaped, the text itself is ours."""
        said = self._known.get(text)
        if said is None:
            said = self._known[text] = Markup(self._translations.ugettext(text))
        return said % values if values else said

    def ngettext(self, one: str, many: str, num: int, **values: Any) -> Markup:
        """Return the text for that number, with `num` filled in."""
        return Markup(self._translations.ungettext(one, many, num)) % {"num": num, **values}


@lru_cache(maxsize=2)
def translator(language: str) -> Translator:
    """Return the translator of that language; English is what the texts are written in."""
    if language == "en":
        return Translator(NullTranslations())
    return Translator(Translations.load(str(FOLDER), [language]))


def current() -> Translator:
    """Return the translator of this reader."""
    return translator(str(get_locale() or "nl"))
