"""`flask report …`: completion figures as a file, and the evidence file of a day as a folder."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup
from flask_babel import force_locale

from learning_goals.proof.day import WrongDay
from webapp import clock
from webapp.services import export_about, export_files, proof_day, proof_files
from webapp.services.progress import Filter

report = AppGroup("report", help="Figures as files.")


@report.command("completion")
@click.option("--format", "kind", type=click.Choice(["csv", "xlsx"]), default="csv", show_default=True)
@click.option("--language", type=click.Choice(["nl", "en"]), default="nl", show_default=True)
@click.option("--output", type=click.Path(dir_okay=False, writable=True), help="File to write; else standard output.")
def completion(kind: str, language: str, output: str | None) -> None:
    """Write one row for every person and assigned course."""
    now = clock.now()
    with force_locale(language):
        told = export_about.about(proof_files.COMMAND, Filter(), language, now)
        written = export_files.written("csv" if kind == "csv" else "xlsx", told, Filter(), language, now)
    if output:
        with open(output, "wb") as file:
            file.write(written)
    else:
        sys.stdout.buffer.write(written)


@report.command("evidence")
@click.option("--as-of", "as_of", required=True, metavar="DATE", help="Of which day, as 2026-12-31.")
@click.option("--names", is_flag=True, help="With the names of people; that this was chosen is recorded.")
@click.option("--language", type=click.Choice(["nl", "en"]), default="nl", show_default=True)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Where to write it; else a folder evidence-DATE here.",
)
def evidence(as_of: str, names: bool, language: str, out: Path | None) -> None:
    """Write what the organisation can prove about a day: a PDF, tables, and a manifest of their hashes."""
    folder = out or Path(f"evidence-{as_of}")
    with force_locale(language):
        try:
            digest = proof_files.make_here(as_of, folder, "en" if language == "en" else "nl", clock.now(), names=names)
        except (WrongDay, OSError) as refused:
            click.echo(proof_day.sentence(refused) if isinstance(refused, WrongDay) else str(refused), err=True)
            raise SystemExit(1) from refused
    click.echo(f"{folder}: SHA-256 of the manifest {digest}")


def add_to(app: Flask) -> None:
    """Add the group."""
    app.cli.add_command(report)
