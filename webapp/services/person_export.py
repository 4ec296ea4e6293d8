"""Everything that is kept about one person, as files to read and to take along."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from flask import current_app
from flask_babel import get_locale

from webapp.person_tables import ABOUT
from webapp.policy import Visitor
from webapp.services import audit_log, exports, goals, person_erasure, refreshers, scenarios, self_assessment
from webapp.store import audit, person_rows, rule_cases

Files = Mapping[str, bytes]


@dataclass(frozen=True, kw_only=True)
class Table:
    """The rows of one kind, with the name of the table, what it is called, and the columns."""

    name: str
    label: object
    columns: list[str]
    rows: list[list[str]]


def own(actor: Visitor, now: datetime) -> bytes:
    """Return one's own data as a zip, with the answers that only the person may read."""
    answers = {
        "self_assessments": self_assessment.take_along(actor),
        "learning_goals": goals.take_along(actor),
        "refreshers": refreshers.take_along(actor),
        "scenarios": scenarios.take_along(actor),
    }
    return zipped(files(actor.person_id, now, answers=answers))


def of_somebody(actor: Visitor, person_id: int, now: datetime) -> bytes:
    """Return somebody's data as a zip to hand over, without what only that person may read; leaves an event."""
    audit.append(actor.person_id, person_id, "person.exported", now)
    return zipped(files(person_id, now))


def to_folder(staff_number: str, folder: Path, now: datetime) -> int:
    """Write somebody's data into a folder, for a command; returns how many files. Raises NotFound and OSError."""
    person_id = person_erasure.key_of(staff_number)
    audit.append(None, person_id, "person.exported", now)
    made = files(person_id, now)
    for name, content in made.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return len(made)


def files(person_id: int, now: datetime, answers: Mapping[str, Any] | None = None) -> Files:
    """Return the files by name: a page to read, the same as JSON and CSV, and what the person handed in.

    `answers` are what only the person may read; without them those tables are left out.
    """
    found = {
        name: person_rows.rows(name, person_id) for name, said in ABOUT.items() if answers is not None or not said.own
    }
    about_me = [{"at": each.at, "who": each.actor, "act": each.act} for each in audit_log.everything_about(person_id)]
    everything = {"person": [person_rows.personal(person_id)], **found, "audit_event": about_me}
    tables = [_table(name, rows) for name, rows in everything.items() if rows]
    template = current_app.jinja_env.get_template("keeping/take_along.html")
    page = template.render(tables=tables, now=now, whole=answers is not None, spoken=str(get_locale()))
    made = {"index.html": page.encode(), "data.json": _json(everything)}
    made |= {f"tables/{table.name}.csv": _csv(table) for table in tables}
    for row in found.get("prior_evidence", ()):
        held = rule_cases.evidence_file(row["id"])
        if held:
            made[f"files/{row['id']}-{PurePosixPath(row['file_name']).name}"] = held[2]
    return made if answers is None else made | {"answers.json": _json(answers)}


def zipped(made: Files) -> bytes:
    """Return the files as one zip."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in made.items():
            archive.writestr(name, content)
    return out.getvalue()


def _table(name: str, rows: list[dict[str, Any]]) -> Table:
    columns = list(rows[0])
    label = ABOUT[name].label if name in ABOUT else ""
    cells = [[_cell(row[column]) for column in columns] for row in rows]
    return Table(name=name, label=label, columns=columns, rows=cells)


def _cell(value: Any) -> str:
    if value is None or str(value).startswith("9999-12-31"):
        return ""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (dict, list)) else str(value)


def _csv(table: Table) -> bytes:
    out = io.StringIO()
    out.write(exports.BYTE_ORDER_MARK)
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([exports.harmless(cell) for cell in row] for row in table.rows)
    return out.getvalue().encode()


def _json(said: Any) -> bytes:
    return json.dumps(said, ensure_ascii=False, indent=2, default=str).encode()
