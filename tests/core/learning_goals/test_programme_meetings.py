"""Meetings of a programme: merged and apart again, in halves; what they take; when practice opens; what comes back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning_goals.programme_budget import hours_each, hours_of, quarters
from learning_goals.programme_meetings import (
    can_be_halved,
    halved,
    merged,
    separated,
    spread,
    subjects,
    subjects_of,
)
from learning_goals.programme_opening import Waiting, done_for, is_practice, waiting
from learning_goals.programme_years import rows

TODAY = date(2027, 5, 10)


def item(what: str, month: int = 3, **said: Any) -> dict[str, Any]:
    return {
        "key": what,
        "what": what,
        "phase": "skills",
        "month": f"2027-{month:02}-01",
        "hours": 4,
        "cost": 600,
        "groups": 2,
        "why": ["source"],
        **said,
    }


ITEMS = st.builds(
    item,
    what=st.sampled_from(["norm", "practice", "team"]),
    month=st.integers(1, 12),
    hours=st.integers(0, 12),
    cost=st.integers(0, 9999),
    groups=st.integers(1, 9),
    why=st.lists(st.sampled_from(["source", "goal", "risk", "rule"]), unique=True),
)


@given(ITEMS, ITEMS)
def test_a_merged_meeting_keeps_both_reasons_and_can_be_what_it_was(
    first: dict[str, Any], second: dict[str, Any]
) -> None:
    both = merged(first, second)
    assert {*both["why"]} == {*first["why"], *second["why"]}
    assert both["month"] == max(first["month"], second["month"])
    assert both["cost"] == first["cost"] + second["cost"]
    assert separated(both) == [first, second]
    assert {*subjects(both)} == {first["what"], second["what"]}


def test_different_things_take_their_hours_together_and_the_same_thing_only_once() -> None:
    assert merged(item("norm", hours=3), item("team", hours=2, groups=5))["hours"] == 5
    assert merged(item("norm"), item("team", groups=5))["groups"] == 5
    first, second = halved(item("norm", groups=3))
    assert (merged(first, second)["hours"], merged(first, second)["groups"]) == (4, 3)


def test_three_meetings_become_one_and_three_again() -> None:
    three = [item("norm", 1), item("team", 2), item("practice", 5)]
    assert separated(merged(merged(three[0], three[1]), three[2])) == three


@given(ITEMS)
def test_two_halves_are_together_what_was_halved(whole: dict[str, Any]) -> None:
    if not can_be_halved(whole):
        assert whole["groups"] == 1
        return
    halves = halved(whole)
    assert len({each["key"] for each in halves}) == 2
    assert sum(each["groups"] for each in halves) == whole["groups"]
    assert sum(each["cost"] for each in halves) == whole["cost"]
    assert all(each["groups"] > 0 and not can_be_halved(each) for each in halves)
    assert hours_each(halves) == hours_each([whole])


@given(ITEMS, ITEMS, st.integers(0, 60))
def test_the_subjects_of_a_meeting_share_its_hours_and_costs(
    first: dict[str, Any], second: dict[str, Any], people: int
) -> None:
    both = merged(first, second)
    shares = spread(both, people)
    assert sum(each.hours for each in shares) == pytest.approx(both["hours"])
    assert sum(each.cost for each in shares) == both["cost"]
    assert all(each.people == people for each in shares)


def test_half_of_the_people_come_to_a_half_and_all_to_both_halves() -> None:
    first, second = halved(item("norm"))
    assert [each.people for each in spread(first, 11)] == [6]
    assert [each.people for each in spread(merged(first, second), 11)] == [11]
    assert [(each.people, each.half) for each in spread(merged(first, item("team")), 11)] == [(6, True), (11, False)]


def test_what_is_given_twice_counts_from_the_first_time() -> None:
    first, second = halved(item("norm", 3))
    found = subjects_of([{**second, "month": "2027-02-01"}, first, merged(item("team", 4), item("practice", 6))])
    assert {what: each["month"] for what, each in found.items()} == {
        "norm": "2027-02-01",
        "team": "2027-06-01",
        "practice": "2027-06-01",
    }


# --- what it takes ---------------------------------------------------------------------------------------------------


def test_each_quarter_says_what_it_takes_and_what_is_left() -> None:
    items = [item("norm", 1, hours=2), item("team", 3, hours=1, cost=0), item("practice", 12, hours=4, cost=3000)]
    found = quarters(items, 10, 60, 3500)
    assert [(each.hours, each.euros) for each in found] == [(30, 600), (0, 0), (0, 0), (40, 3000)]
    assert [(each.hours_left, each.euros_left) for each in found] == [(30, 2900), (30, 2900), (30, 2900), (-10, -100)]
    assert {(each.hours_left, each.euros_left) for each in quarters(items, 10, None, None)} == {(None, None)}


@given(st.lists(ITEMS, max_size=8), st.integers(0, 200))
def test_the_quarters_add_up_to_the_year(items: list[dict[str, Any]], people: int) -> None:
    found = quarters(items, people, 1000, 1000)
    assert sum(each.hours for each in found) == pytest.approx(sum(hours_of(each, people) for each in items))
    assert found[-1].euros_left == 1000 - sum(each["cost"] for each in items)


# --- when practice opens ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("phase", ["norm", "leaders", "team_norm", "team", "support", "newcomer"])
def test_norm_steps_team_norm_and_newcomers_never_wait(phase: str) -> None:
    assert not is_practice(phase, e_learning=False)


def test_practice_waits_and_theory_on_a_screen_does_not() -> None:
    assert is_practice("skills", e_learning=False)
    assert is_practice("aftercare", e_learning=False)
    assert not is_practice("skills", e_learning=True)


@pytest.mark.parametrize(
    ("leader_done", "team_norm", "fallback", "expected"),
    [
        (True, True, None, None),
        (False, True, None, Waiting(leader=True, team_norm=False, until=None)),
        (True, False, None, Waiting(leader=False, team_norm=True, until=None)),
        (False, False, date(2027, 5, 11), Waiting(leader=True, team_norm=True, until=date(2027, 5, 11))),
        (False, False, TODAY, None),
        (False, False, date(2027, 1, 1), None),
    ],
)
def test_practice_opens_when_leader_and_team_norm_are_there_or_on_the_fallback_day(
    leader_done: bool, team_norm: bool, fallback: date | None, expected: Waiting | None
) -> None:
    found = waiting(leader_done=leader_done, team_norm=team_norm, fallback=fallback, today=TODAY)
    assert found == expected


def test_a_course_counts_whenever_it_was_done_and_a_meeting_in_its_year() -> None:
    assert done_for(2027, date(2026, 12, 31), e_learning=True)
    assert not done_for(2027, date(2026, 12, 31), e_learning=False)
    assert done_for(2027, date(2027, 1, 1), e_learning=False)
    assert not done_for(2027, None, e_learning=True)


# --- years in a row --------------------------------------------------------------------------------------------------


def kinds(years: dict[int, list[dict[str, Any]]]) -> dict[str, dict[int, str]]:
    found = rows(years, {"refresher": 12}, frozenset({"practice", "refresher"}))
    return {row.what: {year: time.kind for year, time in row.times.items()} for row in found}


def in_year(year: int, what: str, month: int, **said: Any) -> dict[str, Any]:
    return item(what, **said) | {"month": f"{year}-{month:02}-01"}


def test_what_comes_back_within_two_years_is_routine_but_for_a_goal() -> None:
    years = {
        2026: [in_year(2026, "practice", 5), in_year(2026, "norm", 1)],
        2027: [in_year(2027, "practice", 5), in_year(2027, "norm", 1)],
        2028: [in_year(2028, "practice", 4, why=["goal"])],
        2030: [in_year(2030, "practice", 4)],
    }
    assert kinds(years) == {
        "norm": {2026: "new", 2027: "again"},
        "practice": {2026: "new", 2027: "routine", 2028: "with_goal", 2030: "again"},
    }


def test_a_refresher_comes_back_after_its_own_time() -> None:
    years = {
        2026: [in_year(2026, "refresher", 9)],
        2027: [in_year(2027, "refresher", 9)],
        2028: [in_year(2028, "refresher", 8)],
    }
    assert kinds(years) == {"refresher": {2026: "new", 2027: "again", 2028: "early"}}
