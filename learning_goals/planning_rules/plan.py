"""A programme as the rules look at it, and what they find."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Kind = Literal["hard", "soft"]
Readiness = Literal["yes", "working_on_it", "no", "unknown"]


@dataclass(frozen=True, kw_only=True)
class Item:
    """Something in the programme; `month` is the first day of its month, `duties` whom it mixes when it is a meeting.

    `skill`: practises a skill with others (cluster C2 or C3). `knowledge`: teaches norm, protocol or policy.
    `trains` are the elements that the plan counts as trained by it. `generic`: the same for everybody, tied to no goal.
    `theory`: what a course explains, also of skills that only practice trains. `half`: given to half of the people.
    `explicit`: its audience names this one.
    """

    key: str
    what: str
    phase: str
    month: date
    e_learning: bool = False
    skill: bool = False
    knowledge: bool = False
    trains: frozenset[str] = frozenset()
    theory: frozenset[str] = frozenset()
    violent: bool = False
    generic: bool = False
    people: int = 0
    half: bool = False
    refresher: bool = False
    groups: int = 1
    most_people: int = 25
    hours: float = 0
    usual_hours: tuple[float, float] | None = None
    cost: int = 0
    internal_trainer: bool = False
    suits_internal_trainer: bool = False
    duties: frozenset[str] = frozenset()
    explicit: bool = False


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known beside the items; None is not known, and what is not known is not judged.

    `leaders`: the audience leads, so nobody goes before it. From `opens_anyway` on practice waits for nothing.
    """

    audience: str
    year: int
    norm_from: date | None = None
    norm_changed_on: date | None = None
    told_again_by: date | None = None
    board_support: Readiness = "unknown"
    norm_carried: Readiness = "unknown"
    base_competences: Readiness = "unknown"
    intake_answered: bool = False
    leaders: bool = False
    team_norm_done: bool = False
    leaders_done: bool = False
    leaders_planned: date | None = None
    opens_anyway: date | None = None
    groups_of: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    newcomers: int = 0
    mentors_missing: int = 0
    reviews: int | None = None
    board_meetings: int | None = None
    consent: bool = False
    figures_used: bool = False
    smallest_group: int | None = None
    trainer_observed: int | None = None
    trainer_intervision: bool | None = None
    budget: int | None = None
    budget_hours: int | None = None
    given_before: Mapping[str, date] = field(default_factory=dict[str, date])
    wanted_by_half: bool = False
    goals: frozenset[str] = frozenset()
    overlap: bool = False
    talks_planned: bool | None = None
    agreements_reviewed: bool | None = None
    risky: bool = False


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The items of one audience and year, in no particular order."""

    items: tuple[Item, ...]
    facts: Facts

    def of_phase(self, *phases: str) -> list[Item]:
        """Return the items of these phases, earliest first."""
        return sorted((each for each in self.items if each.phase in phases), key=lambda each: (each.month, each.key))

    def skills(self) -> list[Item]:
        """Return the items that practise a skill with others, earliest first."""
        return sorted(
            (each for each in self.items if each.skill and not each.e_learning), key=lambda each: (each.month, each.key)
        )


@dataclass(frozen=True)
class Finding:
    """A rule speaks, about one item or (empty) about the whole."""

    rule: str
    item: str = ""


Check = Callable[[Plan], Iterable[Finding]]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One planning rule; `firm` cannot be overridden by anybody."""

    id: str
    kind: Kind
    source: str
    check: Check
    firm: bool = False
