"""Tables as files that are safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import TextIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
BYTE_ORDER_MARK = "\ufeff"
"""Spreadsheet programs take a CSV for UTF-8 when it begins with this."""


def harmless(cell: str) -> str:
    """Return the cell so that a spreadsheet shows it instead of calculating it."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


def as_csv(rows: Iterable[tuple[str, ...]]) -> str:
    """Return the rows as CSV with semicolons, as spreadsheets in the Netherlands expect."""
    out = io.StringIO()
    out.write(BYTE_ORDER_MARK)
    write_csv(out, ([harmless(cell) for cell in row] for row in rows))
    return out.getvalue()


def write_csv(out: TextIO, rows: Iterable[Iterable[str]]) -> None:
    """Write rows whose cells are harmless already."""
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(rows)


def one_line(said: str) -> str:
    """Return the text without anything that would begin another line."""
    return " ".join(said.split())


def as_xlsx(rows: Iterable[tuple[str, ...]], about: tuple[str, Iterable[tuple[str, str]]] | None = None) -> bytes:
    """Return the rows as a spreadsheet in which every cell is text and the header stays in sight.

    `about` is the name of a second sheet, and what the file says of itself.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True, "in_memory": False, "strings_to_formulas": False})
    heading = book.add_format({"bold": True})
    _fill(book.add_worksheet(), rows, heading)
    if about:
        _fill(book.add_worksheet(about[0][:31]), about[1], None)
    book.close()
    return out.getvalue()


def _fill(sheet: Worksheet, rows: Iterable[tuple[str, ...]], heading: Format | None) -> None:
    if heading:
        sheet.freeze_panes(1, 0)
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            sheet.write_string(number, column, cell, heading if number == 0 else None)
    sheet.set_column(0, 10, 18)
