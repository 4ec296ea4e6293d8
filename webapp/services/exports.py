"""Completion figures as files: a table of every assigned course, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date

import xlsxwriter
from flask_babel import gettext as _

from learning_goals.assignments import STATES, Progress, state_of
from webapp import clock
from webapp.services import offerings
from webapp.services.progress import Filter, wanted
from webapp.services.state_words import state_word
from webapp.store import members, progress

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
BYTE_ORDER_MARK = "\ufeff"
"""Spreadsheet programs take a CSV for UTF-8 when it begins with this."""


def harmless(cell: str) -> str:
    """Return the cell so that a spreadsheet shows it instead of calculating it."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


def completion_rows(scope: tuple[int, ...], chosen: Filter, language: str, today: date) -> Iterator[tuple[str, ...]]:
    """Yield the header and one row per person and assigned course, by name, dates in ISO form."""
    yield (
        _("Staff number"),
        _("Given name"),
        _("Family name"),
        _("Team"),
        _("Function"),
        _("Function group"),
        _("Course"),
        _("Due on"),
        _("State"),
        _("Started on"),
        _("Done on"),
    )
    titles = offerings.titles(language)
    words = {state: state_word(state) for state in STATES}
    asked = wanted(scope, chosen, today)
    redo = offerings.redo_versions(asked.day)
    places = members.all_places(asked.day, asked.at.known)
    nowhere = ("", "", "")
    for person, number, given, family, course, due, grace, cycle, _why, started, version, done in progress.row_tuples(
        asked
    ):
        begun = started.year < 9999
        known = Progress(due_on=due, started=begun, done_version=version, grace_until=grace, cycle=cycle)
        state = state_of(known, redo.get(course, 1), asked.day)
        yield (
            number,
            given,
            family,
            *places.get(person, nowhere),
            titles.get(course, course),
            due.isoformat(),
            words[state],
            clock.day_of(started).isoformat() if begun else "",
            done.isoformat() if version else "",
        )


def as_csv(rows: Iterable[tuple[str, ...]]) -> str:
    """Return the rows as CSV with semicolons, as spreadsheets in the Netherlands expect."""
    out = io.StringIO()
    out.write(BYTE_ORDER_MARK)
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows([harmless(cell) if cell[:1] in FORMULA_STARTS else cell for cell in row] for row in rows)
    return out.getvalue()


def as_xlsx(rows: Iterable[tuple[str, ...]]) -> bytes:
    """Return the rows as a spreadsheet in which every cell is text and the header stays in sight."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True, "in_memory": False, "strings_to_formulas": False})
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    heading = book.add_format({"bold": True})
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            sheet.write_string(number, column, cell, heading if number == 0 else None)
    sheet.set_column(0, 10, 18)
    book.close()
    return out.getvalue()
