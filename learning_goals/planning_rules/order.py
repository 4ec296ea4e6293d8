"""Hard rules of order: norm, leaders, team norm, skills; and what must be known before a programme starts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from learning_goals.assignment_rules.cycles import plus_months
from learning_goals.planning_rules.plan import Finding, Item, Plan

KNOWN_FIRST = frozenset({"m01-de-norm", "m09-stap-voor-stap"})
"""The norm and the steps come before practice (planning rule H5)."""


def norm_before_team_norm(plan: Plan) -> Iterator[Finding]:
    """H1: no team norm before the organisation's norm is in force (training guide 1, step 1)."""
    norm = plan.facts.norm_from
    for item in plan.of_phase("team_norm"):
        if norm is None or norm > _end_of_month(item):
            yield Finding("H1", item.key)


def team_norm_before_skills(plan: Plan) -> Iterator[Finding]:
    """H2: no practice before the team made its norm, or the fallback day (training guide 1, step 2)."""
    if plan.facts.team_norm_done or plan.facts.leaders:
        return
    first = min((item.month for item in plan.of_phase("team_norm")), default=None)
    for item in plan.of_phase("skills", "team"):
        practice = (item.phase == "skills" or item.skill) and not item.e_learning
        if practice and not _open_anyway(plan, item) and (first is None or item.month < first):
            yield Finding("H2", item.key)


def leaders_prepare_team_norm(plan: Plan) -> Iterator[Finding]:
    """H3: the leader is prepared before the team makes its norm (training guide 3)."""
    yield from _after_leaders(plan, "H3", plan.of_phase("team_norm"))


def leaders_before_staff(plan: Plan) -> Iterator[Finding]:
    """H4: leaders have awareness and skills before their people practise, or the fallback day (guide 1, step 3)."""
    practice = [item for item in plan.of_phase("skills", "team", "aftercare") if not _open_anyway(plan, item)]
    yield from _after_leaders(plan, "H4", practice)


def knowledge_before_practice(plan: Plan) -> Iterator[Finding]:
    """H5: norm and protocol are known before the first practice (training guide 3)."""
    latest_first = sorted(plan.items, key=lambda each: each.month, reverse=True)
    known = {item.what: item.month for item in latest_first if item.what in KNOWN_FIRST}
    before = plan.facts.given_before
    for item in plan.skills():
        late = [
            each for each in KNOWN_FIRST if each not in before and not (each in known and known[each] <= item.month)
        ]
        if late:
            yield Finding("H5", item.key)


def preconditions_answered(plan: Plan) -> Iterator[Finding]:
    """H16: preconditions are answered; "no" blocks what builds on it (training guide 2 and 5)."""
    facts = plan.facts
    if not facts.intake_answered:
        yield Finding("H16")
    if "no" in (facts.board_support, facts.norm_carried):
        yield from (Finding("H16", item.key) for item in plan.of_phase("team_norm", "skills", "team"))
    if facts.base_competences == "no":
        yield from (Finding("H16", item.key) for item in plan.skills())


def _after_leaders(plan: Plan, rule: str, items: list[Item]) -> Iterator[Finding]:
    facts = plan.facts
    if facts.leaders_done or facts.leaders:
        return
    for item in items:
        if not item.e_learning and (facts.leaders_planned is None or item.month < facts.leaders_planned):
            yield Finding(rule, item.key)


def _open_anyway(plan: Plan, item: Item) -> bool:
    return plan.facts.opens_anyway is not None and plan.facts.opens_anyway.replace(day=1) <= item.month


def _end_of_month(item: Item) -> date:
    return plus_months(item.month, 1) - timedelta(days=1)
