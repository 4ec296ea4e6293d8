"""Practising a conversation with the keyboard, on a desk and on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

Good = Callable[[Page], None]


def test_a_conversation_is_played_to_its_end_and_another_way_is_tried(visit: Visit, good: Good) -> None:
    page = visit("medewerker")
    page.goto("/scenarios")
    good(page)
    page.get_by_role("link", name="Het paspoort is er niet").click()
    good(page)
    page.get_by_role("button", name=re.compile("^Begin")).click()
    good(page)
    for choice in ("Drie keer voor niets komen", "Dat is te laat gegaan", "Dat komt helemaal goed"):
        page.get_by_role("radio", name=re.compile(choice)).focus()
        page.keyboard.press("Space")
        page.get_by_role("button", name="Doe dit").press("Enter")
        page.wait_for_load_state()
        good(page)
    expect(page.get_by_role("heading", name="De weg terug")).to_be_visible()
    page.get_by_role("button", name="Probeer iets anders bij beurt 3").click()
    page.get_by_text(re.compile("Dan bel ik u zelf")).click()
    page.get_by_role("button", name="Doe dit").click()
    expect(page.locator("main")).to_contain_text("Het werd weer rustig")
    good(page)


def test_a_violent_one_is_announced_with_a_way_around_it(visit: Visit, good: Good) -> None:
    page = visit("medewerker")
    page.goto("/scenarios/niet-meer-willen")
    good(page)
    page.get_by_role("link", name="Zorgen om een buurman").click()
    good(page)
    expect(page.locator("main")).not_to_contain_text("Voordat je begint")
