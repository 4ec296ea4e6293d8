"""A conversation goes where the choices lead, and tension stays on its gauge."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.scenarios.model import Scenario
from quizzes.scenarios.play import NoSuchChoice, play, under
from tests.core.quizzes.scenarios.make import document, parsed


def small(**change: object) -> Scenario:
    found = parsed(document() | change).scenario
    assert found is not None
    return found


def test_it_begins_at_the_first_node_with_the_tension_of_the_file() -> None:
    standing = play(small(), [])
    assert (standing.node.id, standing.gauges.other, standing.gauges.own) == ("n1", 3, 2)
    assert not standing.ended


def test_choices_lead_on_and_move_both_gauges() -> None:
    standing = play(small(), ["on", "on"])
    assert standing.node.id == "n3"
    assert [(each.before.other, each.after.other) for each in standing.turns] == [(3, 2), (2, 1)]
    assert (standing.gauges.other, standing.gauges.own) == (1, 4)


def test_tension_never_leaves_the_gauge() -> None:
    standing = play(small(), ["on", "on", "on", "on", "on"])
    assert (standing.gauges.other, standing.gauges.own) == (1, 5)
    assert standing.ended
    assert standing.well


def test_a_bad_end_is_no_good_end() -> None:
    assert not play(small(), ["out", "out"]).well


@pytest.mark.parametrize("choices", [["weg"], ["on", ""], ["on", "on", "on", "on", "on", "on"]])
def test_what_is_not_offered_cannot_be_chosen(choices: list[str]) -> None:
    with pytest.raises(NoSuchChoice):
        play(small(), choices)


def test_a_choice_of_another_norm_is_not_offered() -> None:
    said = document()
    only = {"when": {"c_first_response": ["ignore_briefly"]}}
    said["nodes"][4]["choices"][2] |= only
    found = parsed(said).scenario
    assert found is not None
    assert len(under(found, {"c_first_response": "ignore_briefly"}).node("n5").choices) == 3
    assert len(under(found, {"c_first_response": "name_immediately"}).node("n5").choices) == 2


@given(st.lists(st.integers(0, 3), max_size=30))
def test_whatever_is_chosen_it_ends_and_can_be_told_turn_by_turn(picks: list[int]) -> None:
    scenario, made = small(), list[str]()
    for pick in picks:
        here = play(scenario, made)
        if here.ended:
            break
        made.append(here.node.choices[pick % len(here.node.choices)].id)
    standing = play(scenario, made)
    assert [each.choice.id for each in standing.turns] == made
    for before, after in zip(standing.turns, standing.turns[1:], strict=False):
        assert before.after == after.before
        assert before.choice.to == after.node.id
    assert len(made) <= len(scenario.nodes)
