"""From the words of a mail to its two forms: plain text, and HTML of a closed list of tags.

The words are Markdown with `{names}` to be filled in. `[[Label]](address)` on a line of its own is a button. A name of
a list stands on a line of its own too. What is filled in is text, whatever it holds: it is never read as Markdown,
HTML or a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import nh3
from markdown import Markdown
from markupsafe import Markup, escape

NAME = re.compile(r"\{([a-z_]+)\}")
BUTTON = re.compile(r"\[\[(?P<label>[^\[\]\n]+)\]\]\((?P<address>[^()\s]+)\)")
_LINK = re.compile(r"(?<!\[)\[(?P<label>[^\[\]\n]+)\]\((?P<address>[^()\s]+)\)")
_HREF_OR_NAME = re.compile(r' href="(?P<href>[^"]*)"|\{(?P<name>[a-z_]+)\}')
_HEADING = re.compile(r"^#{1,6}\s+", re.MULTILINE)
_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "h2", "h3", "hr", "blockquote"}
_WEB = ("http://", "https://")


@dataclass(frozen=True, kw_only=True)
class Values:
    """What is filled in: single values, and lists of lines.

    In a list `- ` begins an item, an address below an item is where the item leads, other lines head the items.
    """

    single: Mapping[str, str]
    lists: Mapping[str, str] = field(default_factory=dict[str, str])


def one_line(text: str, values: Values) -> str:
    """Return a subject with its names filled in."""
    return " ".join(NAME.sub(lambda found: values.single[found[1]], text).split())


def plain(body: str, values: Values) -> str:
    """Return the words as plain text; raises KeyError for a name without a value."""
    text = _LINK.sub(r"\g<label> (\g<address>)", BUTTON.sub(r"\g<label>:\n\g<address>", body.strip()))
    text = _HEADING.sub("", text).replace("**", "")
    both = {**values.single, **{name: lines.strip() for name, lines in values.lists.items()}}
    return NAME.sub(lambda found: both[found[1]], text) + "\n"


def html(body: str, values: Values, button_style: str = "") -> Markup:
    """Return the words as HTML; raises KeyError for a name without a value."""
    return Markup("\n").join(_part(part, values, button_style) for part in _parts(body))


def _parts(body: str) -> Iterator[str]:
    """Return the buttons and lists of a text one by one, and what stands between them."""
    together: list[str] = []
    for paragraph in re.split(r"\n\s*\n", body.strip()):
        alone = paragraph.strip()
        if BUTTON.fullmatch(alone) or NAME.fullmatch(alone):
            if together:
                yield "\n\n".join(together)
            together = []
            yield alone
        else:
            together.append(paragraph)
    if together:
        yield "\n\n".join(together)


def _part(part: str, values: Values, button_style: str) -> Markup:
    if button := BUTTON.fullmatch(part):
        address = NAME.sub(lambda found: values.single[found[1]], button["address"])
        label = _fill(str(escape(button["label"])), values)
        style = Markup(' style="{}"').format(button_style) if button_style else ""
        href = address if address.startswith(_WEB) else ""
        return Markup('<p><a class="mail-button"{} href="{}">{}</a></p>').format(style, href, label)
    if (name := NAME.fullmatch(part)) and name[1] in values.lists:
        return _list(values.lists[name[1]])
    reader = Markdown(extensions=["sane_lists", "nl2br"])
    reader.preprocessors.deregister("html_block")
    reader.inlinePatterns.deregister("html")
    made = nh3.clean(
        reader.convert(part),
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"https", "http", "mailto"},
        link_rel=None,
    )
    return _fill(made, values)


def _fill(made: str, values: Values) -> Markup:
    return Markup(_HREF_OR_NAME.sub(lambda found: _filled(found, values), made))


def _filled(found: re.Match[str], values: Values) -> str:
    if found["name"]:
        value = values.single[found["name"]]
        said = str(escape(value))
        return f'<a href="{said}">{said}</a>' if value.startswith(_WEB) and " " not in value else said
    name = NAME.fullmatch(found["href"])
    if name is None:
        return found[0] if found["href"].startswith((*_WEB, "mailto:")) and "{" not in found["href"] else ""
    value = values.single[name[1]]
    return f' href="{escape(value)}"' if value.startswith(_WEB) else ""


def _list(lines: str) -> Markup:
    made, items = Markup(), list[Markup]()
    for line in lines.splitlines():
        text = line.strip()
        if text.startswith("- "):
            items.append(escape(text[2:]))
        elif items and text.startswith(_WEB) and " " not in text:
            items[-1] = Markup('<a href="{}">{}</a>').format(text, items[-1])
        elif text:
            made += _items(items) + Markup("<p><strong>{}</strong></p>").format(text)
            items = []
    return made + _items(items)


def _items(items: Iterable[Markup]) -> Markup:
    inside = Markup().join(Markup("<li>{}</li>").format(each) for each in items)
    return Markup("<ul>{}</ul>").format(inside) if inside else inside
