"""A second reading of the hard planning rules, made from the table of rules and the training guide alone.

It shares no code with the product's rules, and says of each rule whether a plan keeps it, breaks it, or leaves it open
(what is not known, and two things in the same month of which either may come first).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal

from learning_goals.planning_rules.plan import Facts, Item, Plan

Verdict = Literal["kept", "broken", "open"]

STAFF = {"werkplein", "sociaal_domein", "buitendienst", "publieksdiensten", "toezicht_handhaving"}
SKILLS = {
    "te_risk_assessment",
    "te_limits",
    "te_own_signals",
    "te_self_control",
    "te_client_signals",
    "te_shock",
    "te_physical",
    "te_defence",
    "te_street",
    "te_home_visit",
    "tl_support_during",
    "tl_offender",
    "te_victim_care",
    "ph_service",
    "ph_premediation",
    "ph_integrity",
    "ph_conversation",
    "ph_own_emotions",
    "ph_client_emotions",
    "ph_resilience",
    "ph_coaching",
}
"""What a screen teaches in theory only: clusters C2 and C3 of table 2, the leaders' own list, table 4."""
FOR_WHO_SUPPORTS = {"te_handling", "te_victim_care", "te_shock"}
FOR_ENFORCEMENT = {"te_physical", "te_defence", "te_street"}
APART = {"bestuur_college", "raadslid", "mt_hoger_management"}
NORM_COURSE, PROTOCOL_COURSE = "m01-de-norm", "m09-stap-voor-stap"
STARTS = {"new-staff", "m17-nieuw-hier"}


def judge(plan: Plan) -> dict[str, Verdict]:
    """Return what is to be said of each hard rule."""
    return {rule: read(plan) for rule, read in READINGS.items()}


def broken(plan: Plan) -> set[str]:
    """Return the hard rules that a plan breaks."""
    return {rule for rule, verdict in judge(plan).items() if verdict == "broken"}


def _worst(verdicts: list[Verdict]) -> Verdict:
    return "broken" if "broken" in verdicts else "open" if "open" in verdicts else "kept"


def _breaks(wrong: bool) -> Verdict:
    return "broken" if wrong else "kept"


def _in_order(first: date | None, second: date) -> Verdict:
    """Say whether something that begins in month (or on day) `first` can be over before month `second` is."""
    if first is None:
        return "broken"
    if (first.year, first.month) == (second.year, second.month):
        return "kept" if first.day == 1 and first < second else "open"
    return _breaks(first > second)


def _team_norms(plan: Plan) -> list[Item]:
    return [each for each in plan.items if each.phase == "team_norm" and not each.e_learning]


def _practice(plan: Plan) -> list[Item]:
    """Return the sessions in which skills of cluster C2 are practised."""
    return [each for each in plan.items if each.phase in ("skills", "team") and each.skill and not each.e_learning]


def _other_practice(plan: Plan) -> bool:
    return any(each.skill and not each.e_learning and each.phase not in ("skills", "team") for each in plan.items)


def _h1(plan: Plan) -> Verdict:
    known = plan.facts.norm_from
    return _worst([_norm_in_force(known, each.month) for each in _team_norms(plan)])


def _norm_in_force(norm_from: date | None, month: date) -> Verdict:
    if norm_from is None:
        return "broken"
    if norm_from <= month:
        return "kept"
    return "open" if (norm_from.year, norm_from.month) == (month.year, month.month) else "broken"


def _h2(plan: Plan) -> Verdict:
    practice = _practice(plan)
    if plan.facts.team_norm_done or not practice:
        return "open" if not plan.facts.team_norm_done and _other_practice(plan) else "kept"
    if plan.facts.audience not in STAFF:
        return "open"
    made = min((each.month for each in _team_norms(plan)), default=None)
    return _worst([_in_order(made, each.month) for each in practice])


def _h3(plan: Plan) -> Verdict:
    return _leaders_before(plan.facts, [each.month for each in _team_norms(plan)])


def _h4(plan: Plan) -> Verdict:
    """Staff are trained when they practise skills and when the team trains together (guide, step 3 and chapter 4)."""
    trained = [*_practice(plan), *(each for each in plan.items if each.phase == "team" and not each.e_learning)]
    verdict = _leaders_before(plan.facts, [each.month for each in trained])
    return "open" if verdict == "kept" and not plan.facts.leaders_done and _other_practice(plan) else verdict


def _leaders_before(facts: Facts, months: list[date]) -> Verdict:
    if facts.leaders_done or not months:
        return "kept"
    if facts.audience not in STAFF:
        return "open"
    return _worst([_in_order(facts.leaders_planned, each) for each in months])


def _h5(plan: Plan) -> Verdict:
    verdict = _worst(
        [_taught_before(plan, what, each) for what in (NORM_COURSE, PROTOCOL_COURSE) for each in _practice(plan)]
    )
    return "open" if verdict == "kept" and _other_practice(plan) else verdict


