"""Refreshers in the browser: from the first page to what stuck, left at the desk and done on the phone, and paused."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Page, expect

from tests.browser.answers import answer_question
from tests.browser.conftest import Visit
from webapp import clock

Good = Callable[[Page], None]
PRIMARY = "main .nl-button--primary"


def test_a_refresher_is_begun_left_resumed_and_looked_back_on(visit: Visit, good: Good, width: str) -> None:
    page = visit("medewerker")
    page.get_by_role("link", name="Naar de vragen").click()
    good(page)
    expect(page.locator("h1")).to_be_visible()
    address = page.url
    page.locator(PRIMARY).click()
    good(page)
    page.locator(PRIMARY).click()
    expect(page.locator("#answer-error")).to_be_visible()
    good(page)
    answer_question(page)
    page.locator(PRIMARY).click()
    expect(page.get_by_role("status")).to_contain_text(re.compile("goed", re.IGNORECASE))
    good(page)
    if width == "desk":
        return
    while page.get_by_role("link", name="Volgende vraag").count():
        page.get_by_role("link", name="Volgende vraag").click()
        answer_question(page)
        page.locator(PRIMARY).click()
    page.get_by_role("link", name="Bekijk hoe het ging").click()
    expect(page).to_have_url(address)
    expect(page.locator("main")).to_contain_text(re.compile(r"\d+ van de 10 goed"))
    good(page)


def test_what_stuck_stands_in_words_and_bars(visit: Visit, good: Good) -> None:
    page = visit("medewerker")
    page.get_by_role("link", name="Opfrissen: wat is blijven hangen").click()
    good(page)
    expect(page.locator("main")).to_contain_text("Na 3 dagen")
    expect(page.locator("main")).to_contain_text("2 van de 4 goed")
    assert page.locator("main progress").count() >= 2
    page.get_by_role("link", name=re.compile("De norm van")).last.click()
    good(page)


def test_refreshers_are_paused_and_wanted_again_without_scripts(visit: Visit, width: str) -> None:
    page = visit("medewerker", scripts=False)
    page.goto("/refreshers/pause")
    page.locator("[name=last]").fill("2020-01-01")
    page.locator(PRIMARY).click()
    expect(page.locator("#last-error")).to_contain_text("al voorbij")
    page.locator("[name=last]").fill(str(clock.today() + timedelta(days=7)))
    page.locator(PRIMARY).click()
    page.goto("/refreshers")
    expect(page.locator("main")).to_contain_text("Je hebt een pauze")
    page.get_by_role("link", name="Verander je pauze").click()
    page.get_by_role("button", name="Stop deze pauze").click()
    page.goto("/refreshers")
    expect(page.locator("main")).not_to_contain_text("Je hebt een pauze")


def test_who_has_nothing_reads_so(visit: Visit, good: Good) -> None:
    page = visit("nieuw")
    for address in ("/refreshers", "/refreshers/pause", "/refreshers/erase"):
        page.goto(address)
        good(page)
    page.goto("/refreshers")
    expect(page.locator("main")).to_contain_text("Er is nog niets te zien")
