"""Hard rules that hold whatever is planned; three of them cannot be overridden by anybody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from learning_goals.planning_rules.plan import Finding, Plan

FIVE = 5
REVIEWS = 2
TOLD_AGAIN = timedelta(days=60)


def skills_need_people(plan: Plan) -> Iterator[Finding]:
    """H6: e-learning alone never trains a skill (training guide 6). Cannot be overridden."""
    yield from (Finding("H6", item.key) for item in plan.items if item.e_learning and item.skill and item.trains)


def reviewed_twice(plan: Plan) -> Iterator[Finding]:
    """H12: every team looks back at least twice a year (training guide 1, step 2)."""
    if plan.facts.reviews is not None and plan.facts.reviews < REVIEWS:
        yield Finding("H12")


def told_again(plan: Plan) -> Iterator[Finding]:
    """H13: a changed norm is told to everybody within sixty days (policy guide 2.7)."""
    changed, told = plan.facts.norm_changed_on, plan.facts.told_again_by
    if changed is not None and (told is None or told > changed + TOLD_AGAIN):
        yield Finding("H13")


def no_small_groups(plan: Plan) -> Iterator[Finding]:
    """H14: figures of fewer than five people are used nowhere (privacy law). Cannot be overridden."""
    if plan.facts.smallest_group is not None and plan.facts.smallest_group < FIVE:
        yield Finding("H14")


def consent_first(plan: Plan) -> Iterator[Finding]:
    """H17: the works council decided before answers are collected (Works Councils Act, 27). Cannot be overridden."""
    if plan.facts.figures_used and not plan.facts.consent:
        yield Finding("H17")
