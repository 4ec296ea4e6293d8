"""`flask staff import`: a staff list goes in at once."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup
from flask_babel import force_locale

from webapp import clock
from webapp.extensions import own_transaction, reading
from webapp.services import staff_import
from webapp.services.staff_import import Order, Preview
from webapp.services.staff_reasons import sentence
from webapp.services.staff_uploads import KINDS, line_of

staff = AppGroup("staff", help="Who works where.")


@staff.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only show what the list would do.")
@click.option("--full", is_flag=True, help="Everybody is in this list: end the employment of who is not.")
@click.option(
    "--effective",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="From which day the list holds, as 2026-12-31; else today.",
)
def import_list(file: Path, dry_run: bool, full: bool, effective: datetime | None) -> None:
    """Take the staff list FILE (CSV): all of it, or nothing when a line is wrong."""
    day: date = effective.date() if effective else clock.today()
    order = Order(data=file.read_bytes(), file_name=file.name, effective=day, full=full)
    with force_locale("en"), reading() if dry_run else own_transaction():
        seen = staff_import.preview(order, by_administrator=True, tell=_tell)
        if seen.problems:
            _refuse(seen)
        if dry_run:
            _show(seen)
        else:
            staff_import.take(order, seen, None, clock.now(), tell=_tell)
    _warn(seen)
    counts = seen.counts
    said = ", ".join(f"{counts[name]} {name}" for name in (*KINDS, "unchanged"))
    click.echo(f"{'Would be: ' if dry_run else ''}{said}; {counts['teams']} teams made")


def _tell(step: str, count: int) -> None:
    click.echo(f"  {count:>7} {step}", err=True)


def _refuse(seen: Preview) -> None:
    for problem in seen.problems:
        column = f", {problem.column}" if problem.column else ""
        click.echo(f"line {problem.line}{column}: {sentence(problem)}", err=True)
    click.echo(f"The list is refused for {len(seen.problems)} reasons; nothing is changed.", err=True)
    raise SystemExit(1)


def _show(seen: Preview) -> None:
    for plan in seen.plan.people:
        line = line_of(plan)
        place = f"line {line.line}" if line.line else "not in the list"
        click.echo(f"{plan.kind} {line.staff_number} {line.name} ({place})")


def _warn(seen: Preview) -> None:
    if seen.leaders_ended:
        click.echo(f"Note: {len(seen.leaders_ended)} people who lead a team are ended by this list.", err=True)
    if seen.last_administrator_ended:
        click.echo("Note: no administrator is left. `flask account create` makes one.", err=True)


def add_to(app: Flask) -> None:
    """Add the group."""
    app.cli.add_command(staff)
