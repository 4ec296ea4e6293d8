"""`flask backup`, `restore` and `update`: keeping what people learned."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import Flask
from flask.cli import with_appcontext

from webapp import clock
from webapp.services import backup as service
from webapp.services.backup import Unusable


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except (Unusable, OSError) as refused:
        click.echo(str(refused), err=True)
        raise SystemExit(1) from refused


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def backup(file: Path) -> None:
    """Write everything in the database to FILE, while people go on learning."""
    with _refusing():
        click.echo(f"{service.back_up(file, clock.now())} rows in {file}")


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Also when the database is not empty; it is backed up first.")
@with_appcontext
def restore(file: Path, replace: bool) -> None:
    """Put back what FILE holds. Stop the web server and the workers first."""
    with _refusing():
        click.echo(f"{service.restore(file, clock.now(), replace=replace)} rows restored from {file}")


@click.command("update")
@with_appcontext
def update() -> None:
    """Bring the database to this version of the product, after a backup of what is there."""
    with _refusing():
        updated, path = service.update(clock.now())
        if path is not None:
            click.echo(f"backed up in {path}")
        click.echo("the database is updated" if updated else "the database is up to date")


def add_to(app: Flask) -> None:
    """Add the commands."""
    for command in (backup, restore, update):
        app.cli.add_command(command)
