"""Guesses at passwords and codes, counted in the database so that every process knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, insert, select

from webapp.extensions import db
from webapp.store.access import FailedGuess


@dataclass(frozen=True, kw_only=True)
class Guesses:
    """How many guesses were counted, and when the last one was."""

    count: int
    last: datetime


def since(whats: Sequence[str], instant: datetime) -> Mapping[str, Guesses]:
    """Return what was counted from that instant on, for each that has guesses."""
    rows = db.session.execute(
        select(FailedGuess.what, func.count(), func.max(FailedGuess.at, type_=FailedGuess.at.type))
        .where(FailedGuess.what.in_(whats), FailedGuess.at >= instant)
        .group_by(FailedGuess.what)
        .order_by(FailedGuess.what)
    )
    return {what: Guesses(count=count, last=last) for what, count, last in rows}


def count(whats: Sequence[str], at: datetime) -> None:
    """Count one guess for each of them."""
    db.session.execute(insert(FailedGuess), [{"what": what, "at": at} for what in whats])


def take_back(what: str, at: datetime) -> None:
    """Forget the guess of that very instant: it was right."""
    db.session.execute(delete(FailedGuess).where(FailedGuess.what == what, FailedGuess.at == at))


def forget(what: str) -> None:
    """Forget all guesses against it."""
    db.session.execute(delete(FailedGuess).where(FailedGuess.what == what))


def forget_before(instant: datetime) -> None:
    """Delete guesses that are older."""
    db.session.execute(delete(FailedGuess).where(FailedGuess.at < instant))
