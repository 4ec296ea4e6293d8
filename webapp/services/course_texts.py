"""The text of a course in the version that somebody was shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from learning_goals.norm_texts import NAMES
from learning_goals.words import Language
from quizzes.keys import resolve_quiz
from webapp.content import QUIZ_FILE, Module, build
from webapp.errors import NotFound
from webapp.languages import translator
from webapp.services import norms
from webapp.services.curriculum import library
from webapp.store import reading


def offered(course_id: str) -> Module:
    """Return the course as it is offered now; raises NotFound when it is not."""
    module = library().modules.get(course_id)
    if module is None:
        raise NotFound
    return module


@lru_cache(maxsize=128)
def module(course_id: str, course_digest: str, of_quiz: str, norm_number: int) -> Module:
    """Return the course in exactly these texts, with the answer keys that hold under that norm."""
    current = library().modules.get(course_id)
    if current is None or (current.course.digest, current.quiz_digest) != (course_digest, of_quiz):
        current = _rebuilt(course_id, course_digest, of_quiz)
    return replace(current, quiz=resolve_quiz(current.quiz, norms.key_values(norm_number)))


@lru_cache(maxsize=32)
def _rebuilt(course_id: str, course_digest: str, of_quiz: str) -> Module:
    files = {**reading.files("course", course_digest), **reading.files("quiz", of_quiz)}
    if QUIZ_FILE not in files:
        raise NotFound
    found, _problems = build(files, course_id, frozenset())
    if found is None:
        raise NotFound
    return found


def keep(module: Module, now: datetime) -> None:
    """Keep these texts, so that they can be rebuilt when the course has changed."""
    course_id = module.course.course.id
    reading.keep("course", module.course.digest, course_id, module.course.files, now)
    reading.keep("quiz", module.quiz_digest, course_id, {QUIZ_FILE: module.files[QUIZ_FILE]}, now)


def said(number: int, language: Language) -> Mapping[str, str]:
    """Return what the norm says for each name; before there is a norm, that it is not filled in."""
    return norms.said(number, language) if number else _not_said(language)


@lru_cache(maxsize=2)
def _not_said(language: Language) -> Mapping[str, str]:
    return dict.fromkeys(NAMES, str(translator(language).gettext("(not filled in yet)")))
