"""The function groups, duties and tags of the field, as their reference file lists them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import yaml
from pydantic import ConfigDict, Field, TypeAdapter
from pydantic.dataclasses import dataclass as checked

from learning_goals.words import Words

Level = Literal["vmbo", "mbo", "hbo", "wo"]
"""Levels of education in the Netherlands, lowest first."""
_CLOSED = ConfigDict(extra="forbid")


@checked(frozen=True, kw_only=True, config=_CLOSED)
class EducationException:
    """A function of the group for which another direction of education is usual."""

    function: Words
    directions: Words


@checked(frozen=True, kw_only=True, config=_CLOSED)
class FunctionGroup:
    """Functions with the same kind of contact with residents (training guide, table 1).

    `competences` are the basis to have in order before training on aggression; nobody is measured by them here.
    """

    id: str
    label: Words
    scope: Words
    example_functions: Annotated[tuple[Words, ...], Field(min_length=1)]
    competences: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    directions: tuple[Words, ...] = ()
    exceptions: tuple[EducationException, ...] = ()
    source: str = ""

    def has_function(self, said: str) -> bool:
        """Return whether this is one of its example functions in either language, however capitalised."""
        wanted = said.strip().casefold()
        return any(wanted in (each.nl.casefold(), each.en.casefold()) for each in self.example_functions)


@checked(frozen=True, kw_only=True, config=_CLOSED)
class Named:
    """A duty or a tag: an audience without rights."""

    id: str
    label: Words


@checked(frozen=True, kw_only=True, config=_CLOSED)
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

    def group_of_function(self, said: str) -> FunctionGroup | None:
        """Return the one group that gives this function as an example; None when none does, or more than one."""
        found = [group for group in self.function_groups if said.strip() and group.has_function(said)]
        return found[0] if len(found) == 1 else None


AUDIENCES: TypeAdapter[Audiences] = TypeAdapter(Audiences)
"""Reads all three lists."""


def parse(text: str) -> Audiences:
    """Read the reference file; raises ValueError when it is not as it must be."""
    read: dict[str, Any] = yaml.safe_load(text)
    return AUDIENCES.validate_python(read)
