"""Prints the figures as a table that docs/performance.md can take over."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One page on one size of organisation."""

    page: str
    people: int
    ratio: float
    aim: float
    cpu: float
    bare_cpu: float
    queries: int
    size: int


def print_lines(lines: list[Line]) -> None:
    """Print one row for each page and size."""
    print("| page | people | ratio | aim | CPU ms | bare CPU ms | queries | bytes |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|")
    for each in lines:
        print(
            f"| {each.page} | {each.people} | {each.ratio:.2f} | {each.aim:.2f} | {each.cpu:.2f} | "
            f"{each.bare_cpu:.2f} | {each.queries} | {each.size} |"
        )


def print_fact(name: str, value: str, aim: str) -> None:
    """Print one figure that is measured once."""
    print(f"- {name}: {value} (aim: {aim})")
