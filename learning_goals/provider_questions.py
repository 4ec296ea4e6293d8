"""What to ask of who might give a training, as its reference file lists it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, TypeAdapter
from pydantic.dataclasses import dataclass as checked

from learning_goals.words import Words

Group = Literal["fit", "content", "form", "terms", "trust", "after"]
Answer = Literal["yes", "partly", "no"]


@checked(frozen=True, kw_only=True, config=ConfigDict(extra="forbid"))
class ProviderQuestion:
    """One question of the checklist; `source` says where it is from."""

    id: Annotated[str, Field(pattern=r"^[a-z_]+$")]
    group: Group
    label: Words
    source: str


QUESTIONS = TypeAdapter(tuple[ProviderQuestion, ...])
