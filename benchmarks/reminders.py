"""A day of reminders for everybody, and three years of days with seeds of which the suite knows nothing."""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections.abc import Iterator
from datetime import datetime, timedelta

from benchmarks.servers import BIN, ROOT

SEEDS = (1, 2, 3)


def day_of_reminders(environment: dict[str, str]) -> tuple[float, int]:
    """Return the seconds that finding all of a Tuesday's readers takes, and the statements it sends."""
    from benchmarks.inside import Inside
    from webapp import clock
    from webapp.extensions import db, own_transaction, reading
    from webapp.services import reminding
    from webapp.services.jobs import Claimed

    inside = Inside(environment)
    today = clock.today()
    tuesday = today + timedelta(days=(8 - today.weekday()) % 7)
    now = datetime.combine(tuesday, datetime.min.time(), clock.AMSTERDAM).replace(hour=6, minute=30)
    job = Claimed(id=0, key="bench", kind="reminders", payload={}, tries=1, owner="bench")

    def act() -> None:
        with inside.app.app_context():
            with reading():
                effect = reminding.put_of_today(job, now)
                db.session.rollback()
            with own_transaction():
                effect()

    began = time.process_time()
    statements = inside.statements(act)
    return time.process_time() - began, statements


def years(people: int) -> Iterator[str]:
    """Live through three years with each of the seeds; yields what came of each."""
    for seed in SEEDS:
        told = {**os.environ, "YEARS_SEED": str(seed), "YEARS_PEOPLE": str(people)}
        began = time.perf_counter()
        done = subprocess.run(
            [str(BIN / "pytest"), "-q", "tests/years"], cwd=ROOT, env=told, check=False, capture_output=True, text=True
        )
        found = re.search(r"\d+ (passed|failed|error)", done.stdout)
        result, seconds = found[0] if found else "no result", time.perf_counter() - began
        yield f"seed {seed}, {people} people: {result} in {seconds:.0f} s"
