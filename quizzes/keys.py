"""Answer keys that follow the norm: a question with conditions becomes one with a plain key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Literal, assert_never, cast

from quizzes.model import (
    BehaviourClass,
    Classify,
    From,
    Item,
    One,
    Option,
    Order,
    Question,
    Quiz,
    Several,
    TrueFalse,
    When,
)

Values = Mapping[str, str]
"""What each field reads under one norm."""
Reason = Literal["none_right", "many_right", "none_wrong", "class_not_offered"]


def names_used(question: Question) -> frozenset[str]:
    """Return the fields of the norm on which the key of this question depends."""
    return frozenset(name for condition in conditions(question) for name in _names(condition))


def conditions(question: Question) -> Iterator[When | From]:
    """Yield each part of the key that depends on the norm."""
    match question:
        case One() | Several():
            yield from (option.correct for option in question.options if isinstance(option.correct, When))
        case TrueFalse():
            if isinstance(question.answer, When):
                yield question.answer
        case Order():
            yield from question.orders
        case Classify():
            yield from (item.class_ for item in question.items if isinstance(item.class_, From))
        case _:
            assert_never(question)


def resolve(question: Question, values: Values) -> Question:
    """Return the question with the key it has under a norm with these values; KeyError for a value it lacks."""
    if not question.depends_on:
        return question
    match question:
        case One():
            return replace(question, options=tuple(_option(option, values) for option in question.options))
        case Several():
            return replace(question, options=tuple(_option(option, values) for option in question.options))
        case TrueFalse():
            return replace(question, answer=_holds(question.answer, values))
        case Order():
            return _ordered(question, values)
        case Classify():
            return replace(question, items=tuple(_item(item, values) for item in question.items))
        case _:
            assert_never(question)


def resolve_quiz(quiz: Quiz, values: Values) -> Quiz:
    """Return the quiz with every key as it is under a norm with these values."""
    return replace(
        quiz,
        questions=tuple(resolve(question, values) for question in quiz.questions),
        checks=tuple(resolve(question, values) for question in quiz.checks),
    )


def key_fault(question: Question) -> Reason | None:
    """Return why a resolved question has no right answer, or no wrong one; None when it is sound."""
    match question:
        case One():
            right = sum(option.correct is True for option in question.options)
            return None if right == 1 else "many_right" if right else "none_right"
        case Several():
            truths = {option.correct for option in question.options}
            return None if truths == {True, False} else "none_wrong" if True in truths else "none_right"
        case Classify():
            offered = all(item.class_ in question.classes for item in question.items)
            return None if offered else "class_not_offered"
        case TrueFalse() | Order():
            return None
        case _:
            assert_never(question)


def _names(condition: When | From) -> tuple[str, ...]:
    return tuple(condition.when) if isinstance(condition, When) else (condition.from_,)


def _holds(key: bool | When, values: Values) -> bool:
    if isinstance(key, bool):
        return key
    return all(values[name] in among for name, among in key.when.items())


def _option(option: Option, values: Values) -> Option:
    return replace(option, correct=_holds(option.correct, values))


def _item(item: Item, values: Values) -> Item:
    if not isinstance(item.class_, From):
        return item
    return replace(item, class_=cast("BehaviourClass", values[item.class_.from_]))


def _ordered(question: Order, values: Values) -> Order:
    steps = {step.id: step for step in question.steps}
    for other in question.orders:
        if _holds(other, values):
            return replace(question, steps=tuple(steps[step_id] for step_id in other.steps), orders=())
    return replace(question, orders=())
