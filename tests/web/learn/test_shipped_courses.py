"""The courses as they are shipped, drawn in both languages."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from tests.make import Cast
from webapp.extensions import db
from webapp.services.curriculum import library
from webapp.store.people import Person


@pytest.fixture(params=["nl", "en"])
def reading(
    request: pytest.FixtureRequest, app: Flask, cast: Cast, client_of: Callable[..., FlaskClient]
) -> FlaskClient:
    db.session.execute(update(Person).where(Person.id == cast.employee).values(language=request.param))
    return client_of(cast.employee)


def test_every_lesson_of_every_course_is_drawn_with_its_pictures(reading: FlaskClient) -> None:
    for course_id, module in library().modules.items():
        for lesson in module.course.lessons:
            for route in ("full", "gentle") if lesson.gentle else ("full",):
                page = reading.get(f"/courses/{course_id}/lessons/{lesson.head.id}?route={route}")
                assert page.status_code == 200
                article = page.text.split("<article", 1)[1].split("</article>")[0]
                assert "{{" not in article, lesson.head.id
                assert "!!!" not in article, lesson.head.id
                for picture in re.findall(r'src="([^"]+)"', article):
                    assert reading.get(picture).status_code == 200, picture
                for link in re.findall(r'href="(/[^"]+)"', article):
                    assert reading.get(link).status_code == 200, link
        assert reading.get(f"/courses/{course_id}").status_code == 200
        assert reading.get(f"/courses/{course_id}/print?route=full").status_code == 200


def test_every_question_can_be_asked(reading: FlaskClient) -> None:
    for course_id, module in library().modules.items():
        address = reading.post(f"/courses/{course_id}/attempts").location.split("/questions")[0]
        for number in range(1, module.quiz.draw + 1):
            page = reading.get(f"{address}/questions/{number}")
            assert page.status_code == 200
            assert "{{" not in page.text


def test_the_card_is_picture_and_text(reading: FlaskClient) -> None:
    page = reading.get("/card").text
    assert "<figure><img" in page
    assert page.count("<tr>") >= 6
    assert 'class="sheet' in page
