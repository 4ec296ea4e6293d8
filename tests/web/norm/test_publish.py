"""What publishing a version changes, and what staff see of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from tests import make
from tests.make import Cast
from tests.web.learn import make as course
from tests.web.norm.make import form_of, publish, section
from webapp import clock, reference
from webapp.extensions import db
from webapp.services import norm_publishing
from webapp.store.acknowledgements import Acknowledgement
from webapp.store.norms import NormVersion

KEYED = """\
- id: q-one-1
  kind: one
  lesson: waarom
  violent: false
  depends_on: [c_first_response]
  text: {nl: Iemand scheldt. Wat doe je?, en: Somebody swears. What do you do?}
  explanation: {nl: Uitleg., en: Why.}
  options:
    - id: a
      correct: {when: {c_first_response: [end_at_once]}}
      text: {nl: Het gesprek stoppen, en: End the conversation}
      feedback: {nl: Nog niet., en: Not yet.}
    - id: b
      correct: {when: {c_first_response: [ignore_briefly, name_immediately]}}
      text: {nl: Doorgaan, en: Go on}
      feedback: {nl: Hier stopt het., en: Here it ends.}
"""


@pytest.fixture
def small(app: Flask) -> Iterator[Flask]:
    """Offers one course, with one question whose answer depends on the norm."""
    bank = course.quiz_text(kinds=("one",), draw=1)
    first, rest = bank.split("- id: q-one-1\n", 1)
    with course.only(app, course.module(quiz=first + KEYED + "- id: " + rest.split("- id: ", 1)[1])):
        yield app


def test_each_sentence_that_reads_otherwise_is_listed_with_the_old_and_the_new(small: Flask, cor: FlaskClient) -> None:
    section(cor, "alarm", contact_point_nl="het Steunpunt")
    page = cor.get("/norm/draft/publish").text
    assert "Bel het Meldpunt agressie." in page
    assert "Bel het Steunpunt." in page


def test_a_question_whose_right_answer_changes_is_listed_with_both(small: Flask, cor: FlaskClient) -> None:
    section(cor, "behaviour", c_first_response="end_at_once")
    page = cor.get("/norm/draft/publish").text
    assert "Iemand scheldt. Wat doe je?" in page
    before, after = page.index("Doorgaan"), page.index("Het gesprek stoppen")
    assert before < after


def test_the_right_answer_follows_the_norm(small: Flask, cor: FlaskClient, cast: Cast, client_of) -> None:
    assert percent(client_of(cast.colleague), "b") == 100
    section(cor, "behaviour", c_first_response="end_at_once")
    publish(cor)
    assert percent(client_of(cast.employee), "a") == 100
    assert percent(client_of(cast.stranger), "b") == 0


def begin(browser: FlaskClient) -> str:
    """Begin an attempt that asks one of the two gentle questions, and the other one the next time."""
    begun = browser.post(f"/courses/{course.ID}/attempts", data={"gentle": "yes"})
    return begun.location.split("/questions")[0]


def percent(browser: FlaskClient, answer: str) -> int:
    """Take the quiz until it asks the question that depends on the norm; returns what the answer earned."""
    from webapp.store.attempts import AttemptResult

    for _go in range(3):
        address = begin(browser)
        page = browser.get(f"{address}/questions/1").text
        if "Iemand scheldt" in page:
            browser.post(f"{address}/questions/1", data={"answer": answer})
            browser.post(f"{address}/finish")
            attempt_id = int(address.rsplit("/", 1)[1])
            return db.session.get(AttemptResult, attempt_id).percent
        browser.post(f"{address}/finish")
    raise AssertionError("the question was never drawn")


def test_an_attempt_that_runs_keeps_the_norm_with_which_it_began(
    small: Flask, cor: FlaskClient, cast: Cast, client_of
) -> None:
    browser = client_of(cast.employee)
    for _go in range(3):
        address = begin(browser)
        if "Iemand scheldt" in browser.get(f"{address}/questions/1").text:
            break
        browser.post(f"{address}/finish")
    section(cor, "behaviour", c_first_response="end_at_once")
    publish(cor)
    browser.post(f"{address}/questions/1", data={"answer": "b"})
    browser.post(f"{address}/finish")
    assert "100 procent" in browser.get(f"{address}/result").text


def test_a_norm_without_a_right_answer_to_a_question_is_refused_by_its_name(small: Flask, cor: FlaskClient) -> None:
    first, rest = course.quiz_text(kinds=("one",), draw=1).split("- id: q-one-1\n", 1)
    module = course.module(quiz=first + KEYED + "- id: " + rest.split("- id: ", 1)[1])
    narrow = module.quiz.question("q-one-1")
    options = tuple(option for option in narrow.options if option.id == "b")
    object.__setattr__(narrow, "options", (*options, options[0]))
    course.offer(small, module)
    section(cor, "behaviour", c_first_response="end_at_once")
    page = cor.get("/norm/draft/publish").text
    assert "q-one-1" in page
    values = {"revision": "2.1", "valid_from": clock.today().isoformat(), "change_kind": "minor"}
    assert cor.post("/norm/draft/publish", data=values).status_code == 409


def test_a_version_can_ask_to_be_read_again(cor: FlaskClient, eva: FlaskClient) -> None:
    assert 'href="/norm"' in eva.get("/").text.split("<main")[1]
    assert eva.post("/norm/acknowledge/1").location == "/"
    assert "Lees de norm" not in eva.get("/").text
    section(cor, "ending", removal_requests="2")
    publish(cor, change_kind="minor")
    assert "Lees de norm" not in eva.get("/").text
    section(cor, "ending", removal_requests="1")
    publish(cor, change_kind="acknowledge")
    assert "Lees de norm" in eva.get("/").text
    assert eva.post("/norm/acknowledge/1").location == "/norm"
    eva.post("/norm/acknowledge/3")
    eva.post("/norm/acknowledge/3")
    assert db.session.query(Acknowledgement).count() == 2
    assert "Lees de norm" not in eva.get("/").text


def test_a_version_that_does_not_hold_yet_is_not_asked(cor: FlaskClient, eva: FlaskClient) -> None:
    eva.post("/norm/acknowledge/1")
    section(cor, "ending", removal_requests="2")
    publish(cor, valid_from=clock.today() + timedelta(days=3))
    assert "Lees de norm" not in eva.get("/").text
    assert eva.post("/norm/acknowledge/2").location == "/norm"


def test_the_difference_between_two_versions_is_told_in_words(cor: FlaskClient, eva: FlaskClient) -> None:
    section(
        cor, "rules", house_rules_nl="We praten rustig.\nWe schelden niet.\nWe maken niets kapot.", house_rules_en=""
    )
    section(cor, "letters", warning_registered="true")
    publish(cor)
    page = eva.get("/norm/versions/2/changes").text
    assert "We maken niets kapot." in page
    assert "We laten spullen heel." in page
    assert page.count('class="difference"') == 2
    assert eva.get("/norm/versions/1/changes").status_code == 404
    assert eva.get("/norm/versions/3").status_code == 404


def test_a_version_from_before_a_field_existed_says_that_it_was_not_laid_down(
    cor: FlaskClient, eva: FlaskClient
) -> None:
    old = {name: value for name, value in reference.document().items() if name not in ("office_route", "acute_signs")}
    db.session.add(
        NormVersion(
            number=2,
            valid_from=clock.today(),
            published_at=clock.now(),
            change_kind="minor",
            content=old | {"number": 2},
        )
    )
    db.session.commit()
    assert "2 onderdelen van deze pagina waren in deze versie nog niet vastgelegd" in eva.get("/norm").text
    assert "nog niet vastgelegd" not in eva.get("/norm/versions/1").text


def test_the_list_of_versions_says_who_published(cor: FlaskClient, eva: FlaskClient) -> None:
    section(cor, "ending", removal_requests="2")
    publish(cor)
    assert "Cor Coordinator" in eva.get("/norm/versions").text


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE norm_version SET valid_from = '2030-01-01'",
        "UPDATE norm_version SET content = '{}'",
        "DELETE FROM norm_version",
    ],
)
def test_the_database_refuses_to_change_a_published_version(cast: Cast, statement: str) -> None:
    with pytest.raises(IntegrityError, match="a published norm is never changed"):
        db.session.execute(text(statement))
    db.session.rollback()
    assert norm_publishing.norms.norm(1).removal_requests == 3


def test_leaders_and_hr_see_how_many_and_never_who(cor: FlaskClient, eva: FlaskClient, cast: Cast, client_of) -> None:
    eva.post("/norm/acknowledge/1")
    for browser, address in (
        (cor, "/norm/following"),
        (client_of(cast.leader), "/team/norm"),
        (client_of(cast.hr), "/norm/following"),
    ):
        page = browser.get(address).text.split("<main")[1]
        assert "Eva" not in page
        assert "door 1 van de" in page
    assert "Telefoon" not in client_of(cast.leader).get("/team/norm").text.split("<main")[1]
    assert client_of(cast.leader).get("/norm/following").status_code == 403
    assert client_of(cast.leader).get(f"/team/norm?team={cast.other_desk}").status_code == 404


def test_following_needs_few_queries_however_many_teams(cast: Cast, cor: FlaskClient, queries) -> None:
    cor.get("/norm/following")
    from webapp.services import acknowledging

    acknowledging._counted.cache_clear()
    few = queries(lambda: cor.get("/norm/following"))
    for number in range(30):
        make.person(f"P{number}", "X", team_id=make.team(f"Team {number}", cast.department))
    acknowledging._counted.cache_clear()
    assert queries(lambda: cor.get("/norm/following")) <= few + 1


def test_the_time_of_acknowledging_is_kept(cast: Cast, eva: FlaskClient) -> None:
    eva.post("/norm/acknowledge/1")
    at = db.session.query(Acknowledgement.acknowledged_at).scalar()
    assert abs(clock.now() - at) < timedelta(minutes=1)


def test_two_windows_of_one_form_keep_the_revision(cor: FlaskClient) -> None:
    page = form_of(cor.get("/norm/draft/sections/ending").text)
    assert cor.post("/norm/draft/sections/ending", data=page | {"removal_requests": "2"}).status_code == 303
    assert cor.post("/norm/draft/sections/ending", data=page | {"removal_requests": "2"}).status_code == 303


def test_a_check_yourself_question_follows_the_norm_too(small: Flask, cor: FlaskClient, cast: Cast, client_of) -> None:
    keyed = KEYED.replace("q-one-1", "c-een")
    first, rest = course.quiz_text(kinds=("one",), draw=1).split("- id: c-een\n", 1)
    module = course.module(quiz=first + keyed + "- id: " + rest.split("- id: ", 1)[1])
    course.offer(small, module)
    browser, address = client_of(cast.employee), f"/courses/{course.ID}/lessons/waarom"
    assert "Hier stopt het." not in browser.post(address, data={"answer": "b"}).text
    section(cor, "behaviour", c_first_response="end_at_once")
    publish(cor)
    assert "Hier stopt het." in browser.post(address, data={"answer": "b"}).text
