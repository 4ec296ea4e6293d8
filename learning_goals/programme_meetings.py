"""Items of a programme as meetings: two can be given as one, and one can be given in two halves; both can be undone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Said = Mapping[str, Any]
"""An item as its document has it; one that is merged keeps what it was made of under `parts`."""
HALVES = ("~1", "~2")


@dataclass(frozen=True, kw_only=True)
class Share:
    """One subject of a meeting: the part it comes from, its share of the hours and costs, and how many people come."""

    part: Said
    hours: float
    cost: int
    people: int
    half: bool


def parts(item: Said) -> tuple[Said, ...]:
    """Return what an item was merged from, or the item alone."""
    return tuple(item.get("parts") or (item,))


def subjects(item: Said) -> tuple[str, ...]:
    """Return what is given, each thing once, in order."""
    return tuple(dict.fromkeys(part["what"] for part in parts(item)))


def subjects_of(items: Sequence[Said]) -> dict[str, Said]:
    """Return the item (the earliest, when there are two halves) in which each thing is given."""
    found: dict[str, Said] = {}
    for item in sorted(items, key=lambda each: each["month"]):
        for what in subjects(item):
            found.setdefault(what, item)
    return found


def merged(first: Said, second: Said) -> dict[str, Any]:
    """Return two items as one meeting, in the later of their months, with the reasons of both.

    What both give takes as long as the longer one, for the groups of both; different things take their hours together.
    """
    all_parts = [dict(each) for each in (*parts(first), *parts(second))]
    by_what = {part["what"]: [each for each in all_parts if each["what"] == part["what"]] for part in all_parts}
    return {
        **{name: first[name] for name in ("key", "what", "phase")},
        "month": max(first["month"], second["month"]),
        "hours": sum(max(each["hours"] for each in same) for same in by_what.values()),
        "groups": max(sum(each["groups"] for each in same) for same in by_what.values()),
        "cost": first["cost"] + second["cost"],
        "why": list(dict.fromkeys([*first["why"], *second["why"]])),
        "parts": all_parts,
        "internal_trainer": any(each.get("internal_trainer") for each in (first, second)),
        "with": list(dict.fromkeys([*first.get("with", ()), *second.get("with", ())])),
    }


def separated(item: Said) -> list[dict[str, Any]]:
    """Return what was merged as the items that they were before."""
    return [dict(part) for part in parts(item)]


def halved(item: Said) -> list[dict[str, Any]]:
    """Return an item for two groups or more as two, each for half of the people; each can have its own month."""
    more = item["groups"] // 2
    shares = ((item["groups"] - more, item["cost"] - item["cost"] // 2), (more, item["cost"] // 2))
    return [
        {**item, "key": item["what"] + mark, "groups": groups, "cost": cost, "half": True}
        for mark, (groups, cost) in zip(HALVES, shares, strict=True)
    ]


def can_be_halved(item: Said) -> bool:
    """Return whether an item can be given in two halves: one subject, two groups or more, not a half itself."""
    return item["groups"] > 1 and not item.get("parts") and not item.get("half")


def spread(item: Said, people: int) -> tuple[Share, ...]:
    """Return the subjects of an item: hours in proportion to what each took before, the costs with the first."""
    same = {what: [part for part in parts(item) if part["what"] == what] for what in subjects(item)}
    longest = {what: max(part["hours"] for part in found) for what, found in same.items()}
    total = sum(longest.values())
    return tuple(
        Share(
            part=found[0],
            hours=item["hours"] * (longest[what] / total if total else 1 / len(same)),
            cost=0 if number else item["cost"],
            people=(people + 1) // 2 if _half_only(found) else people,
            half=_half_only(found),
        )
        for number, (what, found) in enumerate(same.items())
    )


def _half_only(same: Sequence[Said]) -> bool:
    return all(part.get("half") for part in same) and len({part["key"] for part in same}) == 1
