"""Programmes as they are followed: one's own, and a leader's team."""

from __future__ import annotations

from datetime import date

from flask import render_template, request
from flask_babel import format_date

from webapp import clock
from webapp.guard import actor
from webapp.pages import language
from webapp.programmes import words
from webapp.programmes.views import asked_year, bp, spoken
from webapp.queries import whole
from webapp.services import offerings, programme_following, team_programmes


@bp.get("/mine")
def mine() -> str:
    """Show one's own programme as a line through the year."""
    year = asked_year()
    found = programme_following.mine(actor(), year, clock.today())
    return render_template(
        "programmes/mine.html",
        found=found,
        year=year,
        months=_months(year),
        titles=offerings.titles(language()),
        names={each.kept.audience: words.audience(each.kept.audience, spoken()) for each in found.programmes},
        words=words,
    )


@bp.get("/team")
def team() -> str:
    """Show a leader the programmes that concern a team, and how its people stand."""
    year = asked_year()
    found = team_programmes.of_team(actor(), whole(request.args.get("team", "")), year, clock.now())
    audiences = [*(each.kept.audience for each in found.programmes), *found.without]
    return render_template(
        "programmes/team.html",
        found=found,
        year=year,
        months=_months(year),
        titles=offerings.titles(language()),
        names={each: words.audience(each, spoken()) for each in audiences},
        words=words,
    )


def _months(year: int) -> dict[str, str]:
    """Return the names of the months, by the beginning of their dates."""
    days = (date(year, number, 1) for number in range(1, 13))
    return {day.isoformat()[:7]: format_date(day, "MMMM") for day in days}
