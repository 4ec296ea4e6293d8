"""A leader's teams: who is where in which course, and assigning."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from learning_goals.assignments import DueTooEarly
from webapp import clock
from webapp.charts import chart_rows
from webapp.guard import actor
from webapp.pages import language
from webapp.queries import chosen_filter
from webapp.record_words import by_whom, event_words
from webapp.services import (
    asked_trainings,
    assigning,
    choices,
    mail_bounces,
    offerings,
    progress,
    record_timeline,
    risk_profiles,
    team_progress,
)
from webapp.services.assigning import Order
from webapp.team.forms import AssignForm

bp = Blueprint("team", __name__, url_prefix="/team", template_folder="templates")
USUAL_DAYS = 42
"""Days that the assign form proposes."""


@bp.get("")
def overview() -> str:
    """Show the led teams' people, and what is open among them."""
    now = clock.now()
    chosen = chosen_filter(request.args)
    page = team_progress.team_page(actor(), chosen, now)
    figures = progress.figures(progress.led_scope(actor(), chosen.team_id), chosen, clock.day_of(now))
    courses = choices.courses(language())
    return render_template(
        "team/overview.html",
        page=page,
        figures=figures,
        rows=chart_rows(figures, courses),
        chosen=chosen,
        arguments={name: value for name, value in request.args.items() if name != "page"},
        teams=choices.led_teams(actor()),
        courses=courses,
        titles=offerings.titles(language()),
        states=choices.states(),
        broken=mail_bounces.in_my_teams(actor(), now),
    )


@bp.get("/people/<int:person_id>")
def person(person_id: int) -> str:
    """Show one person's courses and their dates; never answers or scores."""
    found = team_progress.colleague(actor(), person_id, clock.now())
    asked = asked_trainings.open_items([(line.row.course_id, line.row.done_version > 0) for line in found.lines])
    return render_template(
        "team/person.html",
        colleague=found,
        titles=offerings.titles(language()),
        dates=asked_trainings.dates(person_id, asked, clock.now()),
    )


@bp.get("/people/<int:person_id>/timeline")
def timeline(person_id: int) -> str:
    """Show what was asked of one person and what became of it; never answers or scores."""
    return render_template(
        "record/timeline.html",
        found=record_timeline.of(actor(), person_id, clock.now()),
        way=[(_("My team"), url_for("team.overview"))],
        titles=offerings.titles(language()),
        event_words=event_words,
        by_whom=by_whom,
    )


@bp.route("/assign", methods=["GET", "POST"])
def assign() -> ResponseReturnValue:
    """Assign a course to one, some or all of the people of a team."""
    chosen = chosen_filter(request.args)
    form = _assign_form(chosen.team_id)
    if form.validate_on_submit():
        try:
            return _assigned(form, chosen.team_id)
        except DueTooEarly:
            form.due_on.errors = [_("This date is in the past. Choose today or later.")]
    status = 422 if form.is_submitted() else 200
    return _assign_page(form, chosen.team_id), status


def _assign_page(form: AssignForm, team_id: int) -> str:
    asked = risk_profiles.courses_of(actor(), team_id)
    return render_template(
        "team/assign.html",
        form=form,
        teams=choices.led_teams(actor()),
        chosen=chosen_filter(request.args),
        asked=[title for course_id, title in choices.courses(language()) if course_id in asked],
    )


def _assign_form(team_id: int) -> AssignForm:
    today = clock.today()
    form = AssignForm()
    form.course.choices = [("", _("Choose a course")), *choices.courses(language())]
    form.whom.choices = [("all", _("Everybody in the team")), ("some", _("Only the people ticked below"))]
    people = assigning.people(actor(), team_id, today)
    form.people.choices = [(each.id, each.name) for each in people]
    if not form.is_submitted():
        form.due_on.data = today + timedelta(days=USUAL_DAYS)
        form.course.data = request.args.get("course", "")
        if person_id := request.args.get("person", type=int):
            form.whom.data, form.people.data = "some", [person_id]
    return form


def _assigned(form: AssignForm, team_id: int) -> ResponseReturnValue:
    named = tuple(form.people.data or ()) if form.whom.data == "some" else ()
    if form.whom.data == "some" and not named:
        form.people.errors = [_("Tick at least one person, or choose everybody.")]
        return _assign_page(form, team_id), 422
    assert form.due_on.data is not None
    order = Order(
        team_id=team_id,
        course_id=form.course.data,
        due_on=form.due_on.data,
        reason=(form.reason.data or "").strip(),
        person_ids=named,
    )
    count = assigning.assign(actor(), order, clock.now())
    flash(ngettext("Assigned to %(num)s person.", "Assigned to %(num)s people.", count), "ok")
    return redirect(url_for("team.overview", team=team_id or None), 303)
