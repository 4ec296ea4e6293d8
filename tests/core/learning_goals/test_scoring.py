"""From answers to proposed goals: examples computed by hand, and the catalogue that leads there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from learning_goals import function_groups
from learning_goals.goal_catalogue import ELEMENTS, GOALS, Goal, by_id, faults
from learning_goals.scoring import (
    BANDS,
    EXPOSURE,
    Band,
    Need,
    Profile,
    concerns,
    needs,
    proposed,
    sure_but_differing,
    to_choose_from,
)
from learning_goals.words import Words

ROOT = Path(__file__).parents[3]
CONTENT = ROOT / "learning_goals" / "content"
QUESTIONNAIRE = ROOT / "quizzes" / "content" / "questionnaires" / "leerdoelwijzer.yaml"


def read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def asked() -> Iterator[dict[str, Any]]:
    for section in read(QUESTIONNAIRE)["sections"]:
        yield from section["statements"]


CATALOGUE = GOALS.validate_python(read(CONTENT / "goals.yaml")["goals"])
TRAINING = ELEMENTS.validate_python(read(CONTENT / "training_elements.yaml")["elements"])
AUDIENCES = function_groups.parse((CONTENT / "audiences.yaml").read_text(encoding="utf-8"))
STATEMENTS = tuple(each["id"] for each in asked())
STRATA = ("emotion", "attack", "threat", "turn")
KNOWLEDGE_FOR_ALL = ["apply_norm", "team_agreements", "follow_protocol", "call_for_help", "report_and_learn"]
COUNTER_WORKER = Profile(groups=frozenset({"publieksdiensten"}), frequency="weekly")
SOMEBODY = Profile(frequency="monthly")

answers = st.dictionaries(st.sampled_from(STATEMENTS), st.integers(1, 5))
judgements = st.dictionaries(st.sampled_from(STRATA), st.booleans())
profiles = st.builds(
    Profile,
    leader=st.booleans(),
    newcomer=st.booleans(),
    groups=st.frozensets(st.sampled_from([each.id for each in AUDIENCES.function_groups]), max_size=2),
    channels=st.frozensets(st.sampled_from(["counter", "home_visits"])),
    frequency=st.sampled_from(["", *EXPOSURE]),
    alone_often=st.booleans(),
    covered=st.frozensets(st.sampled_from([each.id for each in TRAINING])),
    failed=st.frozensets(st.sampled_from([each.id for each in TRAINING])),
)


def found(
    statements: Mapping[str, int], who: Profile = SOMEBODY, differing: Mapping[str, bool] | None = None
) -> dict[str, Need]:
    """Return the needs by the id of their goal, in their order."""
    return {each.goal.id: each for each in needs(CATALOGUE, statements, differing or {}, who)}


def made_up(statements: int, alone: bool = False) -> Goal:
    ids = tuple(f"s{number}" for number in range(statements))
    return Goal(id="made-up", phase="skill", label=Words("Doel"), elements=("te",), statements=ids, alone=alone)


def test_a_counter_worker_who_is_unsure_of_limits_gets_that_goal() -> None:
    need = found({"r3": 2, "r4": 3}, COUNTER_WORKER)["set_limits"]
    assert need.score == Decimal("2.50")
    assert need.weight == Decimal("1.375")
    assert need.need == Decimal("2.06")
    assert need.band == "goal"
    assert need.why == ("unsure", "often")
    assert need.unsure_of == "r3"


def test_who_is_sure_is_up_to_date() -> None:
    need = found({"y1": 4, "y2": 4}, COUNTER_WORKER)["stay_calm"]
    assert (need.score, need.need, need.band) == (Decimal("4.00"), Decimal(0), "up_to_date")
    assert (need.why, need.unsure_of) == ((), "")


@pytest.mark.parametrize(
    ("differing", "band"),
    [
        ({}, "up_to_date"),
        ({"threat": False, "turn": False}, "up_to_date"),
        ({"threat": True, "turn": False}, "refresh"),
        ({"threat": True, "turn": True}, "goal"),
        (dict.fromkeys(STRATA, True), "goal"),
    ],
)
def test_vignettes_answered_otherwise_than_the_norm_count_however_sure_somebody_is(
    differing: dict[str, bool], band: Band
) -> None:
    need = found({"n1": 5, "n2": 5, "r2": 5}, differing=differing)["apply_norm"]
    assert need.band == band
    assert need.why == (() if band == "up_to_date" else ("vignette",))


def test_one_vignette_says_something_about_the_goals_of_its_own_kind_only() -> None:
    assert list(found({}, differing={"attack": True})) == ["apply_norm", "set_limits"]


@pytest.mark.parametrize(
    ("goal", "said", "frequency", "need", "band"),
    [
        (made_up(1), [3], "monthly", "1.00", "goal"),
        (made_up(1, alone=True), [3], "yearly", "0.99", "refresh"),
        (made_up(2), [4, 3], "hardly_ever", "0.40", "refresh"),
        (made_up(7), [4, 4, 4, 4, 3, 3, 3], "yearly", "0.39", "up_to_date"),
        (made_up(2), [3, 3], "", "1.00", "goal"),
        (made_up(1), [1], "daily", "3.60", "goal"),
        (made_up(1), [5], "daily", "0.00", "up_to_date"),
    ],
)
def test_the_bands_begin_at_their_edges(goal: Goal, said: list[int], frequency: str, need: str, band: Band) -> None:
    statements = dict(zip(goal.statements, said, strict=True))
    who = Profile(frequency=frequency, alone_often=True)
    (only,) = needs([goal], statements, {}, who)
    assert (only.need, only.band) == (Decimal(need), band)


def test_working_alone_counts_only_where_it_matters() -> None:
    statements = {"p1": 3, "p2": 3, "y1": 3, "y2": 3}
    alone = found(statements, replace(SOMEBODY, alone_often=True))
    assert (alone["judge_risk"].need, alone["stay_calm"].need) == (Decimal("1.10"), Decimal("1.00"))


def test_what_does_not_occur_in_the_work_does_not_count() -> None:
    assert found({"r3": 2})["set_limits"].score == Decimal("2.00")
    assert "set_limits" not in found({"y1": 2})


def test_a_failed_quiz_makes_it_worth_refreshing_at_least() -> None:
    failed = replace(SOMEBODY, failed=frozenset({"te_limits"}))
    sure = found({"r3": 5, "r4": 5}, failed)["set_limits"]
    assert (sure.band, sure.why) == ("refresh", ("quiz",))
    unsure = found({"r3": 1, "r4": 1}, failed)["set_limits"]
    assert (unsure.band, unsure.why) == ("goal", ("unsure", "quiz"))
    assert found({}, failed)["set_limits"].score is None


def test_a_newcomer_gets_all_knowledge_that_is_not_covered() -> None:
    new = Profile(newcomer=True)
    assert list(found({}, new)) == KNOWLEDGE_FOR_ALL
    assert {need.band for need in found({}, new).values()} == {"goal"}
    assert {need.why for need in found({}, new).values()} == {("newcomer",)}
    protocol = replace(new, covered=frozenset({"te_protocol"}))
    assert list(found({}, protocol)) == [each for each in KNOWLEDGE_FOR_ALL if each != "call_for_help"]
    both = replace(new, covered=frozenset({"te_protocol", "te_policy"}))
    assert "follow_protocol" not in found({}, both)


def test_a_new_leader_gets_the_knowledge_of_leaders_too() -> None:
    assert {*found({}, Profile(newcomer=True, leader=True))} == {*KNOWLEDGE_FOR_ALL, "carry_norm", "learn_as_team"}


def test_who_is_not_new_gets_nothing_without_answers() -> None:
    assert found({}) == {}


@pytest.mark.parametrize(
    ("goal", "who", "concerned"),
    [
        ("safe_home_visit", Profile(groups=frozenset({"sociaal_domein"})), True),
        ("safe_home_visit", Profile(groups=frozenset({"werkplein"})), True),
        ("safe_home_visit", Profile(tags=frozenset({"deurwaarder"})), True),
        ("safe_home_visit", Profile(channels=frozenset({"counter", "home_visits"})), True),
        ("safe_home_visit", COUNTER_WORKER, False),
        ("safe_home_visit", Profile(leader=True), False),
        ("carry_norm", Profile(leader=True), True),
        ("carry_norm", Profile(duties=frozenset({"hr_po"})), False),
        ("learn_as_team", Profile(duties=frozenset({"hr_po"})), True),
        ("answer_offender", COUNTER_WORKER, False),
        ("support", Profile(duties=frozenset({"bot_medewerker"})), True),
        ("break_free", Profile(groups=frozenset({"toezicht_handhaving"})), True),
        ("break_free", Profile(tags=frozenset({"stadstoezicht"})), False),
        ("street", Profile(tags=frozenset({"stadstoezicht"})), True),
        ("find_solution", COUNTER_WORKER, False),
        ("apply_norm", Profile(), True),
    ],
)
def test_a_goal_is_only_for_its_audience(goal: str, who: Profile, concerned: bool) -> None:
    assert concerns(by_id(CATALOGUE)[goal], who) is concerned


@pytest.mark.parametrize("group", [each.id for each in AUDIENCES.function_groups])
def test_breaking_free_is_only_for_enforcement(group: str) -> None:
    goal = by_id(CATALOGUE)["break_free"]
    assert concerns(goal, Profile(groups=frozenset({group}))) is (group == "toezicht_handhaving")


def test_an_answer_about_somebody_elses_work_leads_nowhere() -> None:
    assert found({"c2": 1, "l1": 1}, COUNTER_WORKER) == {}


def test_knowledge_goes_before_skill_where_needs_are_equal() -> None:
    assert list(found({"y1": 3, "y2": 3, "t2": 3, "t4": 3})) == ["report_and_learn", "stay_calm"]


def test_the_most_needed_is_first_even_when_it_is_skill() -> None:
    assert list(found({"y1": 2, "y2": 2, "t2": 3, "t4": 3})) == ["stay_calm", "report_and_learn"]


def test_what_every_newcomer_learns_goes_before_what_somebody_is_unsure_of() -> None:
    unsure = {"y1": 1, "y2": 1}
    assert list(found(unsure, Profile(newcomer=True))) == [*KNOWLEDGE_FOR_ALL, "stay_calm"]
    assert next(iter(found(unsure | {"r6": 1}, Profile(newcomer=True)))) == "call_for_help"


def test_at_most_three_goals_are_proposed_the_most_needed_first() -> None:
    all_needs = needs(CATALOGUE, dict.fromkeys(STATEMENTS, 1) | {"r6": 2, "n3": 4, "t1": 4}, {}, COUNTER_WORKER)
    assert len(all_needs) > 3
    assert [each.goal.id for each in proposed(all_needs)] == ["follow_protocol", "judge_risk", "see_tension"]
    assert [each.goal.id for each in proposed(all_needs, 1)] == ["follow_protocol"]


def test_nothing_is_proposed_to_who_is_sure_of_everything() -> None:
    assert proposed(needs(CATALOGUE, dict.fromkeys(STATEMENTS, 5), {}, COUNTER_WORKER)) == ()


def test_without_any_answer_the_role_decides_among_what_somebody_chooses() -> None:
    who = Profile(groups=frozenset({"toezicht_handhaving"}))
    assert [each.id for each in to_choose_from((), CATALOGUE, who)] == [
        "street",
        "break_free",
        "follow_protocol",
        "judge_risk",
        "see_tension",
        "bend_emotion",
    ]


@settings(max_examples=60, deadline=None)
@given(answers, judgements, profiles)
def test_somebody_chooses_among_six_different_goals_of_their_own_audience(
    statements: dict[str, int], differing: dict[str, bool], who: Profile
) -> None:
    all_needs = needs(CATALOGUE, statements, differing, who)
    offered = to_choose_from(all_needs, CATALOGUE, who)
    assert len({each.id for each in offered}) == len(offered) == 6
    assert all(concerns(goal, who) for goal in offered)
    first = [need.goal for need in proposed(all_needs)]
    assert list(offered[: len(first)]) == first


@settings(max_examples=60, deadline=None)
@given(answers, judgements, profiles)
def test_the_order_in_which_somebody_answered_does_not_matter(
    statements: dict[str, int], differing: dict[str, bool], who: Profile
) -> None:
    all_needs = needs(CATALOGUE, statements, differing, who)
    assert needs(CATALOGUE, dict(reversed(statements.items())), dict(reversed(differing.items())), who) == all_needs
    assert [BANDS.index(each.band) for each in all_needs] == sorted(BANDS.index(each.band) for each in all_needs)


@settings(max_examples=60, deadline=None)
@given(answers, judgements, profiles, st.sampled_from(STATEMENTS))
def test_being_surer_never_makes_a_goal_more_needed(
    statements: dict[str, int], differing: dict[str, bool], who: Profile, surer_of: str
) -> None:
    held = statements.get(surer_of, 3)
    before = found(statements | {surer_of: held}, who, differing)
    after = found(statements | {surer_of: min(5, held + 1)}, who, differing)
    for goal, need in after.items():
        assert need.need <= before[goal].need
        assert BANDS.index(need.band) >= BANDS.index(before[goal].band)


@pytest.mark.parametrize(
    ("statements", "threat", "note"),
    [
        ({"r3": 5, "r4": 5, "r5": 5}, True, True),
        ({"r3": 5, "r4": 4}, True, True),
        ({"r3": 5, "r4": 4, "r5": 4}, True, False),
        ({"r3": 5, "r4": 5, "r5": 5}, False, False),
        ({"y1": 5}, True, False),
    ],
)
def test_the_kind_note_is_for_who_is_sure_and_answered_a_threat_otherwise(
    statements: dict[str, int], threat: bool, note: bool
) -> None:
    assert sure_but_differing(statements, {"threat": threat, "attack": True}) is note


def test_no_kind_note_without_a_vignette_about_a_threat() -> None:
    assert not sure_but_differing({"r3": 5, "r4": 5, "r5": 5}, {"attack": True})


def test_every_statement_leads_to_exactly_one_goal_and_every_goal_has_statements_that_are_asked() -> None:
    led_to = Counter(statement for goal in CATALOGUE for statement in goal.statements)
    assert led_to == Counter(STATEMENTS)


def test_a_statement_and_its_goal_are_about_the_same_training() -> None:
    goal_of = {statement: goal for goal in CATALOGUE for statement in goal.statements}
    for statement in asked():
        assert set(statement["elements"]) <= set(goal_of[statement["id"]].elements), statement["id"]


def test_whoever_is_asked_something_is_in_the_audience_of_its_goal() -> None:
    goal_of = {statement: goal for goal in CATALOGUE for statement in goal.statements}
    for statement in asked():
        shown_to = statement.get("shown_to", {})
        goal = goal_of[statement["id"]]
        for kind in ("groups", "tags", "duties", "channels"):
            for name in shown_to.get(kind, ()):
                assert concerns(goal, Profile(**{kind: frozenset({name})})), (statement["id"], name)
        if "leader" in shown_to.get("variants", ()):
            assert concerns(goal, Profile(leader=True))


def test_the_shipped_lists_have_no_faults() -> None:
    assert list(faults(CATALOGUE, TRAINING)) == []


def test_the_goals_name_only_audiences_and_vignettes_that_exist() -> None:
    groups = {each.id for each in AUDIENCES.function_groups}
    for goal in CATALOGUE:
        assert {*goal.groups, *goal.emphasis} <= groups
        assert set(goal.tags) <= {each.id for each in AUDIENCES.tags}
        assert set(goal.duties) <= {each.id for each in AUDIENCES.duties}
        assert set(goal.strata) <= set(STRATA)
        assert goal.element == goal.elements[0]


def test_every_frequency_that_can_be_answered_has_a_weight() -> None:
    (question,) = (each for each in read(QUESTIONNAIRE)["routing"] if each["id"] == "w2")
    assert [option["id"] for option in question["options"]] == list(EXPOSURE)
    assert sorted(EXPOSURE.values()) == list(EXPOSURE.values())


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"id": "apply_norm", "statements": ("made-up",)}, "the goal 'apply_norm' stands here twice"),
        ({"id": "new", "statements": ("n1",)}, "the statement 'n1' stands here twice"),
        ({"id": "new", "statements": ("x",), "elements": ("te_none",)}, "there is no training element 'te_none'"),
    ],
)
def test_a_fault_in_the_list_of_goals_is_named(changed: dict[str, Any], expected: str) -> None:
    said = list(faults((*CATALOGUE, replace(CATALOGUE[0], **changed)), TRAINING))
    assert any(expected in line for line in said)


def test_a_training_element_that_stands_twice_is_named() -> None:
    assert list(faults(CATALOGUE, (*TRAINING, TRAINING[0]))) == ["the element 'te_awareness' stands here twice"]


def test_the_bands_are_all_there_are() -> None:
    assert get_args(Band) == BANDS
