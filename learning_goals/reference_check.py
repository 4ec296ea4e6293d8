"""What is wrong in the reference files, each fault with its file, its entry and what was expected."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from learning_goals.goal_catalogue import TrainingElement
from learning_goals.programme_items import ProgrammeItem
from learning_goals.references import CLUSTERS, KINDS, SHELVES, ExternalProgramme, Kind, Value, for_nobody, links

NAMES: Mapping[Kind, str] = {kind: kind.replace("_", " ") for kind in KINDS}
Entries = Mapping[Kind, Sequence[Value]]


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong; `str` is the line that a command prints."""

    file: str
    where: str
    expected: str

    def __str__(self) -> str:
        return f"{self.file}: {self.where}: {self.expected}"


def read(files: Mapping[str, Any]) -> tuple[dict[Kind, tuple[Value, ...]], list[Fault]]:
    """Read every kind from the parsed files, by file name; a broken entry is a fault and is left out."""
    found: dict[Kind, tuple[Value, ...]] = {}
    faults: list[Fault] = []
    for kind, shelf in SHELVES.items():
        listed = _list(files, shelf.file, shelf.key, faults)
        found[kind] = tuple(_entries(kind, listed, faults))
    return found, faults


def faults_in(files: Mapping[str, Any], courses: Mapping[str, Collection[str]]) -> list[Fault]:
    """Return everything that is wrong in the files, told which elements each course teaches."""
    entries, faults = read(files)
    faults += _twice(entries)
    faults += _nowhere(entries)
    faults += _odd(entries)
    faults += _leaders_list(files, entries)
    faults += _clusters(files, entries)
    taught = {element for elements in courses.values() for element in elements}
    for element in unlearnable(entries, taught):
        where = f"training element '{element}'"
        faults.append(Fault(SHELVES["training_element"].file, where, "expected a programme item or a course for it"))
    return faults


def unlearnable(entries: Entries, taught: Collection[str]) -> list[str]:
    """Return the elements that no programme item, no programme from elsewhere and no course teaches."""
    learned = set(taught)
    for value in (*entries["programme_item"], *entries["external_programme"]):
        assert isinstance(value, ProgrammeItem | ExternalProgramme)
        learned.update(value.elements)
    return [each.id for each in entries["training_element"] if each.id not in learned]


def oddities(value: Value) -> Iterator[tuple[str, str]]:
    """Yield (field, what was expected) for what fits its type and still cannot be meant."""
    if isinstance(value, ProgrammeItem | ExternalProgramme) and for_nobody(value.audience):
        yield "audience", "expected at least one group, duty or tag, or leaders, newcomers or everyone"
    if isinstance(value, ProgrammeItem) and value.hours and not 0 < value.hours[0] <= value.hours[1] <= 200:
        yield "hours", "expected the least and the most, each above 0, the least first"


def _list(files: Mapping[str, Any], file: str, key: str, faults: list[Fault]) -> Sequence[Any]:
    content = files.get(file)
    listed = content.get(key) if isinstance(content, dict) else None  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    if isinstance(listed, list):
        return listed  # pyright: ignore[reportUnknownVariableType]
    faults.append(Fault(file, key, "expected a list under this name"))
    return []


def _entries(kind: Kind, listed: Sequence[Any], faults: list[Fault]) -> Iterator[Value]:
    shelf = SHELVES[kind]
    for number, raw in enumerate(listed, 1):
        name = raw.get("id", "") if isinstance(raw, dict) else ""  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
        where = f"{NAMES[kind]} {number}" + (f" '{name}'" if name else "")
        value = _checked(shelf.entry, raw, shelf.file, where, faults)
        if value is not None:
            yield value


def _checked(adapter: TypeAdapter[Any], raw: Any, file: str, where: str, faults: list[Fault]) -> Any:
    try:
        return adapter.validate_python(raw)
    except ValidationError as wrong:
        for each in wrong.errors():
            field = ".".join(str(part) for part in each["loc"])
            faults.append(Fault(file, f"{where}: {field}" if field else where, each["msg"]))
        return None


def _twice(entries: Entries) -> Iterator[Fault]:
    for kind, values in entries.items():
        ids = [each.id for each in values]
        for id in sorted({each for each in ids if ids.count(each) > 1}):
            yield Fault(SHELVES[kind].file, f"{NAMES[kind]} '{id}'", "expected every id once")


def _nowhere(entries: Entries) -> Iterator[Fault]:
    known = {kind: {each.id for each in values} for kind, values in entries.items()}
    for kind, values in entries.items():
        for value in values:
            for link in links(value):
                if link.id not in known[link.kind]:
                    said = f"there is no {NAMES[link.kind]} '{link.id}'; expected one of {SHELVES[link.kind].file}"
                    yield Fault(SHELVES[kind].file, f"{NAMES[kind]} '{value.id}': {link.field}", said)


def _odd(entries: Entries) -> Iterator[Fault]:
    for kind, values in entries.items():
        for value in values:
            for field, expected in oddities(value):
                yield Fault(SHELVES[kind].file, f"{NAMES[kind]} '{value.id}': {field}", expected)


def _elements(entries: Entries) -> Iterable[TrainingElement]:
    return (each for each in entries["training_element"] if isinstance(each, TrainingElement))


def _leaders_list(files: Mapping[str, Any], entries: Entries) -> Iterator[Fault]:
    file = SHELVES["training_element"].file
    leaders = {each.id for each in _elements(entries) if each.leaders}
    for id in _list(files, file, "leaders_list", faults := []):
        if id not in leaders:
            yield Fault(file, f"leaders_list '{id}'", "expected a training element with leaders: true")
    yield from faults


def _clusters(files: Mapping[str, Any], entries: Entries) -> Iterator[Fault]:
    file = SHELVES["training_element"].file
    faults: list[Fault] = []
    listed = _list(files, file, "clusters", faults)
    clusters = _checked(CLUSTERS, listed, file, "clusters", faults) or ()
    yield from faults
    known = {each.id for each in clusters}
    for id in sorted({each.cluster for each in _elements(entries)} - known):
        yield Fault(file, f"cluster '{id}'", "expected its label and its forms under clusters")
