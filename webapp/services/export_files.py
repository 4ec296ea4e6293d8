"""Tables of progress as files: small ones at once, large ones by the worker, kept some days for who asked."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from typing import Literal

from flask_babel import force_locale
from flask_babel import gettext as _

from webapp import clock
from webapp.errors import NotFound
from webapp.policy import Visitor
from webapp.services import completion_rows, export_about, exports, filters, jobs, progress
from webapp.services.export_about import About
from webapp.services.jobs import Claimed, Effect, GiveUp
from webapp.services.progress import Filter
from webapp.store import export_files, person_record
from webapp.store import jobs as job_store
from webapp.store.export_files import Asked

Format = Literal["csv", "xlsx"]
FORMATS: tuple[Format, ...] = ("csv", "xlsx")
AT_ONCE = 5_000
"""Lines of a file that a page gives at once; what is longer is work for the worker."""
KIND = "export"
KEPT = timedelta(days=7)
TELL = 5_000
"""After so many lines a job says how far it is."""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A file that somebody asked for, and how far it is; `total` 0: it has not begun."""

    asked: Asked
    failed: bool
    done: int
    total: int


def at_once(actor: Visitor, chosen: Filter, format: Format, now: datetime) -> bytes:
    """Return the file of that choice."""
    told = export_about.about(_signed(actor.person_id), chosen, actor.language, now)
    return written(format, told, chosen, actor.language, now)


def ask(actor: Visitor, format: Format, query: Mapping[str, str], now: datetime) -> None:
    """Let the worker make a file of what was chosen, for this person."""
    values = {
        "asked_by": actor.person_id,
        "format": format,
        "language": "en" if actor.language == "en" else "nl",
        "query": dict(query),
        "as_of": clock.day_of(now),
        "asked_at": now,
        "expires_at": now + KEPT,
    }
    key = export_files.ask(values)
    jobs.put(KIND, _key(key), {"file": key}, now)


def mine(actor: Visitor, now: datetime) -> Sequence[Standing]:
    """Return what this person asked for and can still get, newest first."""
    found = export_files.of_person(actor.person_id, now)
    standings = job_store.standings([_key(each.id) for each in found])
    return [_standing(each, standings.get(_key(each.id), (0, "", 0, 0))) for each in found]


def download(actor: Visitor, file_id: int, now: datetime) -> tuple[str, bytes]:
    """Return name and content of a file to who asked for it; raises NotFound."""
    content, asked = export_files.content(file_id, actor.person_id, now), export_files.one(file_id)
    if content is None or asked is None:
        raise NotFound
    return f"{asked.as_of.isoformat()}-{asked.id}.{asked.format}", gzip.decompress(content)


def make(job: Claimed, now: datetime) -> Effect:
    """Make a file; the effect keeps it for who asked."""
    asked = export_files.one(job.payload["file"])
    if asked is None:
        raise GiveUp("nobody waits for this file any more")
    format: Format = "xlsx" if asked.format == "xlsx" else "csv"
    with force_locale(asked.language):
        chosen, _wrong = filters.chosen_view(asked.query, clock.day_of(now))
        count = progress.rows_in(chosen, clock.day_of(now))
        told = export_about.about(_signed(asked.asked_by), chosen, asked.language, now)
        made = written(format, told, chosen, asked.language, now, lambda done: jobs.report(job, done, count))
    packed = gzip.compress(made, 6)
    return lambda: export_files.keep(asked.id, packed, count, now, now + KEPT)


def written(
    format: Format,
    told: About,
    chosen: Filter,
    language: str,
    now: datetime,
    tell: Callable[[int], None] = lambda _done: None,
) -> bytes:
    """Return the file as bytes; `tell` hears every so often how many lines there are."""
    clean = exports.harmless if format == "csv" else str
    rows = _counted(completion_rows.rows((), chosen, language, clock.day_of(now), clean), tell)
    if format == "xlsx":
        return exports.as_xlsx(chain([completion_rows.header()], rows), (_("About this file"), told))
    out = io.StringIO()
    out.write(exports.BYTE_ORDER_MARK)
    out.writelines(f"# {name}: {exports.one_line(said)}\r\n" for name, said in told)
    exports.write_csv(out, [completion_rows.header()])
    exports.write_csv(out, rows)
    return out.getvalue().encode()


def _counted(rows: Iterable[completion_rows.Row], tell: Callable[[int], None]) -> Iterator[completion_rows.Row]:
    for number, row in enumerate(rows, 1):
        if number % TELL == 0:
            tell(number)
        yield row


def _signed(person_id: int) -> str:
    who = person_record.who(person_id)
    return f"{who.name} ({who.staff_number})" if who else ""


def _standing(asked: Asked, job: tuple[int, str, int, int]) -> Standing:
    return Standing(asked=asked, failed=not asked.ready and job[1] == "failed", done=job[2], total=job[3])


def _key(file_id: int) -> str:
    return f"{KIND}:{file_id}"
