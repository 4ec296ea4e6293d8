"""Asking for a training, and one's own side of the talk with the leader."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, TextAreaField
from wtforms.validators import Length

from webapp import clock, questionnaires
from webapp.errors import Conflict
from webapp.goals import words
from webapp.goals.views import bp, spoken
from webapp.guard import actor
from webapp.pages import language
from webapp.services import choices, talks
from webapp.talk_form import TalkForm, read, show


class AskForm(FlaskForm):
    """Which training somebody would like."""

    goal = SelectField(_l("For which goal?"), choices=[])
    course = SelectField(_l("Which course?"), choices=[])
    wish = TextAreaField(_l("What would help you?"), validators=[Length(max=1000, message=_l("This is too long."))])


@bp.route("/ask", methods=["GET", "POST"])
def ask() -> ResponseReturnValue:
    """Ask one's leader for a training, and show what was asked and answered."""
    form = _ask_form()
    if form.validate_on_submit():
        try:
            wish = " ".join((form.wish.data or "").split())
            talks.ask(actor(), form.goal.data or "", form.course.data or "", wish, clock.now())
        except Conflict:
            form.wish.errors = [_("Choose a goal or a course, or write what would help you.")]
            return _ask(form), 422
        flash(_("Your team leader gets your wish, and answers with a reason."), "ok")
        return redirect(url_for("goals.ask"), 303)
    return _ask(form), 422 if form.is_submitted() else 200


@bp.post("/requests/<int:request_id>/withdraw")
def withdraw(request_id: int) -> ResponseReturnValue:
    """Take an open wish back."""
    try:
        talks.withdraw(actor(), request_id, clock.now())
        flash(_("Your wish is taken back."), "ok")
    except Conflict:
        flash(_("It was answered meanwhile. The answer stands below."), "warning")
    return redirect(url_for("goals.ask"), 303)


@bp.route("/talk", methods=["GET", "POST"])
def talk() -> ResponseReturnValue:
    """Show and write down the talk with one's leader."""
    found = talks.own(actor())
    form = TalkForm(data=show(found, clock.today()))
    refusal = ""
    if form.validate_on_submit():
        try:
            talks.write(actor(), actor().person_id, read(form), form.number_of(), clock.now())
            flash(_("Saved. Your team leader sees it too."), "ok")
            return redirect(url_for("goals.talk"), 303)
        except Conflict:
            refusal = _("Your team leader wrote something after you opened this page. Your text still stands below.")
    page = render_template("goals/talk.html", found=found, form=form, spoken=spoken(), words=words, refusal=refusal)
    return page, 409 if refusal else 422 if form.is_submitted() else 200


def _ask_form() -> AskForm:
    form = AskForm()
    form.goal.choices = [("", _("No special goal")), *_goal_choices()]
    form.course.choices = [("", _("No special course")), *choices.courses(language())]
    if not form.is_submitted():
        form.goal.data, form.course.data = request.args.get("goal", ""), request.args.get("course", "")
    return form


def _goal_choices() -> list[Any]:
    return [(each.id, each.label.in_language(spoken())) for each in questionnaires.goals()]


def _ask(form: AskForm) -> str:
    return render_template(
        "goals/ask.html",
        form=form,
        requests=talks.my_requests(actor()),
        words=words,
        goal_labels=dict(_goal_choices()),
        titles=dict(choices.courses(language())),
    )
