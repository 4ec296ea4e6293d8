"""The outline of a lesson: headings, call-outs, lists, quotes, tables, images, and what does not belong in one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

CALL_OUTS = ("example", "say", "remember", "rule")

_CALL_OUT = re.compile(rf'!!! (?P<kind>{"|".join(CALL_OUTS)}) "[^"]+"')
_HEADING = re.compile(r"##(?P<lower>#?) \S.*")
_BULLET = re.compile(r" {0,3}[-*+] +\S")
_NUMBER = re.compile(r" {0,3}\d{1,9}\. +\S")
_NESTED_ITEM = re.compile(r" +(?:[-*+]|\d{1,9}\.) +\S")
_RULE = re.compile(r" {0,3}(?:=[= ]*|-[- ]*|_[_ ]*|\*[* ]*|[-:| ]*\|[-:| ]*)")
_UNDER_TABLE_HEAD = re.compile(r"\|(?: *:?-+:? *\|)+")
_IMAGE = re.compile(r"!\[[^\[\]]*\]\((?P<path>[^()\s]*)\)")
_LANGUAGE = re.compile(r"\.(?:nl|en)\.svg$")

_BULLETED, _NUMBERED = "item of a bulleted list", "item of a numbered list"
_NEEDS_EMPTY_LINE_BEFORE = {_BULLETED: "list", _NUMBERED: "list", "table row": "table"}


@dataclass(frozen=True)
class Block:
    """One block of a lesson, in words an author knows, and the line it begins on."""

    what: str
    line: int


@dataclass(frozen=True)
class Fault:
    """What is no block of a lesson, and the line it is on."""

    what: str
    line: int


def outline(markdown: str) -> list[Block | Fault]:
    """Return the blocks of a lesson in order, paragraphs left out, among the faults; a call-out's blocks follow it."""
    lines = [line.rstrip() for line in markdown.replace("\r\n", "\n").expandtabs(4).split("\n")]
    found = [*_top_level(lines), *_images(markdown)]
    return sorted([*found, *_skipped_level(found)], key=lambda each: each.line)


def _skipped_level(found: list[Block | Fault]) -> Iterator[Fault]:
    headings = [block for block in found if isinstance(block, Block) and block.what.startswith("heading")]
    if headings and headings[0].what == "heading ###":
        yield Fault("expected a heading ## before the first ###", headings[0].line)


def _images(markdown: str) -> Iterator[Block]:
    for image in _IMAGE.finditer(markdown):
        line = markdown.count("\n", 0, image.start()) + 1
        yield Block(f"image {_LANGUAGE.sub('.svg', image['path'])}", line)


def _top_level(lines: list[str]) -> Iterator[Block | Fault]:
    at = 0
    while at < len(lines):
        end = _first(lines, at, lambda line: line.startswith("!!!"))
        yield from _Reader(at + 1).read(lines[at:end])
        at = end
        if at < len(lines):
            end = _first(lines, at + 1, lambda line: bool(line) and not line.startswith("    "))
            yield from _call_out(lines[at], [line[4:] for line in lines[at + 1 : end]], at + 1)
            at = end


def _first(lines: list[str], start: int, wanted: Callable[[str], bool]) -> int:
    return next((number for number in range(start, len(lines)) if wanted(lines[number])), len(lines))


def _call_out(head: str, body: list[str], line: int) -> Iterator[Block | Fault]:
    begin = _CALL_OUT.fullmatch(head)
    if begin is None:
        yield Fault(f'expected a call-out such as !!! example "Title"; the kinds are {", ".join(CALL_OUTS)}', line)
    else:
        yield Block(f"call-out {begin['kind']}", line)
    if not any(body):
        yield Fault("the call-out has no text; indent its lines by four spaces", line)
    yield from _Reader(line + 1).read(body)


class _Reader:
    """Reads lines one by one; `open` is the kind of the lines that the present block is made of."""

    def __init__(self, first_line: int) -> None:
        self.line = first_line
        self.open = ""
        self.rows = 0

    def read(self, lines: list[str]) -> Iterator[Block | Fault]:
        """Return every block and fault in these lines."""
        for line in lines:
            kind = _kind(line)
            yield from self._fault_of(kind, line)
            yield from self._block_of(kind, line)
            self._go_on_after(kind)
            self.line += 1

    def _fault_of(self, kind: str, line: str) -> Iterator[Fault]:
        needs_empty_line = _NEEDS_EMPTY_LINE_BEFORE.get(kind)
        if needs_empty_line and self.open not in ("", "heading", kind):
            yield Fault(f"leave an empty line before a {needs_empty_line}", self.line)
        if kind == "heading" and not _HEADING.fullmatch(line):
            yield Fault("expected a heading that begins with ## or ###, a space and words", self.line)
        if kind == "call-out":
            yield Fault("a call-out within a call-out is not allowed", self.line)
        if kind == "rule":
            yield Fault("a line of dashes or other signs is not part of a lesson", self.line)
        if kind == "indented" and self.open in ("", "heading"):
            yield Fault("a line indented by four spaces belongs to a list or a call-out", self.line)
        if kind == "table row" and self.rows == 1 and not _UNDER_TABLE_HEAD.fullmatch(line):
            yield Fault("expected a line such as |---|---| under the head of the table", self.line)

    def _block_of(self, kind: str, line: str) -> Iterator[Block]:
        if kind == "heading":
            yield Block("heading " + "#" * (len(line) - len(line.lstrip("#"))), self.line)
        elif kind in (_BULLETED, _NUMBERED) or (kind == "quote" and self.open != "quote"):
            yield Block(kind, self.line)
        elif kind == "table row":
            yield Block(f"table row of {line.count('|') - 1}", self.line)
        elif kind == "indented" and _NESTED_ITEM.match(line):
            yield Block("item of a list within a list", self.line)

    def _go_on_after(self, kind: str) -> None:
        in_list = self.open in (_BULLETED, _NUMBERED)
        if kind == "blank":
            self.open = self.open if in_list else ""
        elif not (kind == "indented" or (kind == "text" and self.open == "quote")):
            self.open = kind
        self.rows = self.rows + 1 if kind == "table row" else 0


def _kind(line: str) -> str:
    beginnings = {"#": "heading", ">": "quote", "!!!": "call-out", "    ": "indented"}
    if not line:
        return "blank"
    for beginning, kind in beginnings.items():
        if line.startswith(beginning):
            return kind
    if line.startswith("|") and line.endswith("|") and len(line) > 1:
        return "table row"
    if _RULE.fullmatch(line):
        return "rule"
    if _BULLET.match(line):
        return _BULLETED
    return _NUMBERED if _NUMBER.match(line) else "text"
