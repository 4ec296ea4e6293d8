"""Taking a quiz, as the service sees it: what is kept, and what two windows at once cannot break."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import func, select

from quizzes.answers import Refused
from tests.make import Cast
from tests.web.learn import make
from webapp import clock
from webapp.errors import NotFound
from webapp.extensions import db
from webapp.policy import Visitor
from webapp.services import quiz_taking
from webapp.services.quiz_taking import Finished
from webapp.store.attempts import Attempt, AttemptResult, Mark, Response
from webapp.store.learning import CompletionRecord, CourseStart

WINDOWS = 4


@pytest.fixture
def small(app: Flask) -> Iterator[Flask]:
    with make.only(app, make.module(quiz=make.quiz_text(kinds=("one",), draw=2))):
        yield app


def visitor(person_id: int) -> Visitor:
    return Visitor(
        person_id=person_id, login_id=1, name="", language="nl", avoids_violence=False, grants=(), norm_number=1
    )  # fmt: skip


@pytest.fixture
def eva(small: Flask, cast: Cast) -> Visitor:
    return visitor(cast.employee)


def begin(who: Visitor) -> int:
    found = quiz_taking.start(who, make.ID, gentle=True, now=clock.now())
    db.session.commit()
    return found


def count(table) -> int:
    return db.session.scalar(select(func.count()).select_from(table))


def at_once(app: Flask, act: Callable[[int], object]) -> list[object]:
    """Do it in several windows at the same moment, each in a transaction of its own."""
    ready, outcomes = threading.Barrier(WINDOWS), []

    def window(number: int) -> None:
        with app.app_context():
            ready.wait()
            try:
                outcomes.append(act(number))
                db.session.commit()
            except Finished as late:
                outcomes.append(late)
            except Exception as error:
                outcomes.append(error)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=window, args=(number,)) for number in range(WINDOWS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return outcomes


def broken(outcomes: list[object]) -> list[object]:
    return [each for each in outcomes if isinstance(each, Exception) and not isinstance(each, Finished)]


def test_an_answer_leads_to_the_next_question_and_the_last_to_the_end(eva: Visitor) -> None:
    attempt = begin(eva)
    assert quiz_taking.answer(eva, attempt, 1, {"answer": ["a"]}, clock.now()) == 2
    assert quiz_taking.answer(eva, attempt, 2, {"answer": ["a"]}, clock.now()) == 0
    assert quiz_taking.paper(eva, attempt).next_open == 0


def test_what_is_no_answer_is_refused_and_not_kept(eva: Visitor) -> None:
    attempt = begin(eva)
    assert quiz_taking.answer(eva, attempt, 1, {"answer": ["x"]}, clock.now()) == Refused("unknown_choice")
    assert quiz_taking.answer(eva, attempt, 1, {}, clock.now()) == Refused("nothing_chosen")
    assert count(Response) == 0


def test_the_attempt_of_another_does_not_exist(eva: Visitor, cast: Cast) -> None:
    attempt = begin(eva)
    other = visitor(cast.leader)
    for act in (
        lambda: quiz_taking.paper(other, attempt),
        lambda: quiz_taking.answer(other, attempt, 1, {"answer": ["a"]}, clock.now()),
        lambda: quiz_taking.finish(other, attempt, clock.now()),
        lambda: quiz_taking.outcome(other, attempt),
    ):
        with pytest.raises(NotFound):
            act()


def test_marks_say_what_each_answer_that_counts_was_worth(eva: Visitor) -> None:
    attempt = begin(eva)
    for number, chosen in ((1, "b"), (1, "a"), (2, "b")):
        quiz_taking.answer(eva, attempt, number, {"answer": [chosen]}, clock.now())
    quiz_taking.finish(eva, attempt, clock.now())
    marks = db.session.execute(select(Mark.points, Mark.quiz_digest).order_by(Mark.points)).all()
    digest = db.session.scalar(select(Attempt.quiz_digest))
    assert marks == [(0.0, digest), (1.0, digest)]
    assert db.session.execute(select(AttemptResult.percent, AttemptResult.passed)).one() == (50, False)


def test_the_quiz_is_begun_once_from_several_windows_at_once(small: Flask, eva: Visitor) -> None:
    outcomes = at_once(small, lambda _n: quiz_taking.start(eva, make.ID, gentle=True, now=clock.now()))
    assert broken(outcomes) == []
    assert len(set(outcomes)) == 1
    assert count(Attempt) == count(CourseStart) == 1


def test_the_same_answer_from_several_windows_at_once_counts_once(small: Flask, eva: Visitor) -> None:
    attempt = begin(eva)
    outcomes = at_once(small, lambda _n: quiz_taking.answer(eva, attempt, 1, {"answer": ["a"]}, clock.now()))
    assert outcomes == [2] * WINDOWS
    assert count(Response) == 1


def test_other_answers_from_several_windows_at_once_are_all_kept_in_turn(small: Flask, eva: Visitor) -> None:
    attempt = begin(eva)

    def act(number: int) -> object:
        return quiz_taking.answer(eva, attempt, 1, {"answer": ["ab"[number % 2]]}, clock.now())

    assert broken(at_once(small, act)) == []
    numbers = db.session.execute(select(Response.number).order_by(Response.number)).scalars().all()
    assert numbers == list(range(1, len(numbers) + 1))
    assert 2 <= len(numbers) <= WINDOWS


def test_finishing_while_answering_counts_the_course_once(small: Flask, eva: Visitor) -> None:
    attempt = begin(eva)
    for number in (1, 2):
        quiz_taking.answer(eva, attempt, number, {"answer": ["a"]}, clock.now())
    db.session.commit()

    def act(number: int) -> object:
        if number % 2:
            return quiz_taking.finish(eva, attempt, clock.now())
        return quiz_taking.answer(eva, attempt, 1, {"answer": ["b"]}, clock.now())

    assert broken(at_once(small, act)) == []
    percent = db.session.scalar(select(AttemptResult.percent))
    answered_again = count(Response) == 3
    assert percent == (50 if answered_again else 100)
    assert count(CompletionRecord) == (0 if answered_again else 1)
