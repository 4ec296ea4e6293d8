"""Markdown of authors to HTML that is safe to show: a closed list of tags, attributes and addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup, escape

from courses.placeholders import fill

_TAGS = {"p", "br", "hr", "strong", "em", "ul", "ol", "li", "blockquote", "a", "img", "figure", "figcaption", "div"}
_TAGS |= {"audio", "video", "track"}
_TAGS |= {"h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"}
_ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt"},
    "ol": {"start"},
    "th": {"scope"},
    "div": {"role", "tabindex", "aria-label"},
    "audio": {"src", "controls", "preload", "aria-label"},
    "video": {"src", "controls", "preload", "aria-label", "playsinline"},
    "track": {"src", "kind", "default"},
}
_CLASSES = {
    "figure": {"norm-part", "medium"},
    "div": {"admonition", "example", "say", "remember", "rule", "wide"},
    "p": {"admonition-title"},
}
_SCHEMES = {"https"}
_TARGET = re.compile(r"(?P<kind>lesson|course):(?P<id>[a-z0-9-]+)")
_PICTURE = re.compile(r"images/(?P<name>[a-z0-9-]+(\.(nl|en))?\.svg)")
_MEDIUM = re.compile(r"(?P<kind>picture|audio|video):(?P<name>[a-z0-9-]+)")
_PART = re.compile(r"norm:(?P<name>[a-z_]+)")
_ELSEWHERE = re.compile(r"https://[a-z0-9.-]+(/[^\s{}\"'<>\\]*)?")
_LOWEST_HEADING = 6


@lru_cache(maxsize=4096)
def html(markdown: str, base: str, version: str, label: str, shift: int = 0) -> str:
    """Return the HTML of a course's text, names of the norm not yet filled in.

    `base` is the address of the course, `version` goes with the addresses of its pictures, `label` names a
    table without a heading, `shift` lowers the headings. Raw HTML is shown as the text that it is.
    """
    reader = Markdown(extensions=["admonition", "tables", "sane_lists", _OurPages(base, version, label, shift)])
    reader.preprocessors.deregister("html_block")
    reader.inlinePatterns.deregister("html")
    return nh3.clean(
        reader.convert(markdown),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        allowed_classes=_CLASSES,
        url_schemes=_SCHEMES,
        link_rel="noopener",
    )


@lru_cache(maxsize=8192)
def phrase(markdown: str) -> str:
    """Return the HTML of a short text; one paragraph stands without its tags, to go within a label."""
    made = html(markdown, "", "", "").strip()
    only = made.startswith("<p>") and made.endswith("</p>") and made.count("<p>") == 1
    return made.removeprefix("<p>").removesuffix("</p>") if only else made


def filled(made: str, said: Mapping[str, str]) -> Markup:
    """Return HTML with the names of the norm filled in; what the norm says is text, but for parts made as Markup."""
    return Markup(fill(made, {name: str(escape(value)) for name, value in said.items()}))


class _OurPages(Extension):
    """Registers the treatment of one course's text."""

    def __init__(self, base: str, version: str, label: str, shift: int) -> None:
        super().__init__()
        self.place = (base, version, label, shift)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the library's name)
        """Let the tree be walked after all its text was read."""
        md.treeprocessors.register(_Walk(md, *self.place), "our_pages", 15)


class _Walk(Treeprocessor):
    """Leads links and pictures to our pages, and makes figures and tables fit for a screen reader."""

    def __init__(self, md: Markdown, base: str, version: str, label: str, shift: int) -> None:
        super().__init__(md)
        self.base, self.version, self.label, self.shift = base, version, label, shift
        self.labels: list[str] = []

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        heading = ""
        for element in list(root.iter()):
            match element.tag:
                case "a":
                    _lead_to(element, "href", self._address(element.get("href", "")))
                case "img":
                    self._show(element)
                case "th":
                    _make_header(element)
                case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                    heading = "".join(element.itertext())
                    element.tag = f"h{min(_LOWEST_HEADING, int(element.tag[1]) + self.shift)}"
                case "table":
                    self._make_scrollable(element, heading)
                case "p" if _holds_a_picture_alone(element):
                    element.tag = "figure"
                    _hold_a_place(element)
                case _:
                    pass

    def _address(self, target: str) -> str:
        if found := _TARGET.fullmatch(target):
            courses = self.base.rsplit("/", 1)[0]
            return f"{self.base}/lessons/{found['id']}" if found["kind"] == "lesson" else f"{courses}/{found['id']}"
        return target if _ELSEWHERE.fullmatch(target) else ""

    def _show(self, image: Element) -> None:
        kind = image.get("src", "").partition(":")[0]
        _lead_to(image, "src", self._picture(image.get("src", "")))
        if kind in ("audio", "video"):
            _make_player(image, kind)

    def _picture(self, source: str) -> str:
        if own := _MEDIUM.fullmatch(source):
            return f"{self.base.rsplit('/courses/', 1)[0]}/media/{own['name']}"
        found = _PICTURE.fullmatch(source)
        return f"{self.base}/images/{found['name']}?v={self.version}" if found else ""

    def _make_scrollable(self, table: Element, heading: str) -> None:
        label = heading or self.label
        self.labels.append(label)
        again = self.labels.count(label)
        inner = Element("table")
        inner[:] = table[:]
        table[:] = [inner]
        table.tag = "div"
        said = label if again == 1 else f"{label} ({again})"
        for name, value in (("class", "wide"), ("role", "region"), ("tabindex", "0"), ("aria-label", said)):
            table.set(name, value)


def _lead_to(element: Element, attribute: str, address: str) -> None:
    """A link or picture to anywhere else is left as its words."""
    if address:
        element.set(attribute, address)
    elif element.tag == "img":
        element.tag, element.text = "span", element.get("alt", "")
    else:
        element.attrib.pop(attribute, None)


def _make_player(image: Element, kind: str) -> None:
    """A sound or film: nothing plays by itself, nothing is loaded before somebody asks; its words are a link away."""
    address, said = image.get("src", ""), image.get("alt", "")
    player = Element(kind, {"src": address, "controls": "", "preload": "metadata", "aria-label": said})
    if kind == "video":
        player.set("playsinline", "")
        player.append(Element("track", {"src": f"{address}/captions.vtt", "kind": "captions", "default": ""}))
    words = Element("a", {"href": f"{address}/text"})
    words.text = said
    image.tag, image.text = "span", ""
    image.attrib.clear()
    image[:] = [player, Element("br"), words]


def _hold_a_place(figure: Element) -> None:
    """Where the picture is a part of the norm, keep its caption and the place at which it is filled in."""
    part = _PART.fullmatch(figure[0].get("src", ""))
    if part is None:
        return
    caption = Element("figcaption")
    caption.text = figure[0].get("alt", "")
    caption.tail = f"{{{{ block_{part['name']} }}}}"
    figure[:] = [caption]
    figure.set("class", "norm-part")


def _make_header(cell: Element) -> None:
    """A cell above a column heads it; an empty corner heads nothing."""
    if "".join(cell.itertext()).strip():
        cell.set("scope", "col")
    else:
        cell.tag = "td"


def _holds_a_picture_alone(paragraph: Element) -> bool:
    if len(paragraph) != 1 or paragraph[0].tag != "img":
        return False
    return not (paragraph.text or "").strip() and not (paragraph[0].tail or "").strip()
