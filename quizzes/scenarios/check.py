"""Rules across one conversation, under every norm: each node is reached, each path ends, and it can always end well."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

from pydantic import TypeAdapter, ValidationError

from quizzes.check import text_faults
from quizzes.scenarios.model import CHANNELS, GOOD, Choice, Node, Scenario
from quizzes.scenarios.play import under
from quizzes.yaml_text import ContentProblem, Path, format_problems, read_yaml

SCENARIO = TypeAdapter(Scenario)
MOST_COMBINATIONS = 2000
FEWEST_CHOICES = 2
_Fault = tuple[Path, str]
Choices = Mapping[str, Sequence[str]]
"""Every value that each field of the norm can have."""


@dataclass(frozen=True, kw_only=True)
class Known:
    """What a conversation may name: fields and words of the norm, elements, function groups, and lessons by course."""

    names: frozenset[str]
    choices: Choices
    elements: Collection[str]
    groups: Collection[str]
    lessons: Mapping[str, Collection[str]]


@dataclass(frozen=True)
class Parsed:
    """A conversation, or None and the problems that say why."""

    scenario: Scenario | None
    problems: tuple[ContentProblem, ...]


def parse_scenario(text: str, file: str, known: Known) -> Parsed:
    """Return the conversation that this text makes, and all that is wrong with it; never raises."""
    read = read_yaml(file, text)
    problems = list(read.problems)
    if read.data is None:
        return Parsed(None, tuple(problems))
    try:
        scenario = SCENARIO.validate_python(read.data)
    except ValidationError as error:
        return Parsed(None, tuple(sorted([*problems, *format_problems(error, read.places)])))
    problems += [read.places.problem(path, what) for path, what in faults(scenario, known)]
    return Parsed(None if problems else scenario, tuple(sorted(problems)))


def faults(scenario: Scenario, known: Known) -> Iterator[_Fault]:
    """Yield all that is wrong with a conversation."""
    yield from text_faults(scenario, (), known.names)
    yield from _name_faults(scenario, known)
    shape = [*_shape_faults(scenario), *_condition_faults(scenario, known.choices)]
    yield from shape
    if not shape:
        yield from _graph_faults(scenario, known.choices)


def across(scenarios: Sequence[Scenario], groups: Collection[str]) -> Iterator[str]:
    """Yield what all of them together lack: a channel, a function group, an equal one without violence."""
    by_id = {each.id: each for each in scenarios}
    yield from (f"no conversation by {each}" for each in CHANNELS if each not in {one.channel for one in scenarios})
    yield from (f"no conversation for {each}" for each in groups if not any(each in one.groups for one in scenarios))
    for each in scenarios:
        other = by_id.get(each.gentle) if each.gentle else None
        if each.gentle and (other is None or other.notice is not None):
            yield f"'{each.id}': '{each.gentle}' is no conversation without violence"


def _name_faults(scenario: Scenario, known: Known) -> Iterator[_Fault]:
    for number, element in enumerate(scenario.elements):
        if element not in known.elements:
            yield ("elements", number), f"there is no training element '{element}'"
    for number, group in enumerate(scenario.groups):
        if group not in known.groups:
            yield ("groups", number), f"there is no function group '{group}'"
    if scenario.course not in known.lessons:
        yield ("course",), f"there is no course '{scenario.course}'"
    for path, choice in _choices(scenario):
        course, _slash, lesson = choice.lesson.partition("/")
        if choice.lesson and lesson not in known.lessons.get(course, ()):
            yield (*path, "lesson"), f"there is no lesson '{choice.lesson}'"


def _shape_faults(scenario: Scenario) -> Iterator[_Fault]:
    ids = [each.id for each in scenario.nodes]
    if (scenario.notice is None) is not (scenario.gentle is None):
        yield ("notice",), "a notice and an equal conversation without violence go together"
    for number, node in enumerate(scenario.nodes):
        if node.id in ids[:number]:
            yield ("nodes", number, "id"), f"the id '{node.id}' is used twice"
        yield from (((("nodes", number)), what) for what in _node_faults(node))
    for path, choice in _choices(scenario):
        if choice.to not in ids:
            yield (*path, "to"), f"there is no node '{choice.to}'"
        if choice.worth != "helps" and not choice.lesson:
            yield (*path, "lesson"), "a choice that does not help points to a lesson"
    endings = {each.ending for each in scenario.nodes if each.ending}
    if not endings & GOOD or not endings - GOOD:
        yield ("nodes",), "expected a good ending and one that is not good"


def _node_faults(node: Node) -> Iterator[str]:
    ids = [each.id for each in node.choices]
    if len(set(ids)) < len(ids):
        yield "the id of a choice is used twice"
    if node.ending and (node.choices or node.after is None):
        yield "an ending has no choices, and says what is to be done after it"
    if not node.ending and (len(node.choices) < FEWEST_CHOICES or node.after):
        yield "expected two or more choices, or an ending"


def _condition_faults(scenario: Scenario, choices: Choices) -> Iterator[_Fault]:
    for path, choice in _choices(scenario):
        for name, values in choice.when.items():
            if name not in choices:
                yield (*path, "when"), f"no choice can depend on '{name}'"
            elif never := set(values) - set(choices[name]):
                yield (*path, "when"), f"'{name}' is never '{min(never)}'"


def _graph_faults(scenario: Scenario, choices: Choices) -> Iterator[_Fault]:
    names = sorted({name for _path, choice in _choices(scenario) for name in choice.when})
    if prod(len(choices[name]) for name in names) > MOST_COMBINATIONS:
        yield ("nodes",), "the choices depend on too much at once"
        return
    reached: set[str] = set()
    for combination in product(*(choices[name] for name in names)):
        values = dict(zip(names, combination, strict=True))
        one = under(scenario, values)
        found = list(_faults_under_one_norm(one))
        reached |= _below(one, one.first.id)
        if found:
            said = ", ".join(f"{name} is {value}" for name, value in values.items())
            yield from ((path, f"{what}{f' when {said}' if said else ''}") for path, what in found)
            return
    for number, node in enumerate(scenario.nodes):
        if node.id not in reached:
            yield ("nodes", number), f"no choice leads to '{node.id}'"


def _faults_under_one_norm(scenario: Scenario) -> Iterator[_Fault]:
    here = _below(scenario, scenario.first.id)
    for number, node in enumerate(scenario.nodes):
        if node.id not in here or node.ending:
            continue
        if len(node.choices) < FEWEST_CHOICES:
            yield ("nodes", number), f"'{node.id}' leaves fewer than two choices"
        if any(node.id in _below(scenario, choice.to) for choice in node.choices):
            yield ("nodes", number), f"a path comes back to '{node.id}', so it need not end"
        elif not any(scenario.node(each).ending in GOOD for each in _below(scenario, node.id)):
            yield ("nodes", number), f"from '{node.id}' nothing leads to a good ending"


def _below(scenario: Scenario, node_id: str) -> frozenset[str]:
    """Return the node and all that can be reached from it."""
    found: set[str] = set()
    waiting = [node_id]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += [choice.to for choice in scenario.node(one).choices]
    return frozenset(found)


def _choices(scenario: Scenario) -> Iterator[tuple[Path, Choice]]:
    for number, node in enumerate(scenario.nodes):
        for place, choice in enumerate(node.choices):
            yield ("nodes", number, "choices", place), choice
