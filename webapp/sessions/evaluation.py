"""Saying how a training was: right after it, and six weeks later."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectChoice
from wtforms.validators import InputRequired

from learning_goals.session_evaluation import QUESTIONS
from webapp import clock
from webapp.errors import Conflict
from webapp.guard import actor
from webapp.pages import language
from webapp.services import evaluating, references, sessions
from webapp.services.evaluating import Form
from webapp.services.evaluation_words import SCALE, TITLES, WORDS
from webapp.sessions.views import bp


@bp.route("/<int:session_id>/evaluate", methods=["GET", "POST"])
def evaluate(session_id: int) -> ResponseReturnValue:
    """Show and keep my own form of a training that I attended."""
    found = evaluating.form(actor(), session_id, clock.now())
    form = _form(found)
    if form.validate_on_submit():
        answers = {name: form[name].data for name in QUESTIONS[found.moment]}
        try:
            evaluating.save(actor(), session_id, form.moment.data or "", answers, clock.now())
        except Conflict:
            flash(_("This form has closed. Another one is open now."), "warning")
            return redirect(url_for("sessions.evaluate", session_id=session_id), 303)
        flash(_("Saved. Only you see what you said; others see figures from five people up."), "ok")
        return redirect(url_for("sessions.list"), 303)
    item = references.programme_item(sessions.one(session_id).item_id)
    page = render_template(
        "sessions/evaluate.html",
        own=found,
        form=form,
        item=item,
        spoken="en" if language() == "en" else "nl",
        questions=QUESTIONS[found.moment],
        titles=TITLES,
    )
    return page, 422 if form.is_submitted() else 200


@bp.post("/<int:session_id>/evaluate/erase")
def erase_evaluation(session_id: int) -> ResponseReturnValue:
    """Delete what I said, as long as the form is open."""
    evaluating.erase(actor(), session_id, clock.now())
    flash(_("What you said is gone."), "ok")
    return redirect(url_for("sessions.list"), 303)


def _form(found: Form) -> FlaskForm:
    """Return the form of that moment: one choice for each question."""
    fields = {
        name: RadioField(
            WORDS[name],
            coerce=int,
            choices=[SelectChoice(number, text) for number, text in SCALE.items()],
            validators=[InputRequired(_l("Choose one."))],
        )
        for name in QUESTIONS[found.moment]
    }
    made = type("EvaluationForm", (FlaskForm,), {"moment": HiddenField(), **fields})
    return made(data={"moment": found.moment, **found.answers})
