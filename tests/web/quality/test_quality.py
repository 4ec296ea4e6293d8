"""Authors see how questions do: from twenty first attempts on, by version, and never one person's answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizzes.model import One
from tests import make
from tests.make import Cast
from webapp.extensions import db
from webapp.jobs.runner import Worker
from webapp.services.curriculum import library
from webapp.store.attempts import Attempt, AttemptResult, Mark, Response
from webapp.store.question_figures import QuestionFigures

COURSE = "m03-gedrag-herkennen"
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
Clients = Callable[[int | None], FlaskClient]


@pytest.fixture
def question(app: Flask) -> One:
    asked = library().modules[COURSE].quiz.questions
    return next(each for each in asked if isinstance(each, One) and not each.depends_on)


@pytest.fixture
def cor(cast: Cast, client_of: Clients) -> FlaskClient:
    return client_of(cast.coordinator)


@pytest.fixture
def people(cast: Cast) -> Iterator[int]:
    def more() -> Iterator[int]:
        number = 0
        while True:
            number += 1
            yield make.person(f"Naam{number}", "Balie", team_id=cast.desk)

    return more()


def done(person_id: int, question: One, option: str, number: int = 1, rest: float = 1.0, digest: str = "") -> None:
    """A finished attempt of two questions."""
    module = library().modules[COURSE]
    other = next(each.id for each in module.quiz.questions if each.id != question.id)
    quiz_digest = digest or module.quiz_digest
    attempt = Attempt(
        person_id=person_id,
        course_id=COURSE,
        number=number,
        course_version=1,
        course_digest=module.course.digest,
        quiz_digest=quiz_digest,
        norm_number=1,
        language="nl",
        seed="s",
        drawn=[question.id, other],
        started_at=NOW,
    )
    db.session.add(attempt)
    db.session.flush()
    right = next(each.id for each in question.options if each.correct is True)
    for question_id, answer, points in ((question.id, option, float(option == right)), (other, "x", rest)):
        response = Response(attempt_id=attempt.id, question_id=question_id, number=1, answer=answer, answered_at=NOW)
        db.session.add(response)
        db.session.flush()
        db.session.add(Mark(response_id=response.id, points=points, quiz_digest=quiz_digest))
    db.session.add(AttemptResult(attempt_id=attempt.id, percent=50, passed=False, finished_at=NOW))
    db.session.commit()


def options(question: One) -> tuple[str, str]:
    right = next(each.id for each in question.options if each.correct is True)
    return right, next(each.id for each in question.options if each.correct is not True)


def night(app: Flask, day: int = 24) -> None:
    moment = datetime(2026, 11, day, 12, tzinfo=UTC)
    worker = Worker(app, now=lambda: moment)
    worker.drain()
    assert worker.tally.failures == []


def test_nineteen_say_nothing_and_twenty_do(app: Flask, cor: FlaskClient, people: Iterator[int], question: One) -> None:
    right, wrong = options(question)
    for number in range(19):
        done(next(people), question, right if number % 2 else wrong, rest=number % 2)
    night(app)
    assert db.session.query(QuestionFigures).count() == 0
    assert "Niets om naar te kijken" in cor.get("/content/quality?show=all").text
    done(next(people), question, right)
    night(app, 25)
    page = cor.get("/content/quality?show=all").text
    assert "<dd>20</dd>" in page
    assert "<dd>50%</dd>" in page
    assert f"<code>{question.id}</code>" in page


def test_a_second_attempt_counts_for_nothing(app: Flask, people: Iterator[int], question: One) -> None:
    right, wrong = options(question)
    for _number in range(20):
        person = next(people)
        done(person, question, wrong)
        done(person, question, right, number=2)
    night(app)
    kept = db.session.query(QuestionFigures).filter_by(question_id=question.id).one()
    assert kept.figures["right"] == 0


def test_what_nobody_gets_right_stands_out_with_its_lesson_and_what_was_picked(
    app: Flask, cor: FlaskClient, people: Iterator[int], question: One
) -> None:
    _right, wrong = options(question)
    for number in range(21):
        done(next(people), question, wrong, rest=number % 2)
    night(app)
    page = cor.get("/content/quality").text
    assert "Bijna niemand heeft dit goed" in page
    assert f'href="/courses/{COURSE}/lessons/{question.lesson}"' in page
    assert page.count("100%") == 3


def test_what_good_learners_miss_stands_out(app: Flask, cor: FlaskClient, people: Iterator[int], question: One) -> None:
    right, wrong = options(question)
    for number in range(30):
        done(next(people), question, wrong if number < 15 else right, rest=1.0 if number < 15 else 0.0)
    night(app)
    assert "Wie de rest goed doet, mist deze" in cor.get("/content/quality").text


def test_one_more_attempt_changes_no_figure_ten_more_do(app: Flask, people: Iterator[int], question: One) -> None:
    right, wrong = options(question)
    for _number in range(20):
        done(next(people), question, wrong)
    night(app)
    before = db.session.query(QuestionFigures).filter_by(question_id=question.id).one().figures
    for _number in range(9):
        done(next(people), question, right)
    night(app, 25)
    db.session.expire_all()
    assert db.session.query(QuestionFigures).filter_by(question_id=question.id).one().figures == before
    done(next(people), question, right)
    night(app, 26)
    db.session.expire_all()
    after = db.session.query(QuestionFigures).filter_by(question_id=question.id).one()
    assert (after.attempts, after.figures["right"]) == (30, 0.33)


def test_no_key_of_a_person_is_kept(app: Flask) -> None:
    assert not {column.name for column in QuestionFigures.__table__.columns} & {
        "person_id",
        "attempt_id",
        "response_id",
    }


def test_a_version_that_nobody_can_read_any_more_is_left_out(
    app: Flask, cor: FlaskClient, people: Iterator[int], question: One
) -> None:
    _right, wrong = options(question)
    for _number in range(20):
        done(next(people), question, wrong, digest="0" * 64)
    night(app)
    assert "Niets om naar te kijken" in cor.get("/content/quality").text


def test_only_who_writes_content_sees_it(cast: Cast, client_of: Clients) -> None:
    for person_id in (cast.employee, cast.leader, cast.hr):
        assert client_of(person_id).get("/content/quality").status_code == 403
    assert client_of(cast.admin).get("/content/quality").status_code == 200
    assert 'href="/content/quality"' in client_of(cast.coordinator).get("/references").text
    assert 'href="/content/quality"' not in client_of(cast.hr).get("/references").text
    assert client_of(cast.coordinator).get("/content/quality?course=weg").status_code == 404


def test_the_page_costs_the_same_for_one_question_and_for_many(
    app: Flask, cor: FlaskClient, people: Iterator[int], question: One, queries: Callable[..., int]
) -> None:
    _right, wrong = options(question)
    for _number in range(20):
        done(next(people), question, wrong)
    night(app)
    cor.get("/content/quality")
    one = queries(lambda: cor.get("/content/quality?show=all"))
    for each in library().modules[COURSE].quiz.questions[2:]:
        row = {"course_id": COURSE, "question_id": each.id, "quiz_digest": library().modules[COURSE].quiz_digest}
        kept = db.session.query(QuestionFigures).first()
        db.session.add(QuestionFigures(**row, attempts=20, of_quiz=20, figures=dict(kept.figures), made_at=NOW))
    db.session.commit()
    assert queries(lambda: cor.get("/content/quality?show=all")) == one
