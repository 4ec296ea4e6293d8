"""Texts in the two languages of the product."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, StringConstraints
from pydantic.dataclasses import dataclass as checked

Language = Literal["nl", "en"]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
LONGEST = 1000


@checked(frozen=True, config=ConfigDict(extra="forbid"))
class Words:
    """One text in both languages; where the English is empty, the Dutch is shown."""

    nl: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST)]
    en: Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST)] = ""

    def in_language(self, language: Language) -> str:
        """Return the text in that language."""
        return self.en or self.nl if language == "en" else self.nl
