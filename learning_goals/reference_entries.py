"""What a municipality changed in the reference data, laid over the files; nothing of either is ever lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from learning_goals.references import SHELVES, Kind, Value

Document = Mapping[str, Any]
"""One entry as JSON holds it, every field written out."""


@dataclass(frozen=True, kw_only=True)
class Override:
    """The newest thing that a municipality said of one entry; an empty document is the entry as the file has it."""

    id: str
    document: Document
    hidden: bool
    number: int


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry as it holds now; `original` is empty for one of the municipality's own, number 0 is untouched."""

    id: str
    document: Document
    original: Document
    value: Value
    hidden: bool
    number: int

    @property
    def own(self) -> bool:
        """Whether the municipality added it."""
        return not self.original

    @property
    def changed(self) -> bool:
        """Whether the municipality worded it otherwise than the file."""
        return not self.own and self.document != self.original


def document_of(kind: Kind, value: Value) -> dict[str, Any]:
    """Return an entry with every field written out, so that equal entries are equal documents."""
    return SHELVES[kind].entry.dump_python(value, mode="json")


def merged(kind: Kind, originals: Sequence[Value], overrides: Sequence[Override]) -> tuple[Entry, ...]:
    """Return every entry of the files in their order, then the municipality's own in the order given.

    A document that a newer version of the product can no longer read leaves the file's entry standing.
    """
    said = {each.id: each for each in overrides}
    ids = {each.id for each in originals}
    found = [_of_file(kind, each, said.get(each.id)) for each in originals]
    own = [_own(kind, each) for each in overrides if each.id not in ids]
    return (*found, *(each for each in own if each is not None))


def same(kind: Kind, one: Document, other: Document) -> bool:
    """Return whether two documents say the same."""
    first, second = (_read(kind, each) for each in (one, other))
    return first is not None and first == second


def _of_file(kind: Kind, value: Value, said: Override | None) -> Entry:
    original = document_of(kind, value)
    changed = _read(kind, {**original, **said.document, "id": value.id}) if said else None
    holds = value if changed is None else changed
    return Entry(
        id=value.id,
        document=document_of(kind, holds),
        original=original,
        value=holds,
        hidden=said is not None and said.hidden,
        number=said.number if said else 0,
    )


def _own(kind: Kind, said: Override) -> Entry | None:
    value = _read(kind, {**said.document, "id": said.id})
    if value is None:
        return None
    return Entry(
        id=said.id,
        document=document_of(kind, value),
        original={},
        value=value,
        hidden=said.hidden,
        number=said.number,
    )


def _read(kind: Kind, document: Document) -> Value | None:
    try:
        return SHELVES[kind].entry.validate_python(dict(document))
    except ValidationError:
        return None
