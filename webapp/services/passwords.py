"""Hashes of passwords, a few at a time: each takes 19 MiB and tens of milliseconds.

Call these outside a transaction that writes, so that nobody has to wait for a hash.
"""

from __future__ import annotations

import secrets
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER = PasswordHasher(memory_cost=19 * 1024, time_cost=2, parallelism=1)
"""argon2id with the memory and passes that OWASP's password storage cheat sheet gives as its minimum."""
_TURNS = BoundedSemaphore(2)


def hashed(password: str) -> str:
    """Return a new hash."""
    with _TURNS:
        return _HASHER.hash(password)


def fits(password: str, hash: str) -> bool:
    """Return whether the password made that hash; without a hash it takes as long and is never right."""
    with _TURNS:
        try:
            return _HASHER.verify(hash or _nobody(), password) and bool(hash)
        except (VerificationError, InvalidHashError):
            return False


def outdated(hash: str) -> bool:
    """Return whether the hash was made with other settings than today's."""
    return _HASHER.check_needs_rehash(hash)


@cache
def _nobody() -> str:
    return _HASHER.hash(secrets.token_hex())
