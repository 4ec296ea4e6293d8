"""The coordinator words a lesson, makes a course and adds a picture, in the browser."""

from __future__ import annotations

import io
from collections.abc import Callable

from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

Good = Callable[[Page], None]
LESSON = "/texts/m12-voorkomen/lesson/eerste-minuut"


def test_a_lesson_is_worded_tried_out_and_put_back(visit: Visit, good: Good, width: str) -> None:
    page = visit("coordinator")
    page.goto("/texts")
    good(page)
    page.get_by_role("link", name="Voorkomen met goede dienst").click()
    good(page)
    page.goto(LESSON)
    good(page)
    title = page.locator("#text0")
    title.fill(f"De eerste minuut ({width})")
    page.get_by_role("button", name="Uitproberen").click()
    expect(page.get_by_text("Nog niet opgeslagen")).to_be_visible()
    good(page)
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_role("status").first).to_contain_text("Opgeslagen")
    page.goto("/courses/m12-voorkomen/lessons/eerste-minuut")
    expect(page.locator("h1")).to_have_text(f"De eerste minuut ({width})")
    page.goto(LESSON)
    page.locator("#text0").fill("{{ nobody }}")
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_role("alert")).to_contain_text("nobody")
    good(page)
    page.goto(LESSON)
    page.get_by_role("button", name="Terug naar het origineel").click()
    expect(page.locator("#text0")).to_have_value("De eerste minuut")
    good(page)


def test_an_own_course_without_scripts(visit: Visit, good: Good, width: str) -> None:
    page = visit("hr", scripts=False)
    page.goto("/texts/new")
    for name, text in (("title_nl", f"Ons plein {width}"), ("title_en", "Our square"), ("summary_nl", "Kort.")):
        page.locator(f"[name={name}]").fill(text)
    page.locator("[name=summary_en]").fill("Short.")
    page.locator("[name=audiences][value=all]").check()
    page.locator("[name=elements][value=te_limits]").check()
    page.locator("main form .nl-button--primary").click()
    expect(page.locator("h1")).to_contain_text(f"Ons plein {width}")
    page.get_by_role("button", name="Voeg een les toe").click()
    expect(page.get_by_role("status").first).to_contain_text("Er is een les bij")
    address = page.url
    looked = visit("hr")
    looked.goto(address)
    good(looked)
    looked.goto("/texts/new")
    good(looked)
    looked.goto("/texts/upload")
    good(looked)


def test_a_picture_of_ones_own(visit: Visit, good: Good, width: str) -> None:
    made = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(made, "PNG")
    page = visit("beheer")
    page.goto("/media")
    good(page)
    page.get_by_role("link", name="Voeg toe").click()
    good(page)
    page.locator("[name=file]").set_input_files({"name": "x.png", "mimeType": "image/png", "buffer": made.getvalue()})
    page.locator("[name=title]").fill(f"De hal {width}")
    page.get_by_role("button", name="Bewaar").click()
    expect(page.locator("main table")).to_contain_text(f"De hal {width}")
    good(page)
