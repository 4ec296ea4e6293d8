"""What differs between two norms, and how two people's changes to one draft come together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from learning_goals.norm import Norm
from learning_goals.norm_texts import BLOCKS, FIELDS_OF

_NOT_CONTENT = ("number", "valid_from")
Document = Mapping[str, Any]
"""A norm as JSON holds it."""


@dataclass(frozen=True)
class Merged:
    """A draft that holds what both wrote; `clashes` are fields that both changed, each in another way."""

    document: Document
    clashes: tuple[str, ...]


def changed_fields(old: Norm, new: Norm) -> tuple[str, ...]:
    """Return the fields that read otherwise, in the order of the norm; not its number and day."""
    return tuple(
        field.name
        for field in fields(Norm)
        if field.name not in _NOT_CONTENT and getattr(old, field.name) != getattr(new, field.name)
    )


def changed_names(changed: tuple[str, ...]) -> frozenset[str]:
    """Return the names and parts of the norm, as texts use them, that these fields decide."""
    wanted = set(changed)
    return frozenset(
        name for name, decided_by in (*FIELDS_OF.items(), *BLOCKS.items()) if wanted.intersection(decided_by)
    )


def merge(base: Document, theirs: Document, mine: Document) -> Merged:
    """Return what was saved meanwhile together with my changes; where both changed a field, mine is kept for now."""
    my_changes = {name for name, value in mine.items() if value != base.get(name)}
    clashes = tuple(
        name for name in mine if name in my_changes and theirs.get(name) not in (base.get(name), mine[name])
    )
    return Merged({**theirs, **{name: mine[name] for name in my_changes}}, clashes)
