"""All planning rules in order, and what they say of a plan."""

from __future__ import annotations

from collections.abc import Collection

from learning_goals.planning_rules import advice, limits, order, people
from learning_goals.planning_rules.plan import Check, Finding, Plan, Rule

_GUIDE = "training guide"
_POLICY = "policy guide"


def _hard(id: str, source: str, check: Check, *, firm: bool = False) -> Rule:
    return Rule(id=id, kind="hard", source=source, check=check, firm=firm)


def _soft(id: str, source: str, check: Check) -> Rule:
    return Rule(id=id, kind="soft", source=source, check=check)


RULES: tuple[Rule, ...] = (
    _hard("H1", f"{_GUIDE} 1", order.norm_before_team_norm),
    _hard("H2", f"{_GUIDE} 1", order.team_norm_before_skills),
    _hard("H3", f"{_GUIDE} 3", order.leaders_prepare_team_norm),
    _hard("H4", f"{_GUIDE} 1", order.leaders_before_staff),
    _hard("H5", f"{_GUIDE} 3", order.knowledge_before_practice),
    _hard("H6", f"{_GUIDE} 6", limits.skills_need_people, firm=True),
    _hard("H7", f"{_GUIDE} 4", people.audiences_apart),
    _hard("H8", f"{_GUIDE}, table 2", people.elements_for_whom),
    _hard("H9", f"{_GUIDE}, table 2", people.home_visits_practised),
    _hard("H10", f"{_GUIDE} 4", people.newcomers_started),
    _hard("H11", f"{_POLICY} 2.3", people.newcomers_again),
    _hard("H12", f"{_GUIDE} 1", limits.reviewed_twice),
    _hard("H13", f"{_POLICY} 2.7", limits.told_again),
    _hard("H14", "privacy law", limits.no_small_groups, firm=True),
    _hard("H15", f"{_GUIDE} 6", people.internal_trainers_ready),
    _hard("H16", f"{_GUIDE} 5", order.preconditions_answered),
    _hard("H17", "Works Councils Act 27", limits.consent_first, firm=True),
    _soft("S1", f"{_GUIDE} 4", advice.usual_length),
    _soft("S2", f"{_GUIDE} 4", advice.shorter_after_team_norm),
    _soft("S3", f"{_GUIDE}, table 2", advice.own_tension_first),
    _soft("S4", f"{_GUIDE}, introduction", advice.fitted_before_generic),
    _soft("S5", f"{_GUIDE}, introduction", advice.no_routine),
    _soft("S6", f"{_GUIDE} 6", advice.theory_just_before),
    _soft("S7", f"{_POLICY} 2.3", advice.practised_yearly),
    _soft("S8", f"{_GUIDE} 1", advice.board_meets),
    _soft("S9", f"{_GUIDE} 1", advice.talked_about),
    _soft("S10", f"{_POLICY} 2.7", advice.agreements_yearly),
    _soft("S11", f"{_GUIDE} 4", advice.together_when_half_needs_it),
    _soft("S12", f"{_POLICY} 1.3", advice.start_where_support_is),
    _soft("S13", "craft", advice.group_size),
    _soft("S14", f"{_POLICY}, checklist", advice.not_all_away),
    _soft("S15", f"{_GUIDE}, table 5", advice.earlier_education),
    _soft("S16", "craft", advice.rest_after_violence),
    _soft("S17", f"{_GUIDE} 6", advice.within_budget),
    _soft("S18", f"{_GUIDE} 1", advice.spread_over_the_year),
    _soft("S19", f"{_GUIDE} 1", advice.looked_back_on),
)
BY_ID = {rule.id: rule for rule in RULES}


def check(plan: Plan) -> list[Finding]:
    """Return everything that the rules find, hard ones first."""
    return [finding for rule in RULES for finding in sorted(set(rule.check(plan)), key=lambda each: each.item)]


def blocking(findings: Collection[Finding], overridden: Collection[str]) -> list[Finding]:
    """Return what still blocks; H6, H14 and H17 block whatever was overridden."""
    return [
        each
        for each in findings
        if BY_ID[each.rule].kind == "hard" and (BY_ID[each.rule].firm or each.rule not in overridden)
    ]
