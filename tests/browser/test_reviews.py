"""Reviews in the browser: a leader prepares, shows and records one; HR sees the organisation."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from webapp import clock

Good = Callable[[Page], None]


def test_a_leader_prepares_shows_and_records_a_review(visit: Visit, good: Good, width: str) -> None:
    page = visit("teamleider", scripts=width == "desk")
    page.goto("/reviews")
    page.locator("main tbody a").first.click()
    expect(page.locator("main h1")).to_contain_text("Bespreking van")
    expect(page.locator("main")).to_contain_text("Agenda")
    page.locator("[name=lessons-lessons]").fill("Bij de nieuwe balie duurde het lang voor er hulp kwam.")
    page.get_by_role("button", name="Zet op de agenda").click()
    expect(page.locator("main")).to_contain_text("Het staat op de agenda")
    page.get_by_role("link", name="Laat de agenda zien op een scherm").click()
    while page.get_by_role("link", name="Volgende", exact=True).count():
        before = page.url
        page.get_by_role("link", name="Volgende", exact=True).click()
        page.wait_for_url(lambda url, was=before: url != was)
    expect(page.locator("main h1")).to_have_text("Schrijf op")
    page.get_by_role("link", name="Leg de bespreking vast").click()
    expect(page.locator("[name=present]")).to_be_visible()


def test_the_pages_of_a_leader_are_in_order(visit: Visit, good: Good) -> None:
    page = visit("teamleider")
    page.goto("/reviews")
    good(page)
    page.locator("main tbody a").first.click()
    good(page)
    address = page.url
    page.locator("[name=move-day]").fill("2020-01-01")
    page.get_by_role("button", name="Verplaats de bespreking").click()
    expect(page.get_by_role("alert").first).to_contain_text("voorbij")
    good(page)
    for part in ("show/0", "show/1", "record", "rhythm"):
        page.goto(f"{address}/{part}")
        good(page)
    page.goto("/reviews/talks")
    good(page)


def test_an_employee_sees_when_and_what_was_agreed(visit: Visit, good: Good) -> None:
    page = visit("medewerker")
    page.get_by_role("link", name="De besprekingen van mijn team").click()
    good(page)
    expect(page.locator("main")).to_contain_text("Volgende bespreking")
    expect(page.locator("main")).to_contain_text("Voorbeeldafspraak")


def test_hr_sees_the_organisation_on_one_page(visit: Visit, good: Good) -> None:
    page = visit("hr")
    page.goto(f"/reviews/overview?year={clock.today().year}")
    good(page)
    expect(page.locator("main figure svg").first).to_be_visible()
    expect(page.locator("main")).to_contain_text("Hetzelfde in cijfers")
    page.get_by_role("link", name="Hoe vaak per jaar").click()
    good(page)
