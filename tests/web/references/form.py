"""What a browser would send of a form as it stands."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any


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
