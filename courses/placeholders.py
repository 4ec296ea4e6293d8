"""The closed substitution of {{ names }} by which a text speaks from the organisation's norm."""

from __future__ import annotations

import re
from collections.abc import Mapping

_NAMED = re.compile(r"\{\{([^{}\n]*)\}\}")
_LOOSE = re.compile(r"\{\{|\}\}")


class UnknownName(Exception):
    """A text uses a name that the norm does not have."""

    def __init__(self, name: str) -> None:
        """Keep the name that nobody knows."""
        super().__init__(f"the norm has no value called '{name}'")
        self.name = name


def names_in(text: str) -> list[tuple[str, int]]:
    """Return each name between {{ and }} with its offset, in order of appearance; also names that nobody knows."""
    return [(match.group(1).strip(), match.start()) for match in _NAMED.finditer(text)]


def loose_braces(text: str) -> list[int]:
    """Return the offsets of {{ and }} that do not enclose a name."""
    without_names = _NAMED.sub(lambda match: " " * len(match.group()), text)
    return [match.start() for match in _LOOSE.finditer(without_names)]


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return the text with every name replaced once; a filled-in value is never read again. Raises UnknownName."""
    return _NAMED.sub(lambda match: _value(match.group(1).strip(), values), text)


def _value(name: str, values: Mapping[str, str]) -> str:
    if name not in values:
        raise UnknownName(name)
    return values[name]
