"""`flask audit`: checks the chain over audit events."""

from __future__ import annotations

import click
from flask import Flask
from flask.cli import AppGroup

from webapp import clock
from webapp.services import audit_chain
from webapp.services.audit_chain import Report

audit = AppGroup("audit", help="The chain over who did and looked at what.")
_SAYS = {
    "changed": "the event was changed",
    "missing": "the link or its event is missing",
    "broken": "the hash does not follow from the one before",
    "moved": "the links are not in order",
    "inserted": "the event was written long after it says it was",
    "forgotten_without_reason": "the event was taken away, and nothing says why",
    "not_blank": "the event was blanked, and holds something again",
}


@audit.command("verify")
@click.option("--head", default="", help="A hash that you kept elsewhere; the chain must still hold it.")
def verify(head: str) -> None:
    """Check every event and link; exit status 1 with what is wrong and where."""
    report = audit_chain.verify(head.strip().lower())
    for each in report.faults:
        when = f" ({each.at.isoformat(timespec='seconds')})" if each.at else ""
        click.echo(f"link {each.number}{when}: {_SAYS[each.what]}", err=True)
    if report.head_known is False:
        click.echo("the chain does not hold the hash that you kept: its end was replaced or cut off", err=True)
    click.echo(_summary(report))
    if not report.sound:
        raise SystemExit(1)


@audit.command("head")
def head() -> None:
    """Link what waits, and print the newest hash: keep it where nobody who reaches the database reaches it."""
    audit_chain.link_all(clock.now())
    report = audit_chain.verify()
    click.echo(report.head or "there are no events yet")


def _summary(report: Report) -> str:
    said = f"{report.links} links, {report.forgotten} forgotten by the rules, {len(report.faults)} faults"
    if report.waiting and report.oldest_waiting:
        said += f"; {report.waiting} events wait for their link, the oldest since {report.oldest_waiting.isoformat()}"
    return f"{said}; newest hash {report.head or 'none'}"


def add_to(app: Flask) -> None:
    """Add the group."""
    app.cli.add_command(audit)
