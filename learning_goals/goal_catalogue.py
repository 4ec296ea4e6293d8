"""The training elements and the learning goals that can be chosen, as their reference files list them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, TypeAdapter
from pydantic.dataclasses import dataclass as checked

from learning_goals.words import Words

Cluster = Literal["C1", "C2", "C3"]
Phase = Literal["knowledge", "skill"]
_CLOSED = ConfigDict(extra="forbid")


@checked(frozen=True, kw_only=True, config=_CLOSED)
class TrainingElement:
    """Something that training consists of (training guide, tables 2 and 4, and its list for leaders).

    `strength`: mainly or assumed for its audience. `partly_in_education`: a basic education may have taught a part of
    it. `no_screen`: it can only be learned with people.
    """

    id: str
    cluster: Cluster
    label: Words
    groups: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()
    leaders: bool = False
    only_leaders: bool = False
    strength: Literal["mainly", "assumed"] | None = None
    partly_in_education: bool = False
    no_screen: bool = False
    source: str = ""


@checked(frozen=True, kw_only=True, config=_CLOSED)
class Goal:
    """A learning goal that can be chosen; the audience is whoever fits one of groups, tags, duties, channels, leaders.

    Without any of these it is for everybody. `strata` are the vignettes that say something about it, `alone` is true
    where working alone makes it matter more, `emphasis` names the groups in whose example programme it stands.
    """

    id: str
    phase: Phase
    label: Words
    elements: Annotated[tuple[str, ...], Field(min_length=1)]
    statements: Annotated[tuple[str, ...], Field(min_length=1)]
    strata: tuple[str, ...] = ()
    alone: bool = False
    emphasis: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    leaders: bool = False

    @property
    def element(self) -> str:
        """The training element that it is for first of all."""
        return self.elements[0]

    @property
    def for_everybody(self) -> bool:
        """Whether nobody is left out."""
        return not (self.groups or self.tags or self.duties or self.channels or self.leaders)


ELEMENTS: TypeAdapter[tuple[TrainingElement, ...]] = TypeAdapter(tuple[TrainingElement, ...])
"""Reads the list of training elements."""
GOALS: TypeAdapter[tuple[Goal, ...]] = TypeAdapter(tuple[Goal, ...])
"""Reads the list of goals."""


def faults(goals: tuple[Goal, ...], elements: tuple[TrainingElement, ...]) -> Iterator[str]:
    """Yield what is wrong across both lists: an id used twice, an unknown element, a statement with two goals."""
    known = {each.id for each in elements}
    yield from _twice("goal", [each.id for each in goals])
    yield from _twice("element", [each.id for each in elements])
    yield from _twice("statement", [statement for goal in goals for statement in goal.statements])
    for goal in goals:
        for element in goal.elements:
            if element not in known:
                yield f"goal {goal.id}: there is no training element {element!r}"


def by_id(goals: tuple[Goal, ...]) -> Mapping[str, Goal]:
    """Return the goals by their ids."""
    return {goal.id: goal for goal in goals}


def trained_by(goals: tuple[Goal, ...], elements: Collection[str]) -> tuple[Goal, ...]:
    """Return the goals that are first of all for one of these elements."""
    return tuple(goal for goal in goals if goal.element in elements)


def _twice(kind: str, ids: list[str]) -> Iterator[str]:
    for each in sorted({each for each in ids if ids.count(each) > 1}):
        yield f"the {kind} {each!r} stands here twice"
