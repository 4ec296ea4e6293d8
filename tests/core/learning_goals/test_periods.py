"""Any day can be asked as it was known on any day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning_goals.periods import (
    FOREVER,
    Amendment,
    ImpossiblePeriod,
    Known,
    Period,
    as_known,
    begin,
    change_from,
    correct,
    end,
    together,
)
from learning_goals.staffer import Span
from learning_goals.timeline import ended_before, follow, settle, until

JANUARY, JUNE, JULY = date(2026, 1, 1), date(2026, 6, 1), date(2026, 7, 1)
EARLY, LATE = datetime(2026, 6, 2, tzinfo=UTC), datetime(2026, 8, 2, tzinfo=UTC)


def amended(rows: list[Known[str]], amendment: Amendment[str], at: datetime) -> list[Known[str]]:
    """The rows after an amendment, as the store keeps them: nothing is taken out."""
    keys = count(len(rows) + 1)
    closed = [
        Known(key=row.key, period=row.period, recorded_at=row.recorded_at, superseded_at=at)
        if row.key in amendment.superseded
        else row
        for row in rows
    ]
    return closed + [Known(key=next(keys), period=period, recorded_at=at) for period in amendment.recorded]


def test_the_same_day_is_answered_differently_on_two_days_of_asking() -> None:
    rows = amended([], begin("Balie", JANUARY), EARLY)
    rows = amended(rows, change_from(rows[0], "Telefoon", JUNE), LATE)
    asked = date(2026, 6, 15)
    assert as_known(rows, asked, EARLY) == ["Balie"]
    assert as_known(rows, asked, LATE) == ["Telefoon"]
    assert as_known(rows, date(2026, 3, 1), LATE) == ["Balie"]


def test_before_it_was_recorded_nothing_was_known() -> None:
    rows = amended([], begin("Balie", JANUARY), LATE)
    assert as_known(rows, JUNE, EARLY) == []


def test_an_end_in_advance_holds_until_and_including_the_last_day() -> None:
    rows = amended([], begin("Balie", JANUARY), EARLY)
    rows = amended(rows, end(rows[0], JUNE), LATE)
    assert as_known(rows, JUNE, LATE) == ["Balie"]
    assert as_known(rows, JUNE + timedelta(days=1), LATE) == []


def test_what_had_not_begun_on_its_last_day_is_taken_back_whole() -> None:
    rows = amended([], begin("Balie", JULY), EARLY)
    rows = amended(rows, end(rows[0], JUNE), LATE)
    assert as_known(rows, JULY, LATE) == []
    assert as_known(rows, JULY, EARLY) == ["Balie"]


def test_a_correction_replaces_what_was_believed_all_along() -> None:
    rows = amended([], begin("Balie", JANUARY), EARLY)
    rows = amended(rows, correct(rows[0], Period(value="Loket", valid_from=JUNE)), LATE)
    assert as_known(rows, date(2026, 2, 1), LATE) == []
    assert as_known(rows, date(2026, 2, 1), EARLY) == ["Balie"]


def test_saying_the_same_again_records_nothing() -> None:
    rows = amended([], begin("Balie", JANUARY, JUNE), EARLY)
    nothing = Amendment[str]()
    assert end(rows[0], JUNE) == nothing
    assert correct(rows[0], rows[0].period) == nothing
    assert change_from(rows[0], "Balie", JUNE) == nothing
    assert settle(rows, [rows[0].period]) == nothing
    assert together([nothing, nothing]) == nothing


def test_an_end_before_the_beginning_is_impossible() -> None:
    with pytest.raises(ImpossiblePeriod):
        begin("Balie", JUNE, JANUARY)


def test_settling_keeps_what_is_wanted_and_replaces_the_rest() -> None:
    rows = amended(amended([], begin("Balie", JANUARY), EARLY), begin("Loket", JANUARY), EARLY)
    wanted = [rows[1].period, Period(value="Telefoon", valid_from=JUNE)]
    assert settle(rows, wanted) == Amendment(superseded=(rows[0].key,), recorded=(wanted[1],))


DAYS = st.dates(JANUARY, date(2026, 12, 31))
PERIODS = st.lists(
    st.tuples(st.sampled_from("ABC"), DAYS, st.one_of(DAYS, st.just(FOREVER)))
    .filter(lambda each: each[1] <= each[2])
    .map(lambda each: Period(value=each[0], valid_from=each[1], valid_until=each[2])),
    max_size=5,
)


@given(PERIODS, PERIODS, DAYS)
def test_after_settling_exactly_the_wanted_periods_are_known_and_the_past_is_as_it_was(
    before: list[Period[str]], after: list[Period[str]], day: date
) -> None:
    rows = [Known(key=key, period=period, recorded_at=EARLY) for key, period in enumerate(before, start=1)]
    settled = amended(rows, settle(rows, after), LATE)
    assert sorted(as_known(settled, day, LATE)) == sorted(each.value for each in after if each.holds_on(day))
    assert as_known(settled, day, EARLY) == as_known(rows, day, EARLY)


@given(PERIODS, DAYS)
def test_nothing_holds_after_the_last_day(periods: list[Period[str]], last: date) -> None:
    cut = until(periods, last)
    assert all(each.valid_from <= each.valid_until <= last for each in cut)
    assert [each.value for each in cut if each.holds_on(last)] == [
        each.value for each in periods if each.holds_on(last)
    ]


@given(PERIODS, DAYS)
def test_ending_before_a_day_leaves_what_was_not_chosen_and_the_days_before(
    periods: list[Period[str]], day: date
) -> None:
    ended = ended_before(periods, day, lambda value: value == "A")
    assert not any(each.value == "A" and each.holds_on(day) for each in ended)
    before = day - timedelta(days=1)
    assert sorted(each.value for each in ended if each.holds_on(before)) == sorted(
        each.value for each in periods if each.holds_on(before)
    )


@given(PERIODS, DAYS, DAYS, st.booleans())
def test_what_follows_an_employment_stays_within_its_new_dates(
    periods: list[Period[str]], one: date, other: date, extends: bool
) -> None:
    old, new = Span(first=JANUARY, last=FOREVER), Span(first=min(one, other), last=max(one, other))
    for each in follow(periods, old, new, extends=extends):
        assert new.first <= each.valid_from <= each.valid_until <= new.last
