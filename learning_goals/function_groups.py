"""The function groups, duties and tags of the field, as their reference file lists them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml

from learning_goals.words import Words


@dataclass(frozen=True, kw_only=True)
class FunctionGroup:
    """Functions with the same kind of contact with residents (training guide, table 1)."""

    id: str
    label: Words
    scope: Words
    example_functions: tuple[Words, ...]


@dataclass(frozen=True, kw_only=True)
class Named:
    """A duty or a tag: an audience without rights."""

    id: str
    label: Words


@dataclass(frozen=True, kw_only=True)
class Audiences:
    """Every audience of the product, each list in the order in which it is shown."""

    function_groups: tuple[FunctionGroup, ...]
    duties: tuple[Named, ...]
    tags: tuple[Named, ...]

    def function_group(self, said: str) -> FunctionGroup | None:
        """Return the group with this id or Dutch label, however capitalised; None when there is none."""
        wanted = said.strip().casefold()
        for group in self.function_groups:
            if wanted in (group.id, group.label.nl.casefold()):
                return group
        return None


def parse(text: str) -> Audiences:
    """Read the reference file; raises ValueError or KeyError when it is not as it must be."""
    read: dict[str, Any] = yaml.safe_load(text)
    return Audiences(
        function_groups=tuple(_group(each) for each in read["function_groups"]),
        duties=tuple(_named(each) for each in read["duties"]),
        tags=tuple(_named(each) for each in read["tags"]),
    )


def _group(read: dict[str, Any]) -> FunctionGroup:
    return FunctionGroup(
        id=read["id"],
        label=Words(**read["label"]),
        scope=Words(**read["scope"]),
        example_functions=tuple(Words(**each) for each in read["example_functions"]),
    )


def _named(read: dict[str, Any]) -> Named:
    return Named(id=read["id"], label=Words(**read["label"]))
