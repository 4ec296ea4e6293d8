"""The first quiz of a course of one's own, and what is added to or taken out of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, cast

import yaml

from quizzes.yaml_text import read_yaml

Kind = Literal["one", "several", "true_false", "order"]
MOST_DRAWN = 8
PASS_PERCENT = 75
_OPEN = {"nl": "[vul in]", "en": "[fill in]"}
_WIDTH = 110


def quiz_text(id: str) -> str:
    """Return a quiz without questions."""
    return _written({"id": id, "draw": 1, "pass_percent": PASS_PERCENT, "questions": [], "checks": []})


def with_question(text: str, kind: Kind, lesson_id: str) -> str:
    """Return the quiz with one more question about that lesson, its words still open."""
    quiz = _read(text)
    taken = {each["id"] for each in quiz["questions"]}
    number = next(number for number in range(1, len(taken) + 2) if f"q-{number}" not in taken)
    quiz["questions"].append(_question(f"q-{number}", kind, lesson_id))
    return _written(_drawing(quiz))


def with_check(text: str, lesson_id: str) -> str:
    """Return the quiz with the question that a new lesson ends in."""
    quiz = _read(text)
    quiz["checks"].append(_question(f"c-{lesson_id}", "true_false", lesson_id))
    return _written(quiz)


def without_question(text: str, question_id: str) -> str:
    """Return the quiz without that question."""
    quiz = _read(text)
    quiz["questions"] = [each for each in quiz["questions"] if each["id"] != question_id]
    return _written(_drawing(quiz))


def without_lesson(text: str, lesson_id: str) -> str:
    """Return the quiz without everything that asks about that lesson."""
    quiz = _read(text)
    for part in ("questions", "checks"):
        quiz[part] = [each for each in quiz[part] if each["lesson"] != lesson_id]
    return _written(_drawing(quiz))


def _question(id: str, kind: Kind, lesson_id: str) -> dict[str, Any]:
    asked: dict[str, Any] = {"id": id, "kind": kind, "lesson": lesson_id, "violent": "false", "text": dict(_OPEN)}
    asked["explanation"] = dict(_OPEN)
    if kind == "true_false":
        asked |= {"answer": "true", "feedback": dict(_OPEN)}
    elif kind == "order":
        steps = [{"id": f"s{number}", "text": dict(_OPEN)} for number in range(1, 5)]
        asked |= {"steps": steps, "credit": "per_position", "feedback": dict(_OPEN)}
    else:
        asked["options"] = [_option(letter, right=letter in _RIGHT[kind]) for letter in "abc"]
        if kind == "several":
            asked["credit"] = "per_option"
    return asked


_RIGHT: Mapping[str, str] = {"one": "a", "several": "ab"}


def _option(letter: str, *, right: bool) -> dict[str, Any]:
    said: dict[str, Any] = {"id": letter, "correct": str(right).lower(), "text": dict(_OPEN)}
    return said if right else said | {"feedback": dict(_OPEN)}


def _drawing(quiz: dict[str, Any]) -> dict[str, Any]:
    gentle = sum(each["violent"] == "false" for each in quiz["questions"])
    return quiz | {"draw": str(max(1, min(MOST_DRAWN, gentle)))}


def _read(text: str) -> dict[str, Any]:
    return cast("dict[str, Any]", read_yaml("quiz.yaml", text).data)


def _written(data: Mapping[str, Any]) -> str:
    return yaml.safe_dump(dict(data), allow_unicode=True, sort_keys=False, width=_WIDTH)
