"""Figures of a question: what a slow sum by hand says, from twenty answers on, and anew only after ten more."""

from __future__ import annotations

from statistics import StatisticsError, correlation

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.item_analysis import FEWEST, Answered, analyse, flags, is_due

ANSWERS = st.lists(
    st.builds(
        Answered,
        points=st.sampled_from([0.0, 0.5, 1.0]),
        rest=st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0]),
        picks=st.sampled_from([("a",), ("b",), ("a", "b"), ()]),
    ),
    min_size=FEWEST,
    max_size=80,
)


def answered(points: float, rest: float, *picks: str) -> Answered:
    return Answered(points=points, rest=rest, picks=picks)


@given(ANSWERS)
def test_figures_are_what_a_slow_count_says(answers: list[Answered]) -> None:
    found = analyse(answers)
    assert found.attempts == len(answers)
    assert found.right == round(len([each for each in answers if each.points == 1]) / len(answers), 2)
    for pick in ("a", "b"):
        counted = sum(pick in each.picks for each in answers)
        assert found.picks.get(pick, 0) == round(counted / len(answers), 2)
    try:
        expected = correlation([each.points for each in answers], [each.rest for each in answers])
    except StatisticsError:
        assert found.discrimination is None
    else:
        assert found.discrimination == pytest.approx(expected, abs=0.0051)


@given(ANSWERS, st.randoms())
def test_the_order_of_answers_does_not_matter(answers: list[Answered], luck) -> None:
    other = list(answers)
    luck.shuffle(other)
    assert analyse(answers) == analyse(other)


def test_the_thirds_show_whom_a_wrong_answer_draws() -> None:
    low = [answered(0, 0.1, "wrong")] * 10
    high = [answered(1, 0.9, "good")] * 20
    found = analyse([*high, *low])
    assert found.low == {"wrong": 1.0}
    assert found.high == {"good": 1.0}
    assert found.discrimination == 1.0
    assert flags(found) == ()


def test_what_good_learners_miss_nobody_knows_or_everybody_knows_stands_out() -> None:
    turned = analyse([*[answered(0, 0.9)] * 10, *[answered(1, 0.1)] * 10])
    assert flags(turned) == ("good_learners_miss",)
    assert flags(analyse([answered(0, number / 20) for number in range(20)])) == ("nobody",)
    assert flags(analyse([answered(1, number / 20) for number in range(20)])) == ("everybody",)


def test_nineteen_are_too_few() -> None:
    with pytest.raises(ValueError, match="19"):
        analyse([answered(1, 1)] * 19)


@pytest.mark.parametrize(
    ("attempts", "before", "due"),
    [(19, 0, False), (20, 0, True), (21, 20, False), (29, 20, False), (30, 20, True), (20, 20, False)],
)
def test_figures_come_anew_after_ten_more(attempts: int, before: int, due: bool) -> None:
    assert is_due(attempts, before) is due
