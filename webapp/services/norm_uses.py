"""Where courses and letters speak from the norm: every sentence, with the names that it uses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import lru_cache
from typing import Any, Literal

from courses.placeholders import fill, names_in
from learning_goals.norm import Norm
from learning_goals.norm_difference import changed_names
from learning_goals.norm_texts import BLOCKS, FIELDS_OF
from learning_goals.words import Language
from quizzes.model import Question, Quiz
from webapp import reference
from webapp.content import Library, Module
from webapp.errors import NotFound
from webapp.services.curriculum import library

Kind = Literal["course", "lesson", "question", "letter"]
LANGUAGES: tuple[Language, ...] = ("nl", "en")
_SENTENCE = re.compile(r"(?<=[.!?:”])\s+(?=\S)")
_MARKS = re.compile(r"^(?:[>#\-*|]+|\d+\.|!!!\s+\w+)\s*|\*\*|[|]", re.MULTILINE)
_PART = re.compile(r"!\[(?P<caption>[^\]]*)\]\(norm:(?P<name>[a-z_]+)\)")


@dataclass(frozen=True, kw_only=True)
class Use:
    """One sentence that speaks from the norm; `key` says that an answer key depends on it, not a sentence.

    `title` is that of the lesson, question or letter in the same language; `place` its id.
    """

    kind: Kind
    course_id: str
    place: str
    language: Language
    sentence: str
    names: frozenset[str]
    key: bool = False


@dataclass(frozen=True, kw_only=True)
class Count:
    """How many lessons, questions and letters speak from one field, and in which courses."""

    lessons: int
    questions: int
    letters: int
    courses: tuple[str, ...]


def uses() -> tuple[Use, ...]:
    """Return every use in the courses that are offered and in the letters."""
    return _uses(_Offered(library()))


def uses_of(changed: tuple[str, ...], language: Language) -> tuple[Use, ...]:
    """Return the uses, in that language, of anything that these fields decide."""
    names = changed_names(changed) | frozenset(changed)
    return tuple(use for use in uses() if use.language == language and use.names & names)


def counts() -> Mapping[str, Count]:
    """Return for each field of the norm how much of the content speaks from it."""
    return _counts(_Offered(library()))


def said_in(use: Use, texts: Mapping[str, str]) -> str:
    """Return the sentence as it reads under the norm that says these texts."""
    return fill(use.sentence, texts)


class _Offered:
    """A library by what is in it, so that what was found in it is kept by that."""

    def __init__(self, found: Library) -> None:
        self.found = found
        self.digests = tuple((each.course.digest, each.quiz_digest) for each in found.modules.values())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Offered) and self.digests == other.digests

    def __hash__(self) -> int:
        return hash(self.digests)


@lru_cache(maxsize=4)
def _uses(offered: _Offered) -> tuple[Use, ...]:
    found = [use for module in offered.found.modules.values() for use in _of_module(module)]
    for measure, letter in reference.letters().items():
        for language in LANGUAGES:
            found += _of_text("letter", "", measure, language, letter.text[language])
    return tuple(found)


@lru_cache(maxsize=4)
def _counts(offered: _Offered) -> Mapping[str, Count]:
    where: dict[str, set[tuple[Kind, str, str]]] = {name: set() for name in (*FIELDS_OF, *BLOCKS)}
    for use in _uses(offered):
        for name in use.names:
            where.setdefault(name, set()).add((use.kind, use.course_id, use.place))
    return {field.name: _count(where, field.name) for field in fields(Norm)}


def _count(where: Mapping[str, set[tuple[Kind, str, str]]], field: str) -> Count:
    places: set[tuple[Kind, str, str]] = set(where.get(field, ()))
    for name in changed_names((field,)):
        places |= where[name]
    kinds = [kind for kind, _course, _place in places]
    return Count(
        lessons=kinds.count("lesson") + kinds.count("course"),
        questions=kinds.count("question"),
        letters=kinds.count("letter"),
        courses=tuple(sorted({course for _kind, course, _place in places if course})),
    )


def _of_module(module: Module) -> Iterator[Use]:
    course = module.course.course
    for language in LANGUAGES:
        for words in (course.title, course.summary, *course.key_points, *(head.title for head in course.lessons)):
            yield from _of_text("course", course.id, course.id, language, words.in_language(language))
        for lesson in module.course.lessons:
            for text in (lesson.text, lesson.gentle):
                yield from _of_text("lesson", course.id, lesson.head.id, language, text.get(language, ""))
        yield from _of_quiz(module.quiz, course.id, language)


def _of_quiz(quiz: Quiz, course_id: str, language: Language) -> Iterator[Use]:
    for question in (*quiz.questions, *quiz.checks):
        for said in _words(question, language):
            yield from _of_text("question", course_id, question.id, language, said)
        if question.depends_on:
            yield Use(
                kind="question",
                course_id=course_id,
                place=question.id,
                language=language,
                sentence=question.text.in_language(language),
                names=frozenset(question.depends_on),
                key=True,
            )


def _words(value: Any, language: Language) -> Iterator[str]:
    if hasattr(value, "in_language"):
        yield value.in_language(language)
    elif isinstance(value, tuple):
        for each in value:
            yield from _words(each, language)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _words(getattr(value, field.name), language)


def _of_text(kind: Kind, course_id: str, place: str, language: Language, text: str) -> Iterator[Use]:
    for sentence, names in _sentences(text):
        yield Use(kind=kind, course_id=course_id, place=place, language=language, sentence=sentence, names=names)


def _sentences(text: str) -> Iterator[tuple[str, frozenset[str]]]:
    for found in _PART.finditer(text):
        yield found["caption"], frozenset({found["name"]})
    for block in text.split("\n\n"):
        if "{{" not in block:
            continue
        plain = " ".join(_MARKS.sub("", _PART.sub("", block)).split())
        for sentence in _SENTENCE.split(plain):
            if names := frozenset(name for name, _offset in names_in(sentence)):
                yield sentence, names


def question_of(use: Use) -> Question:
    """Return the question that a use is about; raises NotFound for another kind."""
    module = library().modules.get(use.course_id)
    if use.kind != "question" or module is None:
        raise NotFound
    return module.quiz.question(use.place)
