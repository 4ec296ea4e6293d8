"""The newcomer's own page and the mentor's list."""

from __future__ import annotations

from flask import Blueprint, render_template

from learning_goals.onboarding_progress import next_for
from webapp import clock
from webapp.guard import actor
from webapp.onboarding import words
from webapp.services import onboarding_access, onboarding_pages

bp = Blueprint("onboarding", __name__, template_folder="templates")


@bp.get("/welcome")
def start() -> str:
    """Show the newcomer what to do now, and the first day, week and month."""
    found = onboarding_access.own(actor(), clock.today())
    if found is None:
        return render_template("onboarding/not_new.html")
    now = next_for("newcomer", found.lines)
    waiting = next_for("mentor", found.lines) or next_for("leader", found.lines)
    return render_template("onboarding/start.html", found=found, now=now, waiting=waiting, words=words)


@bp.get("/mentor")
def mentor() -> str:
    """Show the mentor the own newcomers and the mentor's steps, nothing else of them."""
    found = onboarding_pages.mine(actor(), clock.today())
    return render_template("onboarding/mentor.html", found=found, words=words)
