"""Which reminder has come, who is told, and when mail leaves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from learning_goals.reminders.moments import Choice, Hours, last_working_day, leaves_at, monday, week, weekly_day
from learning_goals.reminders.notices import Obligation, notices, shown
from learning_goals.reminders.organisation import Organisation
from learning_goals.reminders.rule import PRIVATE, RULES, WHATS, ReminderRule, faults, newest
from learning_goals.words import Words

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
DUE = date(2028, 2, 29)
DAYS = st.dates(date(2026, 1, 1), date(2032, 12, 31))
LABEL = Words(nl="Iets", en="Something")


def rule(**said: object) -> ReminderRule:
    kept = {"id": "r", "label": LABEL, "what": "assignment_due", "to": "doer", "days": (-7, 0), **said}
    return ReminderRule(**kept)  # type: ignore[arg-type]


RULE_STRATEGY = st.builds(
    lambda days, again, most: rule(days=tuple(sorted(days)), again=again, most=most),
    st.sets(st.integers(-60, 60), min_size=1, max_size=4),
    st.sampled_from([0, 7, 14, 28]),
    st.integers(1, 12),
)


def days_of(given_rule: ReminderRule) -> list[date]:
    """Every day of a rule, written out."""
    found = [DUE + timedelta(days=each) for each in given_rule.days]
    while given_rule.again and len(found) < given_rule.most:
        found.append(found[-1] + timedelta(days=given_rule.again))
    return found[: given_rule.most]


@given(RULE_STRATEGY, st.integers(-100, 500))
def test_the_newest_reminder_is_the_last_whose_day_has_come(given_rule: ReminderRule, after: int) -> None:
    today = DUE + timedelta(days=after)
    come = [(number, day) for number, day in enumerate(days_of(given_rule)) if day <= today]
    found = newest(given_rule, DUE, today)
    assert (found and (found.number, found.day)) == (come[-1] if come else None)


@given(RULE_STRATEGY)
def test_who_looks_every_day_gives_each_reminder_once_on_its_day(given_rule: ReminderRule) -> None:
    told: dict[int, date] = {}
    for after in range(-70, 500):
        found = newest(given_rule, DUE, DUE + timedelta(days=after))
        if found and found.number not in told:
            told[found.number] = DUE + timedelta(days=after)
    assert list(told.values()) == days_of(given_rule)


def test_what_became_known_late_is_told_once_and_not_for_every_day_that_was_missed() -> None:
    found = list(
        notices([obligation(doers=(1,))], [rule(days=(-14, -7, -3))], Organisation(parents={}), DUE - timedelta(days=1))
    )
    assert [each.number for each in found] == [2]


def obligation(**said: object) -> Obligation:
    kept = {"what": "assignment_due", "key": "course:m01:1:1", "due": DUE, "doers": (1,), "teams": (12,), **said}
    return Obligation(**kept)  # type: ignore[arg-type]


ORGANISATION = Organisation(
    parents={12: 2, 2: 0},
    leaders={12: (30,), 2: (40,)},
    deputies={12: (31,), 2: (41,)},
    coordinators=(50, 51),
    hr=(60,),
)


@pytest.mark.parametrize(
    ("to", "away", "told"),
    [
        ("doer", (), (1,)),
        ("doer", (1,), ()),
        ("leader", (), (30,)),
        ("leader", (30,), (31,)),
        ("leader", (30, 31), (40,)),
        ("leader", (30, 31, 40), (41,)),
        ("leader", (30, 31, 40, 41), ()),
        ("manager", (), (40,)),
        ("manager", (30,), (40,)),
        ("manager", (40,), (41,)),
        ("coordinator", (51,), (50,)),
        ("hr", (), (60,)),
    ],
)
def test_who_is_away_is_replaced_and_never_told(to: str, away: tuple[int, ...], told: tuple[int, ...]) -> None:
    there = replace(ORGANISATION, away=frozenset(away))
    assert there.told(to, (1,), (12,)) == told  # type: ignore[arg-type]


def test_nobody_is_told_as_leader_of_the_own_matter() -> None:
    assert ORGANISATION.told("leader", (30,), (12,)) == (31,)
    assert ORGANISATION.told("manager", (30,), (12,)) == ()
    assert Organisation(parents={12: 0}).told("leader", (1,), (12,)) == ()


@given(st.sampled_from(sorted(PRIVATE)), st.sampled_from(["leader", "manager", "coordinator", "hr"]))
def test_what_is_private_never_reaches_anybody_else(what: str, to: str) -> None:
    told_to_others = rule(what=what, to=to)
    assert "private" in faults(told_to_others)
    found = notices([obligation(what=what)], [told_to_others], ORGANISATION, DUE + timedelta(days=900))
    assert list(found) == []


def test_a_moved_date_and_another_reader_are_other_reminders() -> None:
    first = next(notices([obligation()], [rule()], ORGANISATION, DUE))
    moved = next(notices([obligation(due=DUE - timedelta(days=1))], [rule()], ORGANISATION, DUE))
    to_leader = next(notices([obligation()], [rule(to="leader")], ORGANISATION, DUE))
    assert len({first.dedup_key, moved.dedup_key, to_leader.dedup_key}) == 3
    assert all(len(each.dedup_key) <= 200 for each in (first, moved, to_leader))


def test_a_rule_that_is_off_says_nothing_and_the_page_shows_what_a_rule_asks_for() -> None:
    assert list(notices([obligation()], [rule(active=False)], ORGANISATION, DUE)) == []
    later = obligation(key="b", due=DUE + timedelta(days=3))
    far = obligation(key="c", due=DUE + timedelta(days=30))
    assert shown([far, later, obligation()], [rule()], DUE) == [obligation(), later]
    assert shown([obligation()], [rule(ways=("mail",))], DUE) == []


@given(DAYS, st.integers(1, 5), st.sets(DAYS, max_size=3))
def test_the_weekly_mail_leaves_once_in_its_week_on_a_working_day(day: date, weekday: int, closed: set[date]) -> None:
    hours, choice = Hours(), Choice(weekday=weekday)
    closed |= {monday(day) + timedelta(days=each) for each in range(weekday)}
    found = {weekly_day(choice, hours, closed, monday(day) + timedelta(days=each)) for each in range(7)}
    assert len(found) == 1
    leaves = found.pop()
    if leaves is None:
        assert all(not hours.working(monday(day) + timedelta(days=each), closed) for each in range(7))
    else:
        assert monday(leaves) == monday(day)
        assert hours.working(leaves, closed)
        assert week(leaves) == week(day)


def test_the_chosen_day_holds_unless_it_is_closed() -> None:
    king, choice = date(2027, 4, 27), Choice(weekday=2)
    assert weekly_day(choice, Hours(), set(), king) == king
    assert weekly_day(choice, Hours(), {king}, king) == date(2027, 4, 28)
    assert weekly_day(Choice(weekday=5), Hours(), {date(2027, 3, 26)}, date(2027, 3, 26)) == date(2027, 3, 25)


@pytest.mark.parametrize("day", [date(2027, 3, 28), date(2027, 10, 31), date(2028, 2, 29), date(2027, 12, 31)])
def test_mail_leaves_within_the_hours_in_dutch_time_also_when_the_clock_changes(day: date) -> None:
    for hour, expected in ((3, 8), (9, 9), (23, 17)):
        moment = leaves_at(day, hour, Hours(), AMSTERDAM)
        assert (moment.date(), moment.hour) == (day, expected)


def test_a_training_on_monday_is_told_about_on_friday() -> None:
    assert last_working_day(date(2027, 1, 10), Hours(), set()) == date(2027, 1, 8)


def test_a_pause_holds_up_to_and_including_its_last_day() -> None:
    choice = Choice(paused_until=DUE)
    assert choice.paused(DUE)
    assert not choice.paused(DUE + timedelta(days=1))
    assert not Choice().paused(DUE)


def test_the_shipped_rules_are_sound_and_gentle() -> None:
    path = Path(__file__).parents[3] / "learning_goals" / "content" / "reminder_rules.yaml"
    shipped = RULES.validate_python(yaml.safe_load(path.read_text(encoding="utf-8")))
    assert [each.id for each in shipped if faults(each)] == []
    assert len({each.id for each in shipped}) == len(shipped)
    assert {each.what for each in shipped} == set(WHATS)
    assert {each.what for each in shipped if each.urgent} == {"session_tomorrow", "mentor_wanted"}
