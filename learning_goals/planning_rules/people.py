"""Hard rules about who: audiences apart, elements for whom they are meant, newcomers, internal trainers."""

from __future__ import annotations

from collections.abc import Iterator

from learning_goals.assignment_rules.cycles import plus_months
from learning_goals.planning_rules.plan import Finding, Plan

APART = frozenset({"bestuur_college", "raadslid", "mt_hoger_management"})
"""Whose meetings are their own (planning rule H7)."""
LEADERS = "leaders"
LOOK_BACK = frozenset({"bestuur_college", "mt_hoger_management"})
"""Who discuss the year's incidents in one meeting (training guide 1, step 3)."""
FOR_CARE = frozenset({"te_handling", "te_victim_care", "te_shock"})
FOR_ENFORCEMENT = frozenset({"te_physical", "te_defence", "te_street"})
CARE_AUDIENCES = frozenset({"leaders", "bot_medewerker"})
HOME_VISITS = "te_home_visit"
START = frozenset({"m17-nieuw-hier", "new-staff"})
OBSERVED = 2
"""Sessions that an internal trainer sits in on first (our default to planning rule H15)."""


def audiences_apart(plan: Plan) -> Iterator[Finding]:
    """H7: board, council and management meet apart from staff and one another, about the norm leaders too (guide 4)."""
    for item in plan.items:
        whom = item.duties | {plan.facts.audience}
        apart = APART | {LEADERS} if item.phase == "norm" else APART
        if len(whom) > 1 and whom & apart and not (item.phase == "team" and whom <= LOOK_BACK):
            yield Finding("H7", item.key)


def elements_for_whom(plan: Plan) -> Iterator[Finding]:
    """H8: aftercare is for leaders and the support team, physical skills for enforcement (guide, table 2).

    The physical skills also for whom the municipality chose them; aftercare for nobody else.
    """
    for item in plan.items:
        care = item.trains & FOR_CARE and plan.facts.audience not in CARE_AUDIENCES
        force = item.trains & FOR_ENFORCEMENT and "toezicht_handhaving" not in plan.facts.groups_of
        if care or (force and not item.explicit):
            yield Finding("H8", item.key)


def home_visits_practised(plan: Plan) -> Iterator[Finding]:
    """H9: who makes home visits practises them (training guide, table 2). Groups and tags decide, never answers."""
    visits = "sociaal_domein" in plan.facts.groups_of or "huisbezoek" in plan.facts.tags
    if visits and not any(HOME_VISITS in item.trains for item in plan.items):
        yield Finding("H9")


def newcomers_started(plan: Plan) -> Iterator[Finding]:
    """H10: newcomers have a start in the first month, and a mentor (training guide 4; policy guide 2.3)."""
    if (plan.facts.newcomers and not any(item.what in START for item in plan.items)) or plan.facts.mentors_missing:
        yield Finding("H10")


def newcomers_again(plan: Plan) -> Iterator[Finding]:
    """H11: half a year after the start it comes back, give or take a month (policy guide 2.3).

    A meeting of the team serves too. Without a start in the plan (H10), any later moment does.
    """
    if not plan.facts.newcomers:
        return
    start = min((item.month for item in plan.items if item.what in START), default=None)
    again = [item.month for item in plan.of_phase("newcomer", "team") if item.what not in START]
    if not any(start is None or plus_months(start, 5) <= month <= plus_months(start, 7) for month in again):
        yield Finding("H11")


def internal_trainers_ready(plan: Plan) -> Iterator[Finding]:
    """H15: an internal trainer gives suited parts only, after sitting in and intervision (training guide 6).

    Aftercare only to leaders and the support team.
    """
    facts = plan.facts
    for item in plan.items:
        if not item.internal_trainer:
            continue
        care = item.phase == "aftercare" or item.trains & FOR_CARE
        suits = item.suits_internal_trainer and (not care or facts.audience in CARE_AUDIENCES)
        unready = facts.trainer_observed is not None and facts.trainer_observed < OBSERVED
        if not suits or unready or facts.trainer_intervision is False:
            yield Finding("H15", item.key)
