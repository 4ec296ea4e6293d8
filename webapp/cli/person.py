"""`flask person …`: the data of one person as files, and erasing that person."""

from __future__ import annotations

from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup
from flask_babel import force_locale

from webapp import clock
from webapp.errors import NotFound
from webapp.extensions import own_transaction
from webapp.services import person_erasure, person_export
from webapp.services.person_erasure import Outcome, StillHere

person = AppGroup("person", help="The data of one person.")


@person.command("export")
@click.argument("staff_number")
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), metavar="FOLDER")
@click.option("--language", type=click.Choice(["nl", "en"]), default="nl", show_default=True)
def export(staff_number: str, out: Path, language: str) -> None:
    """Write everything about somebody into a folder, but for what only that person may read (answers, goals)."""
    with own_transaction(), force_locale(language):
        try:
            count = person_export.to_folder(staff_number, out, clock.now())
        except NotFound as error:
            raise click.ClickException(f"nobody has staff number {staff_number}") from error
    click.echo(f"{count} files in {out}; begin with index.html")


@person.command("erase")
@click.argument("staff_number")
@click.option("--reason", default="", help="Why; it is not kept with a name.")
@click.option("--dry-run", is_flag=True, help="Say what would go and what would stay.")
def erase(staff_number: str, reason: str, dry_run: bool) -> None:
    """Erase somebody who left; proof that the law asks for stays under a number."""
    now = clock.now()
    with own_transaction():
        try:
            person_id = person_erasure.key_of(staff_number)
            found = (
                person_erasure.outcome(person_id, now)
                if dry_run
                else person_erasure.erase(person_id, reason, None, now)
            )
        except StillHere as error:
            raise click.ClickException("this person works here, or will; nothing is erased") from error
        except NotFound as error:
            raise click.ClickException(f"nobody has staff number {staff_number}") from error
    _say(found, dry_run=dry_run, number=person_id)


def _say(found: Outcome, *, dry_run: bool, number: int) -> None:
    click.echo("would go:" if dry_run else "gone:")
    for name, count in found.gone.items():
        click.echo(f"  {name}: {count}")
    click.echo(f"{'would stay' if dry_run else 'stays'} under number {number} until {found.until.isoformat()}:")
    for name, count in found.kept.items():
        click.echo(f"  {name}: {count}")
    click.echo(
        "because the Working Conditions Act (article 8) asks for proof of instruction; backups keep all until deleted"
    )


def add_to(app: Flask) -> None:
    """Add the group."""
    app.cli.add_command(person)
