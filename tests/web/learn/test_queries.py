"""A page costs a small number of queries, whatever there is to show."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.make import Cast, assignment
from tests.web.learn import make
from tests.web.learn.test_home import other_course
from tests.web.learn.test_quiz import begin, kind_of
from webapp.content import build
from webapp.extensions import db
from webapp.store.attempts import Attempt

COURSE = f"/courses/{make.ID}"
Count = Callable[[Callable[[], object]], int]


def offer_many(small: Flask, cast: Cast) -> None:
    made = [
        build(make.files(**other_course(f"m{number:02}-meer")), f"m{number:02}-meer", frozenset())[0]
        for number in range(2, 22)
    ]
    make.offer(small, make.module(), *(each for each in made if each))
    for each in made:
        assert each
        assignment(cast.employee, each.course.course.id)


def test_reading_a_lesson(eva: FlaskClient, queries: Count) -> None:
    eva.get(f"{COURSE}/lessons/waarom")
    assert queries(lambda: eva.get(f"{COURSE}/lessons/waarom")) == 2


def test_saying_that_it_was_read(eva: FlaskClient, queries: Count) -> None:
    assert queries(lambda: eva.post(f"{COURSE}/lessons/waarom/read")) <= 8
    assert queries(lambda: eva.post(f"{COURSE}/lessons/melden/read")) <= 5
    assert queries(lambda: eva.post(f"{COURSE}/lessons/melden/read")) == 2


def test_the_first_page_costs_the_same_with_one_course_and_with_twenty(
    small: Flask, eva: FlaskClient, cast: Cast, queries: Count
) -> None:
    eva.get("/courses")
    assert queries(lambda: eva.get("/")) <= 12
    assignment(cast.employee, make.ID)
    eva.get("/")
    one = queries(lambda: eva.get("/"))
    assert one <= 13
    offer_many(small, cast)
    assert queries(lambda: eva.get("/")) == one
    assert queries(lambda: eva.get("/courses")) == 3
    assert queries(lambda: eva.get(COURSE)) == 4


def test_answering_and_finishing(eva: FlaskClient, queries: Count) -> None:
    address = begin(eva)
    drawn = db.session.execute(select(Attempt.drawn)).scalar_one()
    form = make.RIGHT[kind_of(drawn[0])]
    eva.get(f"{address}/questions/1")
    assert queries(lambda: eva.get(f"{address}/questions/1")) == 3
    assert queries(lambda: eva.post(f"{address}/questions/1", data=form)) <= 5
    assert queries(lambda: eva.post(f"{address}/finish")) <= 9
    assert queries(lambda: eva.get(f"{address}/result")) == 3
