"""The start of new staff in the browser: newcomer, mentor on a phone, leader and office, at both widths."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

Good = Callable[[Page], None]
PRIMARY = "main .nl-button--primary"


def nina(page: Page) -> None:
    """Open Nina's line in the list that stands on the page."""
    page.locator("main tbody a", has_text="Nina Nieuw").click()


def test_the_newcomer_finds_the_start_from_the_first_page(visit: Visit, good: Good) -> None:
    page = visit("nieuw")
    good(page)
    page.get_by_role("link", name="Naar mijn start").click()
    expect(page.locator("h1")).to_have_text("Welkom, Nina Nieuw")
    good(page)
    assert page.locator(PRIMARY).count() == 1
    expect(page.locator("main")).to_contain_text("Mees Medewerker laat je zien")
    page.locator(PRIMARY).click()
    expect(page).not_to_have_url(re.compile("/welcome$"))
    good(page)


def test_the_newcomer_says_who_to_call_again_without_scripts(visit: Visit, width: str) -> None:
    page = visit("nieuw", scripts=False)
    page.goto("/welcome/steps/who_to_call")
    page.locator("[name=note]").fill(f"Nummer staat in mijn telefoon ({width})")
    page.locator("main form.form .nl-button--primary").click()
    expect(page.get_by_role("status").first).to_contain_text("Opgeschreven")
    expect(page.locator("main")).to_contain_text(f"Nummer staat in mijn telefoon ({width})")


def test_the_mentor_ticks_corrects_and_takes_back(visit: Visit, good: Good, width: str) -> None:
    page = visit("medewerker")
    page.get_by_role("link", name="Naar mijn lijst").click()
    good(page)
    page.get_by_role("link", name="De weg naar buiten").first.click()
    good(page)
    page.locator("[name=done_on]").fill("2031-01-01")
    page.locator("main form.form .nl-button--primary").click()
    good(page)
    expect(page.get_by_role("alert")).to_contain_text("Deze dag moet nog komen")
    page.goto(page.url)
    page.locator("[name=note]").fill(f"Samen gelopen ({width})")
    page.locator("main form.form .nl-button--primary").press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Opgeschreven")
    expect(page.locator("main")).to_contain_text(f"Samen gelopen ({width})")
    page.get_by_role("link", name="De weg naar buiten").first.click()
    good(page)
    page.get_by_role("button", name="Het is toch niet gedaan").click()
    expect(page.get_by_role("status").first).to_contain_text("Teruggenomen")
    good(page)


def test_the_leader_sees_what_is_late_and_chooses_a_mentor(visit: Visit, good: Good, width: str) -> None:
    page = visit("teamleider")
    page.goto("/team")
    page.get_by_role("link", name="Nieuwe collega's").click()
    good(page)
    page.goto("/team/onboarding?show=mentor")
    good(page)
    page.goto("/team/onboarding")
    nina(page)
    good(page)
    expect(page.locator("main")).to_contain_text("Alleen werken met inwoners")
    place = page.url
    page.get_by_role("link", name="Gesprek na de eerste maand").click()
    good(page)
    page.goto(f"{place}/mentor")
    good(page)
    page.locator("main form.form .nl-button--primary").click()
    good(page)
    expect(page.get_by_role("alert")).to_be_visible()
    assert page.locator("[name=mentor]").count() > 2
    expect(page.locator("main fieldset")).to_contain_text("zelfde functiegroep, zelfde team")


def test_another_mentor_closes_the_door_of_the_first(visit: Visit, good: Good) -> None:
    page = visit("teamleider")
    page.goto("/team/onboarding")
    other = page.locator("main tbody a").filter(has_not_text="Nina Nieuw").first
    other.click()
    page.goto(f"{page.url}/mentor")
    page.locator("[name=mentor]").first.check()
    page.locator("main form.form .nl-button--primary").click()
    expect(page.get_by_role("status").first).to_contain_text("Gekozen")
    good(page)


def test_the_office_filters_searches_and_reads_a_timeline(visit: Visit, good: Good) -> None:
    page = visit("hr")
    page.goto("/onboarding")
    good(page)
    for shown in ("late", "mentor", "silent"):
        page.locator("[name=show]").select_option(shown)
        page.get_by_role("button", name="Toon").click()
        expect(page).to_have_url(re.compile(f"show={shown}"))
        good(page)
    page.goto("/onboarding?words=nina")
    nina(page)
    good(page)
    expect(page.locator("main")).to_contain_text("het startplan is gemaakt")
    page.goto(f"{page.url}/mentor")
    good(page)


def test_who_is_not_new_reads_so(visit: Visit, good: Good) -> None:
    page = visit("teamleider")
    for address in ("/welcome", "/mentor"):
        page.goto(address)
        good(page)
