"""`flask sample load`: a made-up municipality to try the product with."""

from __future__ import annotations

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from webapp import clock
from webapp.errors import Refusal
from webapp.extensions import own_transaction
from webapp.services import sample as services

sample = AppGroup("sample", help="A made-up municipality.")


@sample.command("load")
@click.option("--employees", type=click.IntRange(10, 100_000), default=300, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True, help="Another number makes other people.")
@click.option("--rounds", type=click.IntRange(0, 8), default=2, show_default=True, help="Rounds that ended.")
@click.option("--if-empty", is_flag=True, help="Do nothing when there are people already.")
def load(employees: int, seed: int, rounds: int, if_empty: bool) -> None:
    """Load the sample municipality into an empty database; only in sample mode."""
    settings = current_app.config["SETTINGS"]
    if not settings.sample:
        click.echo("This is not a sample installation: start it with SAMPLE=1 to load sample data.", err=True)
        raise SystemExit(1)
    if if_empty and not services.is_empty():
        return
    try:
        with own_transaction():
            people = services.load(employees, seed, settings.sample_password, clock.now(), _tell, rounds)
    except Refusal as refused:
        click.echo(refused.reason, err=True)
        raise SystemExit(1) from refused
    click.echo(f"The sample municipality has {people} employees.")


def _tell(step: str, count: int) -> None:
    click.echo(f"  {count:>7} {step}")


def add_to(app: Flask) -> None:
    """Add the group."""
    app.cli.add_command(sample)
