"""Reminders in the browser: one's own day, a rule of the organisation, and what a role's first page lists."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

Good = Callable[[Page], None]
SAVE = "main form.form .nl-button--primary"


def test_somebody_chooses_another_day_without_scripts(visit: Visit, good: Good, width: str) -> None:
    day = "Donderdag" if width == "desk" else "Vrijdag"
    page = visit("medewerker", scripts=False)
    page.goto("/settings")
    page.get_by_role("link", name="Mijn herinneringen").click()
    page.get_by_label("Dag van de weekmail").select_option(label=day.lower())
    page.locator("[name=paused_until]").fill("2020-01-01")
    page.locator(SAVE).click()
    expect(page.get_by_role("alert")).to_contain_text("Kies een dag vanaf vandaag")
    page.locator("[name=paused_until]").fill("")
    page.locator(SAVE).click()
    expect(page.get_by_role("status").first).to_contain_text("Opgeslagen")
    expect(page.get_by_label("Dag van de weekmail").locator("[selected]")).to_have_text(day.lower())


def test_the_coordinator_changes_when_people_are_reminded(visit: Visit, good: Good) -> None:
    page = visit("coordinator")
    page.goto("/rules")
    page.get_by_role("link", name="Herinneringen").click()
    good(page)
    page.get_by_role("link", name="Iets verloopt binnenkort").click()
    good(page)
    page.get_by_label("Dagen vanaf de datum").fill("straks")
    page.locator(SAVE).click()
    expect(page.get_by_role("alert")).to_contain_text("hele getallen")
    good(page)
    page.get_by_label("Dagen vanaf de datum").fill("-40 -7")
    page.locator(SAVE).click()
    expect(page.locator("main")).to_contain_text("-40, -7")
    page.goto("/reminders/hours")
    good(page)


def test_the_first_page_of_a_leader_lists_the_team(visit: Visit, good: Good) -> None:
    page = visit("teamleider")
    good(page)
    expect(page.locator("main")).to_contain_text("Wat je rol nu van je vraagt")
    page.goto("/me/reminders")
    good(page)
