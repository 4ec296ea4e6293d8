"""The coordinator, HR and an administrator change what mails say."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from tests.make import Cast
from webapp import clock
from webapp.extensions import db
from webapp.jobs.runner import Worker
from webapp.mail import texts
from webapp.mail.texts import Text
from webapp.services import ways_in
from webapp.store.mail_texts import MailText
from webapp.store.mails import SentMail

PAGE = "/mails/texts/invitation/nl"
BODY = "Hoi {name},\n\nWelkom bij {organisation}.\n\n[[Kies]]({link})\n"


@pytest.fixture
def cor(cast: Cast, client_of: Callable[..., FlaskClient]) -> FlaskClient:
    return client_of(cast.coordinator)


def _save(browser: FlaskClient, number: int = 0, do: str = "save", **changes: str):
    said = {"number": str(number), "subject": "Welkom, {name}", "body": BODY, "do": do, **changes}
    return browser.post(PAGE, data=said)


def _sent_text(person_id: int) -> SentMail:
    ways_in.invite([person_id], clock.now())
    db.session.commit()
    Worker(db_app()).drain()
    db.session.expire_all()
    return db.session.query(SentMail).order_by(SentMail.id.desc()).first()


def db_app() -> Flask:
    from flask import current_app

    return current_app._get_current_object()


def test_the_three_roles_can_open_it_and_nobody_else(cast: Cast, client_of: Callable[..., FlaskClient]) -> None:
    for person_id in (cast.coordinator, cast.hr, cast.admin):
        browser = client_of(person_id)
        assert 'href="/mails/texts"' in browser.get("/").text
        assert "/mails/texts/session_changed/en" in browser.get("/mails/texts").text
        assert browser.get(PAGE).status_code == 200
    for person_id in (cast.employee, cast.leader):
        assert client_of(person_id).get(PAGE).status_code == 403
        assert _save(client_of(person_id)).status_code == 403


def test_a_saved_text_is_what_the_next_mail_says(cor: FlaskClient, cast: Cast) -> None:
    answer = _save(cor)
    assert (answer.status_code, answer.location) == (303, PAGE)
    assert "Opgeslagen. Vanaf nu staat dit in de mails." in cor.get(PAGE).text
    mail = _sent_text(cast.employee)
    assert mail.subject == "Welkom, Eva Balie"
    assert mail.sample_text.startswith("Hoi Eva Balie,\n\nWelkom bij ")
    assert "/start/" in mail.sample_text


def test_the_page_lists_the_names_and_shows_an_example_beside_the_text(cor: FlaskClient) -> None:
    page = cor.get("/mails/texts/weekly/nl").text
    assert "<code>{news}</code>" in page
    assert "moet erin staan" in page
    assert "Robin Voorbeeld" in page
    assert "Sam Voorbeeld" in page


def test_trying_out_shows_the_mail_and_keeps_nothing(cor: FlaskClient) -> None:
    answer = _save(cor, do="try")
    assert answer.status_code == 200
    assert "Welkom, Sam Voorbeeld" in answer.text
    assert "Nog niet opgeslagen" in answer.text
    assert db.session.query(MailText).count() == 0


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"body": BODY + "{salary}"}, "{salary} kan hier niet worden ingevuld"),
        ({"body": "Hoi {name}"}, "In de tekst moet {link} staan"),
        ({"body": BODY + "\n" + "x" * 4000}, "4000 tekens"),
        ({"body": BODY + "{{ config }}"}, "{ config } kan hier niet worden ingevuld"),
        ({"subject": ""}, "Vul dit in."),
    ],
)
@pytest.mark.parametrize("do", ["save", "try"])
def test_what_cannot_be_sent_is_refused_at_the_field_and_stays_in_the_form(
    cor: FlaskClient, change: dict[str, str], said: str, do: str
) -> None:
    answer = _save(cor, do=do, **change)
    assert answer.status_code == 422
    assert said in answer.text
    assert next(iter(change.values()))[:20] in answer.text
    assert db.session.query(MailText).count() == 0


def test_of_two_windows_the_second_is_told_and_may_save_again(cor: FlaskClient) -> None:
    assert _save(cor).status_code == 303
    late = _save(cor, body=BODY + "\nTot snel.")
    assert late.status_code == 409
    assert "Tot snel." in late.text
    assert 'name="number" type="hidden" value="1"' in late.text
    assert _save(cor, number=1, body=BODY + "\nTot snel.").status_code == 303


def test_saving_the_same_twice_makes_one_version(cor: FlaskClient) -> None:
    _save(cor)
    _save(cor, number=1)
    assert db.session.query(MailText).count() == 1


def test_history_says_who_and_when_and_leads_back(cor: FlaskClient, cast: Cast) -> None:
    _save(cor)
    _save(cor, number=1, subject="Tweede")
    page = cor.get(PAGE).text
    assert "Cor Coordinator" in page
    assert page.count("Deze weer gebruiken") == 1
    assert cor.post(f"{PAGE}/back", data={"to": "1", "number": "2"}).status_code == 303
    assert _sent_text(cast.employee).subject == "Welkom, Eva Balie"
    assert cor.post(f"{PAGE}/back", data={"to": "0", "number": "3"}).status_code == 303
    assert "eigen tekst" not in cor.get("/mails/texts").text
    assert db.session.query(MailText).count() == 4


def test_going_back_from_an_old_page_is_a_conflict_and_to_what_is_not_there_a_404(cor: FlaskClient) -> None:
    _save(cor)
    _save(cor, number=1, subject="Tweede")
    assert cor.post(f"{PAGE}/back", data={"to": "0", "number": "1"}).status_code == 409
    assert cor.post(f"{PAGE}/back", data={"to": "9", "number": "2"}).status_code == 404
    for address in ("/mails/texts/gossip/nl", "/mails/texts/invitation/fr"):
        assert cor.get(address).status_code == 404
        assert cor.post(f"{address}/back").status_code == 404


def test_after_an_upgrade_the_own_text_stays_and_the_difference_is_shown(
    cor: FlaskClient, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    _save(cor)
    shipped = texts.shipped

    def newer(kind: str, language: str) -> Text:
        text = shipped(kind, language)
        return Text(subject=text.subject, body=text.body + "\nVanaf nu ook met pasfoto.\n")

    monkeypatch.setattr(texts, "shipped", newer)
    assert "het origineel is sindsdien veranderd" in cor.get("/mails/texts").text
    page = cor.get(PAGE).text
    assert "De oorspronkelijke tekst is veranderd" in page
    assert '<del lang="nl">Vanaf nu ook met pasfoto.</del>' in page
    assert '<ins lang="nl">Hoi {name},</ins>' in page
    assert _sent_text(cast.employee).subject == "Welkom, Eva Balie"
    assert _save(cor, number=1).status_code == 303
    assert "De oorspronkelijke tekst is veranderd" not in cor.get(PAGE).text


def test_an_own_text_that_can_no_longer_be_sent_gives_way_to_the_shipped_one(cor: FlaskClient, cast: Cast) -> None:
    _save(cor)
    db.session.query(MailText).update({"body": "Hoi {vanished}"})
    db.session.commit()
    assert "Je tekst wordt nu niet gebruikt" in cor.get(PAGE).text
    assert _sent_text(cast.employee).subject == "Kies je wachtwoord voor Grenswijs"


def test_hostile_words_stay_words(cor: FlaskClient) -> None:
    answer = _save(cor, do="try", body=BODY + "\n\n<script>alert(1)</script> <img src=x onerror=y>")
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert "<img src=x" not in answer.text


def test_the_pages_cost_the_same_with_one_version_and_with_many(cor: FlaskClient, queries) -> None:
    _save(cor)
    cor.get(PAGE)
    before = queries(lambda: cor.get(PAGE)), queries(lambda: cor.get("/mails/texts"))
    for number in range(1, 6):
        _save(cor, number=number, subject=f"Versie {number}")
    cor.get(PAGE)
    assert (queries(lambda: cor.get(PAGE)), queries(lambda: cor.get("/mails/texts"))) == before


def test_who_changed_it_is_in_the_audit_trail(cor: FlaskClient, cast: Cast) -> None:
    from webapp.store.audit import AuditEvent

    with time_machine.travel(clock.now(), tick=False):
        _save(cor)
    event = db.session.query(AuditEvent).filter_by(act="mail_text.saved").one()
    assert (event.actor_id, event.detail["number"]) == (cast.coordinator, 1)
