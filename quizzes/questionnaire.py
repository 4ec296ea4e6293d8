"""What a questionnaire asks of whom; these frozen classes are also the format of its file.

Nothing in it is right or wrong but the reactions to a vignette, and what fits there follows from the norm.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass as checked

from quizzes.model import Id, Name, Text, Words

Variant = Literal["employee", "leader", "newcomer"]
Channel = Literal["counter", "phone", "online", "home_visits", "street", "hardly"]
Behaviour = Literal["A", "B", "C", "D", "E", "sustained"]
Stratum = Literal["emotion", "attack", "threat", "turn"]
Reaction = Literal["bend", "limit", "stop", "help"]
Code = Annotated[str, Field(pattern=r"^[a-z0-9_]+$", max_length=60)]

STRATA: tuple[Stratum, ...] = ("emotion", "attack", "threat", "turn")
PULSE_STRATA: tuple[Stratum, ...] = ("attack", "threat")
CHANNELS_QUESTION = "w1"
FREQUENCY_QUESTION = "w2"
ALONE_QUESTION = "w3"
POINTS = 5
"""Points of the scale, from not at all sure (1) to very sure (5)."""
NOT_IN_MY_WORK = "na"
MOST_CONDITIONAL = 4
"""Conditional statements that one person is asked at most."""

_CLOSED = ConfigDict(extra="forbid")


@checked(frozen=True, kw_only=True, config=_CLOSED)
class Change:
    """What a version changed."""

    version: Annotated[int, Field(ge=1)]
    date: date
    kind: Literal["new", "minor", "comparable", "break"]
    what: Words


@checked(frozen=True, kw_only=True, config=_CLOSED)
class Choice:
    """An answer to a routing question."""

    id: Code
    text: Words


@checked(frozen=True, kw_only=True, config=_CLOSED)
class Routing:
    """A question about somebody's work that decides what else is asked; it is not scored as a statement."""

    id: Id
    text: Words
    options: Annotated[tuple[Choice, ...], Field(min_length=2, max_length=8)]
    several: bool = False


@checked(frozen=True, kw_only=True, config=_CLOSED)
class ShownTo:
    """Who is asked: whoever fits one of these; nobody else."""

    variants: tuple[Variant, ...] = ()
    groups: tuple[Name, ...] = ()
    duties: tuple[Name, ...] = ()
    tags: tuple[Name, ...] = ()
    channels: tuple[Channel, ...] = ()
    alone: tuple[Code, ...] = ()


@checked(frozen=True, kw_only=True, config=_CLOSED)
class Statement:
    """Something to be sure of; `about` names it within a sentence. Without `shown_to` everybody is asked."""

    id: Id
    text: Words
    about: Words
    elements: Annotated[tuple[Name, ...], Field(min_length=1)]
    pulse: bool = False
    conditional: bool = False
    except_: Annotated[tuple[Variant, ...], Field(alias="except")] = ()
    shown_to: ShownTo | None = None


@checked(frozen=True, kw_only=True, config=_CLOSED)
class Section:
    """Statements that are asked on one page."""

    id: Id
    title: Words
    statements: Annotated[tuple[Statement, ...], Field(min_length=1)]


@checked(frozen=True, kw_only=True, config=_CLOSED)
class ReactionText:
    """How a reaction to a vignette reads."""

    id: Reaction
    text: Words


@checked(frozen=True, kw_only=True, config=_CLOSED)
class Key:
    """Which reactions fit a behaviour, under the norms in which every field named reads one of the values."""

    behaviour: Behaviour
    fits: Annotated[tuple[Reaction, ...], Field(min_length=1, max_length=3)]
    when: Mapping[Name, Annotated[tuple[Text, ...], Field(min_length=1)]] = Field(default_factory=dict[str, tuple[str]])


@checked(frozen=True, kw_only=True, config=_CLOSED)
class NormVignette:
    """A short situation; a violent one is left out on the gentle route."""

    id: Id
    stratum: Stratum
    behaviour: Behaviour
    channels: Annotated[tuple[Channel, ...], Field(min_length=1)]
    text: Words
    violent: bool = False


@checked(frozen=True, kw_only=True, config=_CLOSED)
class Questionnaire:
    """A whole questionnaire; the scale is the same for every statement."""

    id: Id
    version: Annotated[int, Field(ge=1)]
    changes: Annotated[tuple[Change, ...], Field(min_length=1)]
    title: Words
    question: Words
    scale: Annotated[tuple[Words, ...], Field(min_length=POINTS, max_length=POINTS)]
    not_in_my_work: Words
    routing: tuple[Routing, ...]
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    vignette_question: Words
    reactions: Annotated[tuple[ReactionText, ...], Field(min_length=4, max_length=4)]
    keys: tuple[Key, ...]
    vignettes: tuple[NormVignette, ...]
    choice_question: Words

    def statements(self) -> Iterator[Statement]:
        """Yield every statement in the order of the file."""
        for section in self.sections:
            yield from section.statements

    def vignette(self, vignette_id: str) -> NormVignette | None:
        """Return that vignette, or None."""
        return next((each for each in self.vignettes if each.id == vignette_id), None)


def fitting(questionnaire: Questionnaire, behaviour: Behaviour, values: Mapping[str, str]) -> frozenset[Reaction]:
    """Return the reactions that fit a behaviour under a norm with these values."""
    return frozenset(
        reaction
        for key in questionnaire.keys
        if key.behaviour == behaviour and all(values[name] in among for name, among in key.when.items())
        for reaction in key.fits
    )
