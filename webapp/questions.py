"""What each kind of question and each review looks like: words and choices for the templates, no HTML of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, assert_never

from flask_babel import gettext as _
from markupsafe import Markup

from quizzes.answers import Answer, Chosen, ChosenSet, Classified, Judged, Ordered, Raw, Reason
from quizzes.model import Classify, One, Order, Question, Several, TrueFalse
from webapp.languages import translator
from webapp.lessons import Reader
from webapp.services.quiz_taking import Reviewed

Verdict = Literal["right", "partly", "wrong", "open"]
_NOTHING: Raw = {}


@dataclass(frozen=True, kw_only=True)
class QuestionView:
    """One question as the macro question_fields draws it."""

    kind: str
    legend: Markup
    name: str = "answer"
    options: tuple[tuple[str, Markup, bool], ...] = ()
    steps: tuple[tuple[str, Markup, str], ...] = ()
    items: tuple[tuple[str, Markup, str], ...] = ()
    classes: tuple[tuple[str, str], ...] = ()
    errors: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Review:
    """One answer looked back at: what was given, what is right, and why."""

    verdict: Verdict
    legend: Markup
    given: tuple[Markup, ...]
    right: tuple[Markup, ...]
    in_order: bool
    notes: tuple[Markup, ...]
    explanation: Markup


def question_view(
    question: Question, shown: Sequence[str], reader: Reader, raw: Raw = _NOTHING, errors: tuple[str, ...] = ()
) -> QuestionView:
    """Return the question with its parts in the order `shown`, and what `raw` filled in so far."""
    legend, chosen = reader.words(question.text), raw.get("answer", ())
    match question:
        case One() | Several():
            words = {option.id: option.text for option in question.options}
            options = tuple((id, reader.words(words[id]), id in chosen) for id in shown)
            return QuestionView(kind=question.kind, legend=legend, options=options, errors=errors)
        case TrueFalse():
            options = tuple((id, text, id in chosen) for id, text in _truths(reader.language).items())
            return QuestionView(kind=question.kind, legend=legend, options=options, errors=errors)
        case Order():
            words = {step.id: step.text for step in question.steps}
            steps = tuple((id, reader.words(words[id]), _first(raw, f"step-{id}")) for id in shown)
            return QuestionView(kind=question.kind, legend=legend, steps=steps, errors=errors)
        case Classify():
            words = {item.id: item.text for item in question.items}
            items = tuple((id, reader.words(words[id]), _first(raw, f"item-{id}")) for id in shown)
            classes = tuple((each, each) for each in question.classes)
            return QuestionView(kind=question.kind, legend=legend, items=items, classes=classes, errors=errors)
        case _:
            assert_never(question)


def review(looked: Reviewed, reader: Reader) -> Review:
    """Return how to look back at one answer."""
    question, answer = looked.question, looked.answer
    return Review(
        verdict=_verdict(answer, looked.points),
        legend=reader.words(question.text),
        given=() if answer is None else _lines(question, answer, reader),
        right=_lines(question, right_answer(question), reader),
        in_order=isinstance(question, Order),
        notes=tuple(reader.words(note.words) for note in looked.notes),
        explanation=reader.words(question.explanation),
    )


def right_answer(question: Question) -> Answer:
    """Return the answer that is all right."""
    match question:
        case One():
            return Chosen(next(option.id for option in question.options if option.right))
        case Several():
            return ChosenSet(tuple(option.id for option in question.options if option.right))
        case TrueFalse():
            return Judged(question.is_true)
        case Order():
            return Ordered(tuple(step.id for step in question.steps))
        case Classify():
            return Classified(tuple((item.id, item.belongs_in) for item in question.items))
        case _:
            assert_never(question)


def as_form(answer: Answer | None) -> Raw:
    """Return the form values that give this answer."""
    match answer:
        case None:
            return {}
        case Chosen():
            return {"answer": [answer.option]}
        case ChosenSet():
            return {"answer": list(answer.options)}
        case Judged():
            return {"answer": ["true" if answer.true else "false"]}
        case Ordered():
            return {f"step-{step}": [str(place)] for place, step in enumerate(answer.steps, start=1)}
        case Classified():
            return {f"item-{item}": [chosen] for item, chosen in answer.items}
        case _:
            assert_never(answer)


def reason_words(reason: Reason) -> str:
    """Return what the reader must do after an answer that was refused."""
    words: Mapping[Reason, str] = {
        "nothing_chosen": _("Choose an answer first."),
        "more_than_one": _("Choose one answer only."),
        "unknown_choice": _("This answer does not belong to this question. Choose one of the answers below."),
        "incomplete": _("Something is still open. Fill in every line."),
        "position_twice": _("A number was used twice. Give each step its own number."),
    }
    return words[reason]


def _lines(question: Question, answer: Answer, reader: Reader) -> tuple[Markup, ...]:
    match question, answer:
        case One(), Chosen():
            return tuple(reader.words(option.text) for option in question.options if option.id == answer.option)
        case Several(), ChosenSet():
            return tuple(reader.words(option.text) for option in question.options if option.id in answer.options)
        case TrueFalse(), Judged():
            return (_truths(reader.language)["true" if answer.true else "false"],)
        case Order(), Ordered():
            steps = {step.id: step.text for step in question.steps}
            return tuple(reader.words(steps[id]) for id in answer.steps)
        case Classify(), Classified():
            items = {item.id: item.text for item in question.items}
            return tuple(
                Markup("<strong>%s</strong> %s") % (chosen, reader.words(items[id])) for id, chosen in answer.items
            )
        case _:
            raise TypeError(f"an answer to another kind than {question.kind}")


def _truths(language: str) -> dict[str, Markup]:
    gettext = translator(language).gettext
    return {"true": gettext("True"), "false": gettext("Not true")}


def _verdict(answer: Answer | None, points: float) -> Verdict:
    if answer is None:
        return "open"
    if points >= 1:
        return "right"
    return "partly" if points > 0 else "wrong"


def _first(raw: Raw, name: str) -> str:
    return next(iter(raw.get(name, ())), "")
