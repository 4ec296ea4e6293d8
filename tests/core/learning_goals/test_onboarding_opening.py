"""Every employment that begins is opened once: hires, returners, corrections, late lists."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from learning_goals.onboarding_opening import STILL_NEW, Opened, Span, changes, employments
from learning_goals.periods import FOREVER

TODAY = date(2026, 11, 23)
ONE_DAY = timedelta(days=1)


def opened(*days: date) -> list[Opened]:
    return [Opened(key=number, employed_from=day) for number, day in enumerate(days, start=1)]


def test_who_begins_today_is_opened_and_who_begins_tomorrow_is_not() -> None:
    assert changes([Span(TODAY, FOREVER)], [], TODAY).opens == (TODAY,)
    assert changes([Span(TODAY + ONE_DAY, FOREVER)], [], TODAY).opens == ()


def test_a_list_that_comes_late_loses_nobody_but_who_was_here_long_before_is_not_new() -> None:
    late, old = TODAY - timedelta(days=STILL_NEW), TODAY - timedelta(days=STILL_NEW + 1)
    assert changes([Span(late, FOREVER)], [], TODAY).opens == (late,)
    assert changes([Span(old, FOREVER)], [], TODAY).opens == ()


def test_who_returns_after_a_gap_is_new_again_and_whose_contract_is_prolonged_is_not() -> None:
    first = Span(date(2024, 1, 1), TODAY - timedelta(days=2))
    assert changes([first, Span(TODAY, FOREVER)], opened(date(2024, 1, 1)), TODAY).opens == (TODAY,)
    prolonged = Span(date(2024, 1, 1), TODAY - ONE_DAY)
    assert changes([prolonged, Span(TODAY, FOREVER)], opened(date(2024, 1, 1)), TODAY).opens == ()


def test_a_corrected_first_day_moves_the_onboarding_instead_of_opening_a_second() -> None:
    wrong = opened(TODAY - timedelta(days=10))
    for right in (TODAY - timedelta(days=20), TODAY - timedelta(days=3)):
        found = changes([Span(right, FOREVER)], wrong, TODAY)
        assert found.opens == ()
        assert found.moves == ((1, right),)


def test_somebody_who_left_at_once_is_not_opened_any_more() -> None:
    assert changes([Span(TODAY - timedelta(days=5), TODAY - ONE_DAY)], [], TODAY).opens == ()


def test_periods_that_follow_or_overlap_are_one_employment() -> None:
    one, two = Span(date(2026, 1, 1), date(2026, 3, 31)), Span(date(2026, 4, 1), FOREVER)
    assert employments([two, one]) == [Span(date(2026, 1, 1), FOREVER)]
    assert employments([two, Span(date(2026, 1, 1), date(2026, 3, 30))]) != [Span(date(2026, 1, 1), FOREVER)]


@st.composite
def careers(draw: st.DrawFn) -> list[Span]:
    """Somebody who is hired, leaves and returns after a gap, up to four times."""
    spans: list[Span] = []
    day = date(2025, 1, 1) + timedelta(days=draw(st.integers(0, 300)))
    for _number in range(draw(st.integers(1, 4))):
        last = day + timedelta(days=draw(st.integers(0, 400)))
        spans.append(Span(day, last))
        day = last + timedelta(days=draw(st.integers(2, 200)))
    if draw(st.booleans()):
        spans[-1] = Span(spans[-1].first, FOREVER)
    return spans


def live(career: list[Span], runs: list[date]) -> list[Opened]:
    """Let the daily job run on these days; each run is asked twice."""
    found: list[Opened] = []
    for today in runs:
        known = [span for span in career if span.first <= today]
        for _again in range(2):
            wanted = changes(known, found, today)
            assert not wanted.moves
            found += [Opened(key=len(found) + 1, employed_from=day) for day in wanted.opens]
        assert changes(known, found, today).opens == ()
    return found


@given(career=careers())
def test_every_employment_is_opened_exactly_once_when_the_job_runs_every_day(career: list[Span]) -> None:
    days = [date(2025, 1, 1) + timedelta(days=number) for number in range(1800)]
    assert [each.employed_from for each in live(career, days)] == [
        span.first for span in career if span.first <= days[-1]
    ]


@given(career=careers(), gaps=st.lists(st.integers(1, STILL_NEW), min_size=20, max_size=20))
def test_a_worker_that_stood_still_loses_nobody_who_is_still_here(career: list[Span], gaps: list[int]) -> None:
    runs = [date(2025, 1, 1)]
    for gap in gaps:
        runs.append(runs[-1] + timedelta(days=gap))
    seen = [span.first for span in career if any(span.first <= day <= span.last for day in runs)]
    assert [each.employed_from for each in live(career, runs)] == seen


@given(career=careers(), shifts=st.lists(st.integers(-30, 30), min_size=8, max_size=8))
def test_corrections_of_the_first_day_never_make_a_second_onboarding(career: list[Span], shifts: list[int]) -> None:
    span = Span(career[-1].first, FOREVER)
    found = opened(span.first)
    today = span.first + timedelta(days=31)
    for shift in shifts:
        earliest = today - timedelta(days=STILL_NEW)
        span = Span(max(earliest, min(today, span.first + timedelta(days=shift))), FOREVER)
        wanted = changes([span], found, today)
        assert wanted.opens == ()
        found = [Opened(key=1, employed_from=wanted.moves[0][1])] if wanted.moves else found
        assert found[0].employed_from == span.first
        assert changes([span], found, today).moves == ()
