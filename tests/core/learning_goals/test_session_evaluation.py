"""When the forms about a training are open, and from how many people there is a figure."""

from __future__ import annotations

from datetime import date, timedelta
from statistics import fmean

from hypothesis import given
from hypothesis import strategies as st

from learning_goals.session_evaluation import MOMENTS, QUESTIONS, Moment, figures, open_moment, valid, window

LAST_DAY = date(2028, 2, 29)
ANSWER = st.fixed_dictionaries({name: st.integers(1, 5) for name in QUESTIONS["first"]})


def test_the_second_form_opens_six_weeks_after_and_never_with_the_first() -> None:
    open_on = {after: open_moment(LAST_DAY, LAST_DAY + timedelta(days=after)) for after in range(-5, 100)}
    assert (open_on[-1], open_on[0], open_on[21], open_on[22]) == (None, "first", "first", None)
    assert (open_on[41], open_on[42], open_on[70], open_on[71]) == (None, "later", "later", None)


def test_a_form_is_closed_only_after_its_last_day() -> None:
    for moment in MOMENTS:
        kept = window(moment, LAST_DAY)
        assert not kept.closed(kept.closes_on)
        assert kept.closed(kept.closes_on + timedelta(days=1))


@given(st.lists(ANSWER, max_size=30))
def test_fewer_than_five_are_never_told_and_a_mean_is_never_far_off(answers: list[dict[str, int]]) -> None:
    found = figures("first", answers)
    if len(answers) < 5:
        assert found is None
        return
    assert found is not None
    for question, mean in found.items():
        exact = fmean(each[question] for each in answers)
        assert abs(mean - exact) <= (0.05 if len(answers) >= 10 else 0.25) + 1e-9
        assert len(answers) >= 10 or mean * 2 == int(mean * 2)


@given(st.sampled_from(MOMENTS), st.dictionaries(st.sampled_from(["sure_now", "used", "x"]), st.integers(-3, 9)))
def test_an_answer_that_is_not_whole_or_not_within_bounds_is_refused(moment: Moment, said: dict[str, int]) -> None:
    assert not valid(moment, said)
    assert valid(moment, dict.fromkeys(QUESTIONS[moment], 3))
    assert not valid(moment, {**dict.fromkeys(QUESTIONS[moment], 3), QUESTIONS[moment][0]: 6})
