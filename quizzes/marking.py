"""What an answer is worth, and what an attempt is worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar, assert_never

from quizzes.answers import Answer, Chosen, ChosenSet, Classified, Judged, Ordered
from quizzes.model import Classify, One, Order, Question, Several, TrueFalse, Words

MOST_PARTS = 6

_Kind = TypeVar("_Kind")


@dataclass(frozen=True)
class Feedback:
    """Why one part of an answer is wrong; part_id names the option, the item or, for the whole, the question."""

    part_id: str
    words: Words


@dataclass(frozen=True)
class Mark:
    """What an answer is worth: points from 0 to 1, whether all of it is right, and a note on each wrong part."""

    points: float
    right: bool
    notes: tuple[Feedback, ...] = ()


@dataclass(frozen=True)
class Score:
    """What an attempt is worth; percent is rounded down, so that 74.9 never passes 75."""

    points: float
    possible: int
    percent: int
    passed: bool


def mark(question: Question, answer: Answer) -> Mark:
    """Return what the answer is worth by the credit that the question states; TypeError for another kind's answer."""
    match question:
        case One():
            return _mark_one(question, _of_kind(answer, Chosen))
        case Several():
            return _mark_several(question, _of_kind(answer, ChosenSet))
        case TrueFalse():
            right = _of_kind(answer, Judged).true == question.is_true
            return Mark(float(right), right, () if right else (Feedback(question.id, question.feedback),))
        case Order():
            return _mark_order(question, _of_kind(answer, Ordered))
        case Classify():
            return _mark_classes(question, _of_kind(answer, Classified))
        case _:
            assert_never(question)


def score(marks: Sequence[Mark], pass_percent: int) -> Score:
    """Return what these marks are worth together; nothing asked is nothing earned."""
    points = sum((Fraction(mark.points).limit_denominator(MOST_PARTS) for mark in marks), Fraction(0))
    percent = int(100 * points / len(marks)) if marks else 0
    return Score(float(points), len(marks), percent, bool(marks) and percent >= pass_percent)


def _of_kind(answer: Answer, kind: type[_Kind]) -> _Kind:
    if not isinstance(answer, kind):
        raise TypeError(f"expected an answer of kind {kind.__name__}, got {type(answer).__name__}")
    return answer


def _mark_one(question: One, answer: Chosen) -> Mark:
    chosen = {option.id: option for option in question.options}[answer.option]
    notes = () if chosen.right or chosen.feedback is None else (Feedback(chosen.id, chosen.feedback),)
    return Mark(float(chosen.right), chosen.right, notes)


def _mark_several(question: Several, answer: ChosenSet) -> Mark:
    right = {option.id for option in question.options if option.right}
    wrong = [option for option in question.options if option.id in answer.options and not option.right]
    hits = len(right.intersection(answer.options))
    all_right = hits == len(right) and not wrong
    notes = tuple(Feedback(option.id, option.feedback) for option in wrong if option.feedback)
    if question.credit == "all_or_nothing":
        return Mark(float(all_right), all_right, notes)
    return Mark(max(0, hits - len(wrong)) / len(right), all_right, notes)


def _mark_order(question: Order, answer: Ordered) -> Mark:
    steps = [step.id for step in question.steps]
    hits = sum(given == step for given, step in zip(answer.steps, steps, strict=True))
    notes = () if hits == len(steps) else (Feedback(question.id, question.feedback),)
    return _mark_parts(hits, len(steps), notes, in_parts=question.credit == "per_position")


def _mark_classes(question: Classify, answer: Classified) -> Mark:
    given = dict(answer.items)
    wrong = [item for item in question.items if given[item.id] != item.belongs_in]
    notes = tuple(Feedback(item.id, item.feedback) for item in wrong)
    hits = len(question.items) - len(wrong)
    return _mark_parts(hits, len(question.items), notes, in_parts=question.credit == "per_item")


def _mark_parts(hits: int, parts: int, notes: tuple[Feedback, ...], *, in_parts: bool) -> Mark:
    all_right = hits == parts
    return Mark(hits / parts if in_parts else float(all_right), all_right, notes)
