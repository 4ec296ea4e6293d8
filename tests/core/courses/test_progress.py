"""How far somebody is in a course."""

from __future__ import annotations

import pytest

from courses.model import Course
from courses.progress import is_current, progress_of
from tests.core.courses.make import COURSE, make_course


def test_who_has_read_nothing_begins_at_the_first_lesson() -> None:
    progress = progress_of(make_course().course, [])
    assert progress.next_lesson is not None
    assert progress.next_lesson.id == "waarom"
    assert (progress.read, progress.lessons, progress.minutes_left, progress.complete) == (0, 2, 7, False)


def test_who_skipped_a_lesson_goes_back_to_it() -> None:
    progress = progress_of(make_course().course, {"dreiging"})
    assert progress.next_lesson is not None
    assert progress.next_lesson.id == "waarom"
    assert (progress.read, progress.minutes_left) == (1, 3)


def test_a_course_is_complete_when_every_lesson_is_read() -> None:
    progress = progress_of(make_course().course, {"waarom", "dreiging"})
    assert (progress.next_lesson, progress.minutes_left, progress.complete) == (None, 0, True)


def test_a_lesson_that_the_course_no_longer_has_does_not_count() -> None:
    assert progress_of(make_course().course, {"waarom", "oud", "ouder"}).read == 1


def course_with(kind: str) -> Course:
    return make_course(course=COURSE.replace("kind: minor", f"kind: {kind}")).course


@pytest.mark.parametrize(
    ("kind", "done_version", "current"), [("minor", 1, True), ("minor", 2, True), ("redo", 1, False), ("redo", 2, True)]
)
def test_only_a_later_change_that_asks_to_redo_makes_a_completion_old(
    kind: str, done_version: int, current: bool
) -> None:
    assert is_current(course_with(kind), done_version) is current
