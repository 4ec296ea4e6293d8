"""Documents as tagged PDF (PDF/UA-1), set from data: what a user wrote is never read as typesetting."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

import typst

_TEMPLATE = (Path(__file__).parent / "templates" / "pdf" / "document.typ").read_bytes()


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows below a header, each as long as the header."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Part:
    """A heading with paragraphs and, below them, points and a table."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    table: Table | None = None


@dataclass(frozen=True, kw_only=True)
class Document:
    """What a PDF is made of."""

    title: str
    language: str
    subtitle: str
    parts: Sequence[Part]


def pdf(document: Document, dated: date | None = None) -> bytes:
    """Return the document as PDF; with `dated` it bears that day instead of now, so that twice gives the same bytes."""
    data = json.dumps(asdict(document), ensure_ascii=False)
    when = {"timestamp": int(datetime.combine(dated, time(), UTC).timestamp())} if dated else {}
    made = typst.compile(_TEMPLATE, format="pdf", sys_inputs={"document": data}, pdf_standards=["ua-1"], **when)
    assert isinstance(made, bytes)
    return made
