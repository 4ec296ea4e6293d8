"""`flask jobs run`: does the work that waits in the job table."""

from __future__ import annotations

import signal
from datetime import datetime
from types import FrameType
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from webapp import clock
from webapp.jobs.runner import Worker

jobs = AppGroup("jobs", help="Work that happens later: mails and nightly tidying.")


class Moment(click.ParamType):
    """A date with time; without a zone it is Dutch time."""

    name = "moment"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Return the instant; refuses what is no date with time."""
        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"write it as 2026-12-01T08:00, not {value!r}", param, ctx)
        return moment if moment.tzinfo else moment.replace(tzinfo=clock.AMSTERDAM)


@jobs.command("run")
@click.option("--once", is_flag=True, help="Do what is due and stop; exit status 1 when something failed.")
@click.option("--now", type=Moment(), help="With --once: act as if it were this moment, as 2026-12-01T08:00.")
def run(once: bool, now: datetime | None) -> None:
    """Do the jobs, until stopped."""
    if now is not None and not once:
        raise click.UsageError("--now goes together with --once")
    worker = Worker(_application(), now=clock.now if now is None else lambda: now)
    for stop in (signal.SIGTERM, signal.SIGINT):
        signal.signal(stop, _stopper(worker))
    if not once:
        worker.run()
        return
    worker.drain()
    click.echo(f"{worker.tally.done} done, {len(worker.tally.failures)} failed")
    for failure in worker.tally.failures:
        click.echo(failure, err=True)
    if worker.tally.failures:
        raise SystemExit(1)


def _application() -> Flask:
    return current_app._get_current_object()  # type: ignore[attr-defined]


def _stopper(worker: Worker) -> Any:
    def stop(_signal: int, _frame: FrameType | None) -> None:
        worker.stop()

    return stop


def add_to(app: Flask) -> None:
    """Add the group."""
    app.cli.add_command(jobs)
