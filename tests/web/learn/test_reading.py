"""Reading a course."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from tests import make as make_rows
from tests.make import Cast, assignment
from tests.web.learn import make
from webapp.extensions import db
from webapp.services import course_texts
from webapp.store import norm_guard, revision
from webapp.store.learning import ContentVersion, CourseStart, LessonRead
from webapp.store.norms import NormVersion
from webapp.store.people import Person

COURSE = f"/courses/{make.ID}"
FIRST, HARD, LAST = (f"{COURSE}/lessons/{name}" for name in ("waarom", "dreiging", "melden"))


def count(table) -> int:
    return db.session.scalar(select(func.count()).select_from(table))


def test_a_lesson_speaks_from_the_norm_and_says_where_one_is(eva: FlaskClient) -> None:
    page = eva.get(FIRST).text
    assert "Bel het Meldpunt agressie." in page
    assert '<progress class="progress__bar" value="0" max="3"' in page
    assert '<div class="admonition example">' in page
    assert f'href="{HARD}"' in page


def test_a_picture_and_a_table_are_fit_for_every_reader(eva: FlaskClient) -> None:
    page = eva.get(FIRST).text
    assert '<figure><img alt="Een trap met drie treden"' in page
    assert 'role="region" tabindex="0"' in page
    assert '<th scope="col">Gedrag</th>' in page


def test_looking_at_a_lesson_keeps_nothing(eva: FlaskClient) -> None:
    eva.get(FIRST)
    assert (count(LessonRead), count(CourseStart)) == (0, 0)


def test_i_have_read_this_is_kept_once_and_leads_to_the_next_lesson(eva: FlaskClient, cast: Cast) -> None:
    before = revision.current()
    for _click in range(2):
        answer = eva.post(f"{FIRST}/read", data={"route": "full"})
        assert (answer.status_code, answer.location) == (303, HARD)
    row = db.session.execute(select(LessonRead)).scalars().one()
    assert (row.person_id, row.lesson_id, row.norm_number, row.language, row.route) == (
        cast.employee, "waarom", 1, "nl", "full",
    )  # fmt: skip
    assert row.course_digest == make.module().course.digest
    assert count(CourseStart) == 1
    assert revision.current() == before + 1


def test_what_was_read_is_kept_as_it_was(eva: FlaskClient) -> None:
    eva.post(f"{FIRST}/read")
    eva.post(f"{LAST}/read")
    kept = {row.kind: row for row in db.session.execute(select(ContentVersion)).scalars()}
    assert set(kept) == {"course", "quiz"}
    assert kept["course"].files["lessons/waarom.nl.md"] == make.NL


def test_after_the_last_lesson_comes_the_quiz(eva: FlaskClient) -> None:
    assert eva.post(f"{LAST}/read").location == f"{COURSE}#quiz"


def test_a_violent_lesson_first_asks_how_to_read_it(eva: FlaskClient) -> None:
    page = eva.get(HARD).text
    assert "Hier staat een dreiging." in page
    assert 'href="?route=full"' in page
    assert 'href="?route=gentle"' in page
    assert "Tekst met geweld" not in page
    assert "Hij dreigt weer" not in page


def test_both_routes_show_their_own_text_and_count_the_same(eva: FlaskClient) -> None:
    assert "Tekst met geweld" in eva.get(f"{HARD}?route=full").text
    gentle = eva.get(f"{HARD}?route=gentle").text
    assert "Rustige tekst" in gentle
    assert "Tekst met geweld" not in gentle
    assert "Hij dreigt weer" not in gentle
    assert eva.post(f"{HARD}/read", data={"route": "gentle"}).location == LAST
    assert db.session.scalar(select(LessonRead.route)) == "gentle"


def test_an_unknown_route_is_no_choice(eva: FlaskClient) -> None:
    assert "Hier staat een dreiging." in eva.get(f"{HARD}?route=<script>").text
    eva.post(f"{FIRST}/read", data={"route": "nonsense"})
    assert db.session.scalar(select(LessonRead.route)) == "full"


def test_who_avoids_violence_gets_the_gentle_text_at_once(eva: FlaskClient, cast: Cast) -> None:
    db.session.execute(update(Person).where(Person.id == cast.employee).values(avoids_violence=True))
    page = eva.get(HARD).text
    assert "Rustige tekst" in page
    assert 'href="?route=full"' in page
    assert "Tekst met geweld" in eva.get(f"{HARD}?route=full").text


def test_the_whole_course_is_on_one_page_after_the_same_choice(eva: FlaskClient) -> None:
    assert "Hier staat een dreiging." in eva.get(f"{COURSE}/print").text
    page = eva.get(f"{COURSE}/print?route=gentle").text
    assert "Rustige tekst" in page
    assert "Bel het Meldpunt agressie." in page
    assert "<h3>Aan de balie</h3>" in page
    assert "Punt een" in page


def test_checking_oneself_shows_feedback_and_keeps_nothing(eva: FlaskClient) -> None:
    wrong = eva.post(FIRST, data={"answer": "b"})
    assert wrong.status_code == 200
    assert "Dat maakt erger." in wrong.text
    assert "Rustig blijven" in wrong.text
    assert 'class="feedback feedback--wrong"' in wrong.text
    assert 'class="feedback feedback--right"' in eva.post(FIRST, data={"answer": "a"}).text
    assert count(LessonRead) == count(CourseStart) == 0


def test_checking_oneself_without_choosing_says_what_to_do(eva: FlaskClient) -> None:
    answer = eva.post(FIRST, data={})
    assert answer.status_code == 422
    assert "feedback__verdict" not in answer.text
    assert eva.post(FIRST, data={"answer": "zzz"}).status_code == 422


def test_a_lesson_without_a_question_has_nothing_to_check(eva: FlaskClient) -> None:
    assert eva.post(LAST, data={"answer": "a"}).status_code == 404


def test_what_does_not_exist_is_not_found(eva: FlaskClient) -> None:
    for address in ("/courses/none", f"{COURSE}/lessons/none", "/courses/none/lessons/waarom", "/courses/none/print"):
        assert eva.get(address).status_code == 404, address
    assert eva.post(f"{COURSE}/lessons/none/read").status_code == 404
    assert eva.post("/courses/none/attempts").status_code == 404


def test_a_picture_comes_by_name_and_can_do_nothing(eva: FlaskClient) -> None:
    answer = eva.get(f"{COURSE}/images/trap.svg")
    assert answer.mimetype == "image/svg+xml"
    assert answer.text == make.SVG
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    version = make.module().course.digest[:12]
    assert "immutable" in eva.get(f"{COURSE}/images/trap.svg?v={version}").headers["Cache-Control"]
    assert "immutable" not in answer.headers["Cache-Control"]


def test_only_pictures_of_the_course_can_be_fetched(eva: FlaskClient) -> None:
    for name in ("none.svg", "../course.yaml", "..%2fcourse.yaml", "%2e%2e/course.yaml", "course.yaml", "....//x"):
        assert eva.get(f"{COURSE}/images/{name}").status_code == 404, name


def test_hostile_markdown_is_text_and_leads_nowhere(small: Flask, eva: FlaskClient) -> None:
    hostile = """\
