"""The reviews of the whole organisation on one page, and as CSV."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, render_template, request
from flask_babel import gettext as _

from learning_goals.reviews.periods import Period
from learning_goals.reviews.state import STATES
from webapp import charts, clock
from webapp.pages import language
from webapp.queries import whole
from webapp.reviews import words
from webapp.reviews.views import bp
from webapp.services import exports, review_overview, review_planning, reviews

FIRST_YEAR = 2020


@bp.get("/overview")
def overview() -> str:
    """Show how many reviews were held, are to come and were missed, by period and department."""
    year = _year()
    found = review_overview.overview(year, clock.today())
    return render_template(
        "reviews/overview.html",
        found=found,
        years=range(clock.today().year + 1, FIRST_YEAR - 1, -1),
        periods=charts.review_rows(found.periods, _labels()),
        groups=list(found.groups.items()),
        states=STATES,
        words=words,
        duties=reviews.duty_names(language()),
    )


@bp.get("/overview.csv")
def export() -> Response:
    """Give every review of a year."""
    year = _year()
    header = (_("Team"), _("Review"), _("Planned for"), _("State"), _("Held on"))
    rows = [
        (name, f"{year}-{number}", due_on.isoformat(), str(words.STATES[state]), held.isoformat() if held else "")
        for name, number, due_on, state, held in review_overview.rows(year, clock.today(), language())
    ]
    headers = {"Content-Disposition": f"attachment; filename=besprekingen-{year}.csv"}
    return Response(exports.as_csv([header, *rows]), mimetype="text/csv", headers=headers)


def _year() -> int:
    this = clock.today().year
    asked = whole(request.args.get("year", ""))
    return asked if FIRST_YEAR <= asked <= this + 1 else this


def _labels() -> Callable[[int, int], str]:
    times = review_planning.times_of("team")
    return lambda year, number: words.period(Period(year=year, number=number, per_year=max(number, times(year))))
