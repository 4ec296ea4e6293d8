"""Chaining audit events, checking the chain, and forgetting events without breaking it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from webapp import chain
from webapp.chain import Allowed, Event, Fault, Link
from webapp.extensions import own_transaction, reading
from webapp.logs import log
from webapp.services.jobs import Claimed, Effect
from webapp.store import audit, audit_chain

FORGET, BLANK = "audit.forget", "audit.blank"
"""Acts that say which events were forgotten: all up to a link, and single ones."""
MOST_FAULTS = 100
"""Faults that a check names; with more the chain is of no use anyhow."""
LATE = timedelta(days=1)
"""An event that waits longer for its link means that the worker stands still, or that it was put in by hand."""


@dataclass(frozen=True, kw_only=True)
class Report:
    """What a check found: links checked, faults, the newest hash, and the events that still wait for a link.

    `head_known` is None when no head was asked for.
    """

    links: int
    faults: tuple[Fault, ...]
    forgotten: int
    head: str
    waiting: int
    oldest_waiting: datetime | None
    head_known: bool | None = None

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.faults and self.head_known is not False


@dataclass(frozen=True, kw_only=True)
class State:
    """What the last check found, when, and how many faults; `checked_at` None when there was none yet."""

    checked_at: datetime | None
    links: int
    faults: int
    fault: str
    head: str


def has_waiting() -> bool:
    """Return whether any event waits for its link."""
    return audit_chain.count_waiting()[0] > 0


def link_new(_job: Claimed, now: datetime) -> Effect:
    """Give every event that has none its link."""

    def effect() -> None:
        made = _links(audit_chain.waiting(), now)
        audit_chain.append(made)
        if made:
            log.info("audit_chain", links=made[-1].number, head=made[-1].hash)

    return effect


def link_all(now: datetime) -> None:
    """Give every event its link, batch by batch, each in its own transaction."""
    while True:
        with own_transaction():
            made = _links(audit_chain.waiting(), now)
            audit_chain.append(made)
        if not made:
            return


def verify(head: str = "") -> Report:
    """Check every link and event; `head` is a hash that was kept elsewhere, which the chain must still hold."""
    with reading():
        links = forgotten = 0
        last: Link | None = None

        def counted():  # noqa: ANN202
            nonlocal links, forgotten, last
            for here, event in audit_chain.pairs():
                links, forgotten, last = links + 1, forgotten + here.forgotten, here
                yield here, event

        walk = counted()
        found = tuple(islice(chain.faults(walk, _allowed()), MOST_FAULTS))
        for _rest in walk:
            pass
        waiting, oldest = audit_chain.count_waiting()
        return Report(
            links=links,
            faults=found,
            forgotten=forgotten,
            head=last.hash if last else "",
            waiting=waiting,
            oldest_waiting=oldest,
            head_known=audit_chain.has_hash(head) if head else None,
        )


def check(_job: Claimed, now: datetime) -> Effect:
    """Check the chain by night, and keep what was found."""
    report = verify()
    first = report.faults[0] if report.faults else None
    fault = f"{first.what} {first.number}" if first else ""
    if not fault and report.oldest_waiting is not None and report.oldest_waiting < now - LATE:
        fault = "waiting 0"
    if fault:
        log.error("audit_chain_broken", fault=fault, faults=len(report.faults))
    return lambda: audit_chain.keep_check(now, report.links, len(report.faults) or bool(fault), fault, report.head)


def state() -> State:
    """Return what the last check found."""
    found = audit_chain.last_check()
    if found is None:
        return State(checked_at=None, links=0, faults=0, fault="", head="")
    return State(
        checked_at=found.checked_at, links=found.links, faults=found.faults, fault=found.fault, head=found.head
    )


def forget_before(moment: datetime, now: datetime) -> int:
    """Delete the events before a moment, as far as an unbroken run from the first link reaches; returns how many.

    The links stay, and a new event says up to which one it was done.
    """
    through = audit_chain.last_before(moment)
    gone = audit_chain.not_forgotten(through)
    if gone:
        audit.append(None, None, FORGET, now, {"through": through})
        audit_chain.forget_through(through, now)
    return gone


def blank_about(person_id: int, now: datetime) -> int:
    """Take a person out of all events by or about that person; returns how many. When and what it was stays.

    Events that wait for their link are given it first.
    """
    audit_chain.append(_links(audit_chain.waiting(), now))
    numbers = audit_chain.numbers_about(person_id)
    if numbers:
        audit.append(None, None, BLANK, now, {"numbers": numbers})
        audit_chain.blank(numbers, now)
    return len(numbers)


def _links(events: Sequence[Event], now: datetime) -> list[Link]:
    made: list[Link] = []
    before = audit_chain.last()
    for each in events:
        before = chain.link(before, each.id, chain.digest(each), now)
        made.append(before)
    return made


def _allowed() -> Allowed:
    through = max((int(each.detail.get("through", 0)) for each in audit_chain.of_act(FORGET)), default=0)
    single = (number for each in audit_chain.of_act(BLANK) for number in each.detail.get("numbers", ()))
    return Allowed(through=through, single=frozenset(single))
