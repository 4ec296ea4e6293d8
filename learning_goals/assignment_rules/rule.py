"""What an assignment rule says: for whom, what, by when, and how often again."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, StringConstraints, TypeAdapter, model_validator
from pydantic.dataclasses import dataclass as checked

_CLOSED = ConfigDict(extra="forbid")
Kind = Literal["course", "item", "norm", "questionnaire"]
Anchor = Literal["employment", "entry", "date", "completion"]
Renews = Literal["never", "rolling", "calendar"]
Id = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Ids = Annotated[tuple[Id, ...], Field(max_length=500)]
Days = Annotated[int, Field(ge=0, le=1500)]


@checked(frozen=True, kw_only=True, config=_CLOSED)
class Condition:
    """Who is meant: every field that is filled in must fit, and of each field one value; all empty fits nobody.

    Function groups and teams (with the teams below) must fit the same job. `newcomers` are those whose employment
    began when the rule held already, or in the 31 days before.
    """

    function_groups: Ids = ()
    teams: Annotated[tuple[int, ...], Field(max_length=500)] = ()
    roles: Ids = ()
    duties: Ids = ()
    tags: Ids = ()
    newcomers: bool = False
    everyone: bool = False
    people: Annotated[tuple[int, ...], Field(max_length=2000)] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing is filled in."""
        named = self.function_groups or self.teams or self.roles or self.duties or self.tags or self.people
        return not (named or self.newcomers or self.everyone)


@checked(frozen=True, kw_only=True, config=_CLOSED)
class Due:
    """By when: so many days after the anchor, or on a fixed day.

    For a fixed day, `later_days` is the time of who comes after it, None when that is to be decided one by one.
    """

    anchor: Anchor
    days: Days = 0
    on: date | None = None
    after: Annotated[str, StringConstraints(max_length=64)] = ""
    later_days: Days | None = None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.anchor == "date" and self.on is None:
            raise ValueError("a fixed day needs its day")
        if self.anchor == "completion" and not self.after:
            raise ValueError("say after what")
        return self


@checked(frozen=True, kw_only=True, config=_CLOSED)
class Renewal:
    """How long it counts: for ever, so many months from the day it was done, or until a day of the year.

    A repeat counts early from `window_days` before the end; after the end there are `grace_days`.
    """

    kind: Renews = "never"
    months: Annotated[int, Field(ge=1, le=120)] = 12
    month: Annotated[int, Field(ge=1, le=12)] = 1
    day: Annotated[int, Field(ge=1, le=31)] = 1
    window_days: Annotated[int, Field(ge=0, le=365)] = 60

    @model_validator(mode="after")
    def _window_fits(self) -> Self:
        if self.kind == "calendar" and self.months % 12:
            raise ValueError("a day of the year comes back after whole years")
        if self.kind != "never" and self.window_days * 2 > self.months * 30:
            raise ValueError("the time in which a repeat counts must be at most half of the period")
        return self


@checked(frozen=True, kw_only=True, config=_CLOSED)
class Rule:
    """A rule as it is kept. Who is in the audience when it begins counts its days from `starts_on`.

    `external`: a certificate from elsewhere may be handed in. `proposes_goals`: the person is shown the learning goals
    that go with what is asked, and decides.
    """

    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
    kind: Kind
    target: Id
    include: Annotated[tuple[Condition, ...], Field(min_length=1, max_length=10)]
    exclude: Annotated[tuple[Condition, ...], Field(max_length=10)] = ()
    due: Due
    starts_on: date
    renewal: Renewal = Renewal()
    grace_days: Annotated[int, Field(ge=0, le=365)] = 0
    equal: Ids = ()
    external: bool = True
    proposes_goals: bool = False

    @model_validator(mode="after")
    def _sensible(self) -> Self:
        if all(each.empty for each in self.include):
            raise ValueError("say for whom")
        if self.due.after == self.target or self.target in self.equal:
            raise ValueError("a rule cannot wait for itself")
        if self.kind == "questionnaire" and (self.renewal.kind != "never" or self.equal):
            raise ValueError("who filled in a questionnaire is known to nobody, so it cannot lapse")
        return self


RULE: TypeAdapter[Rule] = TypeAdapter(Rule)
"""Reads and writes the document of a rule."""
