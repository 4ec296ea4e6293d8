"""Soft rules: they warn and suggest, and stop nobody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from learning_goals.planning_rules.plan import Finding, Item, Plan

GENERIC_SHARE = 0.4
MONTHS_BETWEEN = 24
PRACTICE_GROUP = 12
MEETING_GROUP = 25
CALM_FIRST = frozenset({"te_own_signals", "te_self_control"})
LIMITS = frozenset({"te_limits"})


def usual_length(plan: Plan) -> Iterator[Finding]:
    """S1: hours lie within the rough range of the guide (training guide 4)."""
    for item in plan.items:
        if item.usual_hours and not item.usual_hours[0] <= item.hours <= item.usual_hours[1]:
            yield Finding("S1", item.key)


def shorter_after_team_norm(plan: Plan) -> Iterator[Finding]:
    """S2: with a team norm, practice needs no theory block: at most four hours (training guide 4)."""
    if plan.facts.team_norm_done:
        yield from (Finding("S2", item.key) for item in plan.of_phase("skills") if item.hours > 4)


def own_tension_first(plan: Plan) -> Iterator[Finding]:
    """S3: one's own tension comes before setting limits (training guide, table 2)."""
    calm = min((item.month for item in plan.items if item.trains & CALM_FIRST), default=None)
    for item in plan.items:
        if item.trains & LIMITS and not item.trains & CALM_FIRST and (calm is None or item.month < calm):
            yield Finding("S3", item.key)


def fitted_before_generic(plan: Plan) -> Iterator[Finding]:
    """S4: at most two fifths is the same for everybody (training guide, introduction)."""
    met = [item for item in plan.items if not item.e_learning]
    if met and sum(item.generic for item in met) / len(met) > GENERIC_SHARE:
        yield Finding("S4")


def no_routine(plan: Plan) -> Iterator[Finding]:
    """S5: the same again within two years needs a new goal (training guide, introduction).

    Courses and refreshers are repeated on purpose, and a start is for other people every year.
    """
    for item in plan.items:
        if item.e_learning or item.refresher or item.phase == "newcomer":
            continue
        before = plan.facts.given_before.get(item.what)
        if before and item.trains and not item.trains & plan.facts.goals and _months(before, item) < MONTHS_BETWEEN:
            yield Finding("S5", item.key)


def theory_just_before(plan: Plan) -> Iterator[Finding]:
    """S6: theory comes one or two weeks before the practice that uses it: the same month or the one before."""
    theory = [item for item in plan.items if item.e_learning]
    for item in plan.skills():
        shared = [each for each in theory if (each.trains | each.theory) & item.trains and each.month <= item.month]
        if shared and min(_months(each.month, item) for each in shared) > 1:
            yield Finding("S6", item.key)


def practised_yearly(plan: Plan) -> Iterator[Finding]:
    """S7: risky functions practise every year (training guide; policy guide 2.3)."""
    if plan.facts.risky and not plan.skills():
        yield Finding("S7")


def board_meets(plan: Plan) -> Iterator[Finding]:
    """S8: the board discusses it once or twice a year (training guide 1, step 3)."""
    if plan.facts.board_meetings is not None and plan.facts.board_meetings < 1:
        yield Finding("S8")


def talked_about(plan: Plan) -> Iterator[Finding]:
    """S9: goals that are shared come up in the yearly talk (training guide 1, step 3)."""
    if plan.facts.talks_planned is False:
        yield Finding("S9")


def agreements_yearly(plan: Plan) -> Iterator[Finding]:
    """S10: team agreements are looked at every year (policy guide 2.7)."""
    if plan.facts.agreements_reviewed is False:
        yield Finding("S10")


def together_when_half_needs_it(plan: Plan) -> Iterator[Finding]:
    """S11: where half of a team wants to learn it, the team learns it together (training guide 4)."""
    if plan.facts.wanted_by_half and not plan.of_phase("team", "team_norm"):
        yield Finding("S11")


def start_where_support_is(plan: Plan) -> Iterator[Finding]:
    """S12: with thin support one group starts (policy guide 1.3)."""
    if "working_on_it" in (plan.facts.norm_carried, plan.facts.board_support):
        yield from (Finding("S12", item.key) for item in plan.of_phase("team_norm") if item.groups > 1)


def group_size(plan: Plan) -> Iterator[Finding]:
    """S13: at most twelve practise together, at most twenty-five meet."""
    for item in plan.items:
        most = min(item.most_people, PRACTICE_GROUP if item.skill else MEETING_GROUP)
        if not item.e_learning and item.people > most * item.groups:
            yield Finding("S13", item.key)


def not_all_away(plan: Plan) -> Iterator[Finding]:
    """S14: no more than half of the people are away at once: more than one group (policy guide, checklist)."""
    for item in plan.skills():
        if item.people > 4 and item.groups == 1 and not item.half:
            yield Finding("S14", item.key)


def earlier_education(plan: Plan) -> Iterator[Finding]:
    """S15: where an education may overlap, the quiz is offered first (training guide, table 5)."""
    if plan.facts.overlap and not any(item.e_learning for item in plan.items):
        yield Finding("S15")


def rest_after_violence(plan: Plan) -> Iterator[Finding]:
    """S16: violent content is not the only way; who pauses it needs another item (recovery)."""
    violent = [item for item in plan.items if item.violent]
    if violent and all(item.violent for item in plan.skills()):
        yield from (Finding("S16", item.key) for item in violent)


def within_budget(plan: Plan) -> Iterator[Finding]:
    """S17: costs and working hours stay within the budget (training guide 6)."""
    euros, hours = plan.facts.budget, plan.facts.budget_hours
    too_dear = euros is not None and sum(item.cost for item in plan.items) > euros
    if too_dear or (hours is not None and sum(item.hours * item.people for item in plan.items) > hours):
        yield Finding("S17")


def spread_over_the_year(plan: Plan) -> Iterator[Finding]:
    """S18: what is asked is spread, so that reminders stay gentle: no month with more than three items."""
    months = sorted({(item.key, item.month): item.month for item in plan.items}.values())
    if any(months[place] == months[place + 3] for place in range(len(months) - 3)):
        yield Finding("S18")


def looked_back_on(plan: Plan) -> Iterator[Finding]:
    """S19: something later in the year looks back on what was learned (training guide 1)."""
    skills = plan.skills()
    if skills and not any(item.month > skills[0].month for item in plan.items):
        yield Finding("S19")


def _months(before: date, item: Item) -> int:
    return (item.month.year - before.year) * 12 + item.month.month - before.month
