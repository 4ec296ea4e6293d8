"""`flask account create`: the first administrator, without sample data."""

from __future__ import annotations

import click
from flask import Flask
from flask.cli import AppGroup

from learning_goals.staffer import Personal
from webapp import clock
from webapp.errors import Refusal
from webapp.extensions import own_transaction
from webapp.services import first_account
from webapp.services.first_account import NewAccount

account = AppGroup("account", help="Accounts of administrators.")


@account.command("create")
@click.option("--staff-number", prompt="Staff number", help="By which HR knows this person.")
@click.option("--given-name", prompt="Given name")
@click.option("--family-name", prompt="Family name")
@click.option("--email", prompt="E-mail address (may be empty)", default="", show_default=False)
@click.option("--language", type=click.Choice(["nl", "en"]), default="nl", show_default=True)
def create(staff_number: str, given_name: str, family_name: str, email: str, language: str) -> None:
    """Make an administrator, and print the link with which that person chooses a password."""
    who = Personal(
        given_name=given_name.strip(), family_name=family_name.strip(), email=email.strip(), language=language
    )
    new = NewAccount(staff_number=staff_number.strip(), personal=who)
    if wrong := first_account.wrong_with(new):
        raise click.UsageError(wrong)
    try:
        with own_transaction():
            link = first_account.create(new, clock.now())
    except Refusal as refused:
        click.echo(refused.reason, err=True)
        raise SystemExit(1) from refused
    click.echo(f"{who.given_name} {who.family_name} is administrator. Within 14 days, choose a password at:\n{link}")


def add_to(app: Flask) -> None:
    """Add the group."""
    app.cli.add_command(account)
