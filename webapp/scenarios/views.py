"""Practising a conversation, one choice a page; afterwards the way back along one's own path."""

from __future__ import annotations

import json

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp import clock
from webapp.guard import actor
from webapp.lessons import Reader
from webapp.pages import language
from webapp.queries import whole
from webapp.scenarios.words import BADGES, CHANNELS, ENDINGS, WORTH
from webapp.services import references, scenarios
from webapp.services.scenarios import ChosenBefore, Played

bp = Blueprint("scenarios", __name__, url_prefix="/scenarios", template_folder="templates")


@bp.get("", endpoint="list")
def list_of_all() -> str:
    """Show every conversation, those of one's own work first."""
    return render_template(
        "scenarios/list.html",
        lines=scenarios.offered(actor(), clock.today()),
        channels=CHANNELS,
        groups=references.labels("function_group", language()),
        reader=_reader(actor().norm_number),
    )


@bp.get("/<scenario_id>")
def scenario(scenario_id: str) -> str:
    """Say what it is about, and offer the way around violent words."""
    line = scenarios.one(actor(), scenario_id)
    return render_template(
        "scenarios/scenario.html",
        line=line,
        gentle=scenarios.on_offer(line.scenario.gentle or ""),
        channels=CHANNELS,
        reader=_reader(actor().norm_number),
    )


@bp.post("/<scenario_id>/begin")
def begin(scenario_id: str) -> ResponseReturnValue:
    """Begin anew."""
    key = scenarios.begin(actor(), scenario_id, clock.now())
    return redirect(url_for("scenarios.play", key=key), 303)


@bp.get("/plays/<int:key>")
def play(key: int) -> str:
    """Show where the conversation stands; after its end, the way back along the path."""
    return _page(scenarios.played(actor(), key))


@bp.post("/plays/<int:key>")
def choose(key: int) -> ResponseReturnValue:
    """Keep a choice and go on, or ask for one."""
    number, choice = whole(request.form.get("turn", ""), 0), request.form.get("choice", "")
    if not scenarios.choose(actor(), key, number, choice, clock.now()):
        return _page(scenarios.played(actor(), key), _("Choose what you do.")), 422
    return redirect(url_for("scenarios.play", key=key, _anchor="now"), 303)


@bp.post("/plays/<int:key>/again")
def again(key: int) -> ResponseReturnValue:
    """Go back to a turn and try something else; what was played stays."""
    other = scenarios.again(actor(), key, whole(request.form.get("turn", ""), 0), clock.now())
    return redirect(url_for("scenarios.play", key=other, _anchor="now"), 303)


@bp.route("/erase", methods=["GET", "POST"])
def erase() -> ResponseReturnValue:
    """Ask once more, and then delete what one played."""
    if request.method == "GET":
        return render_template("scenarios/erase.html")
    scenarios.erase(actor())
    flash(_("Your conversations are erased."), "ok")
    return redirect(url_for("scenarios.list"), 303)


@bp.get("/take-along")
def take_along() -> Response:
    """Give everything that is kept of one's own conversations, as a file."""
    written = json.dumps({"scenarios": scenarios.take_along(actor())}, ensure_ascii=False, indent=2)
    headers = {"Content-Disposition": "attachment; filename=gesprekken.json", "Cache-Control": "no-store"}
    return Response(written, mimetype="application/json", headers=headers)


@bp.errorhandler(ChosenBefore)
def chosen_before(error: ChosenBefore) -> ResponseReturnValue:
    """Say that another window was first, and lead on."""
    return render_template("scenarios/chosen_before.html", key=error.key), 409


def _page(found: Played, error: str = "") -> str:
    return render_template(
        "scenarios/play.html",
        found=found,
        standing=found.standing,
        error=error,
        reader=_reader(found.norm_number),
        endings=ENDINGS,
        worth=WORTH,
        badges=BADGES,
    )


def _reader(norm_number: int) -> Reader:
    return Reader("en" if actor().language == "en" else "nl", norm_number)
