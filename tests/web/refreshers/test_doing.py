"""Doing a refresher in the browser."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select, update

from tests.web.learn import make as course
from tests.web.learn.test_quiz import answer_all
from tests.web.learn.test_quiz import begin as begin_quiz
from tests.web.refreshers.conftest import DUE, Desk
from webapp.content import QUIZ_FILE
from webapp.extensions import db
from webapp.store.attempts import Attempt
from webapp.store.learning import Assignment, CompletionRecord, CourseStart, ProgressRevision
from webapp.store.people import Person
from webapp.store.refresher_tables import Refresher, RefresherAnswer


def count(table) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(table))


def test_from_the_first_page_to_what_stuck(desk: Desk) -> None:
    desk.go(DUE)
    eva = desk.eva
    address = desk.address()
    home = eva.get("/").text
    assert f'href="{address}"' in home
    assert "Fris op: De norm van Gemeente Voorbeeldstad" in home
    start = eva.get(address).text
    assert "3 dagen nadat je de cursus deed" in start
    assert "17 oktober 2026" in start
    desk.do(eva, 1)
    number = len(desk.asked())
    assert 2 <= number <= 4
    result = eva.get(address).text
    assert f"{number - 1} van de {number} goed" in result
    assert "Het goede antwoord" in result
    page = eva.get("/refreshers").text
    assert "Na 3 dagen" in page
    assert f"{number - 1} van de {number} goed" in page
    assert f'<progress class="progress__bar" value="{number - 1}" max="{number}"' in page
    assert "Weten waar agressie vandaan komt" in page
    assert address not in eva.get("/").text


def test_each_answer_is_explained_at_once_and_leads_to_the_next(desk: Desk) -> None:
    desk.go(DUE)
    eva = desk.eva
    address = desk.begin(eva)
    done = eva.post(f"{address}/questions/1", data=desk.form(1, right=False))
    assert done.location == f"{address}/questions/1"
    page = eva.get(done.location).text
    assert "Uitleg." in page
    assert "Niet goed" in page or "Deels goed" in page
    assert f'href="{address}/questions/2"' in page


def test_it_goes_on_where_it_was_left_on_another_device(desk: Desk) -> None:
    desk.go(DUE)
    address = desk.begin(desk.eva)
    desk.eva.post(f"{address}/questions/1", data=desk.form(1))
    desk.go(DUE + timedelta(days=5))
    other = desk.eva
    assert ">Verder<" in other.get("/refreshers").text
    assert other.post(f"{address}/begin").location == f"{address}/questions/2"


def test_nothing_chosen_is_said_at_the_question(desk: Desk) -> None:
    desk.go(DUE)
    eva = desk.eva
    address = desk.begin(eva)
    answer = eva.post(f"{address}/questions/1", data={})
    assert answer.status_code == 422
    assert 'id="answer-error"' in answer.text
    assert count(RefresherAnswer) == 0


def test_a_double_click_counts_once_and_another_answer_afterwards_is_refused(desk: Desk) -> None:
    desk.go(DUE)
    eva = desk.eva
    address = desk.begin(eva)
    right = desk.form(1)
    for _click in range(2):
        assert eva.post(f"{address}/questions/1", data=right).status_code == 303
    late = eva.post(f"{address}/questions/1", data=desk.form(1, right=False))
    assert late.status_code == 409
    assert "al beantwoord" in late.text
    assert db.session.scalars(select(RefresherAnswer.right)).all() == [True]


def test_nothing_of_it_touches_courses_attempts_or_figures(desk: Desk) -> None:
    desk.go(DUE)
    tables = (CompletionRecord, Attempt, Assignment, CourseStart)
    before = [count(table) for table in tables], db.session.scalar(select(ProgressRevision.number))
    desk.do(desk.eva, 1, 2)
    assert ([count(table) for table in tables], db.session.scalar(select(ProgressRevision.number))) == before


def test_it_asks_what_no_quiz_and_no_earlier_refresher_asked(desk: Desk) -> None:
    browser = desk.eva
    place = begin_quiz(browser)
    answer_all(browser, place, course.WRONG)
    in_quiz = set(db.session.scalars(select(Attempt.drawn)).one())
    desk.go(DUE)
    desk.do(desk.eva)
    first = set(desk.asked())
    desk.go(DUE + timedelta(days=18))
    desk.begin(desk.eva)
    assert not first & in_quiz
    assert not set(desk.asked()) & (in_quiz | first)


def test_without_violent_examples_when_asked_set_or_paused(desk: Desk) -> None:
    only_hard = course.quiz_text(kinds=("true_false",), draw=2)
    course.offer(desk.app, course.module(quiz=only_hard))
    desk.go(DUE)
    eva = desk.eva
    assert "zonder voorbeelden met geweld" in eva.get(desk.address()).text
    desk.begin(eva, gentle="yes")
    assert not [each for each in desk.asked() if "hard" in each]


def test_a_pause_from_violence_leaves_out_what_was_chosen_already(desk: Desk) -> None:
    course.offer(desk.app, course.module(quiz=course.quiz_text(kinds=("true_false",), draw=2)))
    desk.go(DUE)
    eva = desk.eva
    address = desk.begin(eva)
    hard = [number for number, each in enumerate(desk.asked(), start=1) if "hard" in each]
    assert hard
    eva.post("/rules/my-pause", data={"first": str(DUE), "last": str(DUE + timedelta(days=9))})
    assert eva.get(f"{address}/questions/{hard[0]}").status_code == 404
    late = eva.post(f"{address}/questions/{hard[0]}", data={"answer": "a"})
    assert late.status_code == 409
    assert "hoort er niet meer bij" in late.text


def test_the_setting_of_the_person_leaves_violence_out_too(desk: Desk) -> None:
    course.offer(desk.app, course.module(quiz=course.quiz_text(kinds=("true_false",), draw=2)))
    desk.go(DUE)
    db.session.execute(update(Person).where(Person.id == desk.cast.employee).values(avoids_violence=True))
    desk.begin(desk.eva)
    assert not [each for each in desk.asked() if "hard" in each]


def test_a_question_that_left_the_bank_is_not_asked_but_can_be_looked_back_at(desk: Desk) -> None:
    desk.go(DUE)
    eva = desk.eva
    address = desk.begin(eva)
    first = desk.asked()[0]
    eva.post(f"{address}/questions/1", data=desk.form(1))
    quiz = course.quiz_text(kinds=("true_false",), draw=2).replace("q-hard-", "q-new-")
    course.offer(desk.app, course.module(quiz=quiz))
    assert QUIZ_FILE
    assert eva.post(f"{address}/begin").location == address
    assert desk.made()[-1].finished_at.year == 2026
    page = eva.get(address)
    assert page.status_code == 200
    assert "1 van de 1 goed" in page.text
    assert "Wat doe je?" in page.text
    assert first not in quiz


def test_a_lapsed_one_is_gone_without_reproach(desk: Desk) -> None:
    desk.go(DUE)
    address = desk.begin(desk.eva)
    form = desk.form(1)
    desk.time.shift(timedelta(days=31))
    eva = desk.eva
    assert "tellen nergens voor mee" in eva.get(address).text
    assert address not in eva.get("/refreshers").text
    assert eva.post(f"{address}/questions/1", data=form).status_code == 409
    assert eva.post(f"{address}/begin").status_code == 409


def test_the_course_is_no_longer_offered(desk: Desk) -> None:
    desk.go(DUE)
    address = desk.do(desk.eva)
    desk.go(DUE + timedelta(days=18))
    course.offer(desk.app)
    eva = desk.eva
    assert eva.get("/refreshers").status_code == 200
    assert "Een cursus die er niet meer is" in eva.get("/refreshers").text
    assert desk.address() not in eva.get("/").text
    assert eva.get(address).status_code == eva.get(desk.address()).status_code == 200
    assert eva.post(f"{desk.address()}/begin").status_code == 409


def test_nobody_else_has_a_way_in(desk: Desk) -> None:
    desk.go(DUE)
    address = desk.do(desk.eva, 1)
    pages = (address, f"{address}/questions/1")
    for who in ("colleague", "leader", "manager", "hr", "coordinator", "admin"):
        browser = desk.client_of(getattr(desk.cast, who))
        assert [browser.get(page).status_code for page in pages] == [404, 404]
        assert browser.post(f"{address}/begin").status_code == 404
        assert browser.post(f"{address}/questions/1", data={"answer": "a"}).status_code == 404
        assert "goed" not in browser.get("/refreshers").text
        assert browser.get("/refreshers/take-along").json == {"refreshers": []}
    assert desk.client_of(None).get(address).status_code == 302
    assert desk.eva.get(f"/refreshers/{2**40}").status_code == 404
    assert count(Refresher) == 1


def test_it_can_be_taken_along_and_erased_for_good(desk: Desk) -> None:
    desk.go(DUE)
    eva = desk.eva
    address = desk.do(eva, 1)
    (taken,) = eva.get("/refreshers/take-along").json["refreshers"]
    assert (taken["course"], taken["step"]) == (course.ID, 3)
    assert [each["right"] for each in taken["answers"]][:2] == [False, True]
    assert eva.get("/refreshers/erase").status_code == 200
    assert eva.post("/refreshers/erase").status_code == 303
    assert count(RefresherAnswer) == 0
    assert desk.made()[-1].sheet == {}
    assert address not in eva.get("/refreshers").text
    assert eva.get(address).status_code == 200
    desk.go(DUE + timedelta(days=1))
    assert count(Refresher) == 1
