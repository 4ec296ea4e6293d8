"""What trainings there are, and registering for one."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from webapp import clock
from webapp.errors import Conflict
from webapp.guard import actor
from webapp.pages import language
from webapp.policy import Right
from webapp.queries import whole
from webapp.services import asked_trainings, attending, evaluating, references, sessions
from webapp.services.evaluation_words import WORDS

bp = Blueprint("sessions", __name__, url_prefix="/sessions", template_folder="templates")
STATUSES = {
    "registered": _l("You have a place"),
    "waiting": _l("You are on the waiting list"),
    "cancelled": _l("You cancelled"),
}


@bp.get("", endpoint="list")
def listing() -> str:
    """Show the trainings for the reader."""
    now = clock.now()
    return render_template(
        "sessions/list.html",
        lines=sessions.offered(actor(), now),
        forms=evaluating.forms(actor(), now),
        statuses=STATUSES,
        may_plan=Right.PLAN in actor().rights,
        may_train=Right.TRAIN in actor().rights,
    )


@bp.get("/<int:session_id>", endpoint="session")
def one(session_id: int) -> str:
    """Show one training."""
    found = sessions.page(actor(), session_id, clock.now())
    session = found.line.session
    item = references.programme_item(found.line.session.item_id)
    return render_template(
        "sessions/session.html",
        page=found,
        session=found.line.session,
        item=item,
        statuses=STATUSES,
        spoken="en" if language() == "en" else "nl",
        may_plan=Right.PLAN in actor().rights,
        done=attending.done(actor(), session),
        figures=evaluating.held([(session.id, session.title, session.starts_at)])[0].figures if found.gives else {},
        figure_words=WORDS,
    )


@bp.get("/asked/<item_id>")
def asked(item_id: str) -> str:
    """Show a training that is asked of the reader, and the dates to choose from."""
    found = asked_trainings.page(actor(), item_id, clock.now())
    return render_template(
        "sessions/asked.html",
        found=found,
        title=references.label_of(found.item, language()),
        statuses=STATUSES,
        spoken="en" if language() == "en" else "nl",
    )


@bp.post("/<int:session_id>/register")
def register(session_id: int) -> ResponseReturnValue:
    """Register oneself, or somebody of one's own."""
    person_id = whole(request.form.get("person", "")) or actor().person_id
    try:
        status = sessions.register(actor(), session_id, person_id, clock.now())
    except Conflict:
        flash(_("Registering for this training is closed."), "warning")
        return _back(session_id)
    if status == "waiting":
        flash(_("The training is full. On the waiting list now: a free place comes by itself, with a mail."), "ok")
    else:
        flash(_("Registered. A mail with the dates for the calendar is on its way."), "ok")
    return _back(session_id)


@bp.post("/<int:session_id>/give-up")
def give_up(session_id: int) -> ResponseReturnValue:
    """Give a place back."""
    person_id = whole(request.form.get("person", "")) or actor().person_id
    reason = " ".join(request.form.get("reason", "").split())[:500]
    try:
        sessions.give_up(actor(), session_id, person_id, reason, clock.now())
        flash(_("Cancelled. Who waits longest gets the place."), "ok")
    except Conflict:
        flash(_("There is no place to cancel, or the training has begun."), "warning")
    return _back(session_id)


def _back(session_id: int) -> ResponseReturnValue:
    return redirect(url_for("sessions.session", session_id=session_id), 303)
