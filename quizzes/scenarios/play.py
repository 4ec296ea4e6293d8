"""Playing a conversation: from the choices made to where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from quizzes.scenarios.model import GOOD, MOST_TENSE, Choice, Node, Scenario


class NoSuchChoice(ValueError):
    """A choice that the node does not offer under this norm."""


@dataclass(frozen=True, kw_only=True)
class Gauges:
    """How tense the other person and you are, from 1 to 5."""

    other: int
    own: int


@dataclass(frozen=True, kw_only=True)
class Turn:
    """A node, the choice that was made there, and the tension before and after it."""

    number: int
    node: Node
    choice: Choice
    before: Gauges
    after: Gauges


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a conversation stands after its turns."""

    turns: tuple[Turn, ...]
    node: Node
    gauges: Gauges

    @property
    def ended(self) -> bool:
        """Whether it came to an ending."""
        return self.node.ending is not None

    @property
    def well(self) -> bool:
        """Whether it ended well."""
        return self.node.ending in GOOD


def under(scenario: Scenario, values: Mapping[str, str]) -> Scenario:
    """Return the conversation with the choices that there are under a norm with these values."""
    nodes = tuple(
        replace(each, choices=tuple(c for c in each.choices if _offered(c, values))) for each in scenario.nodes
    )
    return replace(scenario, nodes=nodes)


def play(scenario: Scenario, choices: Sequence[str]) -> Standing:
    """Return where the conversation stands; raises NoSuchChoice."""
    node = scenario.first
    gauges = Gauges(other=scenario.tension.other, own=scenario.tension.own)
    turns: list[Turn] = []
    for number, choice_id in enumerate(choices, start=1):
        choice = _choice(node, choice_id)
        after = Gauges(other=_within(gauges.other + choice.other), own=_within(gauges.own + choice.own))
        turns.append(Turn(number=number, node=node, choice=choice, before=gauges, after=after))
        node, gauges = scenario.node(choice.to), after
    return Standing(turns=tuple(turns), node=node, gauges=gauges)


def _choice(node: Node, choice_id: str) -> Choice:
    for each in node.choices:
        if each.id == choice_id:
            return each
    raise NoSuchChoice(choice_id)


def _within(tension: int) -> int:
    return min(MOST_TENSE, max(1, tension))


def _offered(choice: Choice, values: Mapping[str, str]) -> bool:
    return all(values[name] in among for name, among in choice.when.items())
