"""Reads one quiz file: text in, a quiz or every problem at once out."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from quizzes.model import Quiz
from quizzes.yaml_text import ContentProblem, Places, format_problems, read_yaml

_QUIZ = TypeAdapter(Quiz)


@dataclass(frozen=True)
class Parsed:
    """A quiz and where its parts stand in the file, or None and the problems that say why."""

    quiz: Quiz | None
    places: Places
    problems: tuple[ContentProblem, ...]


def digest(text: str) -> str:
    """Return the SHA-256 of the text of a quiz file, in hex."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def parse_quiz(text: str, file: str) -> Parsed:
    """Return the quiz that this text makes; never raises, whatever it contains."""
    read = read_yaml(file, text)
    problems = list(read.problems)
    quiz = None
    if read.data is not None:
        try:
            quiz = _QUIZ.validate_python(read.data)
        except ValidationError as error:
            problems += format_problems(error, read.places)
    return Parsed(None if problems else quiz, read.places, tuple(sorted(problems)))
