"""One person's learning goal: what may become of it, and how many somebody works on at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

Origin = Literal["questionnaire", "own_choice", "leader", "quiz", "rule"]
Status = Literal["proposed", "chosen", "working", "met", "dropped"]
Evidence = Literal["course", "session", "practice"]
Priority = Literal["high", "normal", "low"]
Act = Literal["choose", "work", "meet", "drop", "take_up"]
Refusal = Literal["not_now", "too_many"]

ORIGINS: tuple[Origin, ...] = get_args(Origin)
STATUSES: tuple[Status, ...] = get_args(Status)
EVIDENCE: tuple[Evidence, ...] = get_args(Evidence)
PRIORITIES: tuple[Priority, ...] = get_args(Priority)
ACTS: tuple[Act, ...] = get_args(Act)
ACTIVE: frozenset[Status] = frozenset({"chosen", "working"})
"""Statuses that count among the goals somebody works on at once."""
_MOVES: Mapping[tuple[Status, Act], Status] = {
    ("proposed", "choose"): "chosen",
    ("proposed", "drop"): "dropped",
    ("chosen", "work"): "working",
    ("chosen", "meet"): "met",
    ("chosen", "drop"): "dropped",
    ("working", "meet"): "met",
    ("working", "drop"): "dropped",
    ("dropped", "take_up"): "chosen",
    ("met", "take_up"): "chosen",
}


def acts(status: Status) -> tuple[Act, ...]:
    """Return what somebody can do with a goal in this status."""
    return tuple(act for (held, act) in _MOVES if held == status)


def move(status: Status, act: Act, active: int, most: int) -> Status | Refusal:
    """Return the status after the act; `active` counts the person's goals at work, of which `most` are allowed."""
    after = _MOVES.get((status, act))
    if after is None:
        return "not_now"
    if after in ACTIVE and status not in ACTIVE and active >= most:
        return "too_many"
    return after
