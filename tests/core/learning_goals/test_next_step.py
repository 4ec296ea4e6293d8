"""The one thing to do now."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from learning_goals.assignments import STATES
from learning_goals.next_step import Place, Step, next_step
from learning_goals.periods import FOREVER

DUE = date(2026, 12, 1)
NEW = Place(
    course_id="m01", standing="assigned", due_on=DUE, assigned=True, begun=False, all_read=False, answering=False
)
BEGUN = replace(NEW, course_id="m02", standing="started", begun=True)
ANSWERING = replace(BEGUN, course_id="m03", all_read=True, answering=True)
FREE = replace(NEW, course_id="m04", standing="optional", due_on=FOREVER, assigned=False)
DONE = replace(BEGUN, course_id="m05", standing="done", all_read=True)


def test_a_running_quiz_goes_before_a_begun_course_and_that_before_a_new_one() -> None:
    assert next_step([NEW, BEGUN, ANSWERING]) == Step("answer", "m03")
    assert next_step([NEW, BEGUN]) == Step("continue", "m02")
    assert next_step([NEW]) == Step("begin", "m01")


def test_nothing_is_asked_of_who_is_done_or_has_no_course() -> None:
    assert next_step([]) is None
    assert next_step([DONE, FREE]) is None


def test_what_is_due_first_goes_first() -> None:
    overdue = replace(NEW, course_id="m09", standing="overdue", due_on=date(2026, 11, 1))
    assert next_step([NEW, overdue]) == Step("begin", "m09")


def test_a_read_course_asks_for_its_quiz() -> None:
    assert next_step([replace(BEGUN, all_read=True)]) == Step("take_quiz", "m02")


def test_a_begun_course_that_nobody_assigned_waits_for_an_assigned_one() -> None:
    own = replace(BEGUN, course_id="m00", assigned=False, due_on=FOREVER)
    assert next_step([own, BEGUN]) == Step("continue", "m02")
    assert next_step([own, DONE]) == Step("continue", "m00")


def test_a_changed_course_is_done_again_after_what_was_never_done() -> None:
    changed = replace(NEW, course_id="m00", standing="done_earlier_version", due_on=date(2026, 1, 1))
    assert next_step([changed, NEW]) == Step("begin", "m01")
    assert next_step([changed, DONE]) == Step("again", "m00")
    assert next_step([replace(changed, begun=True)]) == Step("continue", "m00")
    assert next_step([replace(changed, assigned=False)]) is None


def test_a_quiz_taken_once_more_after_passing_comes_last() -> None:
    once_more = replace(DONE, answering=True)
    assert next_step([once_more, NEW]) == Step("begin", "m01")
    assert next_step([once_more]) == Step("answer", "m05")


places = st.builds(
    Place,
    course_id=st.sampled_from(["m01", "m02", "m03"]),
    standing=st.sampled_from([*STATES, "optional"]),
    due_on=st.dates(),
    assigned=st.booleans(),
    begun=st.booleans(),
    all_read=st.booleans(),
    answering=st.booleans(),
)


@given(st.lists(places, unique_by=lambda place: place.course_id))
def test_the_order_in_which_courses_are_told_makes_no_difference(given_places: list[Place]) -> None:
    assert next_step(given_places) == next_step(reversed(given_places))
