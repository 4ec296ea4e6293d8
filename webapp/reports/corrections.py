"""Correcting somebody's record: withdrawing, putting back, and recording what was done."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, SelectField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from webapp import clock
from webapp.errors import Conflict
from webapp.guard import actor
from webapp.pages import language
from webapp.reports.views import bp
from webapp.services import correcting, offerings
from webapp.services.correcting import Done

HOW_WORDS = {"attended": _l("By being at the training"), "external": _l("Elsewhere, with a certificate")}


class ReasonForm(FlaskForm):
    """Why a record is put right."""

    reason = TextAreaField(
        _l("Why?"),
        filters=[lambda said: said.strip() if said else said],
        validators=[
            DataRequired(_l("Write why. The person reads it too.")),
            Length(max=500, message=_l("This is too long.")),
        ],
    )


class DoneForm(ReasonForm):
    """Something that somebody did and that was not recorded."""

    what = SelectField(_l("What was done?"), choices=[], validators=[InputRequired(_l("Choose one."))])
    how = SelectField(
        _l("How?"),
        choices=[],
        validators=[InputRequired(_l("Choose one."))],
    )
    on = DateField(_l("On which day?"), validators=[InputRequired(_l("Fill in a day."))])

    def validate_on(self, field: DateField) -> None:
        """Refuse a day to come."""
        if field.data and field.data > clock.today():
            raise ValidationError(_("This day is still to come. Record it once it is done."))


@bp.route("/people/<int:person_id>/completions/<int:completion_id>", methods=["GET", "POST"])
def correct(person_id: int, completion_id: int) -> ResponseReturnValue:
    """Say what follows, and withdraw a completion or put it back, with a reason."""
    form = ReasonForm()
    if form.validate_on_submit():
        act = correcting.put_back if request.form.get("act") == "put_back" else correcting.withdraw
        try:
            act(actor(), person_id, completion_id, form.reason.data or "", clock.now())
        except Conflict:
            flash(_("Somebody else changed this meanwhile. Look how it stands now."), "warning")
        else:
            flash(_("The record is corrected. The person sees it, with your reason."), "ok")
        return redirect(url_for("reports.timeline", person_id=person_id), 303)
    found = correcting.found(actor(), person_id, completion_id, clock.now())
    page = render_template("reports/correct.html", found=found, form=form, titles=offerings.titles(language()))
    return page, 422 if form.is_submitted() else 200


@bp.route("/people/<int:person_id>/record", methods=["GET", "POST"])
def record(person_id: int) -> ResponseReturnValue:
    """Record something that somebody did: late attendance, or a certificate from elsewhere."""
    who, form = correcting.somebody(actor(), person_id, clock.now()), DoneForm()
    form.what.choices = [("", _("Choose one.")), *correcting.correctable(language()).items()]
    form.how.choices = [(how, HOW_WORDS[how]) for how in correcting.HOWS]
    if form.validate_on_submit():
        done = Done(what=form.what.data, how=form.how.data, on=form.on.data, reason=form.reason.data or "")
        try:
            correcting.record(actor(), person_id, done, clock.now())
        except Conflict:
            form.on.errors = [_("This is recorded already for that day. Choose another day, or go back.")]
        else:
            flash(_("Recorded. The person sees it, with your reason."), "ok")
            return redirect(url_for("reports.timeline", person_id=person_id), 303)
    return render_template("reports/record.html", who=who, form=form), 422 if form.is_submitted() else 200
