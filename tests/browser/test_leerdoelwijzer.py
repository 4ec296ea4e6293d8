"""The leerdoelwijzer in the browser: filled in, goals chosen, talked about, and figures of groups read."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

Good = Callable[[Page], None]
PRIMARY = "main form .nl-button--primary"
COUNTER = ("w1-counter", "w2-weekly", "w3-often")
LIMITS = "Ik benoem gedrag en stel een grens"


def begin(page: Page) -> None:
    """Open the questionnaire for oneself, or go on with it."""
    page.goto("/self-assessment")
    page.get_by_role("button", name=re.compile("Ik vul hem in voor mezelf|^Verder$")).click()
    expect(page).to_have_url(re.compile(r"/self-assessment/\d+/pages/"))


def answer(page: Page, value: str = "4") -> None:
    """Answer every question of the page as somebody with a mouse or a finger does."""
    if page.url.endswith("/work"):
        for each in COUNTER:
            if not page.locator(f"[id={each}]").is_checked():
                page.locator(f"label[for={each}]").click()
    for scale in page.locator("main .scale").all():
        scale.locator(f"label[for$='-{value}']").click()
    for vignette in page.locator("main label[for$='-stop']").all():
        vignette.click()


def to_the_end(page: Page, good: Good | None = None) -> None:
    """Answer page after page until the last question."""
    while "/end" not in page.url:
        if good:
            good(page)
        answer(page, "2" if page.url.endswith("/react") else "4")
        here = page.url
        page.get_by_role("button", name="Bewaar en ga verder").click()
        expect(page).not_to_have_url(here)


def erase_goals(page: Page) -> None:
    """Begin without goals, as the people of this installation walk this way more than once."""
    page.goto("/goals")
    addresses = [each.get_attribute("href") for each in page.locator("main a[href^='/goals/']").all()]
    for address in addresses:
        if address and address.rsplit("/", 1)[1].isdecimal():
            page.goto(address)
            page.locator("summary", has_text="Wis dit doel").click()
            page.get_by_role("button", name="Voorgoed wissen").click()


def test_an_employee_fills_it_in_and_goes_on_with_a_goal(visit: Visit, good: Good) -> None:
    page = visit("medewerker")
    erase_goals(page)
    page.goto("/self-assessment")
    good(page)
    expect(page.locator("main")).to_contain_text("Alleen jij ziet je antwoorden")
    begin(page)
    answer(page)
    page.get_by_role("button", name="Bewaar en ga verder").click()
    page.locator("label[for=n1-5]").click()
    page.get_by_role("button", name="Bewaar en ga verder").click()
    good(page)
    expect(page.get_by_role("alert")).to_contain_text("er ontbreekt nog iets")
    expect(page.locator("[id=n1-5]")).to_be_checked()
    answer(page)
    page.get_by_role("button", name="Bewaar en stop").click()
    expect(page).to_have_url(re.compile("/self-assessment$"))
    elsewhere = visit("medewerker")
    begin(elsewhere)
    expect(elsewhere).to_have_url(re.compile("/pages/(?!work|norm)"))
    to_the_end(elsewhere, good)
    good(elsewhere)
    elsewhere.locator("#note").fill("Alleen voor mij.")
    elsewhere.locator(PRIMARY).click()
    expect(elsewhere).to_have_url(re.compile("/picture"))
    good(elsewhere)
    expect(elsewhere.locator("main")).to_contain_text("je bent minder zeker over")
    expect(elsewhere.locator("main figure.chart svg").last).to_be_visible()
    choose(elsewhere, good)


def choose(page: Page, good: Good) -> None:
    """Choose a goal from one's picture, make it one's own, share it and ask for a training."""
    page.locator("main .choice label", has_text=LIMITS).click()
    page.get_by_role("button", name="Dit worden mijn doelen").click()
    expect(page).to_have_url(re.compile("/goals"))
    good(page)
    page.locator("main a", has_text=LIMITS).first.click()
    good(page)
    page.locator("[name=words]").fill("Ik zeg aan de balie rustig: stop.")
    page.locator("main form", has=page.locator("[name=words]")).get_by_role("button").first.click()
    expect(page.locator("h1")).to_have_text("Ik zeg aan de balie rustig: stop.")
    page.get_by_role("button", name="Deel met mijn leidinggevende").click()
    expect(page.get_by_role("button", name="Niet meer delen")).to_be_visible()
    page.get_by_role("link", name="Vraag om een training voor dit doel").click()
    good(page)
    page.locator("[name=wish]").fill("Samen oefenen aan de balie.")
    page.locator(PRIMARY).first.click()
    expect(page.get_by_role("status").first).to_contain_text("antwoordt met een reden")
    page.goto("/goals/talk")
    good(page)
    expect(page.locator("main")).to_contain_text("Ik zeg aan de balie rustig: stop.")


def test_the_leader_answers_proposes_and_talks(visit: Visit, good: Good) -> None:
    eva = visit("medewerker")
    erase_goals(eva)
    eva.goto("/goals/choose")
    good(eva)
    eva.locator("main label", has_text=LIMITS).click()
    eva.locator(PRIMARY).click()
    eva.goto("/goals/ask")
    eva.locator("[name=wish]").fill("Graag een training.")
    eva.locator(PRIMARY).first.click()
    page = visit("teamleider")
    page.goto("/team/requests")
    good(page)
    page.locator("main article textarea").first.fill("Goed idee, in januari.")
    page.get_by_role("button", name="Toekennen").first.click()
    expect(page.locator("main")).to_contain_text("Goed idee, in januari.")
    page.goto("/team")
    page.get_by_role("link", name=re.compile("Mees Medewerker|Medewerker")).first.click()
    page.get_by_role("link", name="Ons gesprek").click()
    good(page)
    expect(page.locator("main")).not_to_contain_text(LIMITS + " (")
    page.locator("[name=agreements]").fill("Elke maand samen oefenen.")
    page.locator(PRIMARY).first.click()
    expect(page.locator("main article").first).to_contain_text("Elke maand samen oefenen.")
    good(page)
    eva.goto("/goals/talk")
    expect(eva.locator("main article").first).to_contain_text("Elke maand samen oefenen.")
    eva.goto("/goals/ask")
    expect(eva.locator("main")).to_contain_text("Goed idee, in januari.")


def test_the_leader_sets_a_goal_with_the_team_and_opens_a_round(visit: Visit, good: Good, width: str) -> None:
    page = visit("teamleider")
    page.goto("/team/goals")
    good(page)
    page.locator("[name=goal]").select_option(index=2)
    page.locator("[name=words]").fill(f"Wij oefenen samen ({width}).")
    page.get_by_role("button", name="Toevoegen").click()
    expect(page.locator("main")).to_contain_text(f"Wij oefenen samen ({width}).")
    good(page)
    page.goto("/rounds/new")
    good(page)
    page.locator("[name=title]").fill(f"Ronde van het team ({width})")
    page.locator("[name=teams]").first.check(force=True)
    page.locator(PRIMARY).first.click()
    good(page)
    page.locator("button[name=confirm]").click()
    expect(page).to_have_url(re.compile(r"/rounds/\d+$"))
    good(page)
    expect(page.locator("h1")).to_have_text(f"Ronde van het team ({width})")
    page.goto("/rounds/new")
    page.locator("[name=closes_on]").fill("2020-01-01")
    page.locator("[name=title]").fill("Te laat")
    page.locator(PRIMARY).first.click()
    good(page)
    expect(page.locator("main .error-summary")).to_be_visible()


def test_hr_reads_figures_of_groups_and_takes_them_along(visit: Visit, good: Good) -> None:
    page = visit("hr")
    page.goto("/rounds")
    good(page)
    page.get_by_role("link", name="Cijfers").first.click()
    good(page)
    expect(page.locator("main svg.bar").first).to_be_visible()
    page.locator("#group").select_option(index=3)
    page.get_by_role("button", name="Toon deze groep").click()
    expect(page).to_have_url(re.compile("group="))
    good(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert download.value.path().read_text(encoding="utf-8-sig").startswith("Onderwerp;")


def test_the_coordinator_records_consent_and_sets_it_up(visit: Visit, good: Good) -> None:
    page = visit("coordinator")
    page.goto("/rounds/consent")
    good(page)
    page.locator("[name=assessed_on]").fill("2090-01-01")
    page.locator(PRIMARY).first.click()
    good(page)
    expect(page.locator("main .error-summary")).to_be_visible()
    page.goto("/rounds/setting")
    good(page)
    page.locator("[name=own_nl_1]").evaluate(
        "field => { field.removeAttribute('maxlength'); field.value = 'x'.repeat(300) }"
    )
    page.locator(PRIMARY).first.click()
    good(page)
    expect(page.locator("main .error-summary")).to_be_visible()
    page.goto("/rounds/setting")
    page.locator("[name=own_nl_1]").fill("Ik ken de alarmknop op mijn werkplek.")
    page.locator("[name=own_en_1]").fill("I know the alarm button at my workplace.")
    page.locator(PRIMARY).first.click()
    expect(page.get_by_role("status").first).to_be_visible()
    page.goto("/self-assessment/dossier")
    good(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF").first.click()
    assert download.value.path().read_bytes().startswith(b"%PDF")


def test_without_scripts_by_keyboard_a_newcomer_saves_and_stops(visit: Visit) -> None:
    page = visit("nieuw", scripts=False)
    begin(page)
    if page.url.endswith("/work"):
        page.locator("[id=w1-counter]").focus()
        if not page.locator("[id=w1-counter]").is_checked():
            page.keyboard.press("Space")
        page.locator("[id=w2-weekly]").focus()
        page.keyboard.press("Space")
        page.locator("[id=w3-often]").focus()
        page.keyboard.press("Space")
        page.get_by_role("button", name="Bewaar en ga verder").press("Enter")
    for scale in page.locator("main .scale").all():
        scale.locator("input").nth(3).focus()
        page.keyboard.press("Space")
    page.get_by_role("button", name="Bewaar en stop").press("Enter")
    expect(page).to_have_url(re.compile("/self-assessment$"))
    expect(page.locator("main")).to_contain_text("Je antwoorden zijn bewaard")
