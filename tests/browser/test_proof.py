"""Proof in the browser: the coordinator answers the checklist and fetches an evidence file."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from webapp import clock

Good = Callable[[Page], None]
PRIMARY = "main form .nl-button--primary"


def test_the_coordinator_answers_a_question_with_proof(visit: Visit, good: Good, width: str) -> None:
    page = visit("coordinator", scripts=width == "desk")
    page.goto("/proof/checklist")
    page.get_by_role("link", name="Kunnen bezoekers lezen").click()
    expect(page.locator("main")).to_contain_text("De norm bevat")
    page.locator("[name=again_on]").fill("2020-01-01")
    page.locator("[name=answer][value=partly]").check()
    page.locator(PRIMARY).click()
    expect(page.get_by_role("alert").first).to_contain_text("Kies een dag na vandaag")
    page.locator("[name=again_on]").fill(str(clock.today() + timedelta(days=30)))
    page.locator("[name=facts]").first.check()
    page.locator(PRIMARY).click()
    expect(page.get_by_role("status").first).to_contain_text("Bewaard")
    page.get_by_role("link", name="Kunnen bezoekers lezen").click()
    page.locator("[name=file]").set_input_files(
        files=[{"name": "huisregels.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 x"}]
    )
    page.get_by_role("button", name="Voeg het document toe").click()
    expect(page.locator("main")).to_contain_text("huisregels.pdf")


def test_every_page_of_proof_is_in_order(visit: Visit, good: Good) -> None:
    page = visit("coordinator")
    for address in ("/proof", "/proof/checklist", "/proof/checklist/staff-prepared", "/proof/checklist/house-rules"):
        page.goto(address)
        good(page)
    page.locator("[name=owner]").fill("bestaat-niet")
    page.locator("[name=answer][value=no]").check()
    page.locator(PRIMARY).first.click()
    expect(page.get_by_role("alert").first).to_be_visible()
    good(page)


def test_an_evidence_file_is_asked_for_and_fetched(visit: Visit, good: Good) -> None:
    page = visit("hr")
    page.goto("/proof")
    page.locator(PRIMARY).click()
    expect(page.get_by_role("status").first).to_contain_text("Je map wordt gemaakt")
    good(page)
    link = page.get_by_role("link", name="Haal de map van").first
    for _time in range(60):
        if link.count():
            break
        page.wait_for_timeout(500)
        page.goto("/proof")
    good(page)
    with page.expect_download() as download:
        link.click()
    with zipfile.ZipFile(download.value.path()) as made:
        names = {name.split("/")[1] for name in made.namelist()}
    assert {"evidence.pdf", "manifest.sha256", "stamp.json", "instruction.csv"} <= names
