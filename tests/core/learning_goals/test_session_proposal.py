"""Groups, dates and trainers by first fit, held against the checks of planning by hand."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from learning_goals.session_clashes import Slot
from learning_goals.session_proposal import Person, Wish, propose

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
FIRST = date(2027, 3, 22)
"""A Monday; the clock changes on the Sunday after it."""


def parts(day: date) -> list[Slot]:
    return [slot(day, 9, 12), slot(day, 13, 16)]


def slot(day: date, begins: int, ends: int) -> Slot:
    at = (datetime.combine(day, time(hour), AMSTERDAM).astimezone(UTC) for hour in (begins, ends))
    return Slot(starts_at=next(at), ends_at=next(at))


def people(*teams: int) -> list[Person]:
    """So many people in each team."""
    found: list[Person] = []
    for number, size in enumerate(teams):
        found += [Person(id=number * 100 + each + 1, name=f"P{each}", team=f"Team {number}") for each in range(size)]
    return found


def wish(who: list[Person], **said: object) -> Wish:
    kept = {"people": who, "most_people": 12, "capacity": 12, "first": FIRST, "last": FIRST + timedelta(days=40)}
    return Wish(**{**kept, "parts": parts, "outside": "Bureau", "practice": True, **said})  # type: ignore[arg-type]


DAYS = st.integers(0, 40).map(lambda after: FIRST + timedelta(days=after))
AWAY = st.dictionaries(st.integers(1, 12), st.sets(DAYS, max_size=20), max_size=8)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.integers(1, 14), min_size=1, max_size=6), st.integers(2, 14), AWAY, AWAY, st.booleans())
def test_everybody_has_one_place_or_a_reason_and_nothing_hard_is_ever_proposed(
    teams: list[int], capacity: int, away: dict[int, set[date]], trainers_away: dict[int, set[date]], practice: bool
) -> None:
    who = people(*teams)
    away |= {9000 + each: days for each, days in trainers_away.items()}
    busy = {9001: [slot(FIRST + timedelta(days=1), 8, 17)], 1: [slot(FIRST, 9, 10)]}
    asked = wish(
        who,
        capacity=capacity,
        away=away,
        busy=busy,
        outside="",
        trainers={9001: "Tom", 9002: "Tara"},
        practice=practice,
    )
    found = propose(asked)
    placed = [person.id for group in found.groups for person in group.people]
    assert sorted([*placed, *(person.id for person, _why in found.left)]) == sorted(person.id for person in who)
    sizes = Counter(person.team for person in who)
    for group in found.groups:
        assert 1 <= len(group.people) <= min(capacity, 12)
        assert group.trainer in (9001, 9002)
        assert not [each for each in group.clashes if each.kind == "hard"]
        assert group.day.isoweekday() <= 5
        for person in group.people:
            assert group.day not in away.get(person.id, ())
            assert not any(group.slot.overlaps(other) for other in busy.get(person.id, ()))
        assert not any(group.slot.overlaps(other) for other in busy.get(group.trainer or 0, ()))
        if practice:
            here = Counter(person.team for person in group.people)
            assert all(count <= max(1, sizes[team] // 2) for team, count in here.items())
    given_by = [(group.trainer, group.slot) for group in found.groups]
    for place, (trainer, one) in enumerate(given_by):
        assert not any(trainer == other and one.overlaps(two) for other, two in given_by[place + 1 :])


def test_a_team_of_twelve_comes_in_two_halves_on_the_first_moments() -> None:
    found = propose(wish(people(12)))
    assert [(group.day, len(group.people)) for group in found.groups] == [(FIRST, 6), (FIRST, 6)]
    assert [group.clashes for group in found.groups] == [(), ()]
    assert [group.slot.starts_at.astimezone(AMSTERDAM).hour for group in found.groups] == [9, 13]


def test_across_the_change_of_the_clock_a_morning_stays_a_morning() -> None:
    found = propose(wish(people(12, 12, 12), capacity=4))
    moments = {group.slot.starts_at.astimezone(AMSTERDAM).time() for group in found.groups}
    assert {group.day for group in found.groups} & {FIRST + timedelta(days=8)} or len(found.groups) > 7
    assert moments == {time(9), time(13)}


def test_holidays_and_quiet_days_are_skipped_and_it_is_said_which_rule_speaks() -> None:
    free = {FIRST: "Tweede paasdag"}
    quiet = {FIRST + timedelta(days=1): "Voorjaarsvakantie"}
    found = propose(wish(people(4), holidays=free, quiet=quiet))
    assert found.groups[0].day == FIRST + timedelta(days=2)
    assert [(each.day, each.why.rule, each.why.what, each.why.about) for each in found.skipped] == [
        (FIRST, "calendar", "holiday", "Tweede paasdag"),
        (FIRST + timedelta(days=1), "calendar", "quiet", "Voorjaarsvakantie"),
    ]


def test_practice_waits_for_the_leaders_and_who_waits_too_long_is_left_with_the_rule() -> None:
    ready = FIRST + timedelta(days=3)
    later = [Person(id=1, name="A", team="T", from_day=ready, waits_for="H4")]
    never = [Person(id=2, name="B", team="U", from_day=date.max, waits_for="H4")]
    found = propose(wish(later + never))
    assert [(group.day, [each.id for each in group.people]) for group in found.groups] == [(ready, [1])]
    assert [(each.id, why) for each, why in found.left] == [(2, "H4")]
    assert found.skipped[0].why.rule == "H4"


def test_without_a_trainer_nothing_is_planned_and_it_says_so() -> None:
    found = propose(wish(people(3), outside=""))
    assert found.groups == ()
    assert {each.why.what for each in found.skipped} == {"no_trainer", "weekend"}
    assert {why for _person, why in found.left} == {"time"}


def test_two_thousand_people_are_placed_at_once() -> None:
    found = propose(wish(people(*[20] * 100), last=FIRST + timedelta(days=200), trainers={9001: "Tom", 9002: "Tara"}))
    assert found.left == ()
    assert sum(len(group.people) for group in found.groups) == 2000
