"""What opens without logging in, and what stays inside."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import make
from tests.make import Cast
from webapp.look import STATIC

INSIDE = ("toestel 2222", "toestel 3333", "toestel 4444", "de alarmknop")


def test_the_card_shows_nothing_that_was_not_marked_as_public(app: Flask, cast: Cast) -> None:
    page = app.test_client().get("/now").text
    assert "112" in page
    assert "het Meldpunt agressie" in page.casefold() or "meldpunt agressie" in page.casefold()
    for said in INSIDE:
        assert said not in page


def test_the_card_shows_what_was_marked(app: Flask, cast: Cast) -> None:
    make.norm(number=2, public_fields=["alarm_means", "intervention_team", "intervention_team_phone"])
    page = app.test_client().get("/now").text
    assert "de alarmknop" in page
    assert "toestel 3333" in page
    assert "toestel 2222" not in page


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_card_weighs_at_most_15_kilobytes_with_everything_it_loads(app: Flask, cast: Cast, language: str) -> None:
    every = ["organisation", "alarm_means", "intervention_team", "intervention_team_phone", "contact_point"]
    make.norm(number=2, public_fields=[*every, "contact_point_phone", "support_team", "support_team_phone"])
    page = app.test_client().get(f"/now?language={language}").text
    loaded = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
    assert len(loaded) == 1
    assert (
        len(page.encode()) + sum(Path(STATIC, each.removeprefix("/static/")).stat().st_size for each in loaded)
        <= 15_000
    )


@pytest.mark.parametrize("address", ["/now", "/house-rules"])
def test_the_public_pages_work_before_there_is_a_norm(app: Flask, address: str) -> None:
    assert app.test_client().get(address).status_code == 200


def test_visitors_read_the_house_rules_in_their_language(app: Flask, cast: Cast) -> None:
    browser = app.test_client()
    assert "We laten spullen heel." in browser.get("/house-rules").text
    assert "We leave things in one piece." in browser.get("/house-rules?language=en").text


def test_the_coordinator_gets_the_code_to_print(cor: FlaskClient) -> None:
    page = cor.get("/norm/outward").text
    assert "<svg" in page
    assert "/now" in page
    answer = cor.get("/norm/outward/code.svg")
    assert answer.mimetype == "image/svg+xml"


def test_an_example_letter_says_the_values_and_that_it_is_an_example(eva: FlaskClient) -> None:
    page = eva.get("/norm/letters/warning").text
    assert "6 maanden" in page
    assert "juridische" in page.casefold()
    assert eva.get("/norm/letters/nothing").status_code == 404


def test_a_measure_that_is_not_used_is_not_offered(cor: FlaskClient, eva: FlaskClient) -> None:
    page = eva.get("/norm/measures").text
    assert "/norm/letters/contact_ban" in page
    assert "/norm/letters/street_ban" not in page


def test_the_norm_is_there_as_a_tagged_pdf(eva: FlaskClient) -> None:
    answer = eva.get("/norm/norm.pdf")
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF-")
    assert b"/MarkInfo" in answer.data
    assert b"pdfuaid" in answer.data
