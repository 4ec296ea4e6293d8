"""What may be said of a change between two rounds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning_goals.change import Change, Figure, change
from learning_goals.disclosure import share

figures = st.integers(5, 300).flatmap(
    lambda of: st.integers(0, of).map(lambda count: Figure(share=share(count, of), people=of))
)


def figure(count: int, of: int) -> Figure:
    return Figure(share=share(count, of), people=of)


@pytest.mark.parametrize(("before", "after"), [((1, 9), (8, 9)), ((1, 9), (80, 90)), ((10, 90), (5, 5))])
def test_what_reads_in_words_shows_no_change(before: tuple[int, int], after: tuple[int, int]) -> None:
    assert change(figure(*before), figure(*after)) == Change(direction="too_small", points=0, low=0, high=0)


def test_the_interval_of_newcombe_computed_by_hand() -> None:
    """48 of 80 and 56 of 70 differ by 0.20, with an interval from 0.0524 to 0.3339 (Newcombe 1998, method 10)."""
    fewer_to_more = change(figure(48, 80), figure(56, 70))
    assert fewer_to_more == Change(direction="more", points=20, low=5, high=33)
    assert change(figure(56, 70), figure(48, 80)) == Change(direction="fewer", points=-20, low=-33, high=-5)


def test_the_same_difference_is_not_clear_among_fewer_people() -> None:
    found = change(figure(18, 30), figure(24, 30))
    assert (found.direction, found.points) == ("no_clear_change", 20)
    assert found.low < 0 < found.high


def test_a_small_difference_in_a_group_under_fifteen_is_no_clear_change() -> None:
    found = change(figure(7, 14), figure(8, 14))
    assert (found.direction, found.points) == ("no_clear_change", 10)


def test_a_large_difference_in_a_small_group_is_a_change() -> None:
    assert change(figure(2, 14), figure(13, 14)).direction == "more"
    assert change(figure(13, 14), figure(2, 14)).direction == "fewer"


def test_nobody_and_everybody_have_an_interval_too() -> None:
    found = change(figure(0, 60), figure(60, 60))
    assert (found.direction, found.points) == ("more", 98)
    assert found.low < 98 < found.high <= 100


@settings(max_examples=100, deadline=None)
@given(figures, figures)
def test_a_change_seen_from_the_other_side_is_the_same_change(one: Figure, other: Figure) -> None:
    there, back = change(one, other), change(other, one)
    assert (there.points, there.low, there.high) == (-back.points, -back.high, -back.low)
    assert there.low <= there.points <= there.high
    opposite = {"more": "fewer", "fewer": "more"}
    assert there.direction == opposite.get(back.direction, back.direction)


@settings(max_examples=50, deadline=None)
@given(figures)
def test_the_same_figure_twice_is_no_change(held: Figure) -> None:
    assert change(held, held).direction in ("too_small", "no_clear_change")
