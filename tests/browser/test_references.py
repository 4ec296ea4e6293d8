"""Reference data in the browser: fitted to the organisation by the coordinator, read by everybody."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

Good = Callable[[Page], None]
PRIMARY = "main form .nl-button--primary"


def test_the_coordinator_looks_through_every_list(visit: Visit, good: Good) -> None:
    page = visit("coordinator")
    page.goto("/references")
    good(page)
    for address in page.locator("main tbody a").evaluate_all("links => links.map(each => each.getAttribute('href'))"):
        page.goto(address)
        good(page)
        first = page.locator("main tbody a").first
        if first.count():
            first.click()
            good(page)


def test_a_name_is_changed_and_taken_back(visit: Visit, good: Good, width: str) -> None:
    page = visit("coordinator")
    page.goto("/references/training_element?q=Grenzen")
    good(page)
    page.get_by_role("link", name="Grenzen stellen").click()
    page.locator("[name=label_nl]").fill("")
    page.locator(PRIMARY).click()
    expect(page.get_by_role("alert")).to_be_visible()
    good(page)
    page.locator("[name=label_nl]").fill(f"Tot hier ({width})")
    page.locator(PRIMARY).click()
    expect(page.get_by_role("status").first).to_contain_text("Opgeslagen")
    expect(page.locator("h1")).to_have_text(f"Tot hier ({width})")
    good(page)
    page.get_by_role("button", name="Terug naar het origineel").click()
    expect(page.locator("h1")).to_have_text("Grenzen stellen")
    expect(page.locator("main table")).to_contain_text(f"Tot hier ({width})")
    good(page)


def test_a_programme_from_elsewhere_is_added_and_hidden_by_keyboard(visit: Visit, good: Good, width: str) -> None:
    page = visit("coordinator")
    page.goto("/references/external_programme")
    page.get_by_role("link", name="Programma van buiten toevoegen").click()
    good(page)
    page.locator("[name=label_nl]").fill(f"Weerbaar ({width})")
    page.locator("[name=label_nl]").press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    good(page)
    page.locator("[name=provider]").fill("Bureau Voorbeeld")
    page.locator("[name=audience_also][value=everyone]").check()
    page.locator("[name=elements][value=te_physical]").check()
    page.locator(PRIMARY).press("Enter")
    expect(page.locator("h1")).to_have_text(f"Weerbaar ({width})")
    page.get_by_role("button", name="Verbergen").press("Enter")
    expect(page.get_by_role("button", name="Weer tonen")).to_be_visible()
    good(page)


def test_without_scripts_everything_works_too(visit: Visit) -> None:
    page = visit("coordinator", scripts=False)
    page.goto("/references/competence/klantgerichtheid")
    page.locator("[name=own_name]").fill("Gastgerichtheid")
    page.locator(PRIMARY).click()
    expect(page.locator("[name=own_name]")).to_have_value("Gastgerichtheid")


def test_everybody_reads_what_belongs_to_the_own_function(visit: Visit, good: Good) -> None:
    for account in ("medewerker", "teamleider"):
        page = visit(account)
        page.goto("/courses")
        page.get_by_role("link", name="Wat hoort bij mijn functie?").click()
        expect(page.locator("h1")).to_have_text("Wat hoort bij mijn functie?")
        good(page)
