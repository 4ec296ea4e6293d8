"""What a password must not be. Pure: told everything."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

Objection = Literal["short", "long", "common", "own"]
SHORTEST = 10
LONGEST = 200
_FEWEST_SIGNS = 5
_OWN_PART = 4
# fmt: off
_COMMON = frozenset((
    "wachtwoord", "password", "welkom", "welcome", "geheim", "secret", "gemeente", "grenswijs", "agressie",
    "stadhuis", "gemeentehuis", "nederland", "voetbal", "zomer", "lente", "herfst", "winter", "januari", "februari",
    "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december", "maandag",
    "dinsdag", "woensdag", "donderdag", "vrijdag", "summer", "autumn", "spring", "qwerty", "qwertyuiop",
    "asdfghjkl", "azerty", "letmein", "iloveyou", "sunshine", "princess", "football", "baseball", "dragon",
    "monkey", "master", "admin", "beheer", "hallo", "test", "amsterdam", "rotterdam", "utrecht", "ajax",
    "feyenoord", "changeme", "abcdefghij",
))
# fmt: on
_SEQUENCES = (
    "01234567890123456789",
    "98765432109876543210",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
)
_LETTERS = re.compile(r"[^\W\d_]+")


def objection(password: str, own: Iterable[str]) -> Objection | None:
    """Return why the password is refused, or None; `own` are the person's names, number and address."""
    if len(password) < SHORTEST:
        return "short"
    if len(password) > LONGEST:
        return "long"
    folded = password.casefold()
    if any(part in folded for part in _parts(own)):
        return "own"
    return "common" if _is_common(folded) else None


def _parts(own: Iterable[str]) -> list[str]:
    words = (word for text in own for word in re.split(r"[\s@.,'-]+", text.casefold()))
    return [word for word in words if len(word) >= _OWN_PART]


def _is_common(folded: str) -> bool:
    if len(set(folded)) < _FEWEST_SIGNS or any(folded in sequence for sequence in _SEQUENCES):
        return True
    words = _LETTERS.findall(folded)
    return all(word in _COMMON or len(word) == 1 for word in words)
