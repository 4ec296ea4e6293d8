"""Reads a questionnaire file, and holds it to the rules: text in, a questionnaire or every problem at once out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import get_args

from pydantic import TypeAdapter, ValidationError

from quizzes.questionnaire import (
    ALONE_QUESTION,
    CHANNELS_QUESTION,
    FREQUENCY_QUESTION,
    STRATA,
    Behaviour,
    Questionnaire,
    Statement,
    fitting,
)
from quizzes.yaml_text import ContentProblem, Path, format_problems, read_yaml

_QUESTIONNAIRE = TypeAdapter(Questionnaire)
CORE = 22
"""Statements that everybody is asked in every version, so that rounds can be compared."""
_Fault = tuple[Path, str]


@dataclass(frozen=True)
class Parsed:
    """A questionnaire, or None and the problems that say why."""

    questionnaire: Questionnaire | None
    problems: tuple[ContentProblem, ...]


@dataclass(frozen=True, kw_only=True)
class Known:
    """What a questionnaire may name: training elements, statements that lead to a goal, audiences, norm values."""

    elements: frozenset[str]
    scored: frozenset[str]
    audiences: Mapping[str, frozenset[str]]
    choices: Mapping[str, Sequence[str]]


def parse_questionnaire(text: str, file: str, known: Known) -> Parsed:
    """Return the questionnaire that this text makes; never raises, whatever it contains."""
    found = read_yaml(file, text)
    problems = list(found.problems)
    if found.data is None:
        return Parsed(None, tuple(problems))
    try:
        questionnaire = _QUESTIONNAIRE.validate_python(found.data)
    except ValidationError as error:
        problems += format_problems(error, found.places)
        return Parsed(None, tuple(sorted(problems)))
    problems += [found.places.problem(path, what) for path, what in _faults(questionnaire, known)]
    return Parsed(None if problems else questionnaire, tuple(sorted(problems)))


def _faults(questionnaire: Questionnaire, known: Known) -> Iterator[_Fault]:
    yield from _id_faults(questionnaire)
    yield from _statement_faults(questionnaire, known)
    yield from _vignette_faults(questionnaire)
    unknown = list(_unknown_values(questionnaire, known))
    yield from unknown or _key_faults(questionnaire, known)
    if questionnaire.changes[-1].version != questionnaire.version:
        yield ("changes",), f"expected what version {questionnaire.version} changed"


def _id_faults(questionnaire: Questionnaire) -> Iterator[_Fault]:
    ids = [each.id for each in questionnaire.routing]
    ids += [each.id for each in questionnaire.statements()]
    ids += [each.id for each in questionnaire.vignettes]
    for item, times in Counter(ids).items():
        if times > 1:
            yield (), f"the id '{item}' is used twice"
    for item in ids:
        if item.startswith("own-"):
            yield (), f"'{item}': ids that begin with own- belong to the municipality's own statements"
    missing = {CHANNELS_QUESTION, FREQUENCY_QUESTION, ALONE_QUESTION} - {each.id for each in questionnaire.routing}
    if missing:
        yield ("routing",), f"expected the questions {', '.join(sorted(missing))}"


def _statement_faults(questionnaire: Questionnaire, known: Known) -> Iterator[_Fault]:
    for section_number, section in enumerate(questionnaire.sections):
        for number, statement in enumerate(section.statements):
            for inside, what in _faults_of(statement, known):
                yield ("sections", section_number, "statements", number, *inside), what
    core = sum(each.shown_to is None for each in questionnaire.statements())
    if core != CORE:
        yield ("sections",), f"expected {CORE} statements for everybody, found {core}"


def _faults_of(statement: Statement, known: Known) -> Iterator[_Fault]:
    for element in set(statement.elements) - known.elements:
        yield ("elements",), f"there is no training element '{element}'"
    if statement.id not in known.scored:
        yield (), f"the statement '{statement.id}' leads to no goal"
    if statement.shown_to is None:
        if statement.conditional:
            yield (), "a conditional statement says to whom it is shown"
        return
    for kind, names in known.audiences.items():
        for name in set(getattr(statement.shown_to, kind)) - names:
            yield ("shown_to", kind), f"there is no '{name}' here"


def _vignette_faults(questionnaire: Questionnaire) -> Iterator[_Fault]:
    for stratum in STRATA:
        pool = [each for each in questionnaire.vignettes if each.stratum == stratum]
        if not any(not each.violent for each in pool):
            yield ("vignettes",), f"expected a vignette without violence for '{stratum}'"
    behaviours = {each.behaviour for each in questionnaire.vignettes}
    for behaviour in get_args(Behaviour):
        if behaviour not in behaviours:
            yield ("vignettes",), f"expected a vignette with behaviour {behaviour}"
    if {each.id for each in questionnaire.reactions} != {"bend", "limit", "stop", "help"}:
        yield ("reactions",), "expected each of bend, limit, stop and help once"


def _unknown_values(questionnaire: Questionnaire, known: Known) -> Iterator[_Fault]:
    for number, key in enumerate(questionnaire.keys):
        for name, among in key.when.items():
            unknown = set(among) - set(known.choices.get(name, ()))
            if unknown:
                yield ("keys", number, "when"), f"the norm has no {name} that reads {', '.join(sorted(unknown))}"


def _key_faults(questionnaire: Questionnaire, known: Known) -> Iterator[_Fault]:
    names = sorted({name for key in questionnaire.keys for name in key.when})
    for values in product(*(known.choices[name] for name in names)):
        norm = dict(zip(names, values, strict=True))
        for behaviour in get_args(Behaviour):
            if not fitting(questionnaire, behaviour, norm):
                yield ("keys",), f"no reaction fits behaviour {behaviour} where {norm}"
                return
