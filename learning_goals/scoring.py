"""From answers to proposed goals (docs/scoring.md has worked examples); every constant is in one table, below.

Own rules: they rank what somebody may want to learn. They are not validated and never used to judge anybody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from learning_goals.goal_catalogue import Goal

Band = Literal["goal", "refresh", "up_to_date"]
Why = Literal["unsure", "often", "vignette", "quiz", "newcomer"]
BANDS: tuple[Band, ...] = ("goal", "refresh", "up_to_date")

TARGET = Decimal(4)
"""How sure somebody should be on the scale from 1 to 5: "sure"."""
EMPHASIS = Decimal("1.25")
"""Weight of a goal that stands in the example programme of somebody's function group (training guide, section 4)."""
EXPOSURE: Mapping[str, Decimal] = {
    "hardly_ever": Decimal("0.8"),
    "yearly": Decimal("0.9"),
    "monthly": Decimal("1.0"),
    "weekly": Decimal("1.1"),
    "daily": Decimal("1.2"),
}
"""Weight by how often somebody talks with people who are angry or tense."""
ALONE = Decimal("1.1")
"""Weight of protocol, home visits and prevention for who often works alone."""
GOAL_FROM = Decimal("1.00")
REFRESH_FROM = Decimal("0.40")
"""From which need a goal is proposed, or refreshing it."""
DIFFERING_FOR_GOAL = 2
"""So many vignettes answered otherwise than the norm make the norm a goal, whatever somebody is sure of."""
SURE = Decimal("4.5")
"""From this mean on, a wrong answer to a threat earns a kind note, which only the person sees."""
CONFIDENT_ABOUT = ("r3", "r4", "r5")
CHOICES_BY_NEED = 3
CHOICES_BY_ROLE = 3
"""Goals to choose from: so many with the highest need, and so many that belong to the role."""
MOST_ACTIVE = 3
"""Goals that somebody works on at once, unless the organisation set less."""


@dataclass(frozen=True, kw_only=True)
class Profile:
    """What scoring must know of somebody's work; `newcomer`: within the first month.

    `covered` are elements for which somebody has a valid course, `failed` those of one whose quiz was not enough.
    """

    leader: bool = False
    newcomer: bool = False
    groups: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    duties: frozenset[str] = frozenset()
    channels: frozenset[str] = frozenset()
    frequency: str = ""
    alone_often: bool = False
    covered: frozenset[str] = frozenset()
    failed: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Need:
    """How much somebody may want to learn for one goal, and why.

    `score` is the mean of what was answered (None: nothing was), `unsure_of` the statement answered lowest.
    """

    goal: Goal
    score: Decimal | None
    weight: Decimal
    need: Decimal
    band: Band
    why: tuple[Why, ...]
    unsure_of: str
    covered: bool


def concerns(goal: Goal, who: Profile) -> bool:
    """Return whether somebody is in the audience of a goal."""
    return goal.for_everybody or bool(
        (goal.leaders and who.leader)
        or who.groups.intersection(goal.groups)
        or who.tags.intersection(goal.tags)
        or who.duties.intersection(goal.duties)
        or who.channels.intersection(goal.channels)
    )


def needs(
    goals: Sequence[Goal], statements: Mapping[str, int], differing: Mapping[str, bool], who: Profile
) -> tuple[Need, ...]:
    """Return the need for each goal in somebody's audience that something is known of, highest first.

    Statements are the answers 1 to 5 by id, without those that do not occur in the work. Differing says per stratum
    whether the vignette was answered otherwise than the norm. What every newcomer learns goes first;
    knowledge goes before skill where needs are equal.
    """
    found = [_need(goal, statements, differing, who) for goal in goals if concerns(goal, who)]
    known = [need for need in found if need.score is not None or need.why]
    order = {goal.id: number for number, goal in enumerate(goals)}
    return tuple(
        sorted(
            known,
            key=lambda each: (
                BANDS.index(each.band),
                "newcomer" not in each.why,
                -each.need,
                each.goal.phase != "knowledge",
                order[each.goal.id],
            ),
        )
    )


def proposed(found: Sequence[Need], most: int = MOST_ACTIVE) -> tuple[Need, ...]:
    """Return the goals to propose: those with a need for them, the most needed first, at most so many."""
    return tuple(need for need in found if need.band != "up_to_date")[:most]


def to_choose_from(found: Sequence[Need], goals: Sequence[Goal], who: Profile) -> tuple[Goal, ...]:
    """Return the goals among which somebody chooses: the most needed, and what belongs to the role."""
    first = [need.goal for need in proposed(found, CHOICES_BY_NEED)]
    by_role = sorted(
        (goal for goal in goals if concerns(goal, who) and goal not in first),
        key=lambda goal: (goal.for_everybody, not who.groups.intersection(goal.emphasis)),
    )
    return (*first, *by_role[: CHOICES_BY_NEED + CHOICES_BY_ROLE - len(first)])


def sure_but_differing(statements: Mapping[str, int], differing: Mapping[str, bool]) -> bool:
    """Return whether somebody feels sure of setting limits and yet answered a threat otherwise than the norm."""
    mean = _mean([statements[each] for each in CONFIDENT_ABOUT if each in statements])
    return bool(mean is not None and mean >= SURE and differing.get("threat", False))


def _need(goal: Goal, statements: Mapping[str, int], differing: Mapping[str, bool], who: Profile) -> Need:
    answered = {each: statements[each] for each in goal.statements if each in statements}
    score = _mean(list(answered.values()))
    gap = max(Decimal(0), TARGET - score) if score is not None else Decimal(0)
    weight = _weight(goal, who)
    need = _round(gap * weight)
    covered = set(goal.elements) <= who.covered

    why: list[Why] = []
    if gap > 0:
        why.append("unsure")
        if EXPOSURE.get(who.frequency, Decimal(1)) > 1:
            why.append("often")
    floor, overrides = _overrides(goal, differing, who, covered)
    band: Band = min((_band(need), floor), key=BANDS.index)
    return Need(
        goal=goal,
        score=None if score is None else _round(score),
        weight=weight,
        need=need,
        band=band,
        why=(*why, *overrides),
        unsure_of=min(answered, key=lambda each: answered[each]) if gap > 0 else "",
        covered=covered,
    )


def _overrides(goal: Goal, differing: Mapping[str, bool], who: Profile, covered: bool) -> tuple[Band, tuple[Why, ...]]:
    """Return the least band that vignettes, quizzes and being new make of a goal, and which of them did."""
    bands: list[Band] = ["up_to_date"]
    why: list[Why] = []
    wrong = sum(differing.get(stratum, False) for stratum in goal.strata)
    if wrong:
        bands.append("goal" if wrong >= DIFFERING_FOR_GOAL else "refresh")
        why.append("vignette")
    if who.failed.intersection(goal.elements):
        bands.append("refresh")
        why.append("quiz")
    if who.newcomer and goal.phase == "knowledge" and not covered:
        bands.append("goal")
        why.append("newcomer")
    return min(bands, key=BANDS.index), tuple(why)


def _weight(goal: Goal, who: Profile) -> Decimal:
    weight = EXPOSURE.get(who.frequency, Decimal(1))
    if who.groups.intersection(goal.emphasis):
        weight *= EMPHASIS
    if goal.alone and who.alone_often:
        weight *= ALONE
    return weight


def _band(need: Decimal) -> Band:
    if need >= GOAL_FROM:
        return "goal"
    return "refresh" if need >= REFRESH_FROM else "up_to_date"


def _mean(values: Sequence[int]) -> Decimal | None:
    return Decimal(sum(values)) / len(values) if values else None


def _round(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)
