"""What a leader does with learning: the talk, proposing a goal, answering wishes, the team's own goals."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from webapp import clock, questionnaires
from webapp.errors import Conflict
from webapp.guard import actor
from webapp.pages import language
from webapp.queries import whole
from webapp.services import audit, choices, talks, team_goals
from webapp.talk_form import TalkForm, read, show
from webapp.team.views import bp

STATUSES = {
    "proposed": _l("Proposed"),
    "chosen": _l("Chosen"),
    "working": _l("Working on it"),
    "met": _l("Met"),
    "dropped": _l("Dropped"),
}
_CHOOSE = [InputRequired(_l("Choose one."))]
_TOO_LONG = Length(max=1000, message=_l("This is too long."))


class TeamGoalForm(FlaskForm):
    """A goal that a team sets itself."""

    goal = SelectField(_l("What does the team want to be able to do?"), choices=[], validators=_CHOOSE)
    words = TextAreaField(_l("In your own words"), validators=[_TOO_LONG])
    due_on = DateField(_l("By when?"), validators=[Optional()])


class ProposeForm(FlaskForm):
    """A goal that a leader proposes to somebody."""

    goal = SelectField(_l("Which goal?"), choices=[], validators=_CHOOSE)
    reason = TextAreaField(_l("Why do you propose it?"), validators=[InputRequired(_l("Write why.")), _TOO_LONG])


@bp.route("/people/<int:person_id>/talk", methods=["GET", "POST"])
def talk(person_id: int) -> ResponseReturnValue:
    """Show and write down the talk with somebody of the team."""
    found = talks.of(actor(), person_id, clock.today())
    form = TalkForm(data=show(found, clock.today()))
    refusal = ""
    if form.validate_on_submit():
        try:
            talks.write(actor(), person_id, read(form), form.number_of(), clock.now())
            flash(_("Saved. %(name)s sees it too.", name=found.name), "ok")
            return redirect(url_for("team.talk", person_id=person_id), 303)
        except Conflict:
            refusal = _(
                "%(name)s wrote something after you opened this page. Your text still stands below.", name=found.name
            )
    elif not form.is_submitted():
        audit.looked(actor(), person_id, "person.talk", clock.now())
    page = render_template(
        "team/talk.html",
        found=found,
        form=form,
        propose=_propose_form(),
        spoken=_spoken(),
        statuses=STATUSES,
        refusal=refusal,
    )
    return page, 409 if refusal else 422 if form.is_submitted() else 200


@bp.post("/people/<int:person_id>/propose")
def propose(person_id: int) -> ResponseReturnValue:
    """Propose a goal to somebody of the team."""
    form = _propose_form()
    if form.validate_on_submit():
        talks.propose(actor(), person_id, form.goal.data, (form.reason.data or "").strip(), clock.now())
        flash(_("Proposed. The employee decides, and sees your reason."), "ok")
    else:
        flash(_("Choose a goal and write why you propose it."), "warning")
    return redirect(url_for("team.talk", person_id=person_id), 303)


@bp.get("/requests")
def requests() -> str:
    """Show what the led teams' people ask for."""
    open_ones, answered = talks.requests(actor(), clock.today())
    return render_template(
        "team/requests.html",
        open_ones=open_ones,
        answered=answered,
        goal_labels={each.id: each.label.in_language(_spoken()) for each in questionnaires.goals()},
        titles=dict(choices.courses(language())),
    )


@bp.post("/requests/<int:request_id>")
def answer(request_id: int) -> ResponseReturnValue:
    """Answer a wish, always with a reason."""
    words = " ".join(request.form.get("words", "").split())[:1000]
    granted = request.form.get("answer") == "granted"
    if not words:
        flash(_("Write a reason with your answer, also when you say yes."), "warning")
        return redirect(url_for("team.requests"), 303)
    try:
        talks.answer(actor(), request_id, "granted" if granted else "refused", words, clock.now())
        flash(_("Your answer is sent."), "ok")
    except Conflict:
        flash(_("This wish was answered or taken back meanwhile."), "warning")
    return redirect(url_for("team.requests"), 303)


@bp.route("/goals", methods=["GET", "POST"])
def goals() -> ResponseReturnValue:
    """Show and set the goals of a team."""
    teams = team_goals.led(actor())
    team_id = whole(request.args.get("team", "")) or teams[0].id
    found = team_goals.of_team(actor(), team_id, clock.today())
    form = TeamGoalForm()
    form.goal.choices = [(each.id, each.label.in_language(_spoken())) for each in found.choices]
    if form.validate_on_submit():
        words = " ".join((form.words.data or "").split())
        team_goals.add(actor(), team_id, form.goal.data, words, form.due_on.data, clock.now())
        flash(_("The team has this goal now."), "ok")
        return redirect(url_for("team.goals", team=team_id), 303)
    page = render_template(
        "team/goals.html",
        found=found,
        form=form,
        teams=[(each.id, each.path) for each in teams],
        labels={each.id: each.label.in_language(_spoken()) for each in questionnaires.goals()},
    )
    return page, 422 if form.is_submitted() else 200


@bp.post("/goals/<int:team_id>/<int:aim_id>")
def settle_goal(team_id: int, aim_id: int) -> ResponseReturnValue:
    """Say that a team's goal is met, dropped or open again."""
    team_goals.settle(actor(), team_id, aim_id, request.form.get("status", ""), clock.now())
    flash(_("Saved."), "ok")
    return redirect(url_for("team.goals", team=team_id), 303)


def _propose_form() -> ProposeForm:
    form = ProposeForm(prefix="propose")
    form.goal.choices = [(each.id, each.label.in_language(_spoken())) for each in questionnaires.goals()]
    return form


def _spoken() -> Any:
    return "en" if language() == "en" else "nl"
