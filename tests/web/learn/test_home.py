"""What must I do now?"""

from __future__ import annotations

import re

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from tests.make import Cast, assignment, completed
from tests.web.learn import make
from tests.web.learn.test_quiz import begin
from webapp.extensions import db
from webapp.store.learning import Assignment

COURSE = f"/courses/{make.ID}"


def primary(page: str) -> list[str]:
    """What the main buttons of a page lead to."""
    links = re.findall(r'<a class="nl-button nl-button--primary" href="([^"]*)"', page)
    forms = re.findall(r'action="([^"]*)">(?:(?!</form>).)*nl-button--primary', page, re.DOTALL)
    return links + forms


def other_course(id: str) -> dict[str, str]:
    return {"course": make.COURSE.replace(make.ID, id), "quiz": make.quiz_text(id)}


def test_without_a_course_there_is_nothing_to_do_and_courses_are_offered(eva: FlaskClient) -> None:
    assert primary(eva.get("/").text) == ["/courses"]


def test_an_assigned_course_says_by_when_why_and_by_whom(eva: FlaskClient, cast: Cast) -> None:
    assignment(cast.employee, make.ID, reason="Omdat <b>wij</b> beginnen")
    db.session.execute(update(Assignment).values(assigned_by=cast.leader))
    page = eva.get("/").text
    assert "Omdat &lt;b&gt;wij&lt;/b&gt; beginnen" in page
    assert "Lea Leider" in page
    assert primary(page) == [f"{COURSE}/lessons/waarom"]


def test_the_one_button_follows_what_was_done(eva: FlaskClient, cast: Cast) -> None:
    assignment(cast.employee, make.ID)
    for lesson in ("waarom", "dreiging"):
        eva.post(f"{COURSE}/lessons/{lesson}/read")
    assert primary(eva.get("/").text) == [f"{COURSE}/lessons/melden"]
    eva.post(f"{COURSE}/lessons/melden/read")
    assert primary(eva.get("/").text) == [f"{COURSE}#quiz"]
    begin(eva)
    assert primary(eva.get("/").text) == [f"{COURSE}/attempts"]


def test_what_is_done_asks_nothing(small: Flask, eva: FlaskClient, cast: Cast) -> None:
    assignment(cast.employee, make.ID)
    completed(cast.employee, make.ID)
    page = eva.get("/").text
    assert primary(page) == ["/courses"]
    assert "state--done" in page


def test_an_assigned_course_that_is_no_longer_offered_asks_nothing(eva: FlaskClient, cast: Cast) -> None:
    assignment(cast.employee, "m99-weg")
    assert primary(eva.get("/").text) == ["/courses"]


def test_the_card_and_who_to_call_are_always_at_hand(eva: FlaskClient) -> None:
    page = eva.get("/").text
    assert 'href="/card"' in page
    assert 'href="/help"' in page


def test_without_the_course_there_is_no_card(eva: FlaskClient) -> None:
    assert eva.get("/card").status_code == 404


def test_every_page_has_one_main_button_at_most(eva: FlaskClient, cast: Cast) -> None:
    assignment(cast.employee, make.ID)
    address = begin(eva)
    for path in ("/", "/courses", COURSE, f"{COURSE}/lessons/waarom", address, f"{address}/questions/1"):
        assert len(primary(eva.get(path).text)) <= 1, path
