"""Programmes to look at, for who plans: all of a year, one version, an audience over the years."""

from __future__ import annotations

import csv
import io
from datetime import date

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from learning_goals.words import Language
from webapp import clock
from webapp.guard import actor
from webapp.pages import language
from webapp.programmes import words
from webapp.queries import whole
from webapp.services import offerings, programme_drafts, programmes, references
from webapp.services.exports import harmless
from webapp.services.programme_audiences import AUDIENCES, GROUPS

bp = Blueprint("programmes", __name__, url_prefix="/programmes", template_folder="templates")


def spoken() -> Language:
    """Return the reader's language."""
    return "en" if language() == "en" else "nl"


@bp.get("", endpoint="list")
def listing() -> str:
    """Show the programmes of a year."""
    year = asked_year()
    names = {line.audience: words.audience(line.audience, spoken()) for line in programmes.listing(year)}
    return render_template("programmes/list.html", lines=programmes.listing(year), names=names, year=year)


@bp.post("/begin")
def begin() -> ResponseReturnValue:
    """Begin a draft for an audience and year."""
    made = programme_drafts.begin(
        actor(), request.form.get("audience", ""), whole(request.form.get("year", "")), clock.now()
    )
    flash(_("This is a proposal. First answer the intake, then change what you want."), "ok")
    return redirect(url_for("programmes.programme", version_id=made), 303)


@bp.get("/<int:version_id>", endpoint="programme")
def one(version_id: int) -> str:
    """Show a version, with what the rules say."""
    found = programmes.page(version_id, clock.today())
    return render_template(
        "programmes/programme.html",
        page=found,
        kept=found.kept,
        name=words.audience(found.kept.audience, spoken()),
        titles=offerings.titles(language()),
        words=words,
        rules=programmes.BY_ID,
        meetings=references.programme_items(),
        group=found.kept.audience if found.kept.audience in GROUPS else "",
        months=[date(found.kept.year, number, 1) for number in range(1, 13)],
        audiences=[(id, words.audience(id, spoken())) for id in AUDIENCES if id != found.kept.audience],
        compared=[(each, programmes.differences(found.kept, each)) for each in (found.before, found.last_year) if each],
    )


@bp.get("/audience/<audience>")
def audience(audience: str) -> str:
    """Show the programmes of an audience over the years, and what comes back."""
    return render_template(
        "programmes/audience.html",
        found=programmes.years(audience, clock.today()),
        name=words.audience(audience, spoken()),
        titles=offerings.titles(language()),
        words=words,
        this_year=clock.today().year,
    )


@bp.get("/<int:version_id>.csv")
def export(version_id: int) -> Response:
    """Give a version as CSV."""
    found = programmes.page(version_id, clock.today())
    titles = offerings.titles(language())
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([_("Month"), _("What"), _("Phase"), _("Hours"), _("Groups"), _("Cost in euros"), _("Why")])
    for item in found.kept.document["items"]:
        why = ", ".join(str(words.REASONS[each]) for each in item["why"])
        row = [item["month"][:7], words.title(item, titles), str(words.PHASES[item["phase"]])]
        writer.writerow([harmless(str(cell)) for cell in (*row, item["hours"], item["groups"], item["cost"], why)])
    headers = {"Content-Disposition": 'attachment; filename="programma.csv"'}
    return Response(out.getvalue(), mimetype="text/csv", headers=headers)


def asked_year() -> int:
    """Return the year that the address asks for, else this one."""
    today = clock.today().year
    asked = whole(request.args.get("year", ""))
    return asked if today - 5 <= asked <= today + 3 else today
