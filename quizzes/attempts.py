"""One attempt at a quiz: what is asked, in which order, which answer counts and what it comes to.

Chance comes from outside as a seed: the same seed on the same quiz asks the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from quizzes.answers import Answer
from quizzes.marking import Mark, Score, mark, score
from quizzes.model import Classify, One, Order, Question, Quiz, Several, TrueFalse


@dataclass(frozen=True)
class Accepted:
    """A new answer, which counts instead of the one before, and what it is worth."""

    answer: Answer
    mark: Mark


@dataclass(frozen=True)
class Same:
    """The answer that already counts, sent again by a double click, a retry or a second tab."""


def draw(quiz: Quiz, seed: str, gentle: bool, seen: Collection[str]) -> tuple[str, ...]:
    """Return the ids to ask: unseen questions first, spread over the lessons; no violent one when gentle."""
    left = {question.id: question.lesson for question in quiz.questions if not (gentle and question.violent)}
    drawn: list[str] = []
    lessons: list[str] = []
    while left and len(drawn) < quiz.draw:
        chosen = min(left, key=lambda each: (each in seen, lessons.count(left[each]), _chance(seed, each)))
        drawn.append(chosen)
        lessons.append(left.pop(chosen))
    return tuple(sorted(drawn, key=lambda each: _chance(f"{seed}/order", each)))


def shuffled(question: Question, seed: str) -> tuple[str, ...]:
    """Return the ids of the options, steps or items in the order to show; steps never stand in their right order."""
    match question:
        case One() | Several():
            return _shuffle([option.id for option in question.options], f"{seed}/{question.id}")
        case TrueFalse():
            return ("true", "false")
        case Order():
            right = tuple(step.id for step in question.steps)
            shown = _shuffle(right, f"{seed}/{question.id}")
            return (*shown[1:], shown[0]) if shown == right else shown
        case Classify():
            return _shuffle([item.id for item in question.items], f"{seed}/{question.id}")
        case _:
            assert_never(question)


def accept(question: Question, previous: Answer | None, answer: Answer) -> Accepted | Same:
    """Return the answer with its mark, or Same when it already counts; previous is None for the first answer."""
    return Same() if answer == previous else Accepted(answer, mark(question, answer))


def next_question(drawn: Sequence[str], answered: Collection[str]) -> str | None:
    """Return the first question without an answer, or None when every question has one."""
    return next((question_id for question_id in drawn if question_id not in answered), None)


def finish(quiz: Quiz, drawn: Sequence[str], answers: Mapping[str, Answer]) -> Score:
    """Return what the attempt is worth; each drawn question counts once, one without an answer counts as nothing."""
    marks = [
        mark(quiz.question(question_id), answers[question_id]) if question_id in answers else Mark(0.0, right=False)
        for question_id in dict.fromkeys(drawn)
    ]
    return score(marks, quiz.pass_percent)


def _shuffle(ids: Sequence[str], seed: str) -> tuple[str, ...]:
    return tuple(sorted(ids, key=lambda each: _chance(seed, each)))


def _chance(seed: str, each: str) -> bytes:
    return hashlib.sha256(f"{seed}/{each}".encode()).digest()
