"""Every form that a page shows, and what nobody should be able to hurt it with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from urllib.parse import urlencode, urlsplit

JUNK: dict[str, str | bytes] = {
    "long": "x" * 30_000,
    "markup and strange letters": '"><script>alert(1)</script>\U0001f600\u202e\ufdfa e\u0301',
    "nul": "a\x00b",
    "bytes": b"\xff\xfe\x00\x80",
    "negative": "-1",
    "too large": str(2**63),
    "many digits": "9" * 5000,
    "unknown": "999999",
    "no day": "2026-02-30",
    "first day": "0001-01-01",
    "last day": "9999-12-31",
}


@dataclass
class Form:
    """A form that posts: on which page, where to, and what a browser would send of it untouched."""

    page: str
    action: str
    values: list[tuple[str, str | bytes]] = field(default_factory=list)
    unsent: set[str] = field(default_factory=set)
    """Boxes that nobody ticked."""

    @property
    def names(self) -> list[str]:
        """Every field, also what is sent only when somebody chooses it."""
        return sorted({name for name, _value in self.values} | self.unsent)

    def filled(self, junk: str | bytes, only: str = "") -> str:
        """What is sent when all fields, or one, hold junk."""
        if not only:
            return urlencode([(name, junk) for name in self.names])
        return urlencode([*(pair for pair in self.values if pair[0] != only), (only, junk)])

    def with_values(self, good: Mapping[str, str | list[str]]) -> Form:
        """The form as somebody filled it in well."""
        pairs = [(name, each) for name, said in good.items() for each in ([said] if isinstance(said, str) else said)]
        values = [*(pair for pair in self.values if pair[0] not in good), *pairs]
        return replace(self, values=values)


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.found: list[Form] = []
        self.here: Form | None = None
        self.area: str | None = None
        self.choice: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.here = Form(page=self.address, action=said.get("action") or self.address)
            if said.get("method", "").lower() == "post":
                self.found.append(self.here)
        elif self.here is not None:
            self._control(self.here, tag, said.get("name", ""), said)

    def _control(self, form: Form, tag: str, name: str, said: dict[str, str]) -> None:
        match tag:
            case "input" if name and said.get("type") in ("checkbox", "radio") and "checked" not in said:
                form.unsent.add(name)
            case "input" if name:
                form.values.append((name, said.get("value", "")))
            case "button" if name:
                form.unsent.add(name)
            case "textarea":
                self.area = name
                form.values.append((name, ""))
            case "select":
                self.choice = name
                form.unsent.add(name)
            case "option" if self.choice and "selected" in said:
                form.values.append((self.choice, said.get("value", "")))
            case _:
                pass

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.here = None
        elif tag == "textarea":
            self.area = None
        elif tag == "select":
            self.choice = None

    def handle_data(self, data: str) -> None:
        if self.here and self.area:
            name, said = self.here.values[-1]
            self.here.values[-1] = (name, f"{said}{data}")


def forms(page: str, address: str) -> list[Form]:
    """Return every form of a page that posts."""
    reader = _Reader(urlsplit(address).path)
    reader.feed(page)
    return reader.found
