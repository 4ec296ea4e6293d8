"""Every planning rule once kept and once broken; and a programme that is proposed keeps the hard ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning_goals.planning_rules.plan import Facts, Finding, Item, Plan
from learning_goals.planning_rules.rules import BY_ID, RULES, blocking, check
from learning_goals.programme_proposal import Needs, Offer, groups_for, propose, reasons


def month(number: int) -> date:
    return date(2027, number, 1)


def item(key: str, phase: str, number: int, **said: Any) -> Item:
    return Item(key=key, what=said.pop("what", key), phase=phase, month=month(number), **said)


KNOWN = (
    item("m01", "norm", 1, what="m01-de-norm", e_learning=True, knowledge=True),
    item("m09", "norm", 1, what="m09-stap-voor-stap", e_learning=True, knowledge=True),
)
PRACTICE = item("practice", "skills", 5, skill=True, trains=frozenset({"te_self_control"}), people=20, groups=2)
TEAM_NORM = item("team_norm", "team_norm", 3)
TEAM = item("team", "team", 10)
FACTS = Facts(
    audience="publieksdiensten",
    year=2027,
    norm_from=date(2026, 1, 1),
    board_support="yes",
    norm_carried="yes",
    base_competences="yes",
    intake_answered=True,
    leaders_planned=month(2),
    groups_of=frozenset({"publieksdiensten"}),
    consent=True,
)
GOOD = Plan(items=(*KNOWN, TEAM_NORM, PRACTICE, TEAM), facts=FACTS)


def with_items(*more: Item, without: str = "") -> Plan:
    return replace(GOOD, items=(*(each for each in GOOD.items if each.key != without), *more))


def with_facts(**said: Any) -> Plan:
    return replace(GOOD, facts=replace(FACTS, **said))


START = item("new-staff", "newcomer", 1)
LIMITS = item("limits", "skills", 6, skill=True, trains=frozenset({"te_limits"}))
BROKEN: dict[str, Plan] = {
    "H1": with_facts(norm_from=date(2027, 4, 1)),
    "H2": with_items(without="team_norm"),
    "H3": with_facts(leaders_planned=month(4)),
    "H4": with_facts(leaders_planned=None),
    "H5": with_items(without="m09"),
    "H6": with_items(item("screen", "skills", 4, e_learning=True, skill=True, trains=frozenset({"te_limits"}))),
    "H7": with_items(item("meeting", "norm", 1, duties=frozenset({"raadslid"}))),
    "H8": with_items(item("care", "aftercare", 6, trains=frozenset({"te_victim_care"}))),
    "H9": with_facts(tags=frozenset({"huisbezoek"})),
    "H10": with_facts(newcomers=3),
    "H11": replace(with_items(START), facts=replace(FACTS, newcomers=3)),
    "H12": with_facts(reviews=1),
    "H13": with_facts(norm_changed_on=date(2027, 1, 1), told_again_by=date(2027, 3, 3)),
    "H14": with_facts(smallest_group=4),
    "H15": with_items(item("own", "norm", 1, internal_trainer=True)),
    "H16": with_facts(intake_answered=False),
    "H17": with_facts(consent=False, figures_used=True),
    "S1": with_items(item("long", "norm", 1, hours=12, usual_hours=(4, 8))),
    "S2": replace(
        with_items(replace(PRACTICE, hours=6), without="practice"), facts=replace(FACTS, team_norm_done=True)
    ),
    "S3": with_items(LIMITS, without="practice"),
    "S4": with_items(*(item(f"generic{number}", "norm", number, generic=True) for number in range(1, 5))),
    "S5": with_facts(given_before={"practice": date(2026, 5, 1)}),
    "S6": with_items(item("early", "skills", 1, e_learning=True, trains=frozenset({"te_self_control"}))),
    "S7": replace(with_items(without="practice"), facts=replace(FACTS, risky=True)),
    "S8": with_facts(board_meetings=0),
    "S9": with_facts(talks_planned=False),
    "S10": with_facts(agreements_reviewed=False),
    "S11": replace(GOOD, items=KNOWN, facts=replace(FACTS, wanted_by_half=True)),
    "S12": replace(
        with_items(replace(TEAM_NORM, groups=3), without="team_norm"),
        facts=replace(FACTS, norm_carried="working_on_it"),
    ),
    "S13": with_items(replace(PRACTICE, people=30), without="practice"),
    "S14": with_items(replace(PRACTICE, people=10, groups=1), without="practice"),
    "S15": replace(GOOD, items=(TEAM,), facts=replace(FACTS, overlap=True)),
    "S16": with_items(replace(PRACTICE, violent=True), without="practice"),
    "S17": replace(with_items(item("dear", "norm", 1, cost=9000)), facts=replace(FACTS, budget=8000)),
    "S18": with_items(item("a", "norm", 1), item("b", "norm", 1)),
    "S19": with_items(without="team"),
}


def test_a_good_plan_is_found_fault_with_by_nobody() -> None:
    assert check(GOOD) == []


def test_every_rule_has_a_broken_plan() -> None:
    assert [rule.id for rule in RULES] == list(BROKEN)


@pytest.mark.parametrize("rule", BROKEN)
def test_a_broken_rule_speaks(rule: str) -> None:
    assert rule in {finding.rule for finding in check(BROKEN[rule])}


LOOK_BACK = item("look-back", "team", 11, duties=frozenset({"bestuur_college"}))
ALSO_BROKEN = [
    (with_facts(leaders_planned=None, opens_anyway=date(2027, 6, 1)), "H4"),
    (replace(with_items(without="team_norm"), facts=replace(FACTS, opens_anyway=date(2027, 6, 1))), "H2"),
    (with_facts(leaders_planned=month(4), opens_anyway=month(1)), "H3"),
    (replace(with_items(item("care", "aftercare", 1)), facts=replace(FACTS, leaders_planned=month(2))), "H4"),
    (replace(GOOD, items=(LOOK_BACK,), facts=replace(FACTS, audience="raadslid")), "H7"),
    (with_items(item("meeting", "norm", 1, duties=frozenset({"leaders"}))), "H7"),
    (
        with_items(
            item(
                "own",
                "aftercare",
                6,
                internal_trainer=True,
                suits_internal_trainer=True,
                trains=frozenset({"te_victim_care"}),
                explicit=True,
            )
        ),
        "H15",
    ),
    (replace(with_items(replace(PRACTICE, hours=4), without="practice"), facts=replace(FACTS, budget_hours=79)), "S17"),
]


@pytest.mark.parametrize(("plan", "rule"), ALSO_BROKEN)
def test_it_speaks_on_the_other_side_of_the_edge(plan: Plan, rule: str) -> None:
    assert rule in {finding.rule for finding in check(plan)}


@pytest.mark.parametrize(
    ("plan", "rule"),
    [
        (with_facts(leaders_planned=month(2)), "H3"),
        (replace(with_items(without="team_norm"), facts=replace(FACTS, team_norm_done=True)), "H2"),
        (replace(with_items(without="m09"), facts=replace(FACTS, given_before={"m09-stap-voor-stap": month(1)})), "H5"),
        (replace(with_items(START, item("again", "newcomer", 6)), facts=replace(FACTS, newcomers=3)), "H11"),
        (replace(with_items(START, item("meeting", "team", 8)), facts=replace(FACTS, newcomers=3)), "H11"),
        (with_facts(reviews=None), "H12"),
        (with_facts(norm_changed_on=date(2027, 1, 1), told_again_by=date(2027, 3, 2)), "H13"),
        (with_facts(smallest_group=5), "H14"),
        (with_items(item("own", "norm", 1, internal_trainer=True, suits_internal_trainer=True)), "H15"),
        (with_facts(leaders_planned=None, opens_anyway=date(2027, 5, 31)), "H4"),
        (replace(with_items(without="team_norm"), facts=replace(FACTS, opens_anyway=date(2027, 5, 1))), "H2"),
        (with_facts(audience="raadslid", leaders=True), "H7"),
        (replace(GOOD, items=(LOOK_BACK,), facts=replace(FACTS, audience="mt_hoger_management")), "H7"),
        (with_items(replace(PRACTICE, people=10, groups=1, half=True), without="practice"), "S14"),
        (with_items(*(item("one", "norm", 1, what=what) for what in "abc")), "S18"),
        (with_items(item("fists", "skills", 6, trains=frozenset({"te_defence"}), explicit=True)), "H8"),
    ],
)
def test_at_the_edge_it_is_silent(plan: Plan, rule: str) -> None:
    assert rule not in {finding.rule for finding in check(plan)}


@pytest.mark.parametrize(
    ("plan", "rule", "about"),
    [
        (replace(with_items(START, item("again", "newcomer", 5)), facts=replace(FACTS, newcomers=3)), "H11", ""),
        (replace(with_items(START, item("again", "newcomer", 9)), facts=replace(FACTS, newcomers=3)), "H11", ""),
        (with_items(item("again", "team", 2, skill=True)), "H2", "again"),
        (with_items(item("care", "aftercare", 6, trains=frozenset({"te_victim_care"}), explicit=True)), "H8", "care"),
        (with_items(item("care", "aftercare", 6, internal_trainer=True, suits_internal_trainer=True)), "H15", "care"),
    ],
)
def test_just_over_the_edge_it_speaks(plan: Plan, rule: str, about: str) -> None:
    assert Finding(rule, about) in check(plan)


def test_no_to_base_competences_blocks_practice_only() -> None:
    found = check(with_facts(base_competences="no"))
    assert found == [Finding("H16", "practice")]


def test_a_named_reason_silences_hard_rules_but_for_three() -> None:
    every = [Finding(rule.id) for rule in RULES]
    assert [each.rule for each in blocking(every, set(BY_ID))] == ["H6", "H14", "H17"]
    assert len(blocking(every, ())) == 17


ITEMS = st.builds(
    Item,
    key=st.uuids().map(str),
    what=st.sampled_from(["m01-de-norm", "m09-stap-voor-stap", "practice", "new-staff"]),
    phase=st.sampled_from(["norm", "leaders", "team_norm", "skills", "team", "aftercare", "newcomer"]),
    month=st.integers(1, 12).map(month),
    e_learning=st.booleans(),
    skill=st.booleans(),
    trains=st.frozensets(st.sampled_from(["te_limits", "te_self_control", "te_victim_care", "te_home_visit"])),
    people=st.integers(0, 60),
    groups=st.integers(1, 5),
    cost=st.integers(0, 9000),
)


@given(st.lists(ITEMS, max_size=12), st.randoms(use_true_random=False))
def test_the_order_of_items_changes_nothing(items: list[Item], luck: Any) -> None:
    plan = replace(GOOD, items=tuple(items))
    luck.shuffle(items)
    assert check(replace(GOOD, items=tuple(items))) == check(plan)


# --- what is proposed ----------------------------------------------------------------------------------------------


def an_offer(what: str, phase: str, form: str, element: str, most_people: int, hours: float) -> Offer:
    return Offer(
        what=what,
        phase=phase,
        form=form,
        elements=frozenset({element}),
        most_people=most_people,
        hours=hours,
        e_learning=form == "course",
    )


OFFERS = (
    an_offer("m01-de-norm", "norm", "course", "te_org_norm", 999, 0.5),
    an_offer("m09-stap-voor-stap", "norm", "course", "te_protocol", 999, 0.5),
    an_offer("m13", "team", "course", "te_report", 999, 0.3),
    an_offer("norm-staff", "norm", "session", "te_org_norm", 25, 4),
    an_offer("team-norm", "team_norm", "team_session", "te_team_norm", 25, 4),
    an_offer("skills", "skills", "session", "te_limits", 12, 6),
    an_offer("intervision", "skills", "intervision", "ph_integrity", 8, 2),
    an_offer("team-hold", "team", "team_session", "te_team_norm", 25, 2),
    an_offer("new-staff", "newcomer", "session", "te_protocol", 12, 2),
)
SKILL = {"skills", "intervision"}


def offer(what: str) -> Offer:
    return next(each for each in OFFERS if each.what == what)


def test_what_nothing_speaks_for_is_left_out() -> None:
    needs = Needs(year=2027, people=30)
    assert reasons(offer("intervision"), needs) == ()
    assert reasons(offer("new-staff"), needs) == ()
    assert reasons(offer("m13"), needs) == ()


def test_each_part_says_why() -> None:
    needs = Needs(
        year=2027,
        people=30,
        goals=frozenset({"ph_integrity"}),
        risks=frozenset({"te_limits"}),
        requests=frozenset({"intervision"}),
        required=frozenset({"m13"}),
        newcomers=2,
    )
    why = {part.what: part.why for part in propose(OFFERS, needs)}
    assert why["intervision"] == ("goal", "request")
    assert why["skills"] == ("risk", "source")
    assert why["m13"] == ("rule",)
    assert why["new-staff"] == ("newcomers",)


def test_a_refresher_comes_only_after_what_it_refreshes() -> None:
    refresher = replace(offer("skills"), what="refresher", again_after=12)
    needs = Needs(year=2027, people=30, goals=frozenset({"te_limits"}))
    assert reasons(refresher, needs) == ()
    assert reasons(refresher, replace(needs, done_before=frozenset({"te_limits"}))) == ("goal",)
    assert reasons(refresher, replace(needs, goals=frozenset(), done_before=frozenset({"te_limits"}))) == ()


def test_what_lapses_a_team_goal_and_a_wish_are_named_as_reasons() -> None:
    needs = Needs(
        year=2027,
        people=30,
        lapsing=frozenset({"m13"}),
        team_goals=frozenset({"te_limits"}),
        requests=frozenset({"ph_integrity"}),
    )
    why = {part.what: part.why for part in propose(OFFERS, needs)}
    assert why["m13"] == ("expired",)
    assert why["skills"] == ("team_goal", "source")
    assert why["intervision"] == ("request",)


def test_a_team_that_has_its_norm_practises_shorter_and_makes_none() -> None:
    parts = {part.what: part for part in propose(OFFERS, Needs(year=2027, people=30, team_norm_done=True))}
    assert "team-norm" not in parts
    assert parts["skills"].hours == 4


@pytest.mark.parametrize(
    ("people", "most", "groups"), [(0, 12, 1), (4, 12, 1), (5, 12, 2), (30, 12, 3), (30, 25, 2), (25, 25, 1)]
)
def test_groups_fit_and_keep_the_counter_open(people: int, most: int, groups: int) -> None:
    assert groups_for(people, most) == groups


ELEMENTS = st.frozensets(st.sampled_from(["te_limits", "ph_integrity", "te_report", "te_self_control"]))


@given(
    st.builds(
        Needs,
        year=st.integers(2024, 2032),
        people=st.integers(0, 400),
        team_norm_done=st.booleans(),
        newcomers=st.integers(0, 9),
        goals=ELEMENTS,
        risks=ELEMENTS,
        team_goals=ELEMENTS,
        requests=st.frozensets(st.sampled_from(["intervision", "skills"])),
        required=st.frozensets(st.sampled_from(["m13", "m01-de-norm"])),
    )
)
def test_every_proposal_keeps_the_order_of_the_guide(needs: Needs) -> None:
    parts = {part.what: part for part in propose(OFFERS, needs)}
    practice = [part for part in parts.values() if part.what in SKILL]
    for part in practice:
        assert parts["m01-de-norm"].month <= part.month
        assert parts["m09-stap-voor-stap"].month <= part.month
        assert needs.team_norm_done or parts["team-norm"].month < part.month
        assert part.groups >= 2 or needs.people <= 4
        assert part.groups * offer(part.what).most_people >= needs.people
    assert all(part.why and part.month.year == needs.year for part in parts.values())
