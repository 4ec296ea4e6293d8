"""Taking a quiz in the browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from tests.make import Cast, assignment
from tests.web.learn import make
from webapp.content import QUIZ_FILE
from webapp.extensions import db
from webapp.store.attempts import Attempt, AttemptResult, Mark, Response
from webapp.store.learning import CompletionRecord, ContentVersion, CourseStart
from webapp.store.people import Person

COURSE = f"/courses/{make.ID}"


def count(table) -> int:
    return db.session.scalar(select(func.count()).select_from(table))


def attempt() -> Attempt:
    """The newest attempt as it is now."""
    db.session.rollback()
    return db.session.execute(select(Attempt).order_by(Attempt.id.desc()).limit(1)).scalar_one()


def begin(browser: FlaskClient, **form: str) -> str:
    """Begin the quiz; returns the address of the attempt."""
    answer = browser.post(f"{COURSE}/attempts", data=form)
    assert answer.status_code == 303
    return answer.location.split("/questions")[0]


def kind_of(question_id: str) -> str:
    return {"true": "true_false", "hard": "one"}.get(question_id.split("-")[1], question_id.split("-")[1])


def answer_all(browser: FlaskClient, address: str, forms: dict[str, Any], numbers: range | None = None) -> None:
    for number, question_id in enumerate(attempt().drawn, start=1):
        if numbers is None or number in numbers:
            done = browser.post(f"{address}/questions/{number}", data=forms[kind_of(question_id)])
            assert done.status_code == 303, question_id


def test_a_quiz_is_drawn_with_its_seed_and_everything_that_tells_the_text(eva: FlaskClient, cast: Cast) -> None:
    address = begin(eva)
    found = attempt()
    assert address == f"/attempts/{found.id}"
    assert (found.person_id, found.number, found.course_version, found.norm_number) == (cast.employee, 1, 1, 1)
    assert (found.language, found.gentle) == ("nl", False)
    assert re.fullmatch("[0-9a-f]{32}", found.seed)
    assert len(found.drawn) == len(set(found.drawn)) == 5
    kept = dict(db.session.execute(select(ContentVersion.kind, ContentVersion.digest)).all())
    assert kept == {"course": found.course_digest, "quiz": found.quiz_digest}
    assert count(CourseStart) == 1


def test_a_running_quiz_is_taken_up_instead_of_begun_twice(eva: FlaskClient) -> None:
    address = begin(eva)
    answer_all(eva, address, make.RIGHT, range(1, 3))
    again = eva.post(f"{COURSE}/attempts")
    assert again.location == f"{address}/questions/3"
    assert count(Attempt) == 1


@pytest.mark.parametrize("kind", list(make.RIGHT))
def test_every_kind_of_question_can_be_answered_and_shows_its_answer_again(
    small: Flask, eva: FlaskClient, kind: str
) -> None:
    make.offer(small, make.module(quiz=make.quiz_text(kinds=(kind,), draw=1)))
    address = begin(eva, gentle="yes")
    before = eva.get(f"{address}/questions/1").text
    assert " checked" not in before
    assert "selected" not in before
    assert eva.post(f"{address}/questions/1", data=make.RIGHT[kind]).location == address
    after = eva.get(f"{address}/questions/1").text
    wanted = sum(len(each) if isinstance(each, list) else 1 for each in make.RIGHT[kind].values())
    assert after.count(" checked") + after.count(" selected") == wanted


@pytest.mark.parametrize("kind", list(make.RIGHT))
def test_what_a_question_does_not_offer_is_refused_with_words(small: Flask, eva: FlaskClient, kind: str) -> None:
    make.offer(small, make.module(quiz=make.quiz_text(kinds=(kind,), draw=1)))
    address = begin(eva, gentle="yes")
    strange = dict.fromkeys(make.RIGHT[kind], "zzz")
    for form in ({}, strange, {"answer": ["a", "b", "zzz"]}, {"step-s9": "1"}, {"item-i1": ["A", "B"]}):
        answer = eva.post(f"{address}/questions/1", data=form)
        assert answer.status_code == 422
        assert 'id="answer-error"' in answer.text
    assert count(Response) == 0


def test_a_half_filled_question_comes_back_filled_in(small: Flask, eva: FlaskClient) -> None:
    make.offer(small, make.module(quiz=make.quiz_text(kinds=("order",), draw=1)))
    address = begin(eva, gentle="yes")
    page = eva.post(f"{address}/questions/1", data={"step-s1": "2", "step-s2": "", "step-s3": ""})
    assert page.status_code == 422
    assert '<option value="2" selected>' in page.text


def test_the_same_answer_sent_twice_counts_once(eva: FlaskClient) -> None:
    address = begin(eva)
    for _click in range(2):
        answer_all(eva, address, make.RIGHT, range(1, 2))
    assert count(Response) == 1


def test_a_later_answer_replaces_an_earlier_one_and_the_history_stays(eva: FlaskClient) -> None:
    address = begin(eva)
    answer_all(eva, address, make.WRONG)
    answer_all(eva, address, make.RIGHT)
    assert count(Response) == 10
    eva.post(f"{address}/finish")
    assert db.session.execute(select(AttemptResult.percent, AttemptResult.passed)).one() == (100, True)
    assert count(Mark) == 5


def test_back_to_an_earlier_answer_makes_that_one_count_again(eva: FlaskClient) -> None:
    address = begin(eva)
    for forms in (make.RIGHT, make.WRONG, make.RIGHT):
        answer_all(eva, address, forms, range(1, 2))
    numbers = db.session.execute(select(Response.number).order_by(Response.number)).scalars().all()
    assert numbers == [1, 2, 3]


def test_passing_completes_the_course_with_all_that_says_in_which_text(eva: FlaskClient, cast: Cast) -> None:
    assignment(cast.employee, make.ID)
    address = begin(eva)
    answer_all(eva, address, make.RIGHT)
    assert eva.post(f"{address}/finish").location == f"{address}/result"
    done = db.session.execute(select(CompletionRecord)).scalar_one()
    drawn = attempt()
    for name in ("person_id", "course_id", "course_version", "course_digest", "quiz_digest", "norm_number", "language"):
        assert getattr(done, name) == getattr(drawn, name), name
    assert (done.method, done.attempt_id) == ("quiz", drawn.id)
    assert "state--done" in eva.get("/courses").text


def test_not_passing_completes_nothing_and_the_next_quiz_asks_other_questions(eva: FlaskClient) -> None:
    address = begin(eva, gentle="yes")
    answer_all(eva, address, make.WRONG)
    first = set(attempt().drawn)
    eva.post(f"{address}/finish")
    assert count(CompletionRecord) == 0
    assert db.session.scalar(select(AttemptResult.passed)) is False
    assert begin(eva, gentle="yes") != address
    assert attempt().number == 2
    assert first.isdisjoint(attempt().drawn)


def test_the_result_looks_back_at_every_question(eva: FlaskClient) -> None:
    address = begin(eva, gentle="yes")
    answer_all(eva, address, make.WRONG, range(1, 5))
    eva.post(f"{address}/finish")
    page = eva.get(f"{address}/result").text
    assert page.count("feedback__verdict") == 5
    assert page.count("Uitleg.") == 5
    assert f'href="{COURSE}/lessons/waarom?route=gentle"' in page
    whys = ("Dat maakt erger.", "Nee.", "Toch wel.", "Eerst weg.", "Over jou.")
    assert any(why in page for why in whys)
    assert page.count(f'action="{COURSE}/attempts"') == 1


def test_an_unfinished_quiz_has_no_result_yet(eva: FlaskClient) -> None:
    address = begin(eva)
    assert eva.get(f"{address}/result").location == address


def test_finishing_twice_changes_nothing(eva: FlaskClient) -> None:
    address = begin(eva)
    answer_all(eva, address, make.RIGHT)
    for _click in range(2):
        assert eva.post(f"{address}/finish").location == f"{address}/result"
    assert count(AttemptResult) == count(CompletionRecord) == 1


def test_after_finishing_an_answer_is_refused_kindly(eva: FlaskClient) -> None:
    address = begin(eva)
    eva.post(f"{address}/finish")
    answer = eva.post(f"{address}/questions/1", data={"answer": "a"})
    assert answer.status_code == 409
    assert f'href="{address}/result"' in answer.text
    assert count(Response) == 0
    assert eva.get(f"{address}/questions/1").location == f"{address}/result"
    assert eva.get(address).location == f"{address}/result"


def test_open_questions_earn_nothing(eva: FlaskClient) -> None:
    address = begin(eva)
    answer_all(eva, address, make.RIGHT, range(1, 3))
    assert eva.get(address).text.count(f'href="{address}/questions/3"') == 2
    eva.post(f"{address}/finish")
    assert db.session.scalar(select(AttemptResult.percent)) == 40


def test_nobody_reaches_the_quiz_of_another(
    eva: FlaskClient, cast: Cast, client_of: Callable[..., FlaskClient]
) -> None:
    address = begin(eva)
    for person_id in (cast.colleague, cast.leader, cast.hr, cast.admin, cast.coordinator):
        other = client_of(person_id)
        for path in (address, f"{address}/questions/1", f"{address}/result"):
            assert other.get(path).status_code == 404, path
        assert other.post(f"{address}/questions/1", data={"answer": "a"}).status_code == 404
        assert other.post(f"{address}/finish").status_code == 404
    eva.post(f"{address}/finish")
    assert client_of(cast.leader).get(f"{address}/result").status_code == 404
    assert address not in client_of(cast.colleague).get(COURSE).text


def test_numbers_that_do_not_exist_are_not_found(eva: FlaskClient) -> None:
    address = begin(eva)
    for path in (f"{address}/questions/0", f"{address}/questions/6", f"/attempts/{10**30}", "/attempts/0"):
        assert eva.get(path).status_code == 404, path
    assert eva.post(f"{address}/questions/99999999999999999999", data={"answer": "a"}).status_code == 404
    assert eva.post(f"/attempts/{10**30}/finish").status_code == 404


def test_the_gentle_route_asks_no_violent_question(eva: FlaskClient) -> None:
    for _turn in range(3):
        address = begin(eva, gentle="yes")
        assert not any(question_id.startswith("q-hard") for question_id in attempt().drawn)
        assert attempt().gentle
        eva.post(f"{address}/finish")


def test_who_avoids_violence_finds_the_gentle_route_ticked(eva: FlaskClient, cast: Cast) -> None:
    assert 'id="gentle">' in eva.get(COURSE).text
    db.session.execute(update(Person).where(Person.id == cast.employee).values(avoids_violence=True))
    assert 'id="gentle" checked>' in eva.get(COURSE).text


@pytest.mark.parametrize("kind", ["minor", "redo"])
def test_a_running_quiz_finishes_on_the_version_with_which_it_began(small: Flask, eva: FlaskClient, kind: str) -> None:
    address = begin(eva)
    answer_all(eva, address, make.RIGHT, range(1, 3))
    newer = make.files(course=make.changed_course(kind), quiz=make.quiz_text(kinds=("one",), draw=1))
    newer[QUIZ_FILE] = newer[QUIZ_FILE].replace("q-one-", "q-new-")
    make.offer(small, make.module(course=newer["course.yaml"], quiz=newer[QUIZ_FILE]))
    answer_all(eva, address, make.RIGHT, range(3, 6))
    eva.post(f"{address}/finish")
    assert "feedback--right" in eva.get(f"{address}/result").text
    done = db.session.execute(select(CompletionRecord)).scalar_one()
    assert (done.course_version, done.course_digest) == (1, make.module().course.digest)
    state = "done" if kind == "minor" else "done_earlier_version"
    assert f'state--{state}"' in eva.get("/courses").text


def test_a_redone_course_says_what_changed_and_can_be_done_again(small: Flask, eva: FlaskClient, cast: Cast) -> None:
    assignment(cast.employee, make.ID)
    address = begin(eva)
    answer_all(eva, address, make.RIGHT)
    eva.post(f"{address}/finish")
    make.offer(small, make.module(course=make.changed_course("redo")))
    assert "Nieuwe regels." in eva.get(COURSE).text
    assert "Nieuwe regels." in eva.get("/").text
    again = begin(eva)
    answer_all(eva, again, make.RIGHT)
    eva.post(f"{again}/finish")
    assert "Nieuwe regels." not in eva.get(COURSE).text
    assert count(CompletionRecord) == 2


def test_a_quiz_stays_in_the_language_in_which_it_began(eva: FlaskClient, cast: Cast) -> None:
    address = begin(eva, gentle="yes")
    db.session.execute(update(Person).where(Person.id == cast.employee).values(language="en"))
    page = eva.get(f"{address}/questions/1").text
    assert "Wat doe je?" in page
    assert 'lang="nl"' in page
    assert "stays in Dutch" in page


def test_earlier_results_are_ones_own(eva: FlaskClient, cast: Cast, client_of: Callable[..., FlaskClient]) -> None:
    address = begin(eva)
    eva.post(f"{address}/finish")
    assert f'href="{address}/result"' in eva.get(COURSE).text
    assert "/result" not in client_of(cast.colleague).get(COURSE).text


def test_another_window_that_finished_first_wins(
    eva: FlaskClient, cast: Cast, client_of: Callable[..., FlaskClient]
) -> None:
    address = begin(eva)
    other_tab = client_of(cast.employee)
    other_tab.post(f"{address}/questions/1", data={})
    answer_all(other_tab, address, make.RIGHT)
    other_tab.post(f"{address}/finish")
    assert eva.post(f"{address}/questions/1", data={"answer": "b"}).status_code == 409
    assert db.session.scalar(select(AttemptResult.percent)) == 100
