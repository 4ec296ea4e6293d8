"""The coordinator, HR and an administrator word what is learned; everybody reads it, and an update never loses it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from courses.own_texts import unit
from tests.make import Cast
from webapp.content import Library, Module, build, shipped
from webapp.extensions import db
from webapp.services import course_texts, curriculum
from webapp.store.attempts import Attempt
from webapp.store.audit import AuditEvent
from webapp.store.own_texts import OwnText

COURSE = "m01-de-norm"
LESSON = f"/texts/{COURSE}/lesson/getuige"
NL, EN = "lessons/getuige.nl.md", "lessons/getuige.en.md"


@pytest.fixture
def cor(cast: Cast, client_of: Callable[..., FlaskClient]) -> FlaskClient:
    return client_of(cast.coordinator)


def filled(browser: FlaskClient, address: str) -> dict[str, str]:
    """What the form of a unit holds, by the name of its field."""
    page = browser.get(address).text
    said = dict(re.findall(r'<input[^>]*id="(text\d+|number)"[^>]*value="([^"]*)"', page))
    said |= dict.fromkeys(re.findall(r'<textarea[^>]*id="(text\d+)"', page), "")
    for name, text in re.findall(r'<textarea[^>]*id="(text\d+)"[^>]*>\s*(.*?)</textarea>', page, re.DOTALL):
        said[name] = text
    return {name: unescape(text).replace("\n", "\r\n") for name, text in said.items()}


def unescape(text: str) -> str:
    for code, sign in (("&#34;", '"'), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        text = text.replace(code, sign)
    return text


def field_of(address: str, part: str, kind: str = "lesson", id: str = "getuige") -> str:
    found = unit(curriculum.files_of(shipped().modules[COURSE]), kind, id)
    assert found is not None
    return f"text{list(found.texts).index(part)}"


def say(browser: FlaskClient, do: str = "save", number: str | None = None, **added: str):
    """Put a sentence before the lesson in each language."""
    said = filled(browser, LESSON)
    for part, text in (("nl", NL), ("en", EN)):
        name = field_of(LESSON, text)
        said[name] = f"{added.get(part, '')}\r\n\r\n{said[name]}"
    if number is not None:
        said["number"] = number
    return browser.post(LESSON, data={**said, "do": do})


def rows() -> int:
    db.session.rollback()
    return db.session.query(OwnText).count()


def test_three_roles_may_and_nobody_else(cast: Cast, client_of: Callable[..., FlaskClient]) -> None:
    for person_id in (cast.coordinator, cast.hr, cast.admin):
        browser = client_of(person_id)
        assert 'href="/texts"' in browser.get("/").text
        assert f'href="/texts/{COURSE}"' in browser.get("/texts").text
        assert LESSON in browser.get(f"/texts/{COURSE}").text
        assert browser.get(LESSON).status_code == 200
    for person_id in (cast.employee, cast.leader):
        assert client_of(person_id).get(LESSON).status_code == 403
        assert client_of(person_id).post(LESSON, data={"do": "save"}).status_code == 403


def test_an_own_text_is_read_by_everybody_and_put_back(
    cast: Cast, cor: FlaskClient, client_of: Callable[..., FlaskClient]
) -> None:
    reader = client_of(cast.employee)
    answer = say(cor, nl="Bij ons heet de balie het Plein.", en="With us the counter is called the Square.")
    assert answer.status_code == 303
    assert "het Plein" in reader.get(f"/courses/{COURSE}/lessons/getuige").text
    page = cor.get(LESSON).text
    assert "<ins>Bij ons heet de balie het Plein.</ins>" in page
    assert "jouw eigen" in page or "eigen" in cor.get(f"/texts/{COURSE}").text
    assert db.session.query(AuditEvent).filter_by(act="own_text.saved").count() == 1
    answer = cor.post(f"{LESSON}/back", data={"to": "0", "number": "1"})
    assert answer.status_code == 303
    assert "het Plein" not in reader.get(f"/courses/{COURSE}/lessons/getuige").text
    cor.post(f"{LESSON}/back", data={"to": "1", "number": "2"})
    assert "het Plein" in reader.get(f"/courses/{COURSE}/lessons/getuige").text
    assert rows() == 3


def test_trying_out_keeps_nothing(cast: Cast, cor: FlaskClient) -> None:
    answer = say(cor, do="try", nl="Alleen proberen.", en="Only trying.")
    assert answer.status_code == 200
    assert "Alleen proberen." in answer.text.split("mail-preview")[3]
    assert rows() == 0


def test_what_does_not_fit_is_refused_in_plain_words(cast: Cast, cor: FlaskClient) -> None:
    answer = say(cor, nl="Bel {{ nobody }} <b>nu</b>.", en="Call them.")
    assert answer.status_code == 422
    assert "Nederlands, regel 1" in answer.text
    assert "“nobody”" in answer.text
    assert "HTML mag niet" in answer.text
    assert "Bel {{ nobody }} &lt;b&gt;nu&lt;/b&gt;." in answer.text
    assert rows() == 0


def test_both_languages_are_built_the_same(cor: FlaskClient) -> None:
    answer = say(cor, nl="## Een kop", en="No heading")
    assert answer.status_code == 422
    assert "bouw ze hetzelfde op" in answer.text


def test_two_editors_at_once(cor: FlaskClient, cast: Cast, client_of: Callable[..., FlaskClient]) -> None:
    other = client_of(cast.hr)
    assert say(other, nl="Eerste.", en="First.").status_code == 303
    answer = say(cor, number="0", nl="Tweede.", en="Second.")
    assert answer.status_code == 409
    assert "Tweede." in answer.text
    assert "Iemand anders" in answer.text
    assert rows() == 1


def test_saving_the_original_words_keeps_nothing(cor: FlaskClient) -> None:
    said = filled(cor, LESSON)
    assert cor.post(LESSON, data={**said, "do": "save"}).status_code == 303
    assert rows() == 0


def test_a_question_and_a_moment_of_a_conversation(
    cast: Cast, cor: FlaskClient, client_of: Callable[..., FlaskClient]
) -> None:
    for address, old, new in (
        (f"/texts/{COURSE}/question/{first(COURSE)}", None, "Wat zegt ónze norm hier?"),
        ("/texts/boete-en-een-filmer/moment/begin", None, "De man komt uit de visboer gerend."),
    ):
        said = filled(cor, address)
        assert cor.post(address, data={**said, "text0": new, "do": "save"}).status_code == 303, old
        assert new in cor.get(address).text
    assert curriculum.editions()["boete-en-een-filmer"].scenario.first.said.nl == "De man komt uit de visboer gerend."
    assert curriculum.library().modules[COURSE].quiz.question(first(COURSE)).text.nl == "Wat zegt ónze norm hier?"


def first(course_id: str) -> str:
    return shipped().modules[course_id].quiz.questions[0].id


def shipping(app: Flask, changed: Mapping[str, str]) -> Library:
    """The shipped library as an update would bring it."""
    before = shipped()
    module = before.modules[COURSE]
    made, problems = build({**module.files, **changed}, COURSE, frozenset(before.modules))
    assert made is not None, problems
    assert problems == []
    return replace(before, modules={**before.modules, COURSE: made})


def with_line(text: str, line: str) -> str:
    return f"{line}\n\n{text}"


def test_an_update_shows_what_changed_and_own_words_stay(app: Flask, cor: FlaskClient) -> None:
    say(cor, nl="Ons eigen woord.", en="Our own word.")
    before = app.extensions["library"]
    files = before.modules[COURSE].files
    try:
        app.extensions["library"] = shipping(
            app, {NL: with_line(files[NL], "Nieuw van ons."), EN: with_line(files[EN], "News of ours.")}
        )
        assert "Sommige teksten vragen om een keuze" in cor.get("/texts").text
        page = cor.get(LESSON).text
        assert "<ins>Nieuw van ons.</ins>" in page
        assert "Ons eigen woord." in page
        assert "Ons eigen woord." in cor.get(f"/courses/{COURSE}/lessons/getuige").text
        assert cor.post(LESSON, data={**filled(cor, LESSON), "do": "save"}).status_code == 303
        assert "Sommige teksten vragen om een keuze" not in cor.get("/texts").text
        cor.post(f"{LESSON}/back", data={"to": "0", "number": "2"})
        assert "Nieuw van ons." in cor.get(f"/courses/{COURSE}/lessons/getuige").text
    finally:
        app.extensions["library"] = before


def test_own_words_that_no_longer_fit_give_way_and_are_kept(app: Flask, cor: FlaskClient) -> None:
    say(cor, nl="Lees ook [dit](lesson:huisregels).", en="Also read [this](lesson:huisregels).")
    before = app.extensions["library"]
    try:
        app.extensions["library"] = replace(
            before, modules={**before.modules, COURSE: without_lesson(before.modules[COURSE], "huisregels")}
        )
        assert "past niet meer" in cor.get(f"/texts/{COURSE}").text
        assert "Je tekst wordt nu niet gebruikt" in cor.get(LESSON).text
        assert cor.get(f"/courses/{COURSE}/lessons/getuige").status_code == 200
    finally:
        app.extensions["library"] = before
    assert "Lees ook" in cor.get(f"/courses/{COURSE}/lessons/getuige").text


def without_lesson(module: Module, id: str) -> Module:
    course = module.course.course
    lessons = tuple(each for each in course.lessons if each.id != id)
    files = {path: text for path, text in module.files.items() if f"/{id}." not in path}
    changed = replace(
        module.course,
        course=replace(course, lessons=lessons),
        lessons=tuple(each for each in module.course.lessons if each.head.id != id),
        files={path: text for path, text in files.items() if path != "quiz.yaml"},
    )
    from courses import starter

    files["course.yaml"] = starter.without_lesson(
        {path: text for path, text in files.items() if path != "quiz.yaml"}, id
    )["course.yaml"]
    return replace(module, course=changed, files=files)


def test_who_is_in_the_middle_of_a_quiz_goes_on_with_the_words_it_began_with(
    cast: Cast, cor: FlaskClient, client_of: Callable[..., FlaskClient]
) -> None:
    reader = client_of(cast.employee)
    address = reader.post(f"/courses/{COURSE}/attempts").location.rsplit("/questions", 1)[0]
    drawn = db.session.execute(select(Attempt.drawn)).scalar_one()
    before = shipped().modules[COURSE].quiz.question(drawn[0]).text.nl
    unit_page = f"/texts/{COURSE}/question/{drawn[0]}"
    said = filled(cor, unit_page)
    assert cor.post(unit_page, data={**said, "text0": "Een heel andere vraag?", "do": "save"}).status_code == 303
    course_texts.module.cache_clear()
    page = reader.get(f"{address}/questions/1").text
    assert "Een heel andere vraag?" not in page
    assert before.split("“")[0].split("{{")[0].strip() in unescape(page)


def test_a_lesson_leads_who_may_to_its_words(
    cast: Cast, cor: FlaskClient, client_of: Callable[..., FlaskClient]
) -> None:
    page = f"/courses/{COURSE}/lessons/getuige"
    assert f'href="{LESSON}"' in cor.get(page).text
    assert "/texts/" not in client_of(cast.employee).get(page).text
