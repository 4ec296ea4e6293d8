"""What was asked of one person and what became of it, as one list of events in time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby, pairwise
from typing import Literal

from learning_goals.periods import FOREVER, NEVER

Act = Literal[
    "assigned",
    "again",
    "moved",
    "released",
    "started",
    "done",
    "withdrawn",
    "exempted",
    "exemption_ended",
    "extended",
    "paused",
    "pause_ended",
    "handed_in",
    "accepted",
    "refused",
]
"""`again`: asked once more after it was done; `withdrawn`: a completion was taken back or replaced by another."""
Method = Literal["quiz", "sample", "attended", "external", "equal", "acknowledged"]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A row of what is asked; `by` and `rule_id` None: nobody, and no rule."""

    what: str
    cycle: int
    due_on: date
    by: int | None
    rule_id: int | None
    reason: str
    at: datetime
    until: datetime


@dataclass(frozen=True, kw_only=True)
class Completed:
    """A completion and until when it was believed; why it was recorded afterwards or withdrawn, empty if it was not."""

    what: str
    on: date
    method: Method
    version: int
    by: int | None
    at: datetime
    until: datetime
    key: int = 0
    why: str = ""
    withdrawn_by: int | None = None
    why_withdrawn: str = ""


@dataclass(frozen=True, kw_only=True)
class Decided:
    """Something that was decided about the person, for days or to a day, and until when it holds as decided."""

    act: Literal["exempted", "extended", "paused"]
    what: str
    first: date | None
    last: date
    by: int
    at: datetime
    until: datetime


@dataclass(frozen=True, kw_only=True)
class Event:
    """One thing that happened; what a kind has not is empty. `before`: a day that was replaced, `key`: a completion."""

    at: datetime
    act: Act
    what: str = ""
    by: int | None = None
    rule_id: int | None = None
    day: date | None = None
    before: date | None = None
    method: Method | None = None
    version: int = 0
    note: str = ""
    key: int = 0


def timeline(
    asked: Sequence[Asked], completed: Iterable[Completed], decided: Iterable[Decided], others: Iterable[Event]
) -> list[Event]:
    """Return everything, newest first; `others` are events that stand on their own."""
    found = [*_asked(asked), *_completed(completed), *_decided(decided), *others]
    return sorted(found, key=lambda event: event.at, reverse=True)


def _asked(rows: Sequence[Asked]) -> Iterator[Event]:
    in_order = sorted(rows, key=lambda row: (row.what, row.at))
    for _what, those in groupby(in_order, key=lambda row: row.what):
        mine = list(those)
        yield _first(mine[0])
        for before, row in pairwise(mine):
            yield from _following(before, row)
        if mine[-1].until != NEVER:
            yield Event(at=mine[-1].until, act="released", what=mine[-1].what)


def _first(row: Asked, act: Act = "assigned") -> Event:
    return Event(at=row.at, act=act, what=row.what, by=row.by, rule_id=row.rule_id, day=row.due_on, note=row.reason)


def _following(before: Asked, row: Asked) -> Iterator[Event]:
    if before.until < row.at:
        yield Event(at=before.until, act="released", what=before.what)
        yield _first(row)
    elif row.cycle > before.cycle:
        yield _first(row, "again")
    elif row.due_on != before.due_on:
        yield replace(_first(row, "moved"), before=before.due_on)


def _completed(rows: Iterable[Completed]) -> Iterator[Event]:
    for row in rows:
        this = Event(at=row.at, act="done", what=row.what, day=row.on, method=row.method, key=row.key)
        yield replace(this, by=row.by, version=row.version, note=row.why)
        if row.until != NEVER:
            yield replace(this, at=row.until, act="withdrawn", by=row.withdrawn_by, note=row.why_withdrawn)


def _decided(rows: Iterable[Decided]) -> Iterator[Event]:
    for row in rows:
        last = row.last if row.last != FOREVER else None
        yield Event(at=row.at, act=row.act, what=row.what, by=row.by, day=last, before=row.first)
        if row.until != NEVER and row.act != "extended":
            ended: Act = "exemption_ended" if row.act == "exempted" else "pause_ended"
            yield Event(at=row.until, act=ended, what=row.what)
