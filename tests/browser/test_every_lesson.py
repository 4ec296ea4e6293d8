"""Every lesson of every course in the browser: no violation, nothing wider than the screen; each at one width."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.conftest import Visit
from webapp.content import COURSES, QUIZZES, examine

Good = Callable[[Page], None]


def test_every_lesson_is_good(visit: Visit, good: Good, width: str) -> None:
    modules, _problems = examine(COURSES, QUIZZES)
    lessons = [(id, each) for id, module in modules.items() for each in module.course.lessons]
    page = visit("coordinator")
    for number, (id, lesson) in enumerate(lessons):
        if number % 2 != (width == "phone"):
            continue
        for route in ("full", "gentle") if lesson.gentle else ("full",):
            page.goto(f"/courses/{id}/lessons/{lesson.head.id}?route={route}")
            good(page)
