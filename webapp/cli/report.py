"""`flask report completion`: completion figures as a file."""

from __future__ import annotations

import sys

import click
from flask import Flask
from flask.cli import AppGroup
from flask_babel import force_locale

from webapp import clock
from webapp.services import exports
from webapp.services.progress import Filter

report = AppGroup("report", help="Figures as files.")


@report.command("completion")
@click.option("--format", "kind", type=click.Choice(["csv", "xlsx"]), default="csv", show_default=True)
@click.option("--language", type=click.Choice(["nl", "en"]), default="nl", show_default=True)
@click.option("--output", type=click.Path(dir_okay=False, writable=True), help="File to write; else standard output.")
def completion(kind: str, language: str, output: str | None) -> None:
    """Write one row for every person and assigned course."""
    with force_locale(language):
        rows = exports.completion_rows((), Filter(), language, clock.today())
        written = exports.as_csv(rows).encode() if kind == "csv" else exports.as_xlsx(rows)
    if output:
        with open(output, "wb") as file:
            file.write(written)
    else:
        sys.stdout.buffer.write(written)


def add_to(app: Flask) -> None:
    """Add the group."""
    app.cli.add_command(report)
