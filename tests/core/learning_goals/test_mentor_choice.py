"""Who is suggested as a mentor, in which order and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning_goals.mentor_choice import (
    MENTORED_DAYS,
    MOST_AT_ONCE,
    Candidate,
    Wanted,
    mentored_until,
    suggestions,
    suitable,
)

TODAY = date(2026, 11, 23)
NEW = Wanted(person_id=1, function_groups=frozenset({"buitendienst"}), teams=frozenset({10}))
GOOD = Candidate(
    person_id=2,
    name="Anna",
    function_groups=frozenset({"buitendienst"}),
    teams=frozenset({10}),
    is_mentor=True,
    newcomers=0,
    employed_from=date(2020, 1, 1),
)
OTHER_GROUP = frozenset({"werkplein"})


def names(*candidates: Candidate) -> list[str]:
    return [each.candidate.name for each in suggestions(NEW, candidates, TODAY)]


def test_the_order_is_group_team_duty_and_load() -> None:
    elsewhere = replace(GOOD, name="elsewhere", teams=frozenset({11}))
    without_duty = replace(GOOD, name="without duty", is_mentor=False)
    other_group = replace(GOOD, name="other group", function_groups=OTHER_GROUP)
    loaded = replace(GOOD, name="loaded", newcomers=1)
    found = names(other_group, elsewhere, without_duty, loaded, GOOD)
    assert found == ["Anna", "loaded", "without duty", "elsewhere", "other group"]


@pytest.mark.parametrize(
    "changed",
    [{"person_id": 1}, {"away": True}, {"newcomers": MOST_AT_ONCE}, {"leads": True}, {"employed_from": TODAY}],
)
def test_who_cannot_be_a_mentor_is_not_suggested(changed: dict[str, object]) -> None:
    assert names(replace(GOOD, **changed)) == []


def test_a_year_is_enough_to_the_day() -> None:
    assert suitable(NEW, replace(GOOD, employed_from=date(2025, 11, 23)), TODAY)
    assert not suitable(NEW, replace(GOOD, employed_from=date(2025, 11, 24)), TODAY)


def test_every_reason_that_holds_is_said() -> None:
    (found,) = suggestions(NEW, [GOOD], TODAY)
    assert found.reasons == ("same_group", "same_team", "mentor_duty", "has_none")
    (other,) = suggestions(NEW, [replace(GOOD, function_groups=OTHER_GROUP, newcomers=1, is_mentor=False)], TODAY)
    assert other.reasons == ("same_team", "has_one")


def test_a_mentorship_ends_by_itself_after_half_a_year_from_the_start() -> None:
    assert mentored_until(TODAY, TODAY) == TODAY + timedelta(days=MENTORED_DAYS)
    assert mentored_until(date(2020, 1, 1), TODAY) > TODAY


CANDIDATES = st.lists(
    st.builds(
        Candidate,
        person_id=st.integers(1, 6),
        name=st.sampled_from("abc"),
        function_groups=st.frozensets(st.sampled_from(("buitendienst", "werkplein"))),
        teams=st.frozensets(st.integers(9, 11)),
        is_mentor=st.booleans(),
        newcomers=st.integers(0, 3),
        employed_from=st.dates(date(2015, 1, 1), TODAY),
        away=st.booleans(),
        leads=st.booleans(),
    ),
    unique_by=lambda each: each.person_id,
)


@given(candidates=CANDIDATES)
def test_nobody_fitting_is_left_out_and_the_best_is_in_front(candidates: list[Candidate]) -> None:
    found = suggestions(NEW, candidates, TODAY)
    assert {each.candidate.person_id for each in found} == {
        each.person_id for each in candidates if suitable(NEW, each, TODAY)
    }
    for better, worse in pairwise(found):
        assert ("same_group" in better.reasons) >= ("same_group" in worse.reasons)
    assert found == suggestions(NEW, reversed(candidates), TODAY)
