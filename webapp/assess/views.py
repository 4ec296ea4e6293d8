"""The blueprint, and where somebody begins: open rounds, what runs, what was handed in."""

from __future__ import annotations

import json

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp import clock, questionnaires
from webapp.assess.words import GATE, gate_words
from webapp.errors import Conflict
from webapp.guard import actor
from webapp.pages import language
from webapp.queries import whole
from webapp.services import assessment_gate, goals, self_assessment

bp = Blueprint("assess", __name__, url_prefix="/self-assessment", template_folder="templates")


@bp.get("")
def home() -> str:
    """Say what the questionnaire is for, and let somebody begin or go on."""
    today = clock.today()
    closed = assessment_gate.closed_by(today)
    return render_template(
        "assess/home.html",
        mine=self_assessment.mine(actor(), today),
        closed=bool(closed),
        title=questionnaires.current().questionnaire.title.in_language(language()),
        setting=assessment_gate.setting(),
    )


@bp.post("/begin")
def begin() -> ResponseReturnValue:
    """Begin, for a round or for oneself, or go on with the one that runs."""
    try:
        found = self_assessment.begin(actor(), whole(request.form.get("round", "")), clock.now())
    except Conflict:
        flash(gate_words(GATE), "warning")
        return redirect(url_for("assess.home"), 303)
    paper = self_assessment.paper(actor(), found)
    if paper.held.finished:
        return redirect(url_for("assess.picture", assessment_id=found), 303)
    if paper.next_page == self_assessment.END:
        return redirect(url_for("assess.end", assessment_id=found), 303)
    return redirect(url_for("assess.page", assessment_id=found, page=paper.next_page), 303)


@bp.route("/<int:assessment_id>/erase", methods=["GET", "POST"])
def erase(assessment_id: int) -> ResponseReturnValue:
    """Ask once more, and then delete one's own answers for good."""
    paper = self_assessment.paper(actor(), assessment_id)
    if request.method == "GET":
        return render_template("assess/erase.html", held=paper.held)
    self_assessment.erase(actor(), assessment_id)
    flash(_("Your answers are erased."), "ok")
    return redirect(url_for("assess.home"), 303)


@bp.get("/take-along")
def take_along() -> Response:
    """Give everything that is kept of one's own answers and goals, as a file."""
    said = {"self_assessments": self_assessment.take_along(actor()), "learning_goals": goals.take_along(actor())}
    written = json.dumps(said, ensure_ascii=False, indent=2)
    headers = {"Content-Disposition": "attachment; filename=leerdoelwijzer.json", "Cache-Control": "no-store"}
    return Response(written, mimetype="application/json", headers=headers)
