"""Where good sources differ and an organisation chooses: what is said elsewhere, and what holds here and why."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import ConfigDict, Field, TypeAdapter
from pydantic.dataclasses import dataclass as checked

from learning_goals.procedures import StepId
from learning_goals.words import Words

FILE = "norm_choices.yaml"
_NAME = re.compile(r"\{\{ (\w+) \}\}")
_CLOSED = ConfigDict(extra="forbid")


@checked(frozen=True, kw_only=True, config=_CLOSED)
class NormChoice:
    """One such question. `here` speaks from the norm by the names of its texts; `courses` teach it."""

    id: StepId
    question: Words
    elsewhere: Annotated[tuple[Words, ...], Field(min_length=2)]
    here: Words
    why: Words
    courses: Annotated[tuple[str, ...], Field(min_length=1)]


def names_of(choice: NormChoice) -> frozenset[str]:
    """Return the names of the norm's texts that it speaks with."""
    return frozenset(_NAME.findall(choice.here.nl) + _NAME.findall(choice.here.en))


CHOICES: TypeAdapter[tuple[NormChoice, ...]] = TypeAdapter(tuple[NormChoice, ...])
"""Reads the list of choices."""
