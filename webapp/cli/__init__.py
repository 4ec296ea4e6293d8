"""The commands of `flask --app wsgi …`; exit status 0 done, 1 refused with reasons, 2 wrong usage."""

from __future__ import annotations

from flask import Flask

from webapp.cli import account, audit, backup, content, jobs, person, report, sample, staff


def install_commands(app: Flask) -> None:
    """Add every command group."""
    content.add_to(app)
    report.add_to(app)
    person.add_to(app)
    audit.add_to(app)
    sample.add_to(app)
    jobs.add_to(app)
    staff.add_to(app)
    account.add_to(app)
    backup.add_to(app)
