"""Figures that are measured once: a first visit, memory, the import, the CSV."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
import subprocess
import time
import urllib.request
from datetime import timedelta
from pathlib import Path

from benchmarks.servers import BIN, ROOT, pss_megabytes, started


def flask(environment: dict[str, str], *arguments: str) -> float:
    """Run a command of the product; returns its seconds, raises CalledProcessError when it is refused."""
    began = time.perf_counter()
    subprocess.run(
        [str(BIN / "flask"), "--app", "wsgi", *arguments], cwd=ROOT, env=environment, check=True, capture_output=True
    )
    return time.perf_counter() - began


def first_visit(port: int) -> tuple[int, int]:
    """Return (bytes, requests) of a browser's first visit, compressed as a browser asks for it."""
    size, page = _fetch(port, "/log-in")
    linked = re.findall(rb'(?:href|src)="(/(?:static|look)/[^"]+)"', page)
    addresses = list(dict.fromkeys(each.decode() for each in linked))
    return size + sum(_fetch(port, each)[0] for each in addresses), 1 + len(addresses)


def _fetch(port: int, path: str) -> tuple[int, bytes]:
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Accept-Encoding": "br, gzip"})
    with urllib.request.urlopen(request) as answer:
        body = answer.read()
        head = sum(len(name) + len(value) + 4 for name, value in answer.headers.items())
        return len(body) + head, body


def idle_memory(port: int, environment: dict[str, str]) -> float:
    """Return the megabytes (PSS) of web and worker together, after a minute's use and rest."""
    with started([str(ROOT / "bin" / "serve")], port, environment) as pid:
        for _request in range(50):
            _fetch(port, "/log-in")
        time.sleep(5)
        return pss_megabytes(pid)


def import_seconds(environment: dict[str, str], people: int, folder: Path) -> float:
    """Return how long a staff list of that many lines takes into an empty installation."""
    from webapp.clock import today
    from webapp.services.sample_staff import staff_list

    path = folder / "staff.csv"
    path.write_text(staff_list(people, 1, today()), encoding="utf-8")
    flask(environment, "update")
    return flask(environment, "staff", "import", str(path))


def round_seconds(environment: dict[str, str]) -> float:
    """Return how long it takes to open a round for everybody."""
    from benchmarks.inside import Inside
    from webapp import clock
    from webapp.config import SAMPLE_PASSWORD

    hr = Inside(environment).visitor("hr", SAMPLE_PASSWORD)
    last = clock.today() + timedelta(days=21)
    form = {"title": "bench", "form": "full", "opens_on": str(clock.today()), "closes_on": str(last), "whom": "all"}
    began = time.perf_counter()
    answer = hr.post("/rounds/new", data={**form, "confirm": "1"})
    if answer.status_code != 303:
        raise RuntimeError(f"opening a round answered {answer.status_code}")
    return time.perf_counter() - began


def figures_seconds(environment: dict[str, str]) -> float:
    """Return how long the figures of a round take that was answered before; they are made and dropped again."""
    from benchmarks.inside import Inside
    from webapp.services import round_figures
    from webapp.services.self_assessment import opened
    from webapp.store import assessments, rounds

    with Inside(environment).app.app_context():
        began = time.perf_counter()
        groups = round_figures.groups_of(rounds.members(4))
        sheets = [round_figures.sheet_of(opened(held, pages)) for held, pages in assessments.in_round(4)]
        round_figures.measured(rounds.one(4), groups, sheets)
        return time.perf_counter() - began


def csv_cells(environment: dict[str, str], database: Path) -> tuple[float, float]:
    """Return cells a second of the completion CSV and of bare sqlite3 with csv, in this process."""
    from benchmarks.inside import Inside
    from webapp import clock
    from webapp.services import export_files
    from webapp.services.progress import Filter

    app = Inside(environment).app
    with app.test_request_context():
        began = time.perf_counter()
        text = export_files.written("csv", [], Filter(), "nl", clock.now()).decode()
        ours = (text.count(";") + text.count("\n")) / (time.perf_counter() - began)
    return ours, _bare_cells(database)


def _bare_cells(database: Path) -> float:
    statement = (
        "select p.staff_number, p.given_name, p.family_name, t.path, m.function, m.function_group, a.course_id, "
        "a.due_on, c.completed_on, s.started_at, a.reason from assignment a join person p on p.id = a.person_id "
        "join membership m on m.person_id = p.id join team t on t.id = m.team_id "
        "left join completion_record c on c.person_id = p.id and c.course_id = a.course_id "
        "left join course_start s on s.person_id = p.id and s.course_id = a.course_id"
    )
    began = time.perf_counter()
    out = io.StringIO()
    with sqlite3.connect(database) as connection:
        csv.writer(out, delimiter=";").writerows(connection.execute(statement))
    text = out.getvalue()
    return (text.count(";") + text.count("\n")) / (time.perf_counter() - began)
