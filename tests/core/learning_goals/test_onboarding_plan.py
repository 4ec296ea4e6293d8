"""What somebody new does and by when, and whether the person may work alone with the public."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning_goals.onboarding_plan import AROUND, COURSES, FIRST_MONTH, HALF_YEAR, REFRESHES, Newcomer, Plan, plan
from learning_goals.onboarding_progress import (
    Known,
    Line,
    asked_norm,
    counts,
    finished,
    late,
    near,
    next_for,
    open_before_alone,
    progress,
)
from learning_goals.working_days import first_working_day, is_working_day, working_days_after

MONDAY = date(2026, 11, 23)
EVA = Newcomer(employed_from=MONDAY, function_groups=frozenset({"publieksdiensten"}))
RISKY = replace(EVA, tags=frozenset({"risicovolle_functie"}))
CHRISTMAS = frozenset({date(2026, 12, 25), date(2026, 12, 26), date(2027, 1, 1)})
ALONE = {"who_to_call", "alarm", "way_out", "norm", "m09-stap-voor-stap"}


def made(newcomer: Newcomer = EVA, holidays: frozenset[date] = CHRISTMAS) -> Plan:
    return plan(newcomer, COURSES, holidays)


def due(found: Plan) -> dict[str, date]:
    return {step.id: step.due_on for step in found.steps}


def lines(known: Known, today: date, newcomer: Newcomer = EVA) -> tuple[Line, ...]:
    return progress(made(newcomer), known, today)


def states(known: Known, today: date) -> dict[str, str]:
    return {line.step.id: line.state for line in lines(known, today)}


def everything(day: date = MONDAY) -> Known:
    steps = ("who_to_call", "alarm", "way_out", "safe_work", "first_talk")
    return Known(norm_on=day, completed=dict.fromkeys(COURSES, day), marked=dict.fromkeys(steps, day))


def test_the_start_path_by_hand() -> None:
    assert due(made()) == {
        "who_to_call": MONDAY,
        "alarm": MONDAY,
        "way_out": MONDAY,
        "norm": date(2026, 11, 30),
        "m17-nieuw-hier": date(2026, 11, 30),
        "m09-stap-voor-stap": date(2026, 11, 30),
        "safe_work": date(2026, 11, 30),
        "m01-de-norm": date(2026, 12, 23),
        "m03-gedrag-herkennen": date(2026, 12, 23),
        "m13-melden-en-samen-leren": date(2026, 12, 23),
        "first_talk": date(2026, 12, 23),
        "refresh_1": date(2027, 5, 25),
        "refresh_2": date(2027, 11, 24),
        "refresh_3": date(2028, 5, 25),
        "refresh_4": date(2028, 11, 24),
    }


def test_a_month_and_a_half_year_over_a_leap_day() -> None:
    found = due(made(replace(EVA, employed_from=date(2028, 1, 31))))
    assert found["first_talk"] == date(2028, 3, 1)
    assert found["refresh_1"] == date(2028, 8, 1)
    assert due(made(replace(EVA, employed_from=date(2028, 2, 29))))["norm"] == date(2028, 3, 7)


def test_a_start_on_new_years_day_or_in_a_weekend_has_its_first_day_on_a_working_day() -> None:
    found = due(made(replace(EVA, employed_from=date(2027, 1, 1))))
    assert found["alarm"] == date(2027, 1, 4)
    assert found["norm"] == date(2027, 1, 8)
    assert found["first_talk"] == date(2027, 1, 31)


def test_only_a_risky_function_asks_for_a_mentor_within_five_working_days() -> None:
    assert made().mentor_due is None
    assert made(RISKY).mentor_due == date(2026, 11, 30)


def test_five_working_days_pass_over_christmas_and_the_end_of_the_year() -> None:
    before_christmas = replace(RISKY, employed_from=date(2026, 12, 23))
    assert made(before_christmas).mentor_due == date(2026, 12, 31)
    thursday = replace(RISKY, employed_from=date(2026, 12, 24))
    assert made(thursday).mentor_due == date(2027, 1, 4)


def test_a_course_that_is_not_on_offer_is_left_out_and_named() -> None:
    found = plan(EVA, {"m01-de-norm", "m09-stap-voor-stap"}, ())
    assert found.not_offered == ("m17-nieuw-hier", "m03-gedrag-herkennen", "m13-melden-en-samen-leren")
    assert {step.id for step in found.steps if step.kind == "course"} == {"m01-de-norm", "m09-stap-voor-stap"}


def test_without_the_protocol_course_the_mentor_goes_through_the_protocol_before_anybody_works_alone() -> None:
    step = plan(EVA, (), ()).step("protocol")
    assert step is not None
    assert (step.doer, step.before_alone) == ("mentor", True)
    assert made().step("protocol") is None


def test_tags_and_duties_add_what_the_work_asks_for() -> None:
    busy = replace(EVA, tags=frozenset({"huisbezoek", "solo_werk"}), duties=frozenset({"direct_leidinggevende"}))
    added = {step.id for step in made(busy).steps} - {step.id for step in made().steps}
    assert added == {"home_visit", "working_alone", "leader_role"}


def test_nothing_is_due_after_the_last_day_of_a_short_contract() -> None:
    last = MONDAY + timedelta(days=10)
    found = made(replace(EVA, employed_until=last))
    assert max(step.due_on for step in found.steps) == last
    assert not any(step.phase == "refresh" for step in found.steps)


def test_before_working_alone_come_norm_protocol_and_alarm() -> None:
    assert {step.id for step in open_before_alone(lines(Known(), MONDAY))} == ALONE
    assert {step.id for step in open_before_alone(lines(Known(), MONDAY, RISKY))} == ALONE | {"safe_work"}
    assert open_before_alone(lines(everything(), MONDAY)) == ()


@pytest.mark.parametrize("missing", sorted(ALONE))
def test_each_one_of_them_alone_still_stands_in_the_way(missing: str) -> None:
    all_done = everything()
    known = Known(
        norm_on=None if missing == "norm" else MONDAY,
        completed={id: day for id, day in all_done.completed.items() if id != missing},
        marked={id: day for id, day in all_done.marked.items() if id != missing},
    )
    assert [step.id for step in open_before_alone(lines(known, MONDAY))] == [missing]


def test_the_states_follow_the_days() -> None:
    assert states(Known(), MONDAY)["norm"] == "assigned"
    assert states(Known(), date(2026, 11, 27))["norm"] == "due_soon"
    assert states(Known(), date(2026, 11, 30))["norm"] == "due_soon"
    assert states(Known(), date(2026, 12, 1))["norm"] == "overdue"
    assert states(Known(norm_on=MONDAY), date(2026, 12, 1))["norm"] == "done"


def test_telling_it_again_is_in_time_a_month_before_and_after() -> None:
    day = MONDAY + timedelta(days=HALF_YEAR)
    around = timedelta(days=AROUND)
    assert states(Known(), day - around - timedelta(days=1))["refresh_1"] == "later"
    assert states(Known(), day - around)["refresh_1"] == "assigned"
    assert states(Known(), day + around)["refresh_1"] == "due_soon"
    assert states(Known(), day + around + timedelta(days=1))["refresh_1"] == "overdue"


def test_what_a_returner_did_long_ago_does_not_count_but_what_was_done_lately_does() -> None:
    long_ago, lately = MONDAY - timedelta(days=184), MONDAY - timedelta(days=183)
    assert not counts(EVA, long_ago, current=True)
    assert counts(EVA, lately, current=True)
    assert not counts(EVA, lately, current=False)


def test_what_was_done_since_the_first_day_counts_also_when_the_course_changes_later() -> None:
    assert counts(EVA, MONDAY, current=False)


def test_the_norm_that_held_on_the_first_day_is_the_one_to_read() -> None:
    versions = {1: date(2026, 1, 1), 3: MONDAY, 4: MONDAY + timedelta(days=1)}
    assert asked_norm(EVA, versions) == 3
    assert asked_norm(EVA, {4: MONDAY + timedelta(days=1)}) == 4
    assert asked_norm(EVA, {}) == 0


def test_the_start_is_finished_when_all_but_the_later_telling_is_done() -> None:
    assert finished(lines(everything(), MONDAY))
    assert not finished(lines(replace(everything(), norm_on=None), MONDAY))


def test_the_next_thing_is_what_is_due_first() -> None:
    first = next_for("newcomer", lines(Known(), MONDAY))
    assert first is not None
    assert first.step.id == "who_to_call"
    after = next_for("newcomer", lines(Known(marked={"who_to_call": MONDAY}), MONDAY))
    assert after is not None
    assert after.step.id == "norm"
    assert next_for("newcomer", lines(everything(), MONDAY)) is None


def test_only_the_next_telling_is_shown() -> None:
    shown = [line.step.id for line in near(lines(Known(), MONDAY)) if line.step.phase == "refresh"]
    assert shown == ["refresh_1"]
    later = near(lines(Known(marked={"refresh_1": MONDAY}), MONDAY + timedelta(days=200)))
    assert [line.step.id for line in later if line.step.phase == "refresh"] == ["refresh_1", "refresh_2"]


DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
TAGS = st.frozensets(st.sampled_from(("huisbezoek", "solo_werk", "risicovolle_functie", "deurwaarder")))
OFFERED = st.frozensets(st.sampled_from(COURSES))


@given(first=DAYS, tags=TAGS, offered=OFFERED, length=st.integers(0, 900), holidays=st.frozensets(DAYS))
def test_every_plan_is_complete_in_order_and_within_the_employment(
    first: date, tags: frozenset[str], offered: frozenset[str], length: int, holidays: frozenset[date]
) -> None:
    newcomer = Newcomer(employed_from=first, employed_until=first + timedelta(days=length), tags=tags)
    found = plan(newcomer, offered, holidays)
    ids = [step.id for step in found.steps]
    assert len(ids) == len(set(ids))
    assert {*ids} >= {"who_to_call", "alarm", "way_out", "norm", "safe_work", "first_talk"}
    assert {each for each in COURSES if each in ids} | set(found.not_offered) == set(COURSES)
    for step in found.steps:
        assert step.due_on <= newcomer.employed_until
        assert step.opens_on <= step.due_on or length < 5 or step.phase == "first_day"
        if step.phase != "refresh":
            assert step.due_on <= first + timedelta(days=FIRST_MONTH + len(holidays) + 3)
    assert (found.mentor_due is not None) == ("risicovolle_functie" in tags)
    assert sum(step.phase == "refresh" for step in found.steps) == min(REFRESHES, length // HALF_YEAR)


@given(first=DAYS, on=st.integers(0, 800))
def test_nothing_that_is_done_is_late(first: date, on: int) -> None:
    newcomer = replace(EVA, employed_from=first)
    refreshes = {f"refresh_{number}": first for number in range(1, REFRESHES + 1)}
    known = everything(first)
    known = replace(known, marked={**known.marked, **refreshes})
    assert late(progress(made(newcomer), known, first + timedelta(days=on))) == ()


@given(day=DAYS, count=st.integers(1, 30), holidays=st.frozensets(DAYS, max_size=40))
def test_so_many_working_days_lie_between(day: date, count: int, holidays: frozenset[date]) -> None:
    last = working_days_after(day, count, holidays)
    between = [day + timedelta(days=number) for number in range(1, (last - day).days + 1)]
    assert sum(is_working_day(each, holidays) for each in between) == count
    assert is_working_day(last, holidays)
    assert first_working_day(last, holidays) == last
