"""The session of a course to print; a course without one has no link."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from learning_goals.kits import faults
from tests.make import Cast
from webapp import reference

PART = {"minutes": 10, "what": {"nl": "a", "en": "a"}, "how": {"nl": "b", "en": "b"}}
WORDS = {"nl": "x", "en": "x"}


def kit(**changed: Any) -> dict[str, Any]:
    lines = [WORDS, WORDS]
    said = {"course": "m01", "title": WORDS, "led_by": WORDS, "people": 8, "needs": lines, "agenda": [PART] * 3}
    return {**said, "cards": lines, "guide": lines, "keep": WORDS, **changed}


def test_every_kit_can_be_printed(cast: Cast, client_of: Callable[..., FlaskClient]) -> None:
    leader = client_of(cast.leader)
    assert len(reference.kits()) == 15
    for course, found in reference.kits().items():
        page = leader.get(f"/courses/{course}/kit").text
        assert page.count('class="kit-card"') == len(found.cards)
        assert f"{found.minutes} minuten" in page
        assert "{{" not in page
        assert f'href="/courses/{course}/kit"' in leader.get(f"/courses/{course}").text


def test_a_course_without_a_session_has_none(cast: Cast, client_of: Callable[..., FlaskClient]) -> None:
    reader = client_of(cast.employee)
    assert reader.get("/courses/m17-nieuw-hier/kit").status_code == 404
    assert "/kit" not in reader.get("/courses/m17-nieuw-hier").text


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ([kit(), kit()], "two kits"),
        ([kit(course="m99")], "no such course"),
        ([kit(people=100)], "people"),
        ([kit(agenda=[PART])], "agenda"),
        ("nothing", "kits"),
    ],
)
def test_what_is_wrong_in_the_file_is_said(content: Any, words: str) -> None:
    assert words in str([str(each) for each in faults(content, {"m01"})])
    assert faults([kit()], {"m01"}) == []


def test_what_to_remember_is_one_page(cast: Cast, client_of: Callable[..., FlaskClient]) -> None:
    reader = client_of(cast.employee)
    assert 'href="/courses/m05-c-begrenzen/key-points"' in reader.get("/courses/m05-c-begrenzen").text
    page = reader.get("/courses/m05-c-begrenzen/key-points").text
    assert page.count("<li>", page.index('class="key-points"'), page.index("</section>")) == 7
    assert reader.get("/courses/m99/key-points").status_code == 404
