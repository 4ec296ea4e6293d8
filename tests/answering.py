"""People who fill in the leerdoelwijzer, as their browsers do."""

from __future__ import annotations

from datetime import date

from flask.testing import FlaskClient

from learning_goals.consent import Consent
from webapp import clock
from webapp.extensions import db
from webapp.store import assessment_settings

WORK = {"w1": ["counter", "phone"], "w2": "weekly", "w3": "often"}
SURE = "4"


def consent() -> None:
    """The works council agreed and the privacy assessment is done."""
    agreed = Consent(council="agreed", council_on=date(2026, 1, 5), council_reason="", assessed_on=date(2026, 1, 6))
    assessment_settings.record(agreed, None, clock.now())
    db.session.commit()


def begin(browser: FlaskClient, round_id: int = 0) -> str:
    """Begin, or go on; returns the address of the self-assessment."""
    answer = browser.post("/self-assessment/begin", data={"round": round_id or ""})
    assert answer.status_code == 303
    return "/".join(answer.location.split("/")[:3])


def fill_in(
    browser: FlaskClient, address: str, statements: dict[str, str] | None = None, *, choice: str = "", note: str = ""
) -> str:
    """Answer every page (each statement with 4 unless said otherwise) and hand in; returns where that leads."""
    said = statements or {}
    page = f"{address}/pages/{first_page(browser, address)}"
    while "/pages/" in page:
        form = dict(WORK) if page.endswith("/work") else answers_for(browser, page, said)
        page = browser.post(page, data=form).location.split("?")[0]
    answer = browser.post(f"{address}/end", data={"choice": choice, "note": note})
    assert answer.status_code == 303, answer.text
    return answer.location


def first_page(browser: FlaskClient, address: str) -> str:
    """The page at which somebody goes on."""
    return "work" if browser.get(f"{address}/pages/work").status_code == 200 else "norm"


def answers_for(browser: FlaskClient, page: str, said: dict[str, str]) -> dict[str, str]:
    """An answer for every question on the page."""
    text = browser.get(page).text
    names = {part.split('"')[0] for part in text.split('name="')[1:]}
    asked = {
        name for name in names if f'value="{SURE}"' in text and name[0] in "npryctlbo" and name[1:2] in "0123456789w"
    }
    vignettes = {name for name in names if name[0] == "v" and name[1:].isdecimal()}
    return {name: said.get(name, SURE) for name in asked} | {name: said.get(name, "stop") for name in vignettes}
