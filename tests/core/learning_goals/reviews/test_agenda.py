"""What a review is about, how many teams stand together, and when a talk comes back."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from learning_goals.meeting_exercises import EXERCISES, choose, faults
from learning_goals.reviews.agenda import Known, agenda, last_looked, names_in
from learning_goals.reviews.overview import Line, behind, by_group, by_period, fulfilled
from learning_goals.reviews.talks import Talk, due_on, talk_state

items = st.lists(st.sampled_from("abcdefgh"), min_size=1, unique=True)


def exercise(id: str, **more: object) -> dict[str, object]:
    words = {"nl": "Iets", "en": "Something"}
    made = {"id": id, "title": words, "minutes": 10, "elements": ["te_limits"], "needs": [words], "steps": [words]}
    return made | {"questions": [words], "write_down": words} | more


@given(items)
def test_the_whole_norm_comes_by_in_turn(norm: list[str]) -> None:
    looked: dict[str, date] = {}
    for number in range(len(norm)):
        points = agenda(Known(norm=norm, looked=looked))
        looked |= {each.id: date(2026, 1, 1) + timedelta(days=number) for each in points}
    assert {f"norm:{item}" for item in norm} <= looked.keys()


def test_the_agenda_has_everything_that_is_known_in_its_order() -> None:
    known = Known(
        norm=("a", "b", "c", "d"),
        norm_is_old=True,
        looked={"norm:a": date(2026, 1, 1)},
        goals=("12",),
        lapsing={"m01": 3, "m03": 0},
        differs=("C",),
        lessons=True,
        agreed_before=True,
        exercise="who-steps-in",
    )
    assert [each.id for each in agenda(known)] == [
        *("agreements", "norm_old", "norm:b", "norm:c", "norm:d", "lessons"),
        *("differs", "goal:12", "courses", "exercise:who-steps-in"),
    ]


def test_a_team_without_a_norm_makes_one_first() -> None:
    assert [each.id for each in agenda(Known())] == ["norm_missing"]
    assert agenda(Known(has_norm_of_its_own=False)) == ()


def test_the_newest_look_counts() -> None:
    looked = last_looked([(date(2026, 5, 1), ("norm:a",)), (date(2025, 5, 1), ("norm:a", "norm:b"))])
    assert looked == {"norm:a": date(2026, 5, 1), "norm:b": date(2025, 5, 1)}


def test_names_are_found_whatever_their_accents_and_capitals() -> None:
    names = ("Zoë van den Berg", "Jo Özdemir")
    assert names_in("Vorige week hielp ZOE aan de balie. OZDEMIR kwam erbij.", names) == ("ZOE", "OZDEMIR")
    assert names_in("De bewoner van den hoek stond jo op de berghelling", names) == ()
    assert names_in("mevrouw Berg", names) == ("Berg",)


def test_periods_and_groups_are_counted() -> None:
    lines = [
        Line(about="team:1", year=2026, number=1, state="recorded"),
        Line(about="team:1", year=2026, number=2, state="recorded"),
        Line(about="team:2", year=2026, number=2, state="missed"),
    ]
    counted = by_period(lines)
    assert list(counted) == [(2026, 2), (2026, 1)]
    assert counted[2026, 2] == {"recorded": 1, "planned": 0, "due": 0, "not_recorded": 0, "missed": 1}
    assert by_group(lines, {"team:1": "A", "team:2": "A"})["A"]["recorded"] == 2
    assert behind(lines) == {"team:2"}
    assert fulfilled(lines, 2026) == {"team:1"}
    assert fulfilled(lines, 2025) == frozenset()


def test_the_yearly_talk_comes_back_a_year_after_the_last_or_after_the_first_day() -> None:
    began = date(2024, 2, 29)
    assert due_on(Talk(kind="yearly", began=began)) == date(2025, 2, 28)
    held = Talk(kind="yearly", began=began, held_on=[date(2025, 3, 10)])
    assert due_on(held) == date(2026, 3, 10)
    sooner = Talk(kind="yearly", began=began, held_on=[date(2025, 3, 10)], next_on=date(2025, 9, 1))
    assert due_on(sooner) == date(2025, 9, 1)
    later = Talk(kind="yearly", began=began, held_on=[date(2025, 3, 10)], next_on=date(2026, 9, 1))
    assert due_on(later) == date(2026, 3, 10)
    assert [talk_state(held, date(2026, 3, 10) + timedelta(days=shift)) for shift in (-31, -30, 0, 1)] == [
        *("later", "due", "due", "late")
    ]


def test_the_refresh_comes_every_half_year_until_nobody_is_new_any_more() -> None:
    began = date(2026, 1, 1)
    assert due_on(Talk(kind="refresh", began=began)) == began + timedelta(days=183)
    told = Talk(kind="refresh", began=began, held_on=[date(2026, 7, 3)])
    assert due_on(told) == began + timedelta(days=366)
    assert due_on(Talk(kind="refresh", began=began, held_on=[began] * 4)) is None
    assert talk_state(Talk(kind="refresh", began=began, held_on=[began] * 4), date(2030, 1, 1)) == "later"
    assert talk_state(told, began + timedelta(days=366 + 30)) == "due"
    assert talk_state(told, began + timedelta(days=366 + 31)) == "late"


def test_the_exercise_not_done_for_longest_that_fits_is_chosen() -> None:
    found = EXERCISES.validate_python(
        [exercise("one"), exercise("two", groups=["werkplein"]), exercise("three", elements=["te_shock"])]
    )
    assert choose(found, ["buitendienst"], ["te_shock"], {}) == found[2]
    done = {"one": date(2025, 1, 1), "two": date(2024, 1, 1), "three": date(2026, 1, 1)}
    assert choose(found, ["werkplein"], [], done) == found[1]
    assert choose(found, ["buitendienst"], [], done) == found[0]
    assert choose(found[1:2], ["buitendienst"], [], {}) is None


def test_a_broken_exercise_is_named() -> None:
    assert faults([exercise("one")], ["te_limits"], []) == []
    twice = faults([exercise("one"), exercise("one", groups=["circus"])], [], [])
    said = [str(each) for each in twice]
    assert any("every id once" in each for each in said)
    assert any("no training element 'te_limits'" in each for each in said)
    assert any("no function group 'circus'" in each for each in said)
    assert "minutes" in str(faults([exercise("one", minutes=90)], [], [])[0])
    assert faults(None, [], [])
