"""One's own goals: the list, choosing, working on one, sharing, erasing."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, RadioField, SelectChoice, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from webapp import clock, questionnaires
from webapp.errors import Conflict
from webapp.goals import words as said
from webapp.guard import actor
from webapp.pages import language
from webapp.services import choices, goals, goals_by_rules, offerings, own_picture, references
from webapp.services.goals import LONGEST, Plan, TooManyAtOnce

bp = Blueprint("goals", __name__, url_prefix="/goals", template_folder="templates")
_CHOOSE = [InputRequired(_l("Choose one."))]


class GoalForm(FlaskForm):
    """How somebody words and plans a goal."""

    words = TextAreaField(_l("In your own words"), validators=[Length(max=LONGEST, message=_l("This is too long."))])
    priority = RadioField(
        _l("How important is it now?"),
        choices=[SelectChoice(value, text) for value, text in said.PRIORITIES.items()],
        validators=_CHOOSE,
    )
    due_on = DateField(_l("By when?"), validators=[Optional()])
    evidence = RadioField(
        _l("How do you know that you have met it?"),
        choices=[SelectChoice(value, text) for value, text in said.EVIDENCE.items()],
        validators=_CHOOSE,
    )


@bp.get("", endpoint="list")
def listing() -> str:
    """Show one's own goals, those at work first."""
    return _list()


@bp.route("/choose", methods=["GET", "POST"])
def choose() -> ResponseReturnValue:
    """Choose a goal oneself, out of all there are."""
    if request.method == "GET":
        return _choose()
    wanted = request.form.get("goal", "")
    if wanted not in questionnaires.goals_by_id():
        return _choose(_("Choose one.")), 422
    try:
        origin = "quiz" if _course_elements() else "own_choice"
        made = goals.choose(actor(), {wanted: {}}, origin, clock.now())
    except TooManyAtOnce as refused:
        return _choose(said.too_many(refused.most)), 409
    flash(_("This is your goal now. It is private until you share it."), "ok")
    return redirect(url_for("goals.goal", goal_id=made), 303)


@bp.post("/proposed/<goal>")
def answer_rule(goal: str) -> ResponseReturnValue:
    """Choose a goal that a rule proposes, or decline it."""
    chosen = request.form.get("act") == "choose"
    try:
        made = goals_by_rules.answer(actor(), goal, chosen=chosen, now=clock.now(), today=clock.today())
    except TooManyAtOnce as refused:
        return _list(said.too_many(refused.most)), 409
    if chosen:
        flash(_("This is your goal now. It is private until you share it."), "ok")
        return redirect(url_for("goals.goal", goal_id=made), 303)
    flash(_("It is not proposed again. You can still take it up from your earlier goals."), "ok")
    return redirect(url_for("goals.list"), 303)


@bp.route("/<int:goal_id>", methods=["GET", "POST"])
def goal(goal_id: int) -> ResponseReturnValue:
    """Show one goal with its history, and let it be worded and planned."""
    found = goals.one(actor(), goal_id)
    form = GoalForm(
        data={
            "words": found.words,
            "priority": found.kept.priority,
            "due_on": found.kept.due_on,
            "evidence": found.kept.evidence,
        }
    )
    if form.validate_on_submit():
        wanted = Plan(
            words=form.words.data or "",
            priority=form.priority.data,
            evidence=form.evidence.data,
            due_on=form.due_on.data,
        )
        goals.plan(actor(), goal_id, wanted, clock.now())
        flash(_("Saved."), "ok")
        return redirect(url_for("goals.goal", goal_id=goal_id), 303)
    return _goal(goal_id, form), 422 if form.is_submitted() else 200


@bp.post("/<int:goal_id>/act")
def act(goal_id: int) -> ResponseReturnValue:
    """Choose, begin, meet, drop or take up again."""
    try:
        goals.act(actor(), goal_id, request.form.get("act", ""), request.form.get("reason", ""), clock.now())
    except TooManyAtOnce as refused:
        flash(said.too_many(refused.most), "warning")
    except Conflict:
        flash(_("That was done in another window already. Look at how it stands now."), "warning")
    else:
        flash(_("Saved."), "ok")
    return redirect(url_for("goals.goal", goal_id=goal_id), 303)


@bp.post("/<int:goal_id>/share")
def share(goal_id: int) -> ResponseReturnValue:
    """Share a goal with one's leader, or no longer."""
    shared = request.form.get("shared") == "1"
    goals.share(actor(), goal_id, clock.now(), shared=shared)
    message = (
        _("Your team leader can read this goal now. You can take that back at any time.")
        if shared
        else _("Your team leader can no longer read this goal. What you agreed in a talk stays there.")
    )
    flash(message, "ok")
    return redirect(url_for("goals.goal", goal_id=goal_id), 303)


@bp.post("/<int:goal_id>/erase")
def erase(goal_id: int) -> ResponseReturnValue:
    """Delete a goal with its history."""
    goals.erase(actor(), goal_id)
    flash(_("The goal is erased."), "ok")
    return redirect(url_for("goals.list"), 303)


def spoken() -> Any:
    """Return the reader's language as content knows it."""
    return "en" if language() == "en" else "nl"


def _list(refusal: str = "") -> str:
    return render_template(
        "goals/list.html",
        goals=goals.mine(actor()),
        by_rules=goals_by_rules.proposed(actor(), clock.today()),
        titles=offerings.titles(language()),
        refusal=refusal,
        words=said,
        spoken=spoken(),
    )


def _course_elements() -> frozenset[str]:
    """Return what the course teaches from whose quiz somebody came; nothing without one."""
    return own_picture.elements_of(frozenset({request.args.get("course", "")}))


def _choose(refusal: str = "") -> str:
    mine = {each.goal.id for each in goals.mine(actor()) if each.active}
    return render_template(
        "goals/choose.html",
        goals=sorted(
            (each for each in questionnaires.goals() if each.id not in mine),
            key=lambda each: not _course_elements().intersection(each.elements),
        ),
        refusal=refusal,
        spoken=spoken(),
        chosen=request.form.get("goal", request.args.get("goal", "")),
    )


def _goal(goal_id: int, form: GoalForm) -> str:
    found = goals.one(actor(), goal_id)
    titles = dict(choices.courses(language()))
    return render_template(
        "goals/goal.html",
        found=found,
        history=goals.history(actor(), goal_id),
        form=form,
        words=said,
        spoken=spoken(),
        courses=[(each, titles[each]) for each in own_picture.courses_for(found.goal.elements)],
        elements=[
            label for id, label in references.labels("training_element", spoken()).items() if id in found.goal.elements
        ],
    )
