"""A chain of hashes over events: whoever changes, drops, adds or moves one breaks it, and it shows where."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, Literal

START = "0" * 64
"""What the first link holds as the hash before it."""
SLACK = timedelta(hours=1)
"""So long before an earlier linking an event may say it was, and still be taken for one that was written late."""
What = Literal["changed", "missing", "broken", "moved", "inserted", "forgotten_without_reason", "not_blank"]


@dataclass(frozen=True, kw_only=True)
class Event:
    """An event as it is kept; ids None where nobody or nobody in particular."""

    id: int
    at: datetime
    actor_id: int | None
    about_id: int | None
    act: str
    detail: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Link:
    """A link: its number from 1 on, the event, the digest of the event as it was, and the hash over all before it."""

    number: int
    event_id: int
    digest: str
    linked_at: datetime
    hash: str
    forgotten: bool = False


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What is wrong, at which link (0: with no link), and when that was."""

    what: What
    number: int
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Allowed:
    """What was forgotten by the rules: every link up to a number, and single ones."""

    through: int = 0
    single: frozenset[int] = frozenset()

    def holds(self, number: int) -> bool:
        """Return whether the event of that link may be forgotten."""
        return number <= self.through or number in self.single


def digest(event: Event) -> str:
    """Return the digest of everything that an event says."""
    said = [event.id, _instant(event.at), event.actor_id, event.about_id, event.act, event.detail]
    return _hash(json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":")))


def link(before: Link | None, event_id: int, of: str, linked_at: datetime) -> Link:
    """Return the link that follows; `of` is the digest of the event."""
    number = before.number + 1 if before else 1
    made = _hash(f"{before.hash if before else START}|{number}|{event_id}|{of}|{_instant(linked_at)}")
    return Link(number=number, event_id=event_id, digest=of, linked_at=linked_at, hash=made)


def faults(pairs: Iterable[tuple[Link, Event | None]], allowed: Allowed) -> Iterator[Fault]:
    """Yield what is wrong with links in the order of their numbers, each with its event (None: it is gone).

    `allowed` tells which events may be forgotten. One step at a time: it holds no more than the last links.
    """
    before: Link | None = None
    batch: datetime | None = None
    for here, event in pairs:
        expected = link(before, here.event_id, here.digest, here.linked_at)
        if here.number != expected.number:
            yield Fault(what="moved" if before and here.number <= before.number else "missing", number=expected.number)
        elif here.hash != expected.hash:
            yield Fault(what="broken", number=here.number, at=here.linked_at)
        if before and before.linked_at < here.linked_at:
            batch = before.linked_at
        yield from _of_event(here, event, batch, allowed)
        before = here


def _of_event(here: Link, event: Event | None, batch: datetime | None, allowed: Allowed) -> Iterator[Fault]:
    if here.forgotten:
        if not allowed.holds(here.number):
            yield Fault(what="forgotten_without_reason", number=here.number, at=here.linked_at)
        elif event is not None and (event.actor_id, event.about_id, dict(event.detail)) != (None, None, {}):
            yield Fault(what="not_blank", number=here.number, at=event.at)
    elif event is None:
        yield Fault(what="missing", number=here.number, at=here.linked_at)
    elif digest(event) != here.digest:
        yield Fault(what="changed", number=here.number, at=event.at)
    elif batch is not None and event.at < batch - SLACK:
        yield Fault(what="inserted", number=here.number, at=event.at)


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
