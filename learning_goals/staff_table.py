"""A staff list as bytes: into lines of named cells, or the reasons why not."""

from __future__ import annotations

import csv
import io
from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from learning_goals import team_tree

REQUIRED = (
    "staff_number",
    "given_name",
    "family_name",
    "email",
    "team",
    "parent_team",
    "function",
    "function_group",
    "role",
    "employed_from",
    "employed_until",
    "manager_staff_number",
    "language",
)
OPTIONAL = ("duties", "tags", "hours", "location")
MOST_LINES = 200_000

Reason = (
    Literal[
        "wrong_encoding",
        "empty_file",
        "too_many_lines",
        "missing_column",
        "unknown_column",
        "double_column",
        "broken_quotes",
        "too_many_cells",
        "too_few_cells",
        "must_be_filled",
        "too_long",
        "control_character",
        "unknown_function_group",
        "unknown_role",
        "unknown_duty",
        "unknown_tag",
        "unknown_language",
        "no_email",
        "no_date",
        "ends_before_it_begins",
        "arrow_in_team",
        "other_person",
        "same_team_twice",
        "unknown_manager",
        "needs_administrator",
    ]
    | team_tree.Fault
)
"""Why a list is refused; the sentence for each is the reader's language's business."""


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One reason to refuse a list; line 0 is the file as a whole, `other` what the reason refers to."""

    line: int
    column: str
    reason: Reason
    said: str = ""
    other: str = ""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line with its cells by column, without spaces around them."""

    number: int
    cells: dict[str, str]


def read(data: bytes) -> tuple[list[Line], list[Problem]]:
    """Return the lines and everything that is wrong with the file as a table."""
    try:
        text = data.removeprefix(BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return [], [Problem(line=line, column="", reason="wrong_encoding")]
    records = _records(text)
    header = next(records, None)
    if header is None:
        return [], [Problem(line=1, column="", reason="empty_file")]
    if isinstance(header, Problem):
        return [], [header]
    columns = [cell.strip().casefold() for cell in header[1]]
    problems = _wrong_columns(columns, header[0])
    return ([], problems) if problems else _lines(columns, records)


def _records(text: str) -> Iterator[tuple[int, list[str]] | Problem]:
    """Yield (line number, cells) of each record that is not blank; a record that cannot be read is the last."""
    first = text.lstrip().partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        number = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Problem(line=number, column="", reason="broken_quotes", said=str(error))
            return
        if any(cell.strip() for cell in cells):
            yield number, cells


def _wrong_columns(columns: list[str], line: int) -> list[Problem]:
    missing = [Problem(line=line, column=name, reason="missing_column") for name in REQUIRED if name not in columns]
    unknown = [
        Problem(line=line, column=name[:80], reason="unknown_column", said=name[:80])
        for name in dict.fromkeys(columns)
        if name not in REQUIRED + OPTIONAL
    ]
    double = [
        Problem(line=line, column=name, reason="double_column")
        for name in dict.fromkeys(columns)
        if columns.count(name) > 1 and name in REQUIRED + OPTIONAL
    ]
    return missing + unknown + double


def _lines(columns: list[str], records: Iterator[tuple[int, list[str]] | Problem]) -> tuple[list[Line], list[Problem]]:
    lines: list[Line] = []
    problems: list[Problem] = []
    for record in records:
        if isinstance(record, Problem):
            problems.append(record)
        elif len(lines) == MOST_LINES:
            return lines, [
                *problems,
                Problem(line=record[0], column="", reason="too_many_lines", other=str(MOST_LINES)),
            ]
        elif len(record[1]) != len(columns):
            problems.append(_uneven(record[0], len(record[1]), len(columns)))
        else:
            cells = {name: cell.strip() for name, cell in zip(columns, record[1], strict=True)}
            lines.append(Line(number=record[0], cells=cells))
    return lines, problems


def _uneven(line: int, cells: int, columns: int) -> Problem:
    reason: Reason = "too_many_cells" if cells > columns else "too_few_cells"
    return Problem(line=line, column="", reason=reason, said=str(cells), other=str(columns))