<script>alert(1)</script> <img src=x onerror=alert(2)>

[een](javascript:alert(3)) [twee](data:text/html,x) [drie](//evil.example) [vier](/log-out) <javascript:alert(5)>

![plaatje](data:image/svg+xml,x) ![plaatje](images/../../x.svg)

<div onclick="alert(4)">blok</div>
"""
    make.offer(small, make.module(nl=hostile))
    article = eva.get(FIRST).text.split("<article", 1)[1].split("</article>")[0]
    assert "&lt;script&gt;" in article
    for bad in ("<script", "<img", "href=", "<div"):
        assert bad not in article, bad


def test_hostile_values_of_the_norm_are_text(eva: FlaskClient) -> None:
    make_rows.norm(
        number=2,
        organisation='"><script>alert(1)</script>',
        contact_point={"nl": "<b>*x*</b> {{ register }}", "en": ""},
    )
    page = eva.get(FIRST).text
    assert "<script>alert" not in page
    assert "&lt;b&gt;*x*&lt;/b&gt; {{ register }}" in page
    assert "<script>alert" not in eva.get(COURSE).text


def test_before_there_is_a_norm_the_lesson_says_so(eva: FlaskClient) -> None:
    norm_guard.lift(db.session.connection())
    db.session.execute(NormVersion.__table__.delete())
    page = eva.get(FIRST)
    assert page.status_code == 200
    assert f"Bel {course_texts.said(0, 'nl')['contact_point']}." in page.text
    assert eva.get("/").status_code == eva.get(COURSE).status_code == 200


def test_the_page_is_in_the_readers_language(eva: FlaskClient, cast: Cast) -> None:
    db.session.execute(update(Person).where(Person.id == cast.employee).values(language="en"))
    assert "Text with violence." in eva.get(FIRST).text


def test_reading_goes_on_where_it_stopped_on_any_device(
    eva: FlaskClient, cast: Cast, client_of: Callable[..., FlaskClient]
) -> None:
    assignment(cast.employee, make.ID)
    eva.post(f"{FIRST}/read")
    other_device = client_of(cast.employee)
    assert f'href="{HARD}"' in other_device.get("/").text
    assert f'href="{HARD}"' in other_device.get(COURSE).text
    assert f'href="{FIRST}"' not in other_device.get("/").text


def test_what_one_reads_is_not_read_for_another(
    eva: FlaskClient, cast: Cast, client_of: Callable[..., FlaskClient]
) -> None:
    eva.post(f"{FIRST}/read")
    assert "icon state--done" in eva.get(COURSE).text
    assert "icon state--done" not in client_of(cast.colleague).get(COURSE).text


def test_a_minor_change_keeps_what_was_read_and_a_redo_does_not(small: Flask, eva: FlaskClient) -> None:
    eva.post(f"{FIRST}/read")
    make.offer(small, make.module(course=make.changed_course("minor")))
    assert f'href="{HARD}">' in eva.get("/courses/m01-klein").text.split("nl-button--primary", 1)[1][:200]
    make.offer(small, make.module(course=make.changed_course("redo")))
    assert f'href="{FIRST}">' in eva.get("/courses/m01-klein").text.split("nl-button--primary", 1)[1][:200]
