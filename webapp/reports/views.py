"""The whole organisation's progress, on screen and as a file."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request
from flask_babel import gettext as _

from webapp import clock
from webapp.charts import chart_rows, team_rows
from webapp.pages import language
from webapp.queries import chosen_filter
from webapp.services import choices, exports, progress
from webapp.services.overview import overview as overview_of

bp = Blueprint("reports", __name__, url_prefix="/reports", template_folder="templates")


@bp.get("")
def overview() -> str:
    """Show the figures of the organisation or one part of it, by course and by team."""
    chosen = chosen_filter(request.args)
    found = overview_of(chosen, clock.today())
    rows = chart_rows(found.figures, choices.courses(language()))
    return render_template("reports/overview.html", found=found, rows=rows, chosen=chosen, **_filters())


@bp.get("/people")
def people() -> str:
    """Show who that is: one line for each person and assigned course."""
    chosen = chosen_filter(request.args)
    page = progress.people_page((), chosen, clock.today())
    return render_template("reports/people.html", page=page, chosen=chosen, **_filters())


@bp.get("/picture.svg")
def picture() -> Response:
    """Give the chart as a file."""
    chosen = chosen_filter(request.args)
    found = overview_of(chosen, clock.today())
    rows = (
        team_rows(found) if request.args.get("by") == "team" else chart_rows(found.figures, choices.courses(language()))
    )
    svg = render_template("reports/picture.svg", rows=rows, title=_("Assigned courses by state"))
    return _download(svg.strip().encode(), "image/svg+xml", "svg")


@bp.get("/completion.csv")
def export_csv() -> Response:
    """Give the chosen lines as CSV."""
    rows = exports.completion_rows((), chosen_filter(request.args), language(), clock.today())
    return _download(exports.as_csv(rows).encode(), "text/csv; charset=utf-8", "csv")


@bp.get("/completion.xlsx")
def export_xlsx() -> Response:
    """Give the chosen lines as a spreadsheet."""
    rows = exports.completion_rows((), chosen_filter(request.args), language(), clock.today())
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _download(exports.as_xlsx(rows), kind, "xlsx")


def _filters() -> dict[str, object]:
    return {
        "arguments": {name: value for name, value in request.args.items() if name != "page"},
        "courses": choices.courses(language()),
        "groups": choices.function_groups(language()),
        "states": choices.states(),
    }


def _download(body: bytes, kind: str, ending: str) -> Response:
    name = f"{_('progress')}-{clock.today().isoformat()}.{ending}"
    return Response(body, content_type=kind, headers={"Content-Disposition": f"attachment; filename={name}"})
