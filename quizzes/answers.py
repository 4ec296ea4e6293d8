"""What somebody answered: read from a form or from storage, or refused with the reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, assert_never, cast

from quizzes.model import Classify, One, Order, Question, Several, TrueFalse

Reason = Literal["nothing_chosen", "more_than_one", "unknown_choice", "incomplete", "position_twice"]
Raw = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Chosen:
    """One option."""

    option: str


@dataclass(frozen=True)
class ChosenSet:
    """One or more options, in the order of the question."""

    options: tuple[str, ...]


@dataclass(frozen=True)
class Judged:
    """True or false."""

    true: bool


@dataclass(frozen=True)
class Ordered:
    """Every step once, the first one first."""

    steps: tuple[str, ...]


@dataclass(frozen=True)
class Classified:
    """Every item with its class, in the order of the question."""

    items: tuple[tuple[str, str], ...]


Answer = Chosen | ChosenSet | Judged | Ordered | Classified


@dataclass(frozen=True)
class Refused:
    """Why this is no answer to the question."""

    reason: Reason


def read_answer(question: Question, raw: Raw) -> Answer | Refused:
    """Return the answer in these form values; whatever the question does not offer is refused."""
    match question:
        case One():
            chosen = _single(raw.get("answer", ()), [option.id for option in question.options])
            return chosen if isinstance(chosen, Refused) else Chosen(chosen)
        case Several():
            return _read_set(question, raw.get("answer", ()))
        case TrueFalse():
            said = _single(raw.get("answer", ()), ["true", "false"])
            return said if isinstance(said, Refused) else Judged(said == "true")
        case Order():
            return _read_order(question, raw)
        case Classify():
            return _read_classes(question, raw)
        case _:
            assert_never(question)


def to_json(answer: Answer) -> object:
    """Return the answer as what JSON can hold."""
    match answer:
        case Chosen():
            return answer.option
        case ChosenSet():
            return list(answer.options)
        case Judged():
            return answer.true
        case Ordered():
            return list(answer.steps)
        case Classified():
            return dict(answer.items)
        case _:
            assert_never(answer)


def from_json(question: Question, value: object) -> Answer | Refused:
    """Return the answer that to_json made; anything else is refused as a form would be."""
    return read_answer(question, _as_form(question, value))


def _as_form(question: Question, value: object) -> Raw:
    match value:
        case bool():
            return {"answer": ["true" if value else "false"]}
        case str():
            return {"answer": [value]}
        case list():
            texts = [str(item) for item in cast("list[object]", value)]
            if isinstance(question, Order):
                return {f"step-{step}": [str(position)] for position, step in enumerate(texts, start=1)}
            return {"answer": texts}
        case dict():
            pairs = cast("dict[object, object]", value).items()
            return {f"item-{item}": [str(chosen)] for item, chosen in pairs}
        case _:
            return {}


def _single(values: Sequence[str], offered: Sequence[str]) -> str | Refused:
    if not any(values):
        return Refused("nothing_chosen")
    if len(values) > 1:
        return Refused("more_than_one")
    return values[0] if values[0] in offered else Refused("unknown_choice")


def _read_set(question: Several, values: Sequence[str]) -> ChosenSet | Refused:
    offered = [option.id for option in question.options]
    if not any(values):
        return Refused("nothing_chosen")
    if not set(values) <= set(offered):
        return Refused("unknown_choice")
    return ChosenSet(tuple(option for option in offered if option in values))


def _read_order(question: Order, raw: Raw) -> Ordered | Refused:
    steps = [step.id for step in question.steps]
    positions = [str(number) for number in range(1, len(steps) + 1)]
    read = _read_parts(raw, "step-", steps, positions)
    if isinstance(read, Refused):
        return read
    if len(set(read.values())) < len(steps):
        return Refused("position_twice")
    return Ordered(tuple(sorted(steps, key=lambda step: positions.index(read[step]))))


def _read_classes(question: Classify, raw: Raw) -> Classified | Refused:
    items = [item.id for item in question.items]
    read = _read_parts(raw, "item-", items, question.classes)
    return read if isinstance(read, Refused) else Classified(tuple(read.items()))


def _read_parts(raw: Raw, prefix: str, parts: Sequence[str], offered: Sequence[str]) -> dict[str, str] | Refused:
    expected = {f"{prefix}{part}" for part in parts}
    if any(name.startswith(prefix) and name not in expected for name in raw):
        return Refused("unknown_choice")
    read: dict[str, str] = {}
    for part in parts:
        value = _single(raw.get(f"{prefix}{part}", ()), offered)
        if isinstance(value, Refused):
            return Refused("incomplete") if value.reason == "nothing_chosen" else value
        read[part] = value
    return read
