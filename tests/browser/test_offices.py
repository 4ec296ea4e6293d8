"""The days of a leader, HR, the coordinator, the administrator and somebody who is not logged in."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

Good = Callable[[Page], None]
HEADER = (
    "staff_number;given_name;family_name;email;team;parent_team;function;function_group;role;employed_from;"
    "employed_until;manager_staff_number;language"
)


def test_somebody_who_is_not_logged_in_finds_help_and_a_way_in(visit: Visit, good: Good) -> None:
    page = visit(None)
    for address in ("/log-in", "/help", "/privacy", "/accessibility", "/forgotten", "/start", "/nothing-here"):
        page.goto(address)
        good(page)


def test_a_wrong_password_is_said_in_words(visit: Visit, good: Good) -> None:
    page = visit(None)
    page.locator("[name=who]").fill("98765")
    page.locator("[name=password]").fill("niet het wachtwoord")
    page.locator("[name=password]").press("Enter")
    good(page)
    expect(page.get_by_role("alert")).to_be_visible()
    assert page.locator("[name=who]").input_value() == "98765"


def test_a_leader_sees_the_team_and_assigns_a_course(visit: Visit, good: Good) -> None:
    page = visit("teamleider")
    page.goto("/team")
    good(page)
    page.locator("main a.person-name, main th a").first.click()
    good(page)
    page.goto("/team/assign")
    good(page)
    page.locator("[name=course]").select_option("m01-de-norm")
    page.locator("[name=due_on]").fill((date.today() - timedelta(days=1)).isoformat())  # noqa: TID251, DTZ011
    page.locator("main form[method=post] .nl-button--primary").click()
    good(page)
    expect(page.get_by_role("alert")).to_be_visible()
    page.locator("[name=due_on]").fill((date.today() + timedelta(days=40)).isoformat())  # noqa: TID251, DTZ011
    page.locator("main form[method=post] .nl-button--primary").click()
    expect(page.get_by_role("status").first).to_contain_text("Toegewezen aan")
    good(page)


@pytest.mark.parametrize("account", ["hr", "coordinator"])
def test_the_organisation_is_seen_by_who_may(visit: Visit, good: Good, account: str) -> None:
    page = visit(account)
    page.goto("/reports")
    good(page)
    page.goto("/reports/people?state=overdue")
    good(page)
    page.locator("main tbody th a").first.click()
    expect(page.locator("main h1")).to_contain_text("Tijdlijn van")
    good(page)
    for address in ("/reports?by=rule", "/reports/map", "/reports/map?by=group", "/reports/people?state=exempt"):
        page.goto(address)
        good(page)
    page.locator("[name=name]").last.fill("Wie er te laat is")
    page.get_by_role("button", name="Bewaar deze weergave").click()
    expect(page.locator("main")).to_contain_text("Wie er te laat is")
    good(page)
    page.locator("main a[href^='/reports/views/']:not([href$=open])").first.click()
    good(page)
    page.goto("/reports/mine")
    page.get_by_role("button", name="Verwijder “Wie er te laat is”").click()
    good(page)
    page.goto("/reports?day=1999-01-01")
    expect(page.locator("#day-fault")).to_contain_text("niets bekend")
    good(page)
    page.goto("/reports/people?state=overdue")
    with page.expect_download() as download:
        page.locator("a[href*='completion.csv']").first.click()
    assert download.value.suggested_filename.endswith(".csv")


def test_hr_finds_a_person_and_prints_a_start_code(visit: Visit, good: Good) -> None:
    page = visit("hr")
    page.goto("/people")
    good(page)
    page.locator("main tbody a").first.click()
    good(page)
    person = page.url
    for step in ("correct", "move", "end", "role", "duty", "start-code"):
        page.goto(f"{person}/{step}")
        good(page)
    page.goto(person.replace("/people/", "/privacy/people/"))
    good(page)
    page.goto("/privacy/periods")
    page.locator("[name=mails]").fill("5")
    page.get_by_role("button", name="Laat zien wat weg zou gaan").click()
    expect(page.get_by_role("alert").first).to_contain_text("kies 30 dagen tot 730 dagen")
    good(page)
    page.locator("[name=mails]").fill("60")
    page.get_by_role("button", name="Laat zien wat weg zou gaan").click()
    good(page)
    for address in ("/me/data", "/me/timeline", "/privacy/requests"):
        page.goto(address)
        good(page)
    for address in ("/people/add", "/people/teams", "/people/imports", "/people/imports/upload"):
        page.goto(address)
        good(page)


def staff_list(number: str, team: str, since: str) -> str:
    return f"{HEADER}\n{number};Ada;Proef;;{team};;Klantmanager;werkplein;employee;{since};;;nl\n"


def test_hr_uploads_a_list_sees_what_it_would_do_and_takes_it(
    visit: Visit, good: Good, tmp_path: Path, width: str
) -> None:
    number = f"77{len(width)}01"
    page = visit("hr")
    wrong = tmp_path / "wrong.csv"
    wrong.write_text(
        f"{HEADER}\n{number};Ada;Proef;;Proefteam;;Klantmanager;weet_ik_niet;employee;2026-13-01;;;nl\n", "utf-8"
    )
    page.goto("/people/imports/upload")
    page.locator("input[type=file]").set_input_files(wrong)
    page.locator("main form .nl-button--primary").click()
    good(page)
    expect(page.locator("main")).to_contain_text("2026-13-01")
    right = tmp_path / "right.csv"
    right.write_text(
        f"{HEADER}\n{number};Ada;Proef;;Proefteam {width};;Klantmanager;werkplein;employee;2026-01-01;;;nl\n", "utf-8"
    )
    page.goto("/people/imports/upload")
    page.locator("input[type=file]").set_input_files(right)
    page.locator("main form .nl-button--primary").click()
    good(page)
    page.locator("main form[action$=confirm] .nl-button--primary").click()
    good(page)
    page.goto(f"/people?words={number}")
    expect(page.locator("main")).to_contain_text("Ada Proef")


def test_the_administrator_finds_every_page_in_order(visit: Visit, good: Good) -> None:
    page = visit("beheer")
    page.goto("/admin")
    good(page)
    addresses = page.eval_on_selector_all("main a[href^='/admin']", "all => [...new Set(all.map(e => e.pathname))]")
    assert len(addresses) >= 4
    for address in [*addresses, "/admin/jobs", "/admin/mails", "/admin/role-requests"]:
        page.goto(address)
        good(page)


def test_logging_out_closes_the_door(visit: Visit) -> None:
    page = visit("medewerker")
    page.locator("form[action='/log-out'] button").click()
    page.goto("/courses")
    expect(page).to_have_url(re.compile("/log-in"))
