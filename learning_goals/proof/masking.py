"""Takes the names of people out of what people wrote."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from learning_goals.names import folded

MASK = "[…]"
PARTICLES = frozenset(
    ("van", "den", "der", "de", "ten", "ter", "te", "het", "von", "las", "los", "la", "le", "el", "al", "in", "op")
)
"""Parts of names that name nobody."""
_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)


@dataclass(frozen=True)
class Mask:
    """Knows the words that names are made of, without capitals and accents."""

    words: frozenset[str]

    def __call__(self, text: str) -> str:
        """Return the text with a mark in the place of each word that begins with a capital and stands in a name.

        Rather too many words than too few: in a municipality where somebody is called Green, the team Green is masked.
        """
        return _WORD.sub(lambda found: MASK if self._is_name(found.group()) else found.group(), text)

    def _is_name(self, word: str) -> bool:
        return word[0].isupper() and folded(word) in self.words


def mask_of(names: Iterable[str]) -> Mask:
    """Return what masks these names."""
    words = {folded(part) for name in names for part in _WORD.findall(name)}
    return Mask(frozenset(words - PARTICLES))


NO_MASK = Mask(frozenset())
"""Leaves every text as it is."""
