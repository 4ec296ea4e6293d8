"""How far somebody new is: what is done, due and late, and whether the person may work alone with the public."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from learning_goals.onboarding_plan import Doer, Newcomer, Plan, Step

State = Literal["done", "overdue", "due_soon", "assigned", "later"]

COUNTS_BEFORE = 183
"""Days before the first within which a course done in an earlier employment still counts."""
DUE_SOON = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """What was done and counts: the norm's acknowledgement (None: not), courses and marked steps, with days."""

    norm_on: date | None = None
    completed: Mapping[str, date] = field(default_factory=dict[str, date])
    marked: Mapping[str, date] = field(default_factory=dict[str, date])


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A step as it stands today; `done_on` is None as long as it is open."""

    step: Step
    done_on: date | None
    state: State


def counts(newcomer: Newcomer, done_on: date, *, current: bool) -> bool:
    """Return whether a course done on that day counts for the start of this employment.

    Done in this employment it counts for good: who must do a changed course again is for the rules of renewal. From
    before it counts only for half a year, and only in the `current` version.
    """
    if done_on >= newcomer.employed_from:
        return True
    return current and done_on >= newcomer.employed_from - timedelta(days=COUNTS_BEFORE)


def asked_norm(newcomer: Newcomer, versions: Mapping[int, date]) -> int:
    """Return from which version of the norm an acknowledgement counts: the one that held on the first day.

    `versions` are those that have to be acknowledged, with their first days; 0 when there is none.
    """
    held = [number for number, first in versions.items() if first <= newcomer.employed_from]
    return max(held, default=min(versions, default=0))


def progress(made: Plan, known: Known, today: date) -> tuple[Line, ...]:
    """Return every step with what is known of it; due means the end of the due day."""
    return tuple(_line(step, _done_on(step, known), today) for step in made.steps)


def finished(lines: Iterable[Line]) -> bool:
    """Return whether the start path is done: everything but what is told again later."""
    return all(line.done_on for line in lines if line.step.phase != "refresh")


def late(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return what is late."""
    return tuple(line for line in lines if line.state == "overdue")


def next_for(doer: Doer, lines: Iterable[Line]) -> Line | None:
    """Return the one thing that this person does now, the earliest due first; None when nothing is open."""
    waiting = [line for line in lines if line.step.doer == doer and line.state not in ("done", "later")]
    return min(waiting, key=lambda line: line.step.due_on, default=None)


def near(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return what is worth showing: everything but what is told again after the next time."""
    found: list[Line] = []
    for line in lines:
        if not (line.state == "later" and found and found[-1].state == "later"):
            found.append(line)
    return tuple(found)


def open_before_alone(lines: Iterable[Line]) -> tuple[Step, ...]:
    """Return what must still be done before this person works alone with the public; empty: it is all done (H10)."""
    return tuple(line.step for line in lines if line.step.before_alone and not line.done_on)


def _done_on(step: Step, known: Known) -> date | None:
    match step.kind:
        case "norm":
            return known.norm_on
        case "course":
            return known.completed.get(step.id)
        case _:
            return known.marked.get(step.id)


def _line(step: Step, done_on: date | None, today: date) -> Line:
    if done_on:
        return Line(step=step, done_on=done_on, state="done")
    if today > step.late_after:
        return Line(step=step, done_on=None, state="overdue")
    if today < step.opens_on:
        return Line(step=step, done_on=None, state="later")
    soon = today >= step.due_on - timedelta(days=DUE_SOON)
    return Line(step=step, done_on=None, state="due_soon" if soon else "assigned")
