"""A conversation that branches; these frozen classes are also the format of its file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, get_args

from pydantic import Field
from pydantic.dataclasses import dataclass as checked

from quizzes.model import CLOSED, Id, Name, Text, Words

Channel = Literal["counter", "phone", "office", "home_visit", "street", "pool", "online"]
CHANNELS: tuple[Channel, ...] = get_args(Channel)
Ending = Literal["calm", "settled", "stopped", "escalated", "unsafe"]
"""From the best to the worst: calm again, settled with a limit, stopped safely, got worse, unsafe."""
GOOD: frozenset[Ending] = frozenset({"calm", "settled", "stopped"})
Worth = Literal["helps", "partly", "harms"]
MOST_TENSE = 5
"""Tension is counted from 1 (calm) to 5 (at the limit)."""
Tension = Annotated[int, Field(ge=1, le=MOST_TENSE)]
Change = Annotated[int, Field(ge=-3, le=3)]
NodeId = Id


@checked(frozen=True, kw_only=True, config=CLOSED)
class Choice:
    """One thing that you can say or do, where it leads, and what the debrief says of it.

    `other` and `own` are added to the tension of the other person and yourself. `when` leaves the choice out under
    norms in which a field named there reads something else.
    """

    id: Id
    text: Words
    to: NodeId
    other: Change
    own: Change
    worth: Worth
    why: Words
    lesson: Annotated[str, Field(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$")] = ""
    when: Mapping[Name, Annotated[tuple[Text, ...], Field(min_length=1)]] = Field(default_factory=dict)


@checked(frozen=True, kw_only=True, config=CLOSED)
class Node:
    """A moment in the conversation: what happens, what the other says, and what you can do or how it ended.

    `after` says what is to be done after an ending: support, a report, whoever is told.
    """

    id: NodeId
    said: Words
    speaks: Words | None = None
    choices: Annotated[tuple[Choice, ...], Field(max_length=4)] = ()
    ending: Ending | None = None
    after: Words | None = None


@checked(frozen=True, kw_only=True, config=CLOSED)
class Start:
    """How tense both are when it begins."""

    other: Tension
    own: Tension


@checked(frozen=True, kw_only=True, config=CLOSED)
class Scenario:
    """A conversation from its first node on; every one that is violent has an equal one that is not."""

    id: Id
    title: Words
    summary: Words
    setting: Words
    channel: Channel
    groups: tuple[Name, ...]
    course: Id
    elements: Annotated[tuple[Name, ...], Field(min_length=1)]
    minutes: Annotated[int, Field(ge=2, le=15)]
    tension: Start
    nodes: Annotated[tuple[Node, ...], Field(min_length=8, max_length=20)]
    notice: Words | None = None
    gentle: Id | None = None

    def node(self, node_id: str) -> Node:
        """Return the node with that id; KeyError when there is none."""
        for each in self.nodes:
            if each.id == node_id:
                return each
        raise KeyError(node_id)

    @property
    def first(self) -> Node:
        """The node with which it begins."""
        return self.nodes[0]
