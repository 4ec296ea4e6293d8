"""Where an entry of the reference data is used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from learning_goals.goal_catalogue import Goal
from learning_goals.reference_entries import Entry
from learning_goals.references import Kind, links


@dataclass(frozen=True, kw_only=True)
class Uses:
    """Who names an entry: other entries, courses by id, learning goals."""

    entries: tuple[tuple[Kind, Entry], ...]
    courses: tuple[str, ...]
    goals: tuple[Goal, ...]


def uses_of(
    kind: Kind,
    id: str,
    entries: Mapping[Kind, Sequence[Entry]],
    courses: Mapping[str, Iterable[str]],
    goals: Sequence[Goal],
) -> Uses:
    """Return every shown entry, course (told its elements) and goal that names this entry."""
    naming: tuple[tuple[Kind, Entry], ...] = tuple(
        (other, each)
        for other, found in entries.items()
        for each in found
        if not each.hidden and any((link.kind, link.id) == (kind, id) for link in links(each.value))
    )
    is_element = kind == "training_element"
    return Uses(
        entries=naming,
        courses=tuple(course for course, elements in courses.items() if is_element and id in elements),
        goals=tuple(goal for goal in goals if id in _named(goal, kind)),
    )


def _named(goal: Goal, kind: Kind) -> tuple[str, ...]:
    named: Mapping[str, tuple[str, ...]] = {
        "training_element": goal.elements,
        "function_group": goal.groups,
        "duty": goal.duties,
        "tag": goal.tags,
    }
    return named.get(kind, ())
