"""Backing up and restoring: one zip file with the rows of every table as JSON lines.

Why this form: docs/decisions/0005-backup-format.md.
"""

from __future__ import annotations

import json
import os
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from hashlib import sha256
from io import TextIOWrapper
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from flask import current_app
from flask_migrate import upgrade

from webapp.errors import Refusal
from webapp.extensions import db
from webapp.store import dump, guards, health
from webapp.store.dump import Shape

FORMAT = 1
MANIFEST = "manifest.json"


class Unusable(Refusal):
    """The file cannot be restored here; the reason says why."""


def back_up(path: Path, now: datetime) -> int:
    """Write everything as it is at one moment, while others go on; returns how many rows."""
    parts = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with open(os.open(parts, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            counted = _write(ZipFile(file, "w", ZIP_DEFLATED), now)
            file.flush()
            os.fsync(file.fileno())
        parts.replace(path)
    finally:
        parts.unlink(missing_ok=True)
    return counted


def _write(archive: ZipFile, now: datetime) -> int:
    with archive, dump.snapshot() as connection:
        tables = {shape.name: _write_table(archive, connection, shape) for shape in dump.shapes(connection)}
        manifest = {
            "format": FORMAT,
            "made_at": now.isoformat(),
            "migration": dump.migration(connection),
            "tables": tables,
        }
        archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
    return sum(each["rows"] for each in tables.values())


def _write_table(archive: ZipFile, connection: Any, shape: Shape) -> dict[str, Any]:
    digest, count = sha256(), 0
    with archive.open(_name(shape.name), "w", force_zip64=True) as entry:
        for row in dump.rows(connection, shape):
            line = json.dumps([_plain(value) for value in row], ensure_ascii=False).encode() + b"\n"
            entry.write(line)
            digest.update(line)
            count += 1
    return {"columns": dict(shape.columns), "rows": count, "sha256": digest.hexdigest()}


def restore(path: Path, now: datetime, *, replace: bool) -> int:
    """Put back what a file holds; returns how many rows. Raises Unusable, and then nothing was changed."""
    db.session.rollback()
    manifest = checked(path)
    with dump.snapshot() as connection:
        stands, filled = dump.migration(connection), dump.has_rows(connection)
    if stands and not manifest["migration"]:
        raise Unusable("this backup comes from a database that no migration of Grenswijs made")
    if filled and not replace:
        raise Unusable("the database is not empty; with --replace all it holds is replaced")

    if filled:
        back_up(_beside("before-restore", now), now)
    if stands != manifest["migration"]:
        dump.drop_all()
        upgrade(revision=manifest["migration"])
    with db.engine.begin() as connection, ZipFile(path) as archive:
        guards.lift(connection)
        dump.empty(connection)
        for shape, late in dump.in_order(dump.shapes(connection)):
            dump.fill(connection, shape, late, _rows(archive, shape.name, manifest))
        guards.hold(connection)

    if manifest["migration"] and manifest["migration"] not in health.newest_migrations():
        upgrade()
    return sum(each["rows"] for each in manifest["tables"].values())


def checked(path: Path) -> Mapping[str, Any]:
    """Return the manifest of a whole and known backup; raises Unusable."""
    try:
        with ZipFile(path) as archive:
            manifest = json.loads(archive.read(MANIFEST))
            _refuse_unknown(manifest)
            for name, said in manifest["tables"].items():
                if _digest(archive, name) != (said["sha256"], said["rows"]):
                    raise Unusable(f"{path} is damaged: the table {name} is not as it was written")
    except (BadZipFile, OSError, KeyError, ValueError, TypeError, EOFError) as error:
        raise Unusable(f"{path} is no backup, or it is damaged: {error}") from error
    return manifest


def _refuse_unknown(manifest: Mapping[str, Any]) -> None:
    if manifest["format"] > FORMAT:
        raise Unusable("this backup was made by a newer version of Grenswijs: update first")
    migration = manifest["migration"]
    if migration and migration not in health.known_migrations():
        raise Unusable(f"this version does not know migration {migration} of this backup: update first")


def _digest(archive: ZipFile, name: str) -> tuple[str, int]:
    digest, count = sha256(), 0
    with archive.open(_name(name)) as entry:
        for line in entry:
            digest.update(line)
            count += 1
    return digest.hexdigest(), count


def _rows(archive: ZipFile, name: str, manifest: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    columns = manifest["tables"].get(name, {"columns": {}})["columns"]
    if not columns:
        return
    with archive.open(_name(name)) as entry:
        for line in TextIOWrapper(entry, "utf-8", newline="\n"):
            values = zip(columns.items(), json.loads(line), strict=True)
            yield {column: _value(kind, value) for (column, kind), value in values}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return b64encode(value).decode() if isinstance(value, bytes) else value


_READ: Mapping[str, Callable[[Any], Any]] = {
    "day": date.fromisoformat,
    "instant": datetime.fromisoformat,
    "bytes": b64decode,
}


def _value(kind: str, plain: Any) -> Any:
    return plain if plain is None or kind not in _READ else _READ[kind](plain)


def update(now: datetime) -> tuple[bool, Path | None]:
    """Migrate to this version, after a backup of what is there; returns whether it did and where the backup is."""
    db.session.rollback()
    with dump.snapshot() as connection:
        stands, filled = dump.migration(connection), dump.has_rows(connection)
    if stands in health.newest_migrations():
        return False, None
    if stands and stands not in health.known_migrations():
        raise Unusable(f"the database stands at migration {stands}, which this older version does not know")
    if filled and not stands:
        raise Unusable("the database holds tables that no migration of Grenswijs made")

    path = _beside("before-update", now) if filled else None
    if path is not None:
        back_up(path, now)
    upgrade()
    return True, path


def _beside(what: str, now: datetime) -> Path:
    folder = current_app.config["SETTINGS"].instance / "backups"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / f"{what}-{now:%Y%m%dT%H%M%S-%f}.zip"


def _name(table: str) -> str:
    return f"{table}.jsonl"
