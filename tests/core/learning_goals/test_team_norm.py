"""A team may be stricter than the norm, never looser."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings

from learning_goals.norm import Norm
from learning_goals.team_norm import CHOICES, TeamNorm, in_force, is_looser, looser, offered, stricter
from tests.core.learning_goals.test_norm import PROPOSED
from tests.norms import norms


def equal_to(norm: Norm, **changed: object) -> TeamNorm:
    values = {field: getattr(norm, field) for field in CHOICES} | changed
    return TeamNorm(norm_number=norm.number, made_on=date(2026, 3, 1), made_by_people=6, **values)


@settings(max_examples=30, deadline=None)
@given(norms())
def test_what_is_offered_begins_with_the_norm_and_is_never_looser(norm: Norm) -> None:
    for field in CHOICES:
        values = offered(field, norm)
        assert values[0] == getattr(norm, field)
        assert len(set(values)) == len(values)
        for value in values:
            assert looser(equal_to(norm, **{field: value}), norm) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("emotional_repeats", 4),
        ("removal_requests", 5),
        ("home_visit_check_in_minutes", 90),
        ("register_within_hours", 48),
    ],
)
def test_more_is_looser(field: str, value: int) -> None:
    assert looser(equal_to(PROPOSED, **{field: value}), PROPOSED) == [field]


def test_a_looser_choice_is_named_and_a_stricter_one_too() -> None:
    strict = replace(PROPOSED, c_first_response="name_immediately", home_visit_pairs="always")
    team = equal_to(strict, c_first_response="ignore_briefly", discrimination_class="D")
    assert looser(team, strict) == ["c_first_response"]
    assert stricter(team, strict) == ["discrimination_class"]


def test_where_the_norm_became_stricter_the_norm_holds() -> None:
    team = equal_to(PROPOSED, removal_requests=2)
    later = replace(PROPOSED, removal_requests=1, register_scope="every", discrimination_class="D")
    held = in_force(team, later)
    assert (held["removal_requests"], held["discrimination_class"]) == (1, "D")
    assert in_force(team, PROPOSED)["removal_requests"] == 2


def test_nothing_is_looser_than_itself() -> None:
    assert not any(is_looser(field, getattr(PROPOSED, field), getattr(PROPOSED, field)) for field in CHOICES)
