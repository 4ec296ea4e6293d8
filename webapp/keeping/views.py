"""One's own data, and what HR does when somebody asks for them or wants to be erased."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from learning_goals.retention import BOUNDS
from webapp import clock
from webapp.audit_words import ACTS
from webapp.guard import actor
from webapp.keeping.words import KINDS, period_words
from webapp.person_tables import ABOUT
from webapp.queries import whole
from webapp.services import audit_log, person_erasure, person_export, retention
from webapp.services.person_erasure import StillHere

bp = Blueprint("keeping", __name__, template_folder="templates")


class ReasonForm(FlaskForm):
    """Why a person is erased, or not."""

    reason = TextAreaField(
        _l("Why?"),
        filters=[lambda said: said.strip() if said else said],
        validators=[DataRequired(_l("Write why.")), Length(max=500, message=_l("This is too long."))],
    )


@bp.get("/me/data")
def mine() -> str:
    """Show what is kept about oneself, how long, who looked, and what one can do."""
    periods = retention.periods()
    return render_template(
        "keeping/mine.html",
        kinds=[(KINDS[kind], period_words(kind, periods[kind])) for kind in BOUNDS],
        looked=audit_log.about(actor(), whole(request.args.get("page", ""), 1)),
        acts=ACTS,
        asked=person_erasure.asked(actor()),
        refused=person_erasure.refused(actor()),
    )


@bp.get("/me/data/export")
def export() -> Response:
    """Give one's own data as a zip."""
    return _zip(person_export.own(actor(), clock.now()), "mijn-gegevens")


@bp.post("/me/data/erasure")
def ask() -> ResponseReturnValue:
    """Ask HR to be erased."""
    person_erasure.ask(actor(), clock.now())
    flash(_("HR sees your request and answers it."), "ok")
    return redirect(url_for("keeping.mine"), 303)


@bp.get("/privacy/requests")
def requests() -> str:
    """Show who asks to be erased."""
    return render_template("keeping/requests.html", waiting=person_erasure.waiting(), today=clock.today())


@bp.route("/privacy/people/<int:person_id>", methods=["GET", "POST"])
def person(person_id: int) -> ResponseReturnValue:
    """Say what erasing somebody would do, and do it or refuse it, with a reason."""
    now, form = clock.now(), ReasonForm()
    who = person_erasure.about(actor(), person_id, now)
    try:
        outcome, last = person_erasure.outcome(person_id, now), None
    except StillHere as still:
        outcome, last = None, still.last
    if form.validate_on_submit():
        return _decided(person_id, form.reason.data or "", erase=request.form.get("act") == "erase")
    page = render_template("keeping/person.html", who=who, outcome=outcome, last=last, form=form, about=ABOUT)
    return page, 422 if form.is_submitted() else 200


def _decided(person_id: int, reason: str, *, erase: bool) -> ResponseReturnValue:
    if not erase:
        person_erasure.refuse(actor(), person_id, reason, clock.now())
        flash(_("Refused. The person reads why."), "ok")
        return redirect(url_for("keeping.requests"), 303)
    try:
        done = person_erasure.erase(person_id, reason, actor().person_id, clock.now())
    except StillHere:
        flash(_("This person works here, or will. Nothing is erased."), "warning")
        return redirect(url_for("keeping.person", person_id=person_id), 303)
    return render_template("keeping/erased.html", outcome=done, about=ABOUT, number=person_id)


@bp.post("/privacy/people/<int:person_id>/export")
def hand_over(person_id: int) -> Response:
    """Give somebody's data as a zip to hand over, without what only that person may read."""
    person_erasure.about(actor(), person_id, clock.now())
    return _zip(person_export.of_somebody(actor(), person_id, clock.now()), f"gegevens-{person_id}")


def _zip(content: bytes, name: str) -> Response:
    headers = {"Content-Disposition": f"attachment; filename={name}.zip", "Cache-Control": "no-store"}
    return Response(content, mimetype="application/zip", headers=headers)
