"""An employee's day: what must I do now, a lesson, a check, the quiz, the card."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.answers import answer_question
from tests.browser.conftest import Visit

COURSE = "m01-de-norm"
Good = Callable[[Page], None]


def test_the_first_page_says_what_to_do_and_leads_there(visit: Visit, good: Good) -> None:
    page = visit("medewerker")
    expect(page.locator("h1")).to_have_text("Wat moet ik nu doen?")
    good(page)
    page.locator("main .nl-button--primary").first.click()
    good(page)
    assert re.search("/courses/", page.url)


def test_a_lesson_is_read_and_the_next_one_comes(visit: Visit, good: Good) -> None:
    page = visit("nieuw")
    page.goto("/courses/m01-de-norm")
    good(page)
    page.locator("main .nl-button--primary").first.click()
    first = page.locator("h1").inner_text()
    good(page)
    if page.locator("main fieldset").count():
        answer_question(page)
        page.get_by_role("button", name="Kijk mijn antwoord na").click()
        good(page)
    page.get_by_role("button", name=re.compile("Ik heb dit gelezen|Ga verder|Verder")).click()
    assert page.locator("h1").inner_text() != first
    good(page)


def test_a_quiz_is_left_resumed_finished_and_looked_back_on(visit: Visit, good: Good) -> None:
    page = visit("teamleider")
    page.goto(f"/courses/{COURSE}")
    page.locator("form[action$=attempts] button").click()
    good(page)
    answer_question(page)
    page.locator("form[data-unsaved] button").click()
    address = page.url
    page.goto("/")
    good(page)
    page.goto(address)
    while page.locator("form[data-unsaved]").count():
        good(page)
        answer_question(page)
        page.locator("form[data-unsaved] button").click()
    good(page)
    if page.locator("form[action$=finish]").count() == 0:
        page.locator("main .nl-button--primary").first.click()
        answer_question(page)
        page.locator("form[data-unsaved] button").click()
    page.locator("form[action$=finish] button").click()
    expect(page).to_have_url(re.compile("/result$"))
    good(page)


def test_a_lesson_with_violent_examples_asks_first(visit: Visit, good: Good) -> None:
    page = visit("medewerker")
    page.goto("/courses/m03-gedrag-herkennen/lessons/d-dreiging-en-geweld")
    good(page)
    assert page.locator(".prose").count() == 0
    page.goto("/courses/m03-gedrag-herkennen/lessons/d-dreiging-en-geweld?route=gentle")
    good(page)
    assert page.locator(".prose").count() == 1


def test_the_card_and_the_printed_course_are_good_pages(visit: Visit, good: Good) -> None:
    page = visit("medewerker")
    for address in ("/card", "/courses", "/courses/m03-gedrag-herkennen/print", "/settings", "/settings/password"):
        page.goto(address)
        good(page)


def test_everything_works_without_scripts(visit: Visit) -> None:
    page = visit("nieuw", scripts=False)
    page.goto(f"/courses/{COURSE}")
    page.locator("form[action$=attempts] button").click()
    number = page.locator("h1").inner_text()
    names = {each.get_attribute("name") for each in page.locator("main fieldset input[type=radio]").all()}
    for name in names:
        page.locator(f"main input[name='{name}']").first.press("Space")
    if page.locator("main fieldset input[type=checkbox]").count():
        page.locator("main fieldset input[type=checkbox]").first.press("Space")
    for place, select in enumerate(page.locator("main fieldset select").all(), start=1):
        select.select_option(str(place))
    page.locator("form[data-unsaved] button").click()
    assert page.locator("h1").inner_text() != number


def test_the_same_day_in_english(visit: Visit, good: Good) -> None:
    page = visit(None)
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("h1")).to_have_text("Log in")
    good(page)
