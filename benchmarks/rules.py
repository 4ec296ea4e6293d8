"""Rules on everybody: the first run beside a bare insert of the same rows, a night beside a bare select of them."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from flask import Flask

NIGHTS = 5
READ = (
    "select person_id, valid_from, valid_until from employment where superseded_at > '9999'",
    "select person_id, valid_from, valid_until, team_id, function_group from membership where superseded_at > '9999'",
    "select person_id, valid_from, valid_until, role from role_grant where superseded_at > '9999'",
    "select person_id, valid_from, valid_until, duty from duty_grant where superseded_at > '9999'",
    "select person_id, valid_from, valid_until, tag from tag_grant where superseded_at > '9999'",
    "select id, person_id, course_id, cycle, counts_from, due_on, grace_until, rule_id from assignment "
    "where superseded_at > '9999' and rule_id is not null",
    "select person_id, course_id, completed_on from completion_record where superseded_at > '9999'",
)
"""What a night looks at, in plain SQL."""


@dataclass(frozen=True)
class Beside:
    """Seconds of the product and of the bare database for the same rows."""

    rows: int
    ours: float
    bare: float

    def __str__(self) -> str:
        ratio = self.bare / self.ours
        return f"{self.ours:.2f} s for {self.rows:,} rows, bare sqlite3 {self.bare:.2f} s, ratio {ratio:.2f}"


def preview_seconds(environment: dict[str, str]) -> float:
    """Return how long the page takes that says whom a rule for everybody would touch, the second time."""
    from benchmarks.inside import Inside
    from webapp import clock
    from webapp.config import SAMPLE_PASSWORD

    hr = Inside(environment).visitor("hr", SAMPLE_PASSWORD)
    form = {"title": "bench", "what": "course:m01-de-norm", "everyone": "y", "anchor": "entry", "days": "30"}
    form |= {"starts_on": str(clock.today()), "renews": "never", "after": ""}
    hr.post("/rules/new", data=form)
    return _seconds(lambda: hr.post("/rules/new", data=form))


def first_run(environment: dict[str, str], database: Path) -> Beside:
    """Make a rule that asks a training of everybody, apply it, and insert the same rows into a bare table."""
    from benchmarks.inside import Inside
    from learning_goals.assignment_rules.rule import RULE
    from webapp import clock
    from webapp.extensions import own_transaction
    from webapp.store import rules

    app = Inside(environment).app
    said = {"title": "bench", "kind": "item", "target": "skills-counter", "include": [{"everyone": True}]}
    said |= {"due": {"anchor": "entry", "days": 60}, "starts_on": str(clock.today())}
    with app.app_context(), own_transaction():
        number = rules.begin(RULE.dump_python(RULE.validate_python(said), mode="json"), None, clock.now())
    ours = _seconds(lambda: _apply(app))
    with sqlite3.connect(database) as product:
        made = product.execute("select sql from sqlite_master where tbl_name = 'assignment' and sql is not null")
        statements = [row[0] for row in made]
        rows = product.execute("select * from assignment where rule_id = ?", (number,)).fetchall()
    bare = sqlite3.connect(database.with_name("bare-rules.sqlite3"), isolation_level=None)
    for statement in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", *statements):
        bare.execute(statement)
    return Beside(rows=len(rows), ours=ours, bare=_seconds(lambda: _insert(bare, rows)))


def night(environment: dict[str, str], database: Path) -> Beside:
    """Apply all rules when nothing changed, and select what that looks at from the bare database, by turns."""
    from benchmarks.inside import Inside

    app = Inside(environment).app
    connection = sqlite3.connect(database, detect_types=sqlite3.PARSE_DECLTYPES)
    found: list[tuple[float, float]] = []
    rows = 0
    for _turn in range(NIGHTS):
        ours = _seconds(lambda: _apply(app))
        began = time.perf_counter()
        rows = sum(len(connection.execute(statement).fetchall()) for statement in READ)
        found.append((ours, time.perf_counter() - began))
    return Beside(rows=rows, ours=median(each[0] for each in found), bare=median(each[1] for each in found))


def _apply(app: Flask) -> None:
    """Do what the job does."""
    from webapp import clock
    from webapp.extensions import db, own_transaction, reading
    from webapp.services import rule_running
    from webapp.services.jobs import Claimed

    job = Claimed(id=0, key="bench", kind="rules", payload={"people": None}, tries=1, owner="bench")
    with app.app_context():
        with reading():
            effect = rule_running.run(job, clock.now())
            db.session.rollback()
        with own_transaction():
            effect()


def _insert(bare: sqlite3.Connection, rows: list[tuple[Any, ...]]) -> None:
    marks = ", ".join("?" * len(rows[0]))
    bare.execute("BEGIN")
    bare.executemany(f"insert into assignment values ({marks})", rows)
    bare.execute("COMMIT")


def _seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began
