"""Places, waiting lists and what stands in the way of a training."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning_goals.registration import Entry, completed, is_open, moving_up, place_in_line, status_of_next
from learning_goals.session_clashes import Clash, Proposed, Slot, clashes

ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("come"), st.integers(1, 8)),
        st.tuples(st.just("go"), st.integers(1, 8)),
        st.tuples(st.just("room"), st.integers(0, 3)),
    ),
    max_size=40,
)


@given(st.integers(1, 5), ACTS)
def test_never_above_capacity_in_order_and_nobody_lost(capacity: int, acts: list[tuple[str, int]]) -> None:
    entries: list[Entry] = []
    for act, number in acts:
        held = {entry.person_id for entry in entries}
        if act == "come" and number not in held:
            entries.append(Entry(person_id=number, status=status_of_next(capacity, entries)))
        elif act == "go":
            entries = [entry for entry in entries if entry.person_id != number]
        elif act == "room":
            capacity += number
        up = moving_up(capacity, entries)
        assert up == [entry.person_id for entry in entries if entry.status == "waiting"][: len(up)]
        entries = [replace(entry, status="registered") if entry.person_id in up else entry for entry in entries]
        taken = sum(entry.status == "registered" for entry in entries)
        waits = len(entries) - taken
        assert taken <= capacity
        assert taken == capacity or not waits
        assert moving_up(capacity, entries) == []
        lines = [place_in_line(entries, entry.person_id) for entry in entries if entry.status == "waiting"]
        assert lines == list(range(1, waits + 1))


def test_who_comes_while_others_wait_waits_too() -> None:
    assert (
        status_of_next(2, [Entry(person_id=1, status="registered"), Entry(person_id=2, status="waiting")]) == "waiting"
    )


@pytest.mark.parametrize(
    ("status", "closes", "first", "expected"),
    [
        ("planned", date(2026, 11, 23), date(2026, 12, 1), True),
        ("planned", date(2026, 11, 22), date(2026, 12, 1), False),
        ("cancelled", date(2026, 11, 23), date(2026, 12, 1), False),
        ("planned", date(2026, 11, 30), date(2026, 11, 23), False),
    ],
)
def test_registering_is_open_until_its_last_day(status: str, closes: date, first: date, expected: bool) -> None:
    assert is_open(status, closes, first, date(2026, 11, 23)) is expected


def test_a_training_counts_when_somebody_was_there_every_time() -> None:
    assert [completed(2, present) for present in (0, 1, 2)] == [False, False, True]
    assert not completed(0, 0)


AT = datetime(2027, 1, 12, 8, tzinfo=UTC)
SLOT = Slot(starts_at=AT, ends_at=AT + timedelta(hours=4))
FINE = Proposed(slots=[SLOT], days=[date(2027, 1, 12)], capacity=12, most_people=12, trainers=["Anna"])


def test_nothing_stands_in_the_way_of_a_good_plan() -> None:
    assert clashes(FINE) == []


@pytest.mark.parametrize(
    ("plan", "clash"),
    [
        (replace(FINE, trainers=()), Clash("trainer", "soft", "no_trainer")),
        (replace(FINE, capacity=13), Clash("S13", "soft", "group_too_big", "12")),
        (replace(FINE, slots=[SLOT, SLOT], days=[date(2027, 1, 12)] * 2), Clash("dates", "hard", "dates_overlap")),
        (replace(FINE, slots=[Slot(starts_at=AT, ends_at=AT)]), Clash("dates", "hard", "ends_before_it_starts")),
        (replace(FINE, holidays={date(2027, 1, 12): "Feest"}), Clash("calendar", "soft", "holiday", "Feest")),
        (replace(FINE, days=[date(2027, 1, 16)]), Clash("calendar", "soft", "weekend", "2027-01-16")),
        (replace(FINE, people={4: "Bo"}, busy={4: [SLOT]}), Clash("double", "hard", "double_booked", "Bo")),
        (replace(FINE, people={4: "Bo"}, away={4: [date(2027, 1, 12)]}), Clash("S14", "soft", "away", "Bo")),
        (replace(FINE, team_away={"Balie": 0.6}), Clash("S14", "soft", "half_of_team_away", "Balie")),
        (replace(FINE, practice=True, leaders_done=False), Clash("H4", "hard", "leaders_first")),
    ],
)
def test_what_stands_in_the_way_says_which_rule(plan: Proposed, clash: Clash) -> None:
    assert clashes(plan) == [clash]


def test_one_training_after_the_other_is_no_clash() -> None:
    next_one = Slot(starts_at=SLOT.ends_at, ends_at=SLOT.ends_at + timedelta(hours=1))
    assert clashes(replace(FINE, people={4: "Bo"}, busy={4: [next_one]})) == []
