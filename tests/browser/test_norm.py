"""The norm in the browser: written and published by the coordinator, read by staff, agreed on by a team."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from learning_goals.norm_fields import SECTIONS
from tests.browser.conftest import Visit

Good = Callable[[Page], None]
PRIMARY = "main form .nl-button--primary"


def test_the_coordinator_writes_previews_and_publishes_the_next_version(visit: Visit, good: Good, width: str) -> None:
    page = visit("coordinator")
    page.goto("/norm/draft")
    good(page)
    for section in SECTIONS:
        page.goto(f"/norm/draft/sections/{section}")
        good(page)
    page.goto("/norm/draft/sections/alarm")
    page.locator("[name=alarm_means_nl]").fill(f"de rode knop ({width})")
    expect(page.locator("#preview")).to_contain_text(f"de rode knop ({width})")
    page.locator("[name=police_within_hours]").fill("999")
    page.locator(PRIMARY).first.click()
    good(page)
    expect(page.get_by_role("alert")).to_be_visible()
    page.locator("[name=police_within_hours]").fill("12")
    page.locator(PRIMARY).first.click()
    expect(page.get_by_role("status").first).to_contain_text("Bewaard")
    page.goto("/norm/draft/publish")
    good(page)
    expect(page.locator("main")).to_contain_text(f"de rode knop ({width})")
    page.locator("main details summary").first.click()
    good(page)
    page.locator("[name=change_kind][value=minor]").check()
    page.locator(PRIMARY).click()
    expect(page).to_have_url(re.compile("/norm/versions"))
    good(page)
    page.locator("main tbody a[href$='/changes']").first.click()
    good(page)
    expect(page.locator("main ins").first).to_contain_text(f"de rode knop ({width})")


def test_without_scripts_a_section_is_saved_too(visit: Visit) -> None:
    page = visit("coordinator", scripts=False)
    page.goto("/norm/draft/sections/ending")
    page.locator("[name=removal_requests]").fill("2")
    page.locator(PRIMARY).first.click()
    expect(page.get_by_role("status").first).to_contain_text("Bewaard")


def test_a_step_of_a_procedure_is_changed_by_keyboard(visit: Visit, good: Good) -> None:
    page = visit("coordinator")
    page.goto("/norm/draft/procedures")
    good(page)
    page.goto("/norm/draft/procedures/phone")
    good(page)
    steps = page.locator("main fieldset").count()
    page.get_by_role("button", name="Stap toevoegen").press("Enter")
    assert page.locator("main fieldset").count() == steps + 1
    page.locator("main fieldset").last.locator("input[name$='-nl']").first.fill("Een losse stap.")
    page.locator("main fieldset").last.locator("input[name$='-nl']").first.press("Enter")
    good(page)
    expect(page.get_by_role("alert")).to_contain_text(f"stap {steps + 1}")


def test_the_new_colleague_reads_the_norm_and_says_so(visit: Visit, good: Good, width: str) -> None:
    page = visit("nieuw")
    if width == "desk":
        page.locator("main .nl-button--primary").first.click()
        expect(page).to_have_url(re.compile("/norm$"))
        good(page)
        page.get_by_role("button", name="gelezen en begrepen").click()
        expect(page.get_by_role("status").first).to_be_visible()
    for address in ("/norm", "/norm/procedures", "/norm/measures", "/norm/team", "/norm/versions", "/norm/versions/1"):
        page.goto(address)
        good(page)
    page.goto("/norm/measures")
    page.locator("main li a").first.click()
    good(page)


def test_procedures_in_a_lesson_are_drawn_and_told(visit: Visit, good: Good) -> None:
    page = visit("medewerker")
    page.goto("/courses/m09-stap-voor-stap/lessons/balie-contact")
    good(page)
    expect(page.locator("svg.flow__picture").first).to_be_visible()
    expect(page.locator("ol.flow__steps").first).to_be_visible()


def test_a_leader_writes_agreements_with_the_team(visit: Visit, good: Good, width: str) -> None:
    page = visit("teamleider")
    page.goto("/team/agreements")
    good(page)
    page.locator("main tbody a").first.click()
    good(page)
    page.locator("[name=own_1]").fill(f"Wie de rode map pakt, krijgt hulp ({width}).")
    page.locator(PRIMARY).first.click()
    good(page)
    expect(page.get_by_role("alert").first).to_be_visible()
    for box in page.locator("[name=checks]").all():
        box.check()
    page.locator(PRIMARY).first.click()
    expect(page.get_by_role("status").first).to_be_visible()
    good(page)
    page.goto("/team/norm")
    good(page)


def test_risk_profiles_are_filled_in(visit: Visit, good: Good) -> None:
    page = visit("teamleider")
    page.goto("/risk")
    good(page)
    page.locator("main tbody a").first.click()
    good(page)
    page.locator("[name=works_alone][value=sometimes]").check()
    page.locator("[name=physical_risk][value=low]").check()
    page.locator(PRIMARY).click()
    good(page)


def test_what_is_outside_needs_no_log_in(visit: Visit, good: Good) -> None:
    page = visit(None)
    for address in ("/now", "/now?language=en", "/house-rules", "/house-rules?language=en"):
        page.goto(address)
        good(page)


def test_who_read_the_norm_and_what_goes_outward(visit: Visit, good: Good) -> None:
    page = visit("coordinator")
    for address in ("/norm/following", "/norm/outward", "/norm/draft/page"):
        page.goto(address)
        good(page)
