"""Hostile text in, plain data with the place of every key out; word for word the same in courses and quizzes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

LARGEST_FILE = 200_000
DEEPEST_NESTING = 12
Path = tuple[str | int, ...]

_BELONGS_IN_NO_TEXT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
_EXPECTED = {
    "int_parsing": "expected a whole number",
    "int_type": "expected a whole number",
    "bool_parsing": "expected true or false",
    "bool_type": "expected true or false",
    "dataclass_type": "expected keys with values",
    "model_attributes_type": "expected keys with values",
    "tuple_type": "expected a list",
    "string_type": "expected a text",
    "string_too_short": "expected a text, found nothing",
    "string_too_long": "expected a text of at most {max_length} characters",
    "string_pattern_mismatch": "expected only small letters, digits and hyphens",
    "literal_error": "expected {expected}",
    "greater_than_equal": "expected {ge} or more",
    "less_than_equal": "expected {le} or less",
    "too_short": "expected {min_length} or more of these, found {actual_length}",
    "too_long": "expected {max_length} or fewer of these, found more",
    "union_tag_invalid": "expected kind to be one of {expected_tags}",
    "union_tag_not_found": "the key 'kind' is missing",
}


@dataclass(frozen=True, order=True)
class ContentProblem:
    """What is wrong in a content file, and where; lines and columns count from one."""

    file: str
    line: int
    column: int
    what: str

    def __str__(self) -> str:
        """Return file:line:column: what."""
        return f"{self.file}:{self.line}:{self.column}: {self.what}"


@dataclass(frozen=True)
class Places:
    """Where each key and list item of one file stands."""

    file: str
    of: Mapping[Path, tuple[int, int]] = field(default_factory=dict[Path, tuple[int, int]])

    def problem(self, path: Path, what: str) -> ContentProblem:
        """Return the problem at the nearest known place; steps that the file does not have are passed over."""
        known: Path = ()
        for step in path:
            if (*known, step) in self.of:
                known = (*known, step)
        line, column = self.of.get(known, (1, 1))
        return ContentProblem(self.file, line, column, what)


@dataclass(frozen=True)
class YamlText:
    """The data of one file, every scalar as text, with all that is wrong with its YAML."""

    data: object
    places: Places
    problems: tuple[ContentProblem, ...]


def problem_at(file: str, text: str, offset: int, what: str) -> ContentProblem:
    """Return the problem at the line and column of an offset in the text."""
    return ContentProblem(file, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset), what)


def text_problems(file: str, text: str) -> list[ContentProblem]:
    """Return why a text is refused unread: too large, or a character that no reader can see."""
    if len(text.encode("utf-8", "replace")) > LARGEST_FILE:
        return [ContentProblem(file, 1, 1, f"the file is larger than {LARGEST_FILE // 1000} kB")]
    unseen = _BELONGS_IN_NO_TEXT.search(text)
    if unseen is None:
        return []
    return [problem_at(file, text, unseen.start(), f"the character U+{ord(unseen.group()):04X} is not allowed")]


def read_yaml(file: str, text: str) -> YamlText:
    """Return the data of one YAML document without anchors, aliases, tags or repeated keys; never raises."""
    refused = text_problems(file, text)
    if refused:
        return YamlText(None, Places(file), tuple(refused))
    events = yaml.parse(text, Loader=yaml.CSafeLoader)  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    builder = _Builder(file, cast("Iterator[yaml.Event]", events))
    try:
        data = builder.document()
    except _Stop:
        data = None
    except yaml.YAMLError as error:
        data = None
        builder.problems.append(_syntax_problem(file, error))
    return YamlText(data, Places(file, builder.places), tuple(builder.problems))


def format_problems(error: ValidationError, places: Places) -> Iterator[ContentProblem]:
    """Say each way in which the data is not what its format asks, at the place in the file."""
    found = error.errors(include_url=False, include_input=False)
    inside = {each["loc"][:depth] for each in found for depth in range(len(each["loc"]))}
    for each in found:
        if each["type"] == "too_short" and each["loc"] in inside:
            continue
        yield places.problem(each["loc"], _what_was_expected(each))


def _what_was_expected(found: ErrorDetails) -> str:
    kind, context = found["type"], found.get("ctx", {})
    if kind == "missing":
        return f"the key '{found['loc'][-1]}' is missing"
    if kind == "unexpected_keyword_argument":
        return f"the key '{found['loc'][-1]}' does not belong here"
    if kind == "value_error":
        return str(context["error"])
    return _EXPECTED[kind].format(**context) if kind in _EXPECTED else found["msg"]


class _Stop(Exception):
    """Reading on makes no sense."""


class _Builder:
    """Builds plain data from YAML events and notes where each key stands."""

    def __init__(self, file: str, events: Iterator[yaml.Event]) -> None:
        self.file = file
        self.events = events
        self.places: dict[Path, tuple[int, int]] = {}
        self.problems: list[ContentProblem] = []

    def document(self) -> object:
        """Return the data of the one document in the file."""
        data: object = None
        for number, event in enumerate(self._after_stream_start()):
            if number > 0:
                self._note(event, "a second document begins here; expected one in each file")
                raise _Stop
            data = self._value(next(self.events), ())
            next(self.events)
        if data is None:
            self.problems.append(ContentProblem(self.file, 1, 1, "the file is empty"))
        return data

    def _after_stream_start(self) -> Iterator[yaml.Event]:
        next(self.events)
        while isinstance(event := next(self.events), yaml.DocumentStartEvent):
            yield event

    def _note(self, event: yaml.Event, what: str) -> None:
        line, column = _place(event)
        self.problems.append(ContentProblem(self.file, line, column, what))

    def _value(self, event: yaml.Event, path: Path) -> object:
        if len(path) > DEEPEST_NESTING:
            self._note(event, f"nested more than {DEEPEST_NESTING} deep")
            raise _Stop
        if isinstance(event, yaml.AliasEvent):
            self._note(event, f"an alias (*{event.anchor}) is not allowed; write the text out")
            return ""
        self._refuse_extras(cast("yaml.ScalarEvent | yaml.CollectionStartEvent", event))
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        return self._scalar(cast("yaml.ScalarEvent", event))

    def _refuse_extras(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.anchor is not None:
            self._note(event, f"an anchor (&{event.anchor}) is not allowed; quote a text that begins with &")
        if event.tag is not None:
            self._note(event, f"a tag ({event.tag}) is not allowed; quote a text that begins with !")

    def _scalar(self, event: yaml.ScalarEvent) -> str:
        text = cast("str", event.value)
        if _BELONGS_IN_NO_TEXT.search(text):
            self._note(event, "the text has a character that is not allowed")
        return text

    def _sequence(self, path: Path) -> list[object]:
        items: list[object] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            place = (*path, len(items))
            self.places[place] = _place(event)
            items.append(self._value(event, place))
        return items

    def _mapping(self, path: Path) -> dict[str, object]:
        values: dict[str, object] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._key(event, path)
            if key in values:
                self._note(event, f"the key '{key}' is here twice")
            self.places[(*path, key)] = _place(event)
            values[key] = self._value(next(self.events), (*path, key))
        return values

    def _key(self, event: yaml.Event, path: Path) -> str:
        key = self._value(event, (*path, "key"))
        if isinstance(key, str):
            return key
        self._note(event, "expected a word as key, found a list or keys with values")
        return ""


def _place(event: yaml.Event) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _syntax_problem(file: str, error: yaml.YAMLError) -> ContentProblem:
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return ContentProblem(file, 1, 1, "this is no YAML")
    mark = error.problem_mark
    return ContentProblem(file, mark.line + 1, mark.column + 1, f"this is no valid YAML: {error.problem}")
