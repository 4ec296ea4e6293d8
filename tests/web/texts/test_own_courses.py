"""A municipality makes a course of its own: on screen from nothing, or as a zip; hostile zips are refused."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from courses.own_texts import units
from tests.make import Cast
from webapp.content import shipped
from webapp.extensions import db
from webapp.services import curriculum
from webapp.services.course_zip import packed
from webapp.store.own_texts import OwnCourse

IDEA = {
    "title_nl": "Veilig in ons zwembad",
    "title_en": "Safe in our pool",
    "summary_nl": "Na deze cursus weet je wat je doet aan de rand.",
    "summary_en": "After this course you know what to do at the side.",
    "audiences": ["publieksdiensten"],
    "elements": ["te_limits"],
}
ID = "eigen-veilig-in-ons-zwembad"


@pytest.fixture
def cor(cast: Cast, client_of: Callable[..., FlaskClient]) -> FlaskClient:
    return client_of(cast.coordinator)


def held() -> OwnCourse:
    db.session.rollback()
    found = db.session.query(OwnCourse).order_by(OwnCourse.id.desc()).first()
    assert found is not None
    return found


def fill_in(browser: FlaskClient) -> None:
    """Write every text of the course, each another."""
    for each in units(held().files):
        address = f"/texts/{ID}/{each.kind}/{each.id}"
        texts = {f"text{place}": open_to(text, f"{each.id} {place}") for place, text in enumerate(each.texts.values())}
        number = re.search(r'id="number"[^>]*value="(\d+)"', browser.get(address).text)
        assert number is not None
        assert browser.post(address, data={**texts, "number": number[1], "do": "save"}).status_code == 303


def open_to(text: str, words: str) -> str:
    return text.replace("[vul in]", f"Onze tekst {words}.").replace("[fill in]", f"Our text {words}.")


def offer(browser: FlaskClient, offered: str = "1") -> str:
    said = {"number": str(held().number), "offered": offered}
    return browser.post(f"/texts/{ID}/offer", data=said, follow_redirects=True).text


def test_a_course_from_nothing_on_screen(cast: Cast, cor: FlaskClient, client_of: Callable[..., FlaskClient]) -> None:
    answer = cor.post("/texts/new", data=IDEA)
    assert answer.headers["Location"].endswith(f"/texts/{ID}")
    page = cor.get(f"/texts/{ID}").text
    assert "Niemand ziet deze cursus nog" in page
    reader = client_of(cast.employee)
    assert reader.get(f"/courses/{ID}").status_code == 404
    assert "kan nog niet worden aangeboden" in offer(cor)
    fill_in(cor)
    assert "Alles is ingevuld" in cor.get(f"/texts/{ID}").text
    assert "De cursus wordt aangeboden" in offer(cor)
    assert "Onze tekst les-1" in reader.get(f"/courses/{ID}/lessons/les-1").text
    assert "Veilig in ons zwembad" in reader.get("/courses").text
    offer(cor, "0")
    assert reader.get(f"/courses/{ID}").status_code == 404
    assert "niet aangeboden" in cor.get("/texts").text


def test_lessons_and_questions_are_added_and_taken_out(cor: FlaskClient) -> None:
    cor.post("/texts/new", data=IDEA)
    number = held().number
    cor.post(f"/texts/{ID}/lessons", data={"number": str(number)})
    for place, kind in enumerate(("several", "true_false", "order")):
        said = {"number": str(number + 1 + place), "kind": kind, "lesson": "les-2"}
        assert cor.post(f"/texts/{ID}/questions", data=said).status_code == 303
    made = curriculum.worded(ID)
    assert made is not None
    assert len(units(held().files)) == 1 + 2 + 7 + 2
    stale = cor.post(f"/texts/{ID}/lessons", data={"number": str(number)})
    assert stale.status_code == 409
    cor.post(f"/texts/{ID}/take-out", data={"number": str(number + 4), "kind": "lesson", "id": "les-2"})
    assert len(units(held().files)) == 1 + 1 + 4 + 1
    assert cor.post(f"/texts/{ID}/questions", data={"kind": "one", "lesson": "les-2"}).status_code == 404


def test_an_offered_course_keeps_its_questions(cor: FlaskClient) -> None:
    cor.post("/texts/new", data=IDEA)
    fill_in(cor)
    offer(cor)
    said = {"number": str(held().number), "kind": "question", "id": "q-1"}
    page = cor.post(f"/texts/{ID}/take-out", data=said, follow_redirects=True).text
    assert "de toets heeft 4 vragen nodig en heeft er 3" in page
    assert len(curriculum.library().modules[ID].quiz.questions) == 4


def test_wrong_input_says_what_to_do(cor: FlaskClient) -> None:
    answer = cor.post("/texts/new", data={"title_nl": "x"})
    assert answer.status_code == 422
    assert answer.text.count("Vul dit in") >= 3
    assert cor.get(f"/texts/{ID}").status_code == 404
    assert cor.get("/texts/m99/lesson/x").status_code == 404
    assert cor.get("/texts/m01-de-norm/lesson/x").status_code == 404


def upload(browser: FlaskClient, data: bytes):
    return browser.post("/texts/upload", data={"file": (io.BytesIO(data), "course.zip")})


def test_a_shipped_course_goes_out_and_comes_back_as_an_own_one(cor: FlaskClient) -> None:
    data = cor.get("/texts/m05-c-begrenzen/files.zip").data
    assert upload(cor, data).headers["Location"].endswith("/texts/eigen-m05-c-begrenzen")
    assert held().withdrawn
    said = {"number": "1", "offered": "1"}
    cor.post("/texts/eigen-m05-c-begrenzen/offer", data=said)
    modules = curriculum.library().modules
    assert len(modules["eigen-m05-c-begrenzen"].quiz.questions) == len(modules["m05-c-begrenzen"].quiz.questions)
    again = cor.get("/texts/eigen-m05-c-begrenzen/files.zip").data
    assert upload(cor, again).status_code == 303
    assert held().number == 3
    assert not held().withdrawn


def zipped(**files: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return made.getvalue()


def hostile() -> list[tuple[bytes, str]]:
    return [
        (b"no zip at all", "geen zip-bestand"),
        (zipped(**{"x/lesson.md": b"hi"}), "geen course.yaml"),
        (zipped(**{"x/course.yaml": b"id: x"}), "geen quiz.yaml"),
        (zipped(**{"../course.yaml": b"id: x"}), "vreemde naam"),
        (zipped(**{"/etc/course.yaml": b"id: x"}), "vreemde naam"),
        (zipped(**{"x/course.yaml": b"\xff\xfe\x00"}), "geen tekst in UTF-8"),
        (zipped(**{"x/course.yaml": b"a" * 5_000_000}), "te veel in"),
        (zipped(**{f"x/{number}.md": b"" for number in range(301)}), "te veel in"),
        (zipped(**{"x/course.yaml": b"id: x\n", "x/quiz.yaml": b"id: x\n"}), "is missing"),
        (zipped(**{"x/course.yaml": b"- a\n", "x/quiz.yaml": b"[" * 400}), "course.yaml"),
    ]


@pytest.mark.parametrize("number", range(10))
def test_hostile_zips_are_refused_in_plain_words(cor: FlaskClient, number: int) -> None:
    data, words = hostile()[number]
    answer = upload(cor, data)
    assert answer.status_code == 422
    assert words in answer.text
    assert db.session.query(OwnCourse).count() == 0


def test_a_zip_larger_than_allowed_is_not_read(cor: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webapp.texts.own.LARGEST_UPLOAD", 100)
    answer = upload(cor, b"0" * 101)
    assert answer.status_code == 422
    assert "te veel in" in answer.text


def test_a_zip_with_a_script_in_a_picture_or_text_is_refused(cor: FlaskClient) -> None:
    files = dict(shipped().modules["m05-c-begrenzen"].files)
    bad = files | {"images/grens.nl.svg": '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'}
    assert upload(cor, packed(bad, "x")).status_code == 422
    bad = files | {"lessons/stoppen.nl.md": "<script>alert(1)</script>"}
    assert upload(cor, packed(bad, "x")).status_code == 422
    bad = files | {"course.yaml": files["course.yaml"].replace("te_limits", "te_nothing")}
    assert "te_nothing" in upload(cor, packed(bad, "x")).text
    assert db.session.query(OwnCourse).count() == 0


def test_only_who_may_reaches_it(cast: Cast, client_of: Callable[..., FlaskClient]) -> None:
    for person_id in (cast.employee, cast.leader):
        browser = client_of(person_id)
        assert browser.get("/texts/new").status_code == 403
        assert browser.get("/texts/m05-c-begrenzen/files.zip").status_code == 403
        assert upload(browser, b"").status_code == 403


def test_of_a_list_something_is_asked_and_not_every_box(cor: FlaskClient) -> None:
    page = cor.get("/texts/new").text
    assert not re.search(r'<input[^>]*type="checkbox"[^>]*required', page)
    assert "niet verplicht" not in page
    answer = cor.post("/texts/new", data={**IDEA, "audiences": []})
    assert answer.status_code == 422
    assert "Voor wie?" in answer.text.split('class="error-summary"')[1].split("</ul>")[0]
