"""Slows down who guesses passwords and codes: a few are free, then each waits longer."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app
from flask_babel import ngettext

from webapp.errors import TooMany
from webapp.extensions import own_transaction
from webapp.store import guesses
from webapp.store.guesses import Guesses

REMEMBERED = timedelta(hours=1)
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)
FREE_PER_NAME = 5
FREE_PER_ADDRESS = 50
"""A town hall often has one address for everybody in it."""


@dataclass(frozen=True, kw_only=True)
class Guess:
    """One guess that was counted: against which name, from which address (both hashed), when."""

    name: str
    address: str
    at: datetime


def open_from(found: Guesses | None, free: int) -> datetime | None:
    """Return from when another guess is allowed, or None when it is allowed at once. Pure."""
    if found is None or found.count < free:
        return None
    doublings = min(found.count - free, 10)
    return found.last + min(FIRST_WAIT * 2**doublings, LONGEST_WAIT)


def count(name: str, address: str, now: datetime) -> Guess:
    """Count a guess before it is judged, so that many at once are counted too; raises TooMany."""
    guess = Guess(name=_key("name", name.casefold()), address=_key("address", address), at=now)
    with own_transaction():
        found = guesses.since([guess.name, guess.address], now - REMEMBERED)
        _refuse_when_early(found, guess)
        guesses.count([guess.name, guess.address], now)
    return guess


def was_right(guess: Guess) -> None:
    """Take the guess back, and forget the wrong ones against the same name."""
    guesses.forget(guess.name)
    guesses.take_back(guess.address, guess.at)


def _refuse_when_early(found: Mapping[str, Guesses], guess: Guess) -> None:
    moments = (
        open_from(found.get(guess.name), FREE_PER_NAME),
        open_from(found.get(guess.address), FREE_PER_ADDRESS),
    )
    wait = max((moment - guess.at for moment in moments if moment is not None), default=timedelta())
    if wait > timedelta():
        raise TooMany(_how_long(wait))


def _how_long(wait: timedelta) -> str:
    minutes = -(-int(wait.total_seconds()) // 60)
    return ngettext(
        "Too many attempts that were not right. Wait %(num)s minute and try again.",
        "Too many attempts that were not right. Wait %(num)s minutes and try again.",
        max(1, minutes),
    )


def _key(kind: str, value: str) -> str:
    secret = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(secret, f"{kind}:{value}".encode(), "sha256").hexdigest()
