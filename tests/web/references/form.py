"""What a browser shows and sends of the pages of reference data."""

from __future__ import annotations

from html import unescape
from html.parser import HTMLParser
from re import DOTALL, search, sub
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import func, select

from webapp.extensions import db
from webapp.store.references import ReferenceEntry

ELEMENT = "/references/training_element/te_limits"
GROUP = "/references/function_group/publieksdiensten"
NEW = "/references/external_programme/new"
PROGRAMME = {
    "entry_id": "own-1",
    "label_nl": "Weerbaar aan de balie",
    "label_en": "",
    "provider": "Bureau Voorbeeld",
    "audience_groups": ["publieksdiensten"],
    "elements": ["te_limits", "te_physical"],
    "note_nl": "Ingekocht tot 2028.",
}


class _Forms(HTMLParser):
    """Gathers the successful controls of every form on a page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, Any]] = []
        self.area: str | None = None
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        name = said.get("name") or ""
        if tag == "form":
            self.forms.append({})
        elif tag == "input" and name:
            self._input(name, said)
        elif tag == "textarea":
            self.area = name
            self.forms[-1][name] = ""
        elif tag == "select":
            self.select = name
        elif tag == "option" and (self.select not in self.forms[-1] or "selected" in said):
            self.forms[-1][self.select] = said.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.area = None

    def handle_data(self, data: str) -> None:
        if self.area:
            self.forms[-1][self.area] += data.replace("\r\n", "\n").lstrip("\n")

    def _input(self, name: str, said: dict[str, str | None]) -> None:
        if said.get("type") not in ("checkbox", "radio"):
            self.forms[-1][name] = said.get("value") or ""
        elif "checked" in said:
            self.forms[-1].setdefault(name, []).append(said.get("value") or "y")


def form_of(page: str) -> dict[str, Any]:
    """Return what the form with a Dutch name on this page would send."""
    found = _Forms()
    found.feed(page)
    return next(each for each in found.forms if "label_nl" in each)


def filled(browser: FlaskClient, address: str, **changed: Any) -> dict[str, Any]:
    """What a browser would send of the form on a page, changed."""
    return form_of(browser.get(address).text) | changed


def rows() -> int:
    return db.session.scalar(select(func.count()).select_from(ReferenceEntry)) or 0


def words_of(page: str) -> str:
    """What stands on a page, without its tags."""
    return " ".join(unescape(sub(r"<[^>]+>", " ", page)).split())


def text(browser: FlaskClient, address: str) -> str:
    return words_of(browser.get(address).text)


def alert(page: str) -> str:
    found = search(r'role="alert".*?</ul>', page, DOTALL)
    return words_of(found[0]) if found else ""


def hidden_field(page: str, name: str) -> str:
    found = search(rf'name="{name}"[^>]*value="([^"]*)"', page)
    assert found
    return found[1]
