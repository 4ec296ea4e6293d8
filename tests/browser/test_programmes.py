"""Programmes in the browser: made by the coordinator, followed by an employee."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from webapp import clock

Good = Callable[[Page], None]
NAMES = {"desk": "Werkplein", "phone": "Buitendienst"}


def test_the_coordinator_makes_a_programme_from_the_proposal(visit: Visit, good: Good, width: str) -> None:
    page = visit("coordinator")
    page.goto(f"/programmes?year={clock.today().year + 1}")
    good(page)
    row = page.locator("main tr", has=page.get_by_role("rowheader", name=NAMES[width], exact=True))
    row.get_by_role("button").click()
    expect(page).to_have_url(re.compile(r"/programmes/\d+$"))
    good(page)
    page.get_by_role("link", name="Beantwoord de intake").click()
    good(page)
    page.get_by_role("button", name="Opslaan").click()
    good(page)
    expect(page.get_by_role("alert").first).to_be_visible()
    for name in ("norm_carried", "board_support", "service_in_order", "base_competences"):
        page.locator(f"label[for={name}-0]").click()
    for name in ("rules_known", "knowledge", "followed", "aim", "needs"):
        page.locator(f"[name={name}]").fill("Besproken in het overleg.")
    page.get_by_role("button", name="Opslaan").click()
    expect(page).to_have_url(re.compile(r"/programmes/\d+$"))
    good(page)
    page.locator("summary", has_text="Veranderen of eruit halen").first.click()
    good(page)
    page.locator("form[action$='/drop'] input[name=reason]").first.fill("Volgend jaar")
    page.get_by_role("button", name="Haal het eruit").first.click()
    expect(page.locator("main")).to_contain_text("Volgend jaar")
    good(page)


def test_two_items_are_merged_and_the_years_stand_in_a_row(visit: Visit, good: Good, width: str) -> None:
    page = visit("coordinator")
    page.goto(f"/programmes?year={clock.today().year + 2}")
    row = page.locator("main tr", has=page.get_by_role("rowheader", name=NAMES[width], exact=True))
    row.get_by_role("button").click()
    page.locator("article", has=page.get_by_role("heading", name="Samen de norm vasthouden")).locator("summary").click()
    good(page)
    page.locator("form[action$='/team-hold/merge'] select").select_option("norm-staff")
    page.locator("form[action$='/team-hold/merge'] button").click()
    expect(page.get_by_role("heading", name="Samen de norm vasthouden + De norm met medewerkers")).to_be_visible()
    good(page)
    page.get_by_role("link", name="De jaren op een rij").click()
    good(page)
    expect(page.locator("main table")).to_contain_text("voor het eerst")


def test_a_leader_sees_the_programme_of_the_team(visit: Visit, good: Good) -> None:
    page = visit("teamleider")
    page.goto("/team")
    page.get_by_role("link", name="Programma van het team").click()
    good(page)
    expect(page.locator("main h1")).to_contain_text("Programma van")


def test_an_employee_follows_the_programme(visit: Visit, good: Good) -> None:
    page = visit("medewerker")
    page.get_by_role("link", name="Mijn programma van dit jaar").click()
    good(page)
    expect(page.locator("main h1")).to_have_text(f"Mijn programma van {clock.today().year}")
    expect(page.locator("main figure svg").first).to_be_visible()
    expect(page.locator("main")).to_contain_text("Oefenen voor publieksdiensten")
