"""Who learned it before begins with the quiz; nothing is done by the education itself (planning rule S15)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.make import Cast, assignment
from tests.web.learn import make
from tests.web.learn.test_quiz import answer_all, begin
from webapp.extensions import db
from webapp.store.learning import CompletionRecord

COURSE = f"/courses/{make.ID}"
KNOW = "Misschien ken je een deel al"
SAY = "/references/my-function/education"


@pytest.fixture
def eva(small: Flask, cast: Cast, client_of: Callable[..., FlaskClient]) -> FlaskClient:
    taught = make.COURSE.replace("[te_awareness]", "[te_awareness, ph_conversation]")
    make.offer(small, make.module(course=taught))
    assignment(cast.employee, make.ID)
    return client_of(cast.employee)


def test_the_course_and_the_first_page_point_to_the_quiz_once_the_person_said_so(eva: FlaskClient) -> None:
    assert KNOW not in eva.get(COURSE).text
    assert eva.post(SAY, data={"educations": ["boa", "kcc"]}).status_code == 303
    for address in (COURSE, "/"):
        page = eva.get(address).text
        assert KNOW in page
        assert "Buitengewoon opsporingsambtenaar (boa)" in page
        assert "klantcontactcentrum" not in page
        assert f"{COURSE}#quiz" in page
    assert db.session.scalars(select(CompletionRecord)).all() == []


def test_who_passes_is_done_without_reading(eva: FlaskClient, cast: Cast) -> None:
    eva.post(SAY, data={"educations": ["boa"]})
    address = begin(eva)
    answer_all(eva, address, make.RIGHT)
    eva.post(f"{address}/finish")
    (done,) = db.session.scalars(select(CompletionRecord)).all()
    assert (done.person_id, done.course_id, done.method) == (cast.employee, make.ID, "quiz")
    assert KNOW not in eva.get(COURSE).text


def test_who_does_not_pass_sees_which_lessons_to_read(eva: FlaskClient) -> None:
    eva.post(SAY, data={"educations": ["boa"]})
    address = begin(eva)
    answer_all(eva, address, make.WRONG)
    page = eva.post(f"{address}/finish", follow_redirects=True).text
    assert f"{COURSE}/lessons/" in page
    assert "Lees terug:" in page
    assert db.session.scalars(select(CompletionRecord)).all() == []


def test_what_was_said_is_shown_again_taken_back_and_nobody_else_s(
    eva: FlaskClient, cast: Cast, client_of: Callable[..., FlaskClient]
) -> None:
    eva.post(SAY, data={"educations": ["boa"]})
    assert 'value="boa" checked' in ticked(eva)
    for other in (cast.leader, cast.hr, cast.colleague):
        assert "checked" not in ticked(client_of(other))
    assert eva.post(SAY, data={}).status_code == 303
    assert "checked" not in ticked(eva)
    assert KNOW not in eva.get(COURSE).text


def test_an_education_that_does_not_exist_is_refused(eva: FlaskClient) -> None:
    answer = eva.post(SAY, data={"educations": ["toverschool"]})
    assert answer.status_code == 422
    assert "aria-invalid" in answer.text or "error-summary" in answer.text


def ticked(browser: FlaskClient) -> str:
    """The boxes of the educations, with the attributes of each in one order."""
    page = browser.get("/references/my-function").text
    boxes = page[page.index('id="education"') :].split("<input")[1:]
    return " ".join(
        f'value="{box.split("value=")[1].split(chr(34))[1]}"' + (" checked" if " checked" in box.split(">")[0] else "")
        for box in boxes
        if 'type="checkbox"' in box
    )
