"""Programmes proposed for any organisation, and changed at random, before a second reading of the hard rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from learning_goals.planning_rules.plan import Facts, Item, Plan
from learning_goals.planning_rules.rules import check
from learning_goals.programme_proposal import Needs
from tests.core.learning_goals.planning_oracle import broken, judge
from webapp import questionnaires
from webapp.services import programme_drafts, programme_plan, programmes, references
from webapp.services.curriculum import library
from webapp.services.programme_audiences import AUDIENCES, GROUPS, offers
from webapp.store.programmes import Kept

TODAY = date(2026, 9, 1)
BY_PEOPLE: dict[str, dict[str, Any]] = {
    "H1": {"norm_from": date(2020, 1, 1)},
    "H3": {"leaders_done": True},
    "H4": {"leaders_done": True},
    "H10": {"mentors_missing": 0},
    "H12": {"reviews": 2},
    "H13": {"norm_changed_on": None},
    "H14": {"smallest_group": 5},
    "H16": {"intake_answered": True, "norm_carried": "yes", "board_support": "yes", "base_competences": "yes"},
    "H17": {"consent": True},
}
"""What no proposal can solve, and what people then do: publish the norm, train leaders, name mentors, plan reviews,
tell of a changed norm, leave small figures out, answer the intake, ask the works council."""
READY = st.sampled_from(programmes.READY)
FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def said(app: Flask) -> dict[str, list[str]]:
    """The ids that an organisation can speak of."""
    books = references.audiences()
    return {
        "tags": [each.id for each in books.tags],
        "elements": list(references.elements()),
        "courses": list(library().modules),
        "items": list(references.programme_items()),
        "goals": list(questionnaires.goals_by_id()),
    }


def some(ids: list[str]) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(ids), max_size=6)


def organisation(data: st.DataObject, said: dict[str, list[str]]) -> tuple[Needs, Facts]:
    """Any audience in any state: what speaks for what, and what the rules are told besides."""
    draw = data.draw
    audience = draw(st.sampled_from(AUDIENCES))
    staff = audience in GROUPS
    year = draw(st.integers(2026, 2029))
    team_norm_done = draw(st.booleans()) if staff else True
    newcomers = draw(st.integers(0, 12)) if staff else 0
    needs = Needs(
        year=year,
        people=draw(st.integers(0, 300)),
        team_norm_done=team_norm_done,
        newcomers=newcomers,
        goals=draw(some(said["elements"])),
        risks=draw(some(said["elements"])),
        team_goals=draw(some(said["elements"])),
        requests=draw(some([*said["courses"], *said["items"], *said["goals"]])),
        lapsing=draw(some(said["courses"])),
        required=draw(some([*said["courses"], *said["items"]])),
    )
    facts = Facts(
        audience=audience,
        year=year,
        norm_from=draw(st.none() | st.dates(date(year - 1, 1, 1), date(year, 12, 31))),
        norm_changed_on=draw(st.none() | st.just(date(year, 1, 1))),
        told_again_by=draw(st.dates(date(year, 1, 1), date(year, 6, 1))),
        board_support=draw(READY),
        norm_carried=draw(READY),
        base_competences=draw(READY),
        intake_answered=draw(st.sampled_from([True, True, True, False])),
        leaders=not staff,
        team_norm_done=team_norm_done,
        leaders_done=draw(st.booleans()),
        leaders_planned=draw(st.none() | st.integers(1, 12).map(lambda month: date(year, month, 1))),
        groups_of=frozenset({audience} if staff else ()),
        tags=draw(some(said["tags"])) if staff else frozenset(),
        newcomers=newcomers,
        mentors_missing=draw(st.integers(0, 2)),
        reviews=draw(st.none() | st.integers(0, 3)),
        consent=draw(st.booleans()),
        figures_used=draw(st.booleans()),
        smallest_group=draw(st.none() | st.integers(1, 9)),
        risky=draw(st.booleans()),
    )
    return needs, facts


def planned(document: dict[str, Any], facts: Facts) -> Plan:
    """What the product tells the rules of a draft, with these facts in place of what an empty database knows."""
    kept = Kept(
        id=1,
        audience=facts.audience,
        year=facts.year,
        number=1,
        revision=0,
        document=document,
        by="",
        changed_at=datetime(2026, 9, 1, tzinfo=UTC),
        published_at=datetime(9999, 12, 31, tzinfo=UTC),
    )
    return replace(programme_plan.plan_of(kept, TODAY), facts=facts)


def proposal(needs: Needs, facts: Facts) -> dict[str, Any]:
    return programme_drafts.proposed(offers(facts.audience, facts.tags), needs)


def found(plan: Plan) -> set[str]:
    return {finding.rule for finding in check(plan) if finding.rule.startswith("H")}


@FEW
@given(data=st.data())
def test_a_proposal_leaves_only_what_people_must_do(data: st.DataObject, said: dict[str, list[str]]) -> None:
    needs, facts = organisation(data, said)
    plan = planned(proposal(needs, facts), facts)
    assert broken(plan) <= BY_PEOPLE.keys()
    assert found(plan) <= BY_PEOPLE.keys()
    prepared = replace(facts, **{name: value for solved in BY_PEOPLE.values() for name, value in solved.items()})
    assert broken(replace(plan, facts=prepared)) == set()
    assert found(replace(plan, facts=prepared)) == set()


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_proposal_for_every_audience_with_every_tag_can_be_published_at_once(
    audience: str, said: dict[str, list[str]]
) -> None:
    staff = audience in GROUPS
    facts = Facts(
        audience=audience,
        year=2027,
        norm_from=date(2026, 1, 1),
        intake_answered=True,
        leaders=not staff,
        team_norm_done=not staff,
        leaders_planned=date(2027, 2, 1),
        groups_of=frozenset({audience} if staff else ()),
        tags=frozenset(said["tags"]) if staff else frozenset(),
        newcomers=3 if staff else 0,
    )
    document = proposal(Needs(year=2027, people=30, team_norm_done=not staff, newcomers=facts.newcomers), facts)
    assert document["items"]
    assert (broken(planned(document, facts)), found(planned(document, facts))) == (set(), set())


def changed(data: st.DataObject, document: dict[str, Any], year: int, said: dict[str, list[str]]) -> dict[str, Any]:
    """The draft after somebody moved, dropped, exchanged and put in things, also what is not meant for the audience."""
    months = st.integers(1, 12).map(lambda month: date(year, month, 1).isoformat())
    items = data.draw(st.lists(st.sampled_from(document["items"]), unique_by=lambda each: each["key"]))
    items = [{**each, "month": data.draw(months)} if data.draw(st.booleans()) else each for each in items]
    strange = data.draw(some([*said["items"], *said["courses"]])) - {each["what"] for each in items}
    for what in sorted(strange):
        item = references.programme_item(what)
        items.append(
            {
                "key": what,
                "what": what,
                "phase": item.phase if item else data.draw(st.sampled_from(["norm", "skills"])),
                "month": data.draw(months),
                "hours": 2.0,
                "cost": 0,
                "groups": 2,
                "why": [],
            }
        )
    return {**document, "items": items}


TRAINERS = st.fixed_dictionaries(
    {
        "trainer_observed": st.none() | st.integers(0, 3),
        "trainer_intervision": st.none() | st.booleans(),
    }
)


def retouched(data: st.DataObject, plan: Plan) -> Plan:
    """The plan with what no screen sets yet: internal trainers, mixed meetings, a choice for physical skills, a screen
    that is said to train a skill."""

    def one(item: Item) -> Item:
        kind = data.draw(st.sampled_from(["same"] * 6 + ["trainer", "mixed", "explicit", "screen"]))
        if kind == "trainer":
            return replace(item, internal_trainer=True, suits_internal_trainer=data.draw(st.booleans()))
        if kind == "mixed" and not item.e_learning:
            return replace(item, duties=data.draw(some(["bestuur_college", "raadslid", "bot_medewerker"])))
        if kind == "explicit":
            return replace(item, explicit=not item.explicit)
        if kind == "screen" and item.skill:
            return replace(item, e_learning=True)
        return item

    return Plan(items=tuple(one(each) for each in plan.items), facts=replace(plan.facts, **data.draw(TRAINERS)))


@settings(FEW, max_examples=150)
@given(data=st.data())
def test_two_readings_of_the_hard_rules_agree_on_any_plan(data: st.DataObject, said: dict[str, list[str]]) -> None:
    needs, facts = organisation(data, said)
    plan = retouched(data, planned(changed(data, proposal(needs, facts), facts.year, said), facts))
    product = found(plan)
    differing = {
        rule: verdict
        for rule, verdict in judge(plan).items()
        if verdict != "open" and (verdict == "broken") != (rule in product)
    }
    assert differing == {}
