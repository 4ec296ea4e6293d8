"""Changing a procedure as a list of steps, and reading it as picture and text."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.make import Cast
from tests.web.norm.make import form_of, publish, section
from webapp import clock

PHONE = "/norm/draft/procedures/phone"


def steps(browser: FlaskClient, address: str = PHONE) -> dict[str, object]:
    return form_of(browser.get(address).text)


def test_staff_see_every_procedure_as_picture_and_as_the_same_text(eva: FlaskClient) -> None:
    page = eva.get("/norm/procedures").text
    assert page.count('class="flow__picture"') == 4
    assert page.count('class="flow__steps"') == 4
    assert "toestel 2222" in page


def test_a_changed_step_is_drawn_after_publishing(cor: FlaskClient, eva: FlaskClient) -> None:
    form = steps(cor) | {"step-listen-nl": "Haal drie keer adem.", "save": "1"}
    assert cor.post(PHONE, data=form).status_code == 303
    assert "Haal drie keer adem." not in eva.get("/norm/procedures").text
    publish(cor)
    page = eva.get("/norm/procedures").text
    assert page.count("Haal drie keer adem.") == 2
    assert "Haal drie keer adem." in eva.get("/courses/m09-stap-voor-stap/lessons/telefoon?route=full").text


def test_steps_are_added_moved_and_dropped_without_saving(cor: FlaskClient) -> None:
    page = cor.post(PHONE, data=steps(cor) | {"act": "add"}).text
    assert 'name="step-step-1-nl"' in page
    page = cor.post(PHONE, data=steps(cor) | {"act": "down:listen"}).text
    assert page.index('name="step-limit-nl"') < page.index('name="step-listen-nl"')
    page = cor.post(PHONE, data=steps(cor) | {"act": "drop:threat"}).text
    assert 'name="step-threat-nl"' not in page
    assert 'value="threat"' not in page
    assert 'name="step-threat-nl"' in cor.get(PHONE).text


def test_a_procedure_that_cannot_be_followed_is_refused_in_words(cor: FlaskClient) -> None:
    form = steps(cor) | {"step-care-way-0-to": "tell", "step-done-way-0-to": "go-on", "save": "1"}
    answer = cor.post(PHONE, data=form)
    assert answer.status_code == 422
    assert "step-listen-nl" in answer.text
    form = steps(cor) | {"step-hang-up-nl": "Hang op, {{ wie }}.", "save": "1"}
    assert "wie" in cor.post(PHONE, data=form).text
    assert cor.post(PHONE, data=steps(cor) | {"title-nl": " ", "save": "1"}).status_code == 422


def test_an_office_procedure_in_the_other_order_cannot_be_published(cor: FlaskClient) -> None:
    cor.post("/norm/draft/procedures/office", data=steps(cor, "/norm/draft/procedures/office") | {"save": "1"})
    section(cor, "alarm", office_route="alarm_first")
    assert "andere volgorde" in cor.get("/norm/draft/publish").text
    values = {"revision": "2.2", "valid_from": clock.today().isoformat(), "change_kind": "minor"}
    assert cor.post("/norm/draft/publish", data=values).status_code == 409


def test_a_procedure_of_the_municipalitys_own_is_added_and_dropped(cor: FlaskClient, eva: FlaskClient) -> None:
    form = {
        "title-nl": "Bij de brug",
        "title-en": "",
        "step": "step-1",
        "step-step-1-nl": "Bel de centrale.",
        "step-step-1-en": "",
        "step-step-1-calls": "colleague",
        "revision": steps(cor)["revision"],
        "save": "1",
    }
    assert cor.post("/norm/draft/procedures/new", data=form).status_code == 303
    assert "Bij de brug" in cor.get("/norm/draft/procedures").text
    assert cor.post("/norm/draft/procedures/bij-de-brug/drop").status_code == 303
    assert "Bij de brug" not in cor.get("/norm/draft/procedures").text


def test_two_who_change_two_procedures_keep_both(cast: Cast, cor: FlaskClient, client_of) -> None:
    other = client_of(cast.admin)
    mine = steps(cor) | {"step-listen-nl": "Van mij.", "save": "1"}
    office = "/norm/draft/procedures/office"
    other.post(office, data=steps(other, office) | {"step-contact-nl": "Van de ander.", "save": "1"})
    answer = cor.post(PHONE, data=mine)
    assert answer.status_code == 409
    assert "Ad Beheer" in answer.text
    again = form_of(answer.text) | {"save": "1"}
    assert again["step-listen-nl"] == "Van mij."
    assert cor.post(PHONE, data=again).status_code == 303
    page = cor.get("/norm/draft/procedures").text
    assert "Van mij." in page
    assert "Van de ander." in page
