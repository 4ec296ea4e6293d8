"""One person of the staff as we know them: personal data, and what holds when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from learning_goals.periods import FOREVER, Known

RoleName = Literal["employee", "team_leader", "trainer", "coordinator", "hr", "admin"]
CONFIRMED: tuple[RoleName, ...] = ("hr", "admin")
"""Roles that a list can ask for and only an administrator gives."""


@dataclass(frozen=True, kw_only=True)
class Span:
    """From a first up to and including a last day."""

    first: date
    last: date = FOREVER


@dataclass(frozen=True, kw_only=True)
class Personal:
    """Who somebody is; the e-mail address may be shared or empty."""

    given_name: str
    family_name: str
    email: str
    language: str


@dataclass(frozen=True, kw_only=True)
class Employed:
    """Somebody is employed; there is no more to say about it."""


@dataclass(frozen=True, kw_only=True)
class Job:
    """What somebody does in one team, known by its path."""

    team: str
    function: str
    function_group: str
    hours: str = ""
    location: str = ""


@dataclass(frozen=True, kw_only=True)
class Held:
    """A role for a team and those below, or (no team) for all; `listed`: the staff list keeps it up to date."""

    role: RoleName
    team: str = ""
    deputy: bool = False
    listed: bool = field(default=False, compare=False)


@dataclass(frozen=True, kw_only=True)
class Marked:
    """A duty or a tag; `listed`: the staff list keeps it up to date."""

    id: str
    listed: bool = field(default=False, compare=False)


@dataclass(frozen=True, kw_only=True)
class Staffer:
    """A person as known now; `requests` are the roles asked for, each with its newest decision."""

    id: int
    staff_number: str
    personal: Personal
    employments: tuple[Known[Employed], ...] = ()
    memberships: tuple[Known[Job], ...] = ()
    roles: tuple[Known[Held], ...] = ()
    duties: tuple[Known[Marked], ...] = ()
    tags: tuple[Known[Marked], ...] = ()
    requests: Mapping[str, str] = field(default_factory=dict[str, str])
