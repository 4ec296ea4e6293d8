"""How the organisation stands on any day, and what stops counting in a month."""

from __future__ import annotations

from datetime import date, timedelta

from flask import render_template, request

from learning_goals.assignment_rules.cycles import plus_months
from webapp import clock
from webapp.pages import language
from webapp.rules.views import bp
from webapp.services import offerings, outlook

FURTHEST = timedelta(days=366 * 5)


@bp.get("/outlook")
def on_day() -> str:
    """Show the figures of one day, and what stops counting in its month."""
    today = clock.today()
    day = _asked(today)
    first = day.replace(day=1)
    last = plus_months(first, 1) - timedelta(days=1)
    return render_template(
        "rules/outlook.html",
        day=day,
        today=today,
        found=outlook.of(day, (first, last), clock.now()),
        titles=offerings.titles(language()),
    )


def _asked(today: date) -> date:
    try:
        asked = date.fromisoformat(request.args.get("day", ""))
    except ValueError:
        return today
    return min(max(asked, date(2000, 1, 1)), today + FURTHEST)
