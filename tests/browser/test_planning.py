"""Rules and trainings in the browser: made by the coordinator, followed by staff, recorded by a trainer."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from webapp import clock

Good = Callable[[Page], None]


def test_the_coordinator_makes_a_rule_sees_whom_it_touches_and_ends_it(visit: Visit, good: Good, width: str) -> None:
    page = visit("coordinator")
    page.goto("/rules")
    good(page)
    page.get_by_role("link", name="Een regel maken").click()
    good(page)
    page.locator("[name=title]").fill(f"Stap voor stap ({width})")
    page.locator("[name=what]").select_option("course:m09-stap-voor-stap")
    page.get_by_role("button", name="Kijk wie dit raakt").click()
    good(page)
    expect(page.get_by_role("alert")).to_contain_text("voor wie de regel is")
    page.locator("label[for=function_groups-0]").click()
    page.get_by_role("button", name="Kijk wie dit raakt").click()
    good(page)
    expect(page.locator("main")).to_contain_text("Krijgen het")
    page.get_by_role("button", name="Bewaar deze regel").click()
    expect(page).to_have_url(re.compile(r"/rules/\d+$"))
    good(page)
    page.get_by_role("link", name="De regel stoppen").click()
    good(page)
    page.get_by_role("button", name="Stop deze regel").click()
    expect(page.locator("main")).to_contain_text("vraagt niets meer")
    for address in ("/rules/questions", "/rules/certificates", "/rules/outlook", "/rules/outlook?day=2027-11-15"):
        page.goto(address)
        good(page)


def test_decisions_about_one_person(visit: Visit, good: Good) -> None:
    page = visit("hr")
    page.goto("/people?words=Mees")
    page.locator("main a", has_text="Mees").first.click()
    page.get_by_role("link", name="Meer tijd, vrijstelling, pauze").click()
    good(page)
    page.locator("summary", has_text="Voeg een pauze toe").click()
    page.locator("#suspension-first").fill("2030-02-01")
    page.locator("#suspension-last").fill("2030-01-01")
    page.locator("form[action$=suspension]").get_by_role("button").click()
    good(page)
    expect(page.get_by_role("alert")).to_contain_text("De laatste dag ligt voor de eerste.")
    page.locator("#suspension-last").fill("2030-03-01")
    page.locator("form[action$=suspension]").get_by_role("button").click()
    expect(page.locator("main")).to_contain_text("1 maart 2030")
    good(page)
    page.get_by_role("button", name="Terugnemen").first.click()
    expect(page.get_by_role("status").first).to_be_visible()


def test_an_employee_hands_in_a_certificate_and_pauses(visit: Visit, good: Good) -> None:
    page = visit("medewerker")
    page.goto("/rules/my-certificates")
    good(page)
    page.locator("[name=course]").select_option(index=1)
    page.locator("[name=title]").fill("Training agressie")
    page.locator("[name=obtained_on]").fill("2026-01-10")
    page.locator("[name=file]").set_input_files(
        files=[{"name": "bewijs.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 x"}]
    )
    page.get_by_role("button", name="Inleveren").click()
    good(page)
    expect(page.locator("main")).to_contain_text("Iemand bekijkt het")
    page.goto("/rules/my-pause")
    good(page)
    page.goto("/calendar")
    good(page)
    page.get_by_role("button", name=re.compile("adres$")).first.click()
    good(page)
    expect(page.locator("main input[readonly]")).to_have_value(re.compile(r"\.ics$"))


def test_planning_joining_and_recording_a_training(visit: Visit, good: Good, width: str) -> None:
    page = visit("coordinator")
    page.goto("/sessions/new")
    good(page)
    page.locator("[name=item]").select_option("skills-counter")
    page.locator("[name=title]").fill(f"Oefenen ({width})")
    page.locator("[name=place]").fill("Zaal 1")
    page.locator("[name=dates-0-day]").fill("2020-01-01")
    page.locator("[name=dates-0-begins]").fill("09:00")
    page.locator("[name=dates-0-ends]").fill("08:00")
    page.locator("[name=capacity]").fill("12")
    page.locator("[name=closes_on]").fill(str(clock.today() + timedelta(days=20)))
    page.get_by_role("button", name="Opslaan").click()
    good(page)
    expect(page.get_by_role("alert").first).to_contain_text("later einde")
    page.locator("[name=dates-0-day]").fill(str(clock.today() + timedelta(days=30)))
    page.locator("[name=dates-0-ends]").fill("12:00")
    page.get_by_role("button", name="Kijk wat er in de weg staat").click()
    good(page)
    expect(page.locator("main")).to_contain_text("Er is nog geen trainer.")
    page.get_by_role("button", name="Opslaan").click()
    expect(page).to_have_url(re.compile(r"/sessions/\d+$"))
    good(page)
    address = page.url
    page.goto(f"{address}/list")
    good(page)
    page.goto("/sessions/planned")
    good(page)
    mees = visit("medewerker")
    mees.goto("/sessions")
    good(mees)
    mees.goto(address)
    good(mees)
    mees.get_by_role("button", name="Aanmelden").click()
    expect(mees.locator("main")).to_contain_text("Je hebt een plek")
    good(mees)
    leader = visit("teamleider")
    leader.goto(address)
    good(leader)
    expect(leader.locator("main table")).to_contain_text("heeft een plek")
    page.goto("/sessions/planned")
    page.locator("main a", has_text="Leidinggevenden gaan voor").click()
    page.get_by_role("link", name="Wie komt, wie was er").click()
    good(page)
    page.locator("main label").first.click()
    page.get_by_role("button", name="Bewaar wie er was").click()
    expect(page.get_by_role("status").first).to_contain_text("Bewaard wie er was.")


def test_anybody_checks_a_certificate(visit: Visit, good: Good) -> None:
    page = visit(None)
    page.goto("/sessions/check")
    good(page)
    page.locator("[name=code]").fill("AAAA-BBBB-CCCC")
    page.get_by_role("button", name="Controleer").click()
    good(page)
    expect(page.locator("main")).to_contain_text("Geen certificaat heeft deze code")
