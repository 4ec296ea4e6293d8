"""One's own refreshers: what waits, what stuck, a pause, and one's own data."""

from __future__ import annotations

import json
from datetime import timedelta

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField
from wtforms.validators import InputRequired, ValidationError

from webapp import clock
from webapp.errors import NotFound
from webapp.guard import actor
from webapp.lessons import Reader
from webapp.queries import LARGEST
from webapp.refreshers.words import course_titles, element_labels, step_words
from webapp.services import refreshers
from webapp.services.refreshers import LONGEST_PAUSE_DAYS

bp = Blueprint("refreshers", __name__, url_prefix="/refreshers", template_folder="templates")


class PauseForm(FlaskForm):
    """Until when; a pause begins today, and no reason is asked."""

    last = DateField(_l("No refreshers until and including"), validators=[InputRequired(_l("Fill in a day."))])

    def validate_last(self, field: DateField) -> None:
        """Refuse what is no pause."""
        if not field.data:
            return
        if field.data < clock.today():
            raise ValidationError(_("This day is in the past. Choose today or later."))
        if field.data > clock.today() + timedelta(days=LONGEST_PAUSE_DAYS):
            raise ValidationError(_("A pause takes a year at most."))


def reader() -> Reader:
    """Return in which language, and under which norm, the visitor reads."""
    return Reader("en" if actor().language == "en" else "nl", actor().norm_number)


@bp.get("", endpoint="list")
def list_of_own() -> str:
    """Show what waits, what stuck and what was done."""
    return render_template(
        "refreshers/list.html",
        mine=refreshers.mine(actor(), clock.today()),
        course_titles=course_titles(reader()),
        element_labels=element_labels(actor().language),
        step_words=step_words,
    )


@bp.route("/pause", methods=["GET", "POST"])
def pause() -> ResponseReturnValue:
    """Pause refreshers, and see the pauses there are."""
    form = PauseForm()
    if form.validate_on_submit():
        assert form.last.data is not None
        refreshers.pause(actor(), form.last.data, clock.now())
        flash(_("Your pause is kept. Only you see it."), "ok")
        return redirect(url_for("refreshers.pause"), 303)
    page = render_template("refreshers/pause.html", form=form, pauses=refreshers.own_pauses(actor(), clock.today()))
    return page, 422 if form.errors else 200


@bp.post("/pause/<int:key>/end")
def end_pause(key: int) -> ResponseReturnValue:
    """Want refreshers again from today on."""
    if key > LARGEST:
        raise NotFound
    refreshers.end_pause(actor(), key, clock.today())
    flash(_("Your pause is over."), "ok")
    return redirect(url_for("refreshers.pause"), 303)


@bp.route("/erase", methods=["GET", "POST"])
def erase() -> ResponseReturnValue:
    """Ask once more, and then delete one's own answers for good."""
    if request.method == "GET":
        return render_template("refreshers/erase.html")
    refreshers.erase(actor(), clock.now())
    flash(_("Your answers are erased."), "ok")
    return redirect(url_for("refreshers.list"), 303)


@bp.get("/take-along")
def take_along() -> Response:
    """Give everything that is kept of one's own refreshers, as a file."""
    written = json.dumps({"refreshers": refreshers.take_along(actor())}, ensure_ascii=False, indent=2)
    headers = {"Content-Disposition": "attachment; filename=opfrissen.json", "Cache-Control": "no-store"}
    return Response(written, mimetype="application/json", headers=headers)
