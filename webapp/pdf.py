"""Documents as tagged PDF (PDF/UA-1), set from data: what a user wrote is never read as typesetting."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import typst

_TEMPLATE = (Path(__file__).parent / "templates" / "pdf" / "document.typ").read_bytes()


@dataclass(frozen=True, kw_only=True)
class Part:
    """A heading with paragraphs and, below them, points."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    points: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Document:
    """What a PDF is made of."""

    title: str
    language: str
    subtitle: str
    parts: Sequence[Part]


def pdf(document: Document) -> bytes:
    """Return the document as PDF."""
    data = json.dumps(asdict(document), ensure_ascii=False)
    made = typst.compile(_TEMPLATE, format="pdf", sys_inputs={"document": data}, pdf_standards=["ua-1"])
    assert isinstance(made, bytes)
    return made
