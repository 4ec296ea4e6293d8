"""Rules across one quiz: answers exist, wrong ones are explained, lessons exist, both languages use the same names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from itertools import product
from math import prod
from typing import Any, assert_never

from quizzes.keys import Reason, Values, conditions, key_fault, names_used, resolve
from quizzes.model import Classify, From, Id, One, Option, Order, Question, Quiz, Several, TrueFalse, Words
from quizzes.yaml_text import ContentProblem, Path, Places

SMALLEST_BANK = 18
MOST_COMBINATIONS = 2000
"""Norms tried for one question; a question on which more depends asks too much at once."""
Choices = Mapping[str, Sequence[str]]
"""Every value that each field of the norm can have, for the fields on which a key may depend."""
_EXPECTED = {
    "one": "expected exactly one right option",
    "several": "expected at least one right and one wrong option",
    "classify": "expected each item in a class that is offered",
}

_NAMED = re.compile(r"\{\{([^{}\n]*)\}\}")
_NOT_IN_A_QUESTION = {
    re.compile(r"\{\{|\}\}"): "expected a name between {{ and }}",
    re.compile(r"<(?=[A-Za-z/!?])"): "HTML is not allowed",
    re.compile(r"\]\("): "links and pictures belong in a lesson",
    re.compile(r"`"): "code is not part of a question",
}
_Fault = tuple[Path, str]


def check_quiz(
    quiz: Quiz,
    lessons: Mapping[str, str | None],
    norm_names: frozenset[str],
    choices: Choices,
    places: Places | None = None,
    smallest: int = SMALLEST_BANK,
) -> list[ContentProblem]:
    """Return all that is wrong with a quiz under any norm, in order of place.

    Lessons map each lesson id of the course to the check-yourself question it asks; places come with the parsed quiz;
    `smallest` is how many questions it needs.
    """
    where = places or Places(f"{quiz.id}.yaml")
    found = [*_bank_faults(quiz, smallest), *_check_faults(quiz, lessons), *text_faults(quiz, (), norm_names)]
    for path, question in _asked(quiz):
        if question.lesson not in lessons:
            found.append(((*path, "lesson"), f"the course has no lesson '{question.lesson}'"))
        unknown = list(_dependence_faults(question, choices))
        faults = unknown or [*_question_faults(question), *_key_faults(question, choices)]
        found += [((*path, *inside), what) for inside, what in faults]
    return sorted(where.problem(path, what) for path, what in found)


def _check_faults(quiz: Quiz, lessons: Mapping[str, str | None]) -> Iterator[_Fault]:
    checks = {check.id: check for check in quiz.checks}
    for lesson_id, check_id in lessons.items():
        if check_id is not None and check_id not in checks:
            yield ("checks",), f"the lesson '{lesson_id}' asks '{check_id}', which is not here"
    for number, check in enumerate(quiz.checks):
        if lessons.get(check.lesson) != check.id:
            yield ("checks", number), f"the lesson '{check.lesson}' does not ask '{check.id}'"


def _asked(quiz: Quiz) -> Iterator[tuple[Path, Question]]:
    for part, questions in (("questions", quiz.questions), ("checks", quiz.checks)):
        for number, question in enumerate(questions):
            yield (part, number), question


def _bank_faults(quiz: Quiz, smallest: int) -> Iterator[_Fault]:
    if len(quiz.questions) < smallest:
        yield ("questions",), f"expected {smallest} or more questions, found {len(quiz.questions)}"
    gentle = sum(not question.violent for question in quiz.questions)
    if gentle < quiz.draw:
        yield ("draw",), f"an attempt draws {quiz.draw} questions, but only {gentle} are without violence"
    seen: set[str] = set()
    for path, question in _asked(quiz):
        if question.id in seen:
            yield (*path, "id"), f"the id '{question.id}' is used twice"
        if question.id.startswith("c-") is (path[0] == "questions"):
            yield (*path, "id"), "an id begins with c- for a check-yourself question, and only there"
        seen.add(question.id)


def unanswerable(quiz: Quiz, values: Values) -> list[tuple[Id, Reason]]:
    """Return each question that cannot be asked under a norm with these values, and why."""
    found: list[tuple[Id, Reason]] = []
    for _, question in _asked(quiz):
        reason = key_fault(resolve(question, values))
        if reason is not None:
            found.append((question.id, reason))
    return found


def _dependence_faults(question: Question, choices: Choices) -> Iterator[_Fault]:
    used = names_used(question)
    if used != frozenset(question.depends_on):
        said = ", ".join(sorted(used)) or "nothing"
        yield ("depends_on",), f"the key depends on {said}; depends_on must say the same"
    for name in sorted(used - choices.keys()):
        yield ("depends_on",), f"no key can depend on '{name}'"
    for condition in conditions(question):
        yield from () if isinstance(condition, From) else _value_faults(condition.when, choices)


def _value_faults(when: Choices, choices: Choices) -> Iterator[_Fault]:
    for name, values in when.items():
        for value in values:
            if value not in choices.get(name, values):
                yield ("depends_on",), f"'{name}' is never '{value}'"


def _key_faults(question: Question, choices: Choices) -> Iterator[_Fault]:
    """Try every norm that can make a difference; say the first under which the question cannot be asked."""
    names = sorted(question.depends_on)
    if isinstance(question, Order):
        return
    if prod(len(choices[name]) for name in names) > MOST_COMBINATIONS:
        yield ("depends_on",), "the key depends on too much at once; write two questions"
        return
    for combination in product(*(choices[name] for name in names)):
        values = dict(zip(names, combination, strict=True))
        if key_fault(resolve(question, values)):
            said = ", ".join(f"{name} is {value}" for name, value in values.items())
            part = "items" if isinstance(question, Classify) else "options"
            yield (part,), f"{_EXPECTED[question.kind]}{f' when {said}' if said else ''}"
            return


def _question_faults(question: Question) -> Iterator[_Fault]:
    match question:
        case One() | Several():
            yield from _option_faults(question.options)
        case TrueFalse():
            return
        case Order():
            yield from _double_ids("steps", [step.id for step in question.steps])
            for number, other in enumerate(question.orders):
                if sorted(other.steps) != sorted(step.id for step in question.steps):
                    yield ("orders", number), "expected every step once"
        case Classify():
            yield from _class_faults(question)
        case _:
            assert_never(question)


def _option_faults(options: Sequence[Option]) -> Iterator[_Fault]:
    yield from _double_ids("options", [option.id for option in options])
    for number, option in enumerate(options):
        if option.correct is not True and option.feedback is None:
            yield ("options", number), f"the option '{option.id}' can be wrong and needs feedback that explains"


def _class_faults(question: Classify) -> Iterator[_Fault]:
    yield from _double_ids("items", [item.id for item in question.items])
    if list(question.classes) != sorted(set(question.classes)):
        yield ("classes",), "expected each class once, in the order A to E"
    for number, item in enumerate(question.items):
        if not isinstance(item.class_, From) and item.class_ not in question.classes:
            yield ("items", number, "class"), f"class {item.class_} is not one of the classes of this question"


def _double_ids(part: str, ids: Sequence[str]) -> Iterator[_Fault]:
    for number, part_id in enumerate(ids):
        if part_id in ids[:number]:
            yield (part, number, "id"), f"the id '{part_id}' is used twice"


def text_faults(value: Any, path: Path, norm_names: frozenset[str]) -> Iterator[tuple[Path, str]]:
    """Yield what is wrong in any text of a content file, and where: unknown names, HTML, only one language."""
    if isinstance(value, Words):
        yield from _words_faults(value, path, norm_names)
    elif isinstance(value, tuple):
        for number, item in enumerate(value):  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
            yield from text_faults(item, (*path, number), norm_names)
    elif is_dataclass(value):
        for field in fields(value):
            yield from text_faults(getattr(value, field.name), (*path, field.name), norm_names)


def _words_faults(words: Words, path: Path, norm_names: frozenset[str]) -> Iterator[_Fault]:
    names = {language: _names(words.in_language(language)) for language in ("nl", "en")}
    for language, used in names.items():
        for name in sorted(used - norm_names):
            yield (*path, language), f"the norm has no value called '{name}'"
        rest = _NAMED.sub("", words.in_language(language))
        for pattern, what in _NOT_IN_A_QUESTION.items():
            if pattern.search(rest):
                yield (*path, language), what
    if names["nl"] != names["en"]:
        yield path, f"only one language uses {', '.join(sorted(names['nl'] ^ names['en']))}"


def _names(text: str) -> frozenset[str]:
    return frozenset(name.strip() for name in _NAMED.findall(text))
