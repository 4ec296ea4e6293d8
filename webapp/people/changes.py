"""HR adds, corrects, moves and ends one person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import Field

from learning_goals.periods import FOREVER, NEVER
from learning_goals.staffer import Employed, Personal, Span
from webapp import clock
from webapp.guard import actor
from webapp.people.choices import fill_choices, job_of, options, span_of
from webapp.people.forms import AddForm, EndForm, MoveForm, PersonalForm, ReturnForm, StopJobForm
from webapp.people.views import bp
from webapp.services import people, people_changes
from webapp.services.people import Record
from webapp.services.people_changes import NewPerson, NumberTaken, StillLeads
from webapp.services.staff_edit import Impossible


@bp.route("/add", methods=["GET", "POST"])
def add() -> ResponseReturnValue:
    """Add one person."""
    form = AddForm()
    fill_choices(form)
    if form.validate_on_submit():
        new = NewPerson(
            staff_number=form.staff_number.data or "",
            personal=_personal(form),
            employed=span_of(form.employed_from.data, form.employed_until.data),
            job=job_of(form),
        )
        try:
            person_id = people_changes.add(actor(), new, clock.now())
        except NumberTaken as taken:
            form.staff_number.errors = [_("This number is that of %(name)s.", name=str(taken))]
        else:
            return done(person_id, _("Added. Nobody is invited until you say so."))
    return render_template("people/add.html", form=form), 422 if form.is_submitted() else 200


@bp.route("/<int:person_id>/correct", methods=["GET", "POST"])
def correct(person_id: int) -> ResponseReturnValue:
    """Correct personal data and the dates of the newest employment."""
    found = people.record(actor(), person_id, clock.now())
    form = PersonalForm()
    if not form.is_submitted():
        _fill(form, found)

    def apply() -> None:
        employed = span_of(form.employed_from.data, form.employed_until.data)
        people_changes.correct(actor(), person_id, _personal(form), employed, clock.now())

    if form.validate_on_submit() and possible(apply, form.employed_from):
        return done(person_id, _("The record is corrected."))
    return shown("people/correct.html", form, found)


@bp.route("/<int:person_id>/move", methods=["GET", "POST"])
def move(person_id: int) -> ResponseReturnValue:
    """Let somebody work elsewhere from a day on, or end one of several jobs; who left can be employed again."""
    found = people.record(actor(), person_id, clock.now())
    if not found.is_employed:
        return _returned(found)
    return _stopped(found) if request.args.get("stop") == "1" else _moved(found)


def _moved(found: Record) -> ResponseReturnValue:
    form = MoveForm()
    fill_choices(form)
    teams = [(job.team, job.team) for job in people.jobs_of(found)]
    form.old_team.choices = options([*teams, ("", _("Nothing: this is one more job"))])
    if not form.is_submitted():
        form.day.data = clock.today()

    def apply() -> None:
        day = form.day.data or date.min
        people_changes.move(actor(), found.who.id, form.old_team.data, job_of(form), day, clock.now())

    if form.validate_on_submit() and possible(apply, form.day):
        if form.old_team.data in people.led_teams_of(found):
            flash(
                _("This person still leads %(team)s. Change that below if it is over.", team=form.old_team.data),
                "warning",
            )
        return done(found.who.id, _("The move is recorded."))
    return shown("people/move.html", form, found)


def _stopped(found: Record) -> ResponseReturnValue:
    form = StopJobForm()
    form.team.choices = options((job.team, job.team) for job in people.jobs_of(found))

    def apply() -> None:
        last = form.last_day.data or date.min
        people_changes.stop_job(actor(), found.who.id, form.team.data, last, clock.now())

    if form.validate_on_submit() and possible(apply, form.last_day):
        return done(found.who.id, _("The end of this work is recorded."))
    return shown("people/stop.html", form, found)


def _returned(found: Record) -> ResponseReturnValue:
    form = ReturnForm()
    fill_choices(form)

    def apply() -> None:
        employed = span_of(form.employed_from.data, form.employed_until.data)
        people_changes.employ_again(actor(), found.who.id, employed, job_of(form), clock.now())

    if form.validate_on_submit() and possible(apply, form.employed_from):
        return done(found.who.id, _("The new employment is recorded."))
    return shown("people/return.html", form, found)


@bp.route("/<int:person_id>/end", methods=["GET", "POST"])
def end(person_id: int) -> ResponseReturnValue:
    """End the employment, after a warning when the person leads a team."""
    found = people.record(actor(), person_id, clock.now())
    form = EndForm()
    leads: tuple[str, ...] = ()

    def apply() -> None:
        last = form.last_day.data or date.min
        known = bool(form.although_leading.data)
        people_changes.end(actor(), person_id, last, clock.now(), although_leading=known)

    if form.validate_on_submit():
        try:
            if possible(apply, form.last_day):
                return done(person_id, _("The end of the employment is recorded."))
        except StillLeads as still:
            leads = still.paths
            form.although_leading.errors = [_("Choose a new leader first, or tick that you know.")]
    return shown("people/end.html", form, found, leads=leads)


def possible(apply: Callable[[], object], field: Field) -> bool:
    """Apply a change; what does not fit what is known is said beside the field."""
    try:
        apply()
    except Impossible as error:
        field.errors = [str(error)]
        return False
    return True


def shown(template: str, form: FlaskForm, found: Record, **more: object) -> ResponseReturnValue:
    """Return a form about one person, empty or with what is wrong."""
    page = render_template(template, form=form, record=found, **more)
    return page, 422 if form.is_submitted() else 200


def done(person_id: int, message: str) -> ResponseReturnValue:
    """Go back to the record with a message."""
    flash(message, "ok")
    return redirect(url_for("people.person", person_id=person_id), 303)


def _personal(form: PersonalForm) -> Personal:
    return Personal(
        given_name=form.given_name.data or "",
        family_name=form.family_name.data or "",
        email=form.email.data or "",
        language=form.language.data,
    )


def _fill(form: PersonalForm, found: Record) -> None:
    form.given_name.data, form.family_name.data = found.who.given_name, found.who.family_name
    form.email.data, form.language.data = found.who.email, found.who.language
    if (newest := _newest_employment(found)) is not None:
        form.employed_from.data = newest.first
        form.employed_until.data = newest.last if newest.last != FOREVER else None


def _newest_employment(found: Record) -> Span | None:
    periods = [
        each.known.period
        for each in found.history
        if isinstance(each.known.period.value, Employed) and each.known.superseded_at == NEVER
    ]
    newest = max(periods, key=lambda period: period.valid_from, default=None)
    return Span(first=newest.valid_from, last=newest.valid_until) if newest else None
