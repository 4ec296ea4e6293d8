"""What is wrong in the reference files, each fault with its file, its entry and what was expected."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from learning_goals.goal_catalogue import GOALS, Goal, TrainingElement
from learning_goals.programme_items import ProgrammeItem
from learning_goals.references import (
    CLUSTERS,
    KINDS,
    SHELVES,
    ExternalProgramme,
    Kind,
    Shelf,
    Value,
    for_nobody,
    links,
)

NAMES: Mapping[Kind, str] = {kind: kind.replace("_", " ") for kind in KINDS}
GOALS_FILE = "goals.yaml"
_AUDIENCES: tuple[Kind, ...] = ("function_group", "duty", "tag")
Entries = Mapping[Kind, Sequence[Value]]
Known = Mapping[Kind, frozenset[str] | None]
"""Every id by kind; None where the list itself is missing, which is said once."""


@dataclass(frozen=True)
class CourseNames:
    """What a course names of the reference data: elements, and audiences (all, groups, duties or tags)."""

    elements: tuple[str, ...]
    audiences: tuple[str, ...]


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


def faults_in(files: Mapping[str, Any], courses: Mapping[str, CourseNames]) -> list[Fault]:
    """Return everything that is wrong in the files, and in what courses and goals name of them."""
    entries, faults = read(files)
    readable = not faults
    known = _known(files)
    faults += _twice(entries)
    faults += _nowhere(entries, known)
    faults += _odd(entries)
    faults += _leaders_list(files, entries)
    faults += _clusters(files, entries)
    faults += _courses(courses, known)
    faults += _goals(files, known)
    if readable:
        faults += _not_learnable(entries, courses)
    return faults


def _not_learnable(entries: Entries, courses: Mapping[str, CourseNames]) -> Iterator[Fault]:
    taught = {element for course in courses.values() for element in course.elements}
    for element in unlearnable(entries, taught):
        where = f"training element '{element}'"
        yield Fault(SHELVES["training_element"].file, where, "expected a programme item or a course for it")


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


def _nowhere(entries: Entries, known: Known) -> Iterator[Fault]:
    for kind, values in entries.items():
        for value in values:
            for link in links(value):
                if _lacks(known, link.kind, link.id):
                    where = f"{NAMES[kind]} '{value.id}': {link.field}"
                    yield Fault(SHELVES[kind].file, where, _expected(link.kind, link.id))


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
    for id in sorted({each.cluster for each in _elements(entries)} - known) if not faults else ():
        yield Fault(file, f"cluster '{id}'", "expected its label and its forms under clusters")


def _courses(courses: Mapping[str, CourseNames], known: Known) -> Iterator[Fault]:
    for course_id, course in courses.items():
        for id in course.elements:
            if _lacks(known, "training_element", id):
                yield Fault(f"{course_id}/course.yaml", "elements", _expected("training_element", id))
        for id in course.audiences:
            if id != "all" and all(_lacks(known, kind, id) for kind in _AUDIENCES):
                said = f"there is no audience '{id}'; expected all, or a function group, duty or tag of audiences.yaml"
                yield Fault(f"{course_id}/course.yaml", "audiences", said)


def _goals(files: Mapping[str, Any], known: Known) -> Iterator[Fault]:
    faults: list[Fault] = []
    goals: tuple[Goal, ...] = (
        _checked(GOALS, _list(files, GOALS_FILE, "goals", faults), GOALS_FILE, "goals", faults) or ()
    )
    yield from faults
    for goal in goals:
        named: Mapping[Kind, tuple[str, ...]] = {
            "training_element": goal.elements,
            "function_group": (*goal.groups, *goal.emphasis),
            "duty": goal.duties,
            "tag": goal.tags,
        }
        for kind, ids in named.items():
            for id in ids:
                if _lacks(known, kind, id):
                    yield Fault(GOALS_FILE, f"goal '{goal.id}'", _expected(kind, id))


def _known(files: Mapping[str, Any]) -> Known:
    """Return every id that stands in the files, those of broken entries too, so that one fault is said once."""
    return {kind: _raw_ids(files, shelf) for kind, shelf in SHELVES.items()}


def _raw_ids(files: Mapping[str, Any], shelf: Shelf) -> frozenset[str] | None:
    missing: list[Fault] = []
    listed = _list(files, shelf.file, shelf.key, missing)
    ids = (each.get("id") for each in listed if isinstance(each, dict))  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    return None if missing else frozenset(str(id) for id in ids)  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]


def _lacks(known: Known, kind: Kind, id: str) -> bool:
    ids = known[kind]
    return ids is not None and id not in ids


def _expected(kind: Kind, id: str) -> str:
    return f"there is no {NAMES[kind]} '{id}'; expected one of {SHELVES[kind].file}"
