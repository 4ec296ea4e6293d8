"""What a programme can be made of besides courses, as its reference file lists it (training guide, chapter 4)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass as checked

from learning_goals.words import Words

Phase = Literal["norm", "leaders", "team_norm", "skills", "team", "aftercare", "support", "newcomer"]
"""The order of the guide: the organisation's norm, leaders, the team's norm, skills, and what comes beside them."""
Form = Literal["session", "team_session", "coaching", "intervision", "external"]
_CLOSED = ConfigDict(extra="forbid")


@checked(frozen=True, kw_only=True, config=_CLOSED)
class Audience:
    """For whom an item is: whoever fits one of these."""

    groups: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    leaders: bool = False
    newcomers: bool = False
    everyone: bool = False


@checked(frozen=True, kw_only=True, config=_CLOSED)
class ProgrammeItem:
    """A meeting, a training with others or coaching; `hours` (least, most) per group, None where no source gives it.

    A skill (cluster C2) counts as trained by attending one of these only (planning rule H6). `internal_trainer` says
    that a prepared internal trainer may give it (H15). `again_after_months` makes it a refresher, which comes so long
    after what it refreshes (S7) and never by itself.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    phase: Phase
    form: Form
    audience: Audience
    elements: Annotated[tuple[str, ...], Field(min_length=1)]
    most_people: Annotated[int, Field(ge=1, le=25)]
    label: Words
    goal: Words
    content: tuple[Words, ...]
    source: str = ""
    hours: tuple[float, float] | None = None
    internal_trainer: bool = False
    again_after_months: Annotated[int, Field(ge=1, le=60)] | None = None
