"""Makes an evidence file in a folder: tables, a document, a manifest of hashes and a stamp; also as one zip."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from learning_goals.proof.checklist import FACTS
from learning_goals.proof.manifest import NAME, STAMP, manifest
from learning_goals.words import Language
from webapp.pdf import pdf
from webapp.services import (
    checklist_facts,
    proof_checklist,
    proof_document,
    proof_newcomers,
    proof_norm,
    proof_people,
    proof_teams,
)
from webapp.services.exports import BYTE_ORDER_MARK, FORMULA_STARTS, harmless
from webapp.services.proof_day import Moment
from webapp.services.proof_document import Told
from webapp.services.proof_past import Past, Sheet, past
from webapp.services.proof_people import Counts
from webapp.store import organisation

DOCUMENT = "evidence.pdf"
ZIP_TIME = (1980, 1, 1, 0, 0, 0)
"""The time that every entry of a zip bears, so that it says nothing of when it was made."""
Tell = Callable[[int, int], None]
"""Hears how many people are written, of how many."""


@dataclass(frozen=True, kw_only=True)
class Order:
    """What is asked for; `salt` numbers the people of that day, `by` says who asks."""

    moment: Moment
    language: Language
    names: bool
    salt: str
    by: str


def make(order: Order, folder: Path, now: datetime, tell: Tell) -> str:
    """Write the file into an existing folder; returns the SHA-256 of the manifest."""
    then = past(order.moment, order.language, order.salt, names=order.names)
    digests = dict(_write_all(then, folder, tell))
    listed = manifest(digests).encode()
    (folder / NAME).write_bytes(listed)
    digest = sha256(listed).hexdigest()
    (folder / STAMP).write_text(_stamp(order, digest, now), encoding="utf-8")
    return digest


def zipped(folder: Path, name: str, target: Path) -> None:
    """Put the files of a folder in one zip, below a folder of that name."""
    with ZipFile(target, "w", ZIP_DEFLATED) as made:
        for path in sorted(folder.iterdir()):
            entry = ZipInfo(f"{name}/{path.name}", ZIP_TIME)
            entry.compress_type = ZIP_DEFLATED
            with made.open(entry, "w") as inside, path.open("rb") as file:
                while block := file.read(1 << 20):
                    inside.write(block)


def _write_all(then: Past, folder: Path, tell: Tell) -> Iterator[tuple[str, str]]:
    counts = Counts()
    newcomers = proof_newcomers.started(then.moment)
    reviews = proof_teams.reviews(then.moment)
    leaders = proof_teams.leaders_first(then.moment, then.leaders)
    sheets = proof_norm.sheets(then)
    sheets += proof_people.sheets(then, counts, tell)
    sheets.append(proof_newcomers.sheet(then, newcomers))
    sheets += proof_teams.sheets(then, reviews, leaders)
    sheets += proof_checklist.sheets(then)
    for sheet in sheets:
        yield f"{sheet.name}.csv", write(sheet, folder / f"{sheet.name}.csv")
    told = Told(
        organisation=organisation.said().name,
        sheets=sheets,
        counts=counts,
        newcomers=newcomers,
        reviews=reviews,
        leaders=leaders,
        facts=checklist_facts.facts(FACTS, then.moment, then.language),
    )
    made = pdf(proof_document.document(then, told), dated=then.day)
    (folder / DOCUMENT).write_bytes(made)
    yield DOCUMENT, sha256(made).hexdigest()


def write(sheet: Sheet, path: Path) -> str:
    """Write a table as CSV, safe to open in a spreadsheet; returns its SHA-256."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(BYTE_ORDER_MARK)
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerow(sheet.header)
        writer.writerows([harmless(cell) if cell[:1] in FORMULA_STARTS else cell for cell in row] for row in sheet.rows)
    with path.open("rb") as file:
        digest = sha256()
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _stamp(order: Order, digest: str, now: datetime) -> str:
    said = {
        "as_of": order.moment.day.isoformat(),
        "known_up_to": order.moment.at.isoformat(),
        "made_at": now.isoformat(),
        "made_by": order.by,
        "names": order.names,
        "language": order.language,
        "manifest_sha256": digest,
    }
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"
