"""The questions with which a team writes its agreements, by the situation in which people work."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass as checked

from learning_goals.procedures import StepId
from learning_goals.words import Words

SituationId = Literal["general", "counter", "phone", "online", "home_visit", "street", "swimming_pool", "waste_point"]

_CLOSED = ConfigDict(extra="forbid")


@checked(frozen=True, kw_only=True, config=_CLOSED)
class Prompt:
    """A question to the team, and what an agreement could be."""

    id: StepId
    question: Words
    example: Words


@checked(frozen=True, kw_only=True, config=_CLOSED)
class Situation:
    """Where people meet residents, with its questions."""

    id: SituationId
    title: Words
    prompts: Annotated[tuple[Prompt, ...], Field(min_length=1)]
