"""Numbers instead of names: the same person has the same number throughout one file, and in no other file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256


def numbered(keys: Iterable[int], salt: str) -> Mapping[int, int]:
    """Return a number from 1 for each key, in an order that nobody without the salt can work out."""
    return {key: number for number, key in enumerate(sorted(set(keys), key=lambda key: _place(key, salt)), 1)}


def _place(key: int, salt: str) -> str:
    return sha256(f"{salt}:{key}".encode()).hexdigest()
