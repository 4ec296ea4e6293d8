"""Answers any question on a page, as somebody who simply chooses the first thing offered."""

from __future__ import annotations

from playwright.sync_api import Page


def answer_question(page: Page) -> None:
    """Choose something in every part of the question."""
    names = page.eval_on_selector_all("main fieldset input[type=radio]", "all => [...new Set(all.map(e => e.name))]")
    for name in names:
        page.locator(f"main input[name='{name}']").first.press("Space")
    boxes = page.locator("main fieldset input[type=checkbox]")
    if boxes.count():
        boxes.first.press("Space")
    for number, select in enumerate(page.locator("main fieldset select").all(), start=1):
        select.select_option(str(number))
