"""The text of a PDF that Typst made, as a reader sees it."""

from __future__ import annotations

import re
import zlib

_OBJECT = re.compile(rb"(\d+) 0 obj(.*?)endobj", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_SHOWN = re.compile(rb"/(\w+) [\d.]+ Tf|\[(.*?)\]\s*TJ|<([0-9a-fA-F]+)>\s*Tj|\(((?:\\.|[^\\)])*)\)\s*Tj", re.DOTALL)


def text_of(pdf: bytes) -> str:
    """Return all text, page by page, without its layout."""
    objects = _objects(pdf)
    return "\n".join(
        _page(objects[int(contents.group(1))], _fonts(body, objects))
        for body in objects.values()
        if re.search(rb"/Type\s*/Page\b", body) and (contents := re.search(rb"/Contents (\d+) 0 R", body))
    )


def _objects(pdf: bytes) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    for number, body in _OBJECT.findall(pdf):
        stream = _STREAM.search(body)
        inflated = _inflated(stream.group(1)) if stream and b"FlateDecode" in body else b""
        found[int(number)] = body[: stream.start()] + inflated if stream else body
        if b"/ObjStm" in body:
            found |= _packed(body, inflated)
    return found


def _packed(head: bytes, inflated: bytes) -> dict[int, bytes]:
    first = int(re.search(rb"/First (\d+)", head).group(1))  # pyright: ignore[reportOptionalMemberAccess]
    numbers = [int(each) for each in inflated[:first].split()]
    starts = [*numbers[1::2], len(inflated)]
    return {number: inflated[first + starts[at] : first + starts[at + 1]] for at, number in enumerate(numbers[::2])}


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompress(data)
    except zlib.error:
        return b""


def _fonts(page: bytes, objects: dict[int, bytes]) -> dict[bytes, dict[int, str]]:
    """Return for each name by which a page calls a font what its codes stand for."""
    elsewhere = re.search(rb"/Resources (\d+) 0 R", page)
    resources = objects[int(elsewhere.group(1))] if elsewhere else page
    fonts = re.search(rb"/Font (\d+) 0 R", resources)
    named = objects[int(fonts.group(1))] if fonts else resources.split(b"/Font", 1)[-1]
    found: dict[bytes, dict[int, str]] = {}
    for name, number in re.findall(rb"/(\w+) (\d+) 0 R", named):
        unicode = re.search(rb"/ToUnicode (\d+) 0 R", objects.get(int(number), b""))
        if unicode:
            found[name] = _codes(objects[int(unicode.group(1))])
    return found


def _codes(body: bytes) -> dict[int, str]:
    codes: dict[int, str] = {}
    for part in re.findall(rb"beginbfchar(.*?)endbfchar", body, re.DOTALL):
        for code, text in re.findall(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", part):
            codes[int(code, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be")
    return codes


def _page(body: bytes, fonts: dict[bytes, dict[int, str]]) -> str:
    out: list[str] = []
    codes: dict[int, str] = {}
    for font, several, hexed, literal in _SHOWN.findall(body):
        if font:
            codes = fonts.get(font, {})
            out.append(" ")
        else:
            shown = several or (b"<" + hexed + b">" if hexed else b"(" + literal + b")")
            out.append(_said(shown, codes))
    return "".join(out)


def _said(shown: bytes, codes: dict[int, str]) -> str:
    said: list[str] = []
    for hexed, literal in re.findall(rb"<([0-9a-fA-F]+)>|\(((?:\\.|[^\\)])*)\)", shown, re.DOTALL):
        data = bytes.fromhex(hexed.decode()) if hexed else _unescaped(literal)
        said += [codes.get(int.from_bytes(data[at : at + 2], "big"), "?") for at in range(0, len(data), 2)]
    return "".join(said)


def _unescaped(literal: bytes) -> bytes:
    names = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}

    def one(found: re.Match[bytes]) -> bytes:
        said = found.group(1)
        return bytes([int(said, 8)]) if said.isdigit() else names.get(said, said)

    return re.sub(rb"\\([0-7]{1,3}|.)", one, literal, flags=re.DOTALL)
