"""Filling in and publishing a norm as a coordinator does it, page by page."""

from __future__ import annotations

from datetime import date
from html import unescape
from re import DOTALL, findall, search

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from webapp import clock

OWN = {
    "alarm": {
        "contact_point_phone_nl": "2222",
        "intervention_team_phone_nl": "3333",
    },
    "aftercare": {"support_team_phone_nl": "4444"},
    "rules": {"conduct_rules_made_with_nl": "De OR deed mee."},
    "approval": {"approved_by": "Het college", "works_council": "not_needed"},
}


def form_of(page: str) -> dict[str, object]:
    """What the first form with a revision would send as it stands."""
    form = next(each for each in findall(r"<form.*?</form>", page, DOTALL) if 'name="revision"' in each)
    values: dict[str, object] = {}
    for tag in findall(r"<input[^>]*>", form):
        name, value = search(r'name="([^"]+)"', tag), search(r'value="([^"]*)"', tag)
        if not name or (('type="radio"' in tag or 'type="checkbox"' in tag) and " checked" not in tag):
            continue
        said = unescape(value[1]) if value else ""
        if name[1] in values:
            values[name[1]] = [*_as_list(values[name[1]]), said]
        else:
            values[name[1]] = said
    for name, text in findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form, DOTALL):
        values[name] = unescape(text).replace("\r\n", "\n").strip("\n")
    for name, options in findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, DOTALL):
        chosen = search(r'<option[^>]*value="([^"]*)"[^>]*selected', options) or search(
            r'value="([^"]*)" selected', options
        )
        values[name] = unescape(chosen[1]) if chosen else ""
    return values


def _as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def section(browser: FlaskClient, name: str, **values: object) -> TestResponse:
    """Save a section with these values changed."""
    address = f"/norm/draft/sections/{name}"
    return browser.post(address, data={**form_of(browser.get(address).text), **values})


def fill_own(browser: FlaskClient) -> None:
    """Fill in what only the organisation itself knows."""
    for name, values in OWN.items():
        assert section(browser, name, **values).status_code == 303


def publish(browser: FlaskClient, valid_from: date | None = None, change_kind: str = "acknowledge") -> TestResponse:
    """Publish the draft as it stands."""
    form = form_of(browser.get("/norm/draft/publish").text)
    day = (valid_from or clock.today()).isoformat()
    return browser.post("/norm/draft/publish", data={**form, "valid_from": day, "change_kind": change_kind})
