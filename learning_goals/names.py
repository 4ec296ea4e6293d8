"""Names as they are sorted and searched; on screen they keep every letter."""

from __future__ import annotations

import unicodedata

LONGEST_SORT_NAME = 420


def folded(text: str) -> str:
    """Return the text without capitals and accents, so that `ozdemir` finds `Özdemir`."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(each for each in letters if unicodedata.category(each) != "Mn").split())


def sort_name(given: str, family: str) -> str:
    """Return what a person is sorted by: the family name first."""
    return folded(f"{family} {given}")[:LONGEST_SORT_NAME]
