"""The whole organisation's progress, today or on any day before, on screen and as a file."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from learning_goals.tracking import EMPLOYEE, IN_ORDER, share_in_order
from webapp import clock
from webapp.charts import chart_rows, month_rows, part_rows
from webapp.guard import actor
from webapp.pages import language
from webapp.queries import chosen_view
from webapp.record_words import by_whom, event_words
from webapp.reports.words import PARTS
from webapp.services import (
    choices,
    export_about,
    export_files,
    offerings,
    progress,
    proof_day,
    record_timeline,
    staff_words,
)
from webapp.services import overview as overviews
from webapp.services.export_files import Format
from webapp.services.overview import By
from webapp.services.progress import Filter
from webapp.services.trend import trend

bp = Blueprint("reports", __name__, url_prefix="/reports", template_folder="templates")


@bp.get("")
def overview() -> str:
    """Show the figures of the organisation or one part of it, by what is asked and by one kind of part."""
    chosen, said = _chosen()
    found = overviews.overview(chosen, _by(), language(), clock.today())
    things = offerings.asked(language())
    months = trend(chosen, clock.today())
    return render_template(
        "reports/overview.html",
        found=found,
        rows=chart_rows(found.figures, things),
        months=month_rows(months) if months else None,
        words=PARTS,
        **said,
    )


@bp.get("/map")
def heat_map() -> str:
    """Show the parts of one kind against everything that is asked: how much of it is in order."""
    chosen, said = _chosen()
    found = overviews.overview(chosen, _by(), language(), clock.today())
    asked = [(id, title) for id, title in offerings.asked(language()) if id in found.figures.by_course]
    return render_template(
        "reports/map.html",
        found=found,
        asked=asked,
        words=PARTS,
        share=share_in_order,
        asked_in=progress.asked_in,
        in_order=IN_ORDER,
        **said,
    )


@bp.get("/people")
def people() -> str:
    """Show who that is: one line for each person and thing that is asked, or who is exempt from what."""
    chosen, said = _chosen()
    page = progress.people_page((), chosen, clock.today())
    return render_template("reports/people.html", page=page, titles=offerings.titles(language()), **said)


@bp.get("/people/<int:person_id>")
def timeline(person_id: int) -> str:
    """Show what was asked of one person and what became of it; never answers or scores."""
    found = record_timeline.of(actor(), person_id, clock.now())
    return render_template(
        "record/timeline.html",
        found=found,
        way=[(_("Progress"), url_for("reports.overview")), (_("People and courses"), url_for("reports.people"))],
        titles=offerings.titles(language()),
        event_words=event_words,
        by_whom=by_whom,
        correct="reports.correct" if person_id != actor().person_id else None,
    )


@bp.get("/picture.svg")
def picture() -> Response:
    """Give the chart as a file."""
    chosen, _said = _chosen()
    found = overviews.overview(chosen, _by(), language(), clock.today())
    split = request.args.get("by") in overviews.PARTS
    rows = part_rows(found) if split else chart_rows(found.figures, offerings.asked(language()))
    told = export_about.about(actor().name, chosen, language(), clock.now())
    svg = render_template("reports/picture.svg", rows=rows, title=_("What is asked, by state"), told=told)
    return _download(svg.strip().encode(), "image/svg+xml", "svg")


@bp.get("/completion.csv")
def export_csv() -> ResponseReturnValue:
    """Give the chosen lines as CSV, or lead to asking for it when they are many."""
    return _export("csv", "text/csv; charset=utf-8")


@bp.get("/completion.xlsx")
def export_xlsx() -> ResponseReturnValue:
    """Give the chosen lines as a spreadsheet, or lead to asking for it when they are many."""
    return _export("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")


def _export(format: Format, kind: str) -> ResponseReturnValue:
    chosen, said = _chosen()
    if said["file_lines"] > export_files.AT_ONCE:
        return redirect(url_for("reports.people", **said["arguments"]), 303)
    return _download(export_files.at_once(actor(), chosen, format, clock.now()), kind, format)


def _by() -> By:
    return next((each for each in overviews.PARTS if each == request.args.get("by")), "team")


def _chosen() -> tuple[Filter, dict[str, Any]]:
    """Return what was chosen, and what every page of figures says about it."""
    today = clock.today()
    chosen, wrong = chosen_view(request.args, today)
    return chosen, {
        "chosen": chosen,
        "view": progress.view(chosen, today),
        "wrong_day": proof_day.sentence(wrong) if wrong else "",
        "day_said": request.args.get("day", "")[:10],
        "arguments": {name: value for name, value in request.args.items() if name != "page"},
        "things": offerings.asked(language()),
        "groups": choices.function_groups(language()),
        "roles": [*staff_words.roles(), (EMPLOYEE, _("No role"))],
        "rule_names": overviews.rule_names(),
        "states": choices.standings(),
        "file_lines": progress.rows_in(chosen, today),
        "most": export_files.AT_ONCE,
    }


def _download(body: bytes, kind: str, ending: str) -> Response:
    name = f"{_('progress')}-{clock.today().isoformat()}.{ending}"
    return Response(body, content_type=kind, headers={"Content-Disposition": f"attachment; filename={name}"})
