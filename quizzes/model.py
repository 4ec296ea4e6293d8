"""What a quiz asks; these frozen classes are also the format of a quiz file.

Words stands here and in courses: the packages do not know each other. A key that depends on the norm is a
condition here, and becomes right or wrong in quizzes.keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints
from pydantic.dataclasses import dataclass as checked

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+$", max_length=60)]
BehaviourClass = Literal["A", "B", "C", "D", "E"]

CLOSED = ConfigDict(extra="forbid")
_UNSETTLED = "the key depends on the norm: resolve the question first"


@checked(frozen=True, config=CLOSED)
class Words:
    """The same words in both languages."""

    nl: Text
    en: Text

    def in_language(self, language: str) -> str:
        """Return the words in that language; Dutch when it is not English."""
        return self.en if language == "en" else self.nl


@checked(frozen=True, kw_only=True, config=CLOSED)
class When:
    """Holds under a norm in which every field named here reads one of the values: a choice, a number, true or false."""

    when: Annotated[Mapping[Name, Annotated[tuple[Text, ...], Field(min_length=1)]], Field(min_length=1)]


@checked(frozen=True, kw_only=True, config=CLOSED)
class From:
    """The class that a field of the norm says."""

    from_: Annotated[Name, Field(alias="from")]


@checked(frozen=True, kw_only=True, config=CLOSED)
class Option:
    """One thing to choose; one that can be wrong explains why it is wrong."""

    id: Id
    correct: bool | When
    text: Words
    feedback: Words | None = None

    @property
    def right(self) -> bool:
        """Whether it is right; TypeError while that depends on a norm."""
        return _settled(self.correct)


@checked(frozen=True, kw_only=True, config=CLOSED)
class Step:
    """One step of an order."""

    id: Id
    text: Words


@checked(frozen=True, kw_only=True, config=ConfigDict(extra="forbid", validate_by_name=True, validate_by_alias=True))
class Item:
    """One utterance to put in a class; the feedback is for a wrong class."""

    id: Id
    class_: Annotated[BehaviourClass | From, Field(alias="class")]
    text: Words
    feedback: Words

    @property
    def belongs_in(self) -> BehaviourClass:
        """Its class; TypeError while that depends on a norm."""
        if isinstance(self.class_, From):
            raise TypeError(_UNSETTLED)
        return self.class_


@checked(frozen=True, kw_only=True, config=CLOSED)
class _Asked:
    """What every kind of question has; a violent one is left out on the gentle route."""

    id: Id
    lesson: Id
    violent: bool
    text: Words
    explanation: Words
    depends_on: tuple[Name, ...] = ()


Options = Annotated[tuple[Option, ...], Field(min_length=2, max_length=6)]


@checked(frozen=True, kw_only=True, config=CLOSED)
class One(_Asked):
    """Exactly one option is right."""

    kind: Literal["one"]
    options: Options


@checked(frozen=True, kw_only=True, config=CLOSED)
class Several(_Asked):
    """One or more options are right."""

    kind: Literal["several"]
    options: Options
    credit: Literal["all_or_nothing", "per_option"]


@checked(frozen=True, kw_only=True, config=CLOSED)
class TrueFalse(_Asked):
    """A statement that is true or false; the feedback is for the wrong answer."""

    kind: Literal["true_false"]
    answer: bool | When
    feedback: Words

    @property
    def is_true(self) -> bool:
        """Whether the statement is true; TypeError while that depends on a norm."""
        return _settled(self.answer)


@checked(frozen=True, kw_only=True, config=CLOSED)
class OtherOrder(When):
    """The order of the steps, by their ids, under some norms."""

    steps: Annotated[tuple[Id, ...], Field(min_length=3, max_length=6)]


@checked(frozen=True, kw_only=True, config=CLOSED)
class Order(_Asked):
    """Steps, here in their usual order; the first of `orders` that holds goes before. Feedback is for a wrong order."""

    kind: Literal["order"]
    steps: Annotated[tuple[Step, ...], Field(min_length=3, max_length=6)]
    credit: Literal["all_or_nothing", "per_position"]
    feedback: Words
    orders: Annotated[tuple[OtherOrder, ...], Field(max_length=4)] = ()


@checked(frozen=True, kw_only=True, config=CLOSED)
class Classify(_Asked):
    """Utterances to sort into the classes of behaviour A to E."""

    kind: Literal["classify"]
    classes: Annotated[tuple[BehaviourClass, ...], Field(min_length=2, max_length=5)]
    items: Annotated[tuple[Item, ...], Field(min_length=3, max_length=6)]
    credit: Literal["all_or_nothing", "per_item"]


Question = One | Several | TrueFalse | Order | Classify
AnyQuestion = Annotated[Question, Field(discriminator="kind")]


@checked(frozen=True, kw_only=True, config=CLOSED)
class Quiz:
    """A bank of questions to draw from, and the check-yourself questions of the lessons."""

    id: Id
    draw: Annotated[int, Field(ge=1, le=50)]
    pass_percent: Annotated[int, Field(ge=1, le=100)]
    questions: Annotated[tuple[AnyQuestion, ...], Field(min_length=1, max_length=500)]
    checks: tuple[AnyQuestion, ...] = ()

    def question(self, question_id: str) -> Question:
        """Return the question or check with that id; KeyError when the quiz has none."""
        for question in (*self.questions, *self.checks):
            if question.id == question_id:
                return question
        raise KeyError(question_id)


def _settled(key: bool | When) -> bool:
    if isinstance(key, When):
        raise TypeError(_UNSETTLED)
    return key
