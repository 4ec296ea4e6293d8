"""Dates that cannot be, and what is decided about one person; everybody's own pause of violent content."""

from __future__ import annotations

from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from learning_goals.periods import FOREVER
from webapp import clock
from webapp.errors import Conflict, NotFound
from webapp.guard import actor
from webapp.pages import language
from webapp.queries import whole
from webapp.rules.views import bp
from webapp.services import offerings, rule_cases

_REASON = [InputRequired(_l("Write why.")), Length(max=500, message=_l("This is too long."))]
_DAY = [InputRequired(_l("Fill in a day."))]


class DecisionForm(FlaskForm):
    """More time, or asked no more."""

    course = SelectField(_l("About what?"), choices=[], validators=[InputRequired(_l("Choose one."))])
    reason = StringField(_l("Why?"), validators=_REASON)


class ExtensionForm(DecisionForm):
    """More time for what is assigned now."""

    due_on = DateField(_l("New last day"), validators=_DAY)

    def validate_due_on(self, field: DateField) -> None:
        """Refuse a day in the past."""
        if field.data and field.data < clock.today():
            raise ValidationError(_("This day is in the past. Choose today or later."))


class ExemptionForm(DecisionForm):
    """Asked no more, for a time or for good."""

    first = DateField(_l("From"), validators=_DAY)
    last = DateField(_l("Until (empty: for good)"), validators=[Optional()])

    def validate_last(self, field: DateField) -> None:
        """Refuse an end before the beginning."""
        if field.data and self.first.data and field.data < self.first.data:
            raise ValidationError(_("The last day lies before the first."))


class PauseForm(FlaskForm):
    """From and until; no reason is asked."""

    first = DateField(_l("From"), validators=_DAY)
    last = DateField(_l("Until"), validators=_DAY)

    def validate_last(self, field: DateField) -> None:
        """Refuse what is no pause."""
        if not field.data or not self.first.data:
            return
        if field.data < self.first.data:
            raise ValidationError(_("The last day lies before the first."))
        if (field.data - self.first.data).days > rule_cases.LONGEST_PAUSE_DAYS:
            raise ValidationError(_("A pause takes a year at most."))


_FORMS: dict[str, type[FlaskForm]] = {
    "extension": ExtensionForm,
    "exemption": ExemptionForm,
    "suspension": PauseForm,
}
"""What can be decided about one person; the name is also what the names of its fields begin with."""


@bp.get("/questions")
def questions() -> str:
    """Show the dates that cannot be."""
    page = whole(request.args.get("page", ""), 1)
    found, count = rule_cases.open_questions(page, clock.today())
    pages = max(1, -(-count // rule_cases.PAGE))
    titles = offerings.titles(language())
    return render_template("rules/questions.html", found=found, count=count, page=page, pages=pages, titles=titles)


@bp.post("/questions/<int:case_id>")
def decide(case_id: int) -> ResponseReturnValue:
    """Give another day, or ask it no more."""
    reason = " ".join(request.form.get("reason", "").split())[:500]
    exempt = request.form.get("decision") == "exempt"
    due_on = None if exempt else _day(request.form.get("due_on", ""))
    if not reason or (not exempt and (due_on is None or due_on < clock.today())):
        flash(_("Write why, and choose a day from today on."), "warning")
        return redirect(url_for("rules.questions"), 303)
    try:
        rule_cases.decide(actor(), case_id, due_on, reason, clock.now())
        flash(_("Decided. It is applied within a minute."), "ok")
    except Conflict:
        flash(_("Somebody decided this just before you."), "warning")
    return redirect(url_for("rules.questions"), 303)


@bp.get("/people/<int:person_id>")
def person(person_id: int) -> str:
    """Show what was decided about somebody, and the forms to decide more."""
    return _person(person_id, *(form(prefix=name, formdata=None) for name, form in _FORMS.items()))


@bp.post("/people/<int:person_id>/<what>")
def decide_person(person_id: int, what: str) -> ResponseReturnValue:
    """Decide one thing about somebody."""
    if what not in _FORMS:
        raise NotFound
    shown = {
        name: _with_titles(form(prefix=name) if name == what else form(prefix=name, formdata=None))
        for name, form in _FORMS.items()
    }
    form, now = shown[what], clock.now()
    if not form.validate_on_submit():
        return _person(person_id, *shown.values()), 422
    match form:
        case ExtensionForm():
            rule_cases.extend(actor(), person_id, form.course.data, form.due_on.data, form.reason.data, now)
        case ExemptionForm():
            days = (form.first.data, form.last.data or FOREVER)
            rule_cases.exempt(actor(), person_id, form.course.data, days, form.reason.data, now)
        case _:
            rule_cases.suspend(actor(), person_id, form.first.data, form.last.data, now)
    flash(_("Decided. It is applied within a minute."), "ok")
    return redirect(url_for("rules.person", person_id=person_id), 303)


@bp.post("/people/<int:person_id>/withdraw")
def withdraw(person_id: int) -> ResponseReturnValue:
    """Take a decision back; that it was taken stays known."""
    key = whole(request.form.get("key", ""))
    rule_cases.withdraw(actor(), person_id, request.form.get("what", ""), key, clock.now())
    flash(_("Taken back."), "ok")
    return redirect(url_for("rules.person", person_id=person_id), 303)


@bp.route("/my-pause", methods=["GET", "POST"])
def pause() -> ResponseReturnValue:
    """Pause violent content for oneself."""
    form = PauseForm()
    if form.validate_on_submit():
        rule_cases.pause_content(actor(), form.first.data, form.last.data, clock.now())
        flash(_("Your pause is kept. Only you see it."), "ok")
        return redirect(url_for("rules.pause"), 303)
    page = render_template("rules/pause.html", form=form, pauses=rule_cases.own_pauses(actor()))
    return page, 422 if form.errors else 200


@bp.post("/my-pause/<int:key>/end")
def end_pause(key: int) -> ResponseReturnValue:
    """Take one's own pause back."""
    rule_cases.end_own_pause(actor(), key, clock.now())
    flash(_("Your pause is taken back."), "ok")
    return redirect(url_for("rules.pause"), 303)


def _person(person_id: int, extension: FlaskForm, exemption: FlaskForm, suspension: FlaskForm) -> str:
    found = rule_cases.decisions(actor(), person_id, clock.now())
    return render_template(
        "rules/person.html",
        found=found,
        extension=_with_titles(extension),
        exemption=_with_titles(exemption),
        suspension=suspension,
        titles=offerings.titles(language()),
        forever=FOREVER,
    )


def _with_titles(form: FlaskForm) -> FlaskForm:
    if isinstance(form, DecisionForm):
        kinds = offerings.by_kind(language())
        form.course.choices = [(id, title) for kind in ("course", "item", "norm") for id, title in kinds[kind].items()]
    return form


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None
