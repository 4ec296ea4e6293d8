"""Asks one server and the other in turn, and says what each answer took."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from benchmarks.servers import cpu_seconds

Ask = Callable[[int], None]


@dataclass(frozen=True)
class Measured:
    """Medians over all rounds."""

    seconds: float
    cpu_milliseconds: float


@dataclass(frozen=True)
class Side:
    """One of two servers: how to ask it, and its process."""

    ask: Ask
    pid: int


def interleaved(ours: Side, bare: Side, requests: int, rounds: int = 7) -> tuple[Measured, Measured]:
    """Ask both in turn, round by round, so that a noisy machine troubles both alike."""
    found: tuple[list[Measured], list[Measured]] = ([], [])
    for side in (ours, bare):
        _round(side, requests // 4 + 1)
    for number in range(rounds):
        order = (0, 1) if number % 2 else (1, 0)
        for which in order:
            found[which].append(_round((ours, bare)[which], requests))
    return _medians(found[0]), _medians(found[1])


def _round(side: Side, requests: int) -> Measured:
    cpu, began = cpu_seconds(side.pid), time.perf_counter()
    for number in range(requests):
        side.ask(number)
    seconds = (time.perf_counter() - began) / requests
    return Measured(seconds, (cpu_seconds(side.pid) - cpu) / requests * 1000)


def _medians(rounds: list[Measured]) -> Measured:
    return Measured(median(each.seconds for each in rounds), median(each.cpu_milliseconds for each in rounds))