def _taught_before(plan: Plan, what: str, practice: Item) -> Verdict:
    taught = min((each.month for each in plan.items if each.what == what), default=None)
    if taught is None and what in plan.facts.given_before:
        return "open"
    return _in_order(taught, practice.month)


def _h6(plan: Plan) -> Verdict:
    return _breaks(any(each.e_learning and each.trains & SKILLS for each in plan.items))


def _h7(plan: Plan) -> Verdict:
    """Board, council, management and (about the norm) leaders meet apart; board and management look back together."""
    mixed = [({*each.duties, plan.facts.audience}, each) for each in plan.items if each.duties - {plan.facts.audience}]
    return _breaks(
        any(
            not (each.phase == "team" and whom <= {"bestuur_college", "mt_hoger_management"})
            and (whom & APART or (each.phase == "norm" and "leaders" in whom))
            for whom, each in mixed
        )
    )


def _h8(plan: Plan) -> Verdict:
    audience = plan.facts.audience
    supports = audience in ("leaders", "bot_medewerker")
    enforces = audience == "toezicht_handhaving"
    return _breaks(
        any(
            (each.trains & FOR_WHO_SUPPORTS and not supports)
            or (each.trains & FOR_ENFORCEMENT and not enforces and not each.explicit)
            for each in plan.items
        )
    )


def _h9(plan: Plan) -> Verdict:
    if any("te_home_visit" in each.trains for each in plan.items if not each.e_learning):
        return "kept"
    if "huisbezoek" in plan.facts.tags:
        return "open" if any("te_home_visit" in each.trains for each in plan.items) else "broken"
    return "open" if plan.facts.audience in ("sociaal_domein", "werkplein") else "kept"


def _h10(plan: Plan) -> Verdict:
    facts = plan.facts
    if facts.newcomers and not any(each.what in STARTS for each in plan.items):
        return "open" if any(each.phase == "newcomer" for each in plan.items) else "broken"
    if facts.mentors_missing:
        return "broken" if facts.risky else "open"
    return "kept"


def _h11(plan: Plan) -> Verdict:
    """About half a year after the start they hear it again, on their own or in a meeting of the team."""
    if not plan.facts.newcomers:
        return "kept"
    starts = [each.month for each in plan.items if each.what in STARTS]
    again = [each for each in plan.items if each.phase in ("newcomer", "team") and each.what not in STARTS]
    if not again:
        return "broken"
    if len(set(starts)) != 1 or any(each.e_learning for each in again):
        return "open"
    gaps = [(each.month - starts[0]).days for each in again]
    if any(153 <= gap <= 213 for gap in gaps):
        return "kept"
    return "open" if any(153 - 30 <= gap <= 213 + 30 for gap in gaps) else "broken"


def _h12(plan: Plan) -> Verdict:
    reviews = plan.facts.reviews
    return "open" if reviews is None else _breaks(reviews < 2)


def _h13(plan: Plan) -> Verdict:
    changed, told = plan.facts.norm_changed_on, plan.facts.told_again_by
    if changed is None:
        return "kept"
    return "open" if told is None else _breaks(told - changed > timedelta(days=60))


def _h14(plan: Plan) -> Verdict:
    smallest = plan.facts.smallest_group
    return _breaks(smallest is not None and smallest < 5)


def _h15(plan: Plan) -> Verdict:
    given = [each for each in plan.items if each.internal_trainer]
    facts = plan.facts
    if any(not each.suits_internal_trainer for each in given):
        return "broken"
    if any(each.phase == "aftercare" for each in given) and facts.audience not in ("leaders", "bot_medewerker"):
        return "broken"
    if given and (
        (facts.trainer_observed or 2) < 2 or facts.trainer_observed == 0 or facts.trainer_intervision is False
    ):
        return "broken"
    return "open" if given and (facts.trainer_observed is None or facts.trainer_intervision is None) else "kept"


def _h16(plan: Plan) -> Verdict:
    facts = plan.facts
    if not facts.intake_answered:
        return "broken"
    if "no" in (facts.norm_carried, facts.board_support) and (_team_norms(plan) or _practice(plan)):
        return "broken"
    if facts.base_competences == "no" and _practice(plan):
        return "broken"
    refused = "no" in (facts.norm_carried, facts.board_support, facts.base_competences)
    unclear = _other_practice(plan) or any(each.phase in ("skills", "team", "aftercare") for each in plan.items)
    return "open" if refused and unclear else "kept"


def _h17(plan: Plan) -> Verdict:
    return _breaks(plan.facts.figures_used and not plan.facts.consent)


READINGS: dict[str, Callable[[Plan], Verdict]] = {
    "H1": _h1,
    "H2": _h2,
    "H3": _h3,
    "H4": _h4,
    "H5": _h5,
    "H6": _h6,
    "H7": _h7,
    "H8": _h8,
    "H9": _h9,
    "H10": _h10,
    "H11": _h11,
    "H12": _h12,
    "H13": _h13,
    "H14": _h14,
    "H15": _h15,
    "H16": _h16,
    "H17": _h17,
}
