"""How long each kind of data is kept: reading and laying down the periods, and what would go under them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from learning_goals.retention import BOUNDS, Kind, Periods, checked, ends, span
from webapp import clock
from webapp.errors import Conflict
from webapp.policy import Visitor
from webapp.store import audit, person_rows
from webapp.store import retention as store

AT_ONCE = 200
"""People who are erased in one night at most, and as many whose proof is deleted."""


@dataclass(frozen=True, kw_only=True)
class Held:
    """The periods that hold, and the number of that decision; 0: nobody decided, and nobody is erased by itself."""

    number: int
    periods: Periods


def held() -> Held:
    """Return what holds."""
    number, document = store.newest()
    return Held(number=number, periods=checked({kind: document[kind] for kind in BOUNDS if kind in document}))


def periods() -> Periods:
    """Return the periods that hold."""
    return held().periods


def history() -> Sequence[tuple[int, Mapping[str, int], str, datetime]]:
    """Return every decision, newest first."""
    return store.history()


def save(actor: Visitor, shown: int, wanted: Mapping[str, int], now: datetime) -> None:
    """Lay periods down from now on; raises WrongPeriod, or Conflict when somebody was first."""
    document = checked(wanted)
    if not store.keep(shown + 1, dict(document), actor.person_id, now):
        raise Conflict
    audit.append(actor.person_id, None, "retention.saved", now, {"number": shown + 1})


def preview(wanted: Periods, now: datetime) -> dict[Kind, int]:
    """Return how much of each kind the next night would delete under these periods; `left` and `proof` count people."""
    found: dict[Kind, int] = {kind: store.count(kind, now - span(kind, wanted)) for kind in store.COUNTED}
    return found | {"left": len(to_erase(wanted, now)), "proof": len(to_forget(wanted, now))}


def to_erase(wanted: Periods, now: datetime) -> list[int]:
    """Return who left so long ago that they are to be erased; so many at most."""
    return person_rows.left_before(clock.day_of(now) - span("left", wanted), erased=False)[:AT_ONCE]


def to_forget(wanted: Periods, now: datetime) -> list[int]:
    """Return who were erased, and left so long ago that the proof is to be deleted; so many at most."""
    gone = person_rows.left_before(clock.day_of(now) - span("proof", wanted), erased=True)
    return person_rows.with_proof(gone)[:AT_ONCE]


def proof_until(last: date, wanted: Periods) -> date:
    """Return until when proof about somebody is kept whose last day that was."""
    return ends(last, "proof", wanted)
