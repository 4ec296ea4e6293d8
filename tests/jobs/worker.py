"""A worker process whose jobs write in a table of the test's own; killed at random by the tests.

Run as `python -m tests.jobs.worker LEASE_SECONDS`, with the settings in the environment.
"""

from __future__ import annotations

import signal
import sys
from datetime import datetime, timedelta
from time import sleep

from sqlalchemy import text

from webapp import create_app
from webapp.extensions import db
from webapp.jobs.runner import Worker
from webapp.services.jobs import Claimed, Effect


def note(job: Claimed, _now: datetime) -> Effect:
    """Take a moment, then note the job's number once."""
    sleep(0.02)

    def effect() -> None:
        db.session.execute(text("INSERT INTO noted (number) VALUES (:number)"), {"number": job.payload["number"]})
        sleep(0.01)

    return effect


def main() -> None:
    """Work until told to stop."""
    worker = Worker(
        create_app(),
        lease=timedelta(seconds=float(sys.argv[1])),
        handlers={"note": note, "tidy": lambda _job, _now: list},
    )
    signal.signal(signal.SIGTERM, lambda *_: worker.stop())
    worker.run()


main()
