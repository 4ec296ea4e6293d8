"""Dates that cannot be, and what is decided about one person; everybody's own pause of violent content."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any

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
from webapp.services import offerings, rule_cases, rule_state
from webapp.services.rule_cases import Question

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


class CaseForm(FlaskForm):
    """Another day for a date that cannot be, or (by the second button) asked no more."""

    due_on = DateField(_l("New last day"), validators=[Optional()])
    reason = StringField(_l("Why?"), validators=_REASON)

    @property
    def exempts(self) -> bool:
        """Whether it is asked no more."""
        return request.form.get("decision") == "exempt"

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for a day that can be, but where it is asked no more."""
        fine = super().validate(extra_validators)
        day = self.due_on.data
        if self.exempts or self.due_on.errors or (day is not None and day >= clock.today()):
            return fine
        self.due_on.errors = [_("Choose a day from today on.")]
        return False

    def at(self, case_id: int) -> CaseForm:
        """Let the fields be told from those of the other cases on the page."""
        for field in self:
            field.id = field.label.field_id = f"{field.name}-{case_id}"
        return self


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
    return _questions(whole(request.args.get("page", ""), 1))


@bp.post("/questions/<int:case_id>")
def decide(case_id: int) -> ResponseReturnValue:
    """Give another day, or ask it no more."""
    form = CaseForm()
    page = max(1, whole(request.form.get("page", ""), 1))
    if not form.validate_on_submit():
        return _questions(page, {case_id: form}), 422
    try:
        due_on = None if form.exempts else form.due_on.data
        rule_cases.decide(actor(), case_id, due_on, (form.reason.data or "").strip(), clock.now())
        flash(_("Decided."), "ok")
    except Conflict:
        flash(_("Somebody decided this just before you."), "warning")
    return redirect(url_for("rules.questions", page=page), 303)


@bp.get("/people/<int:person_id>")
def person(person_id: int) -> str:
    """Show what was decided about somebody, and the forms to decide more."""
    return _person(person_id, *(form(prefix=name, formdata=None) for name, form in _FORMS.items()))


@bp.post("/people/<int:person_id>/<what>")
def decide_person(person_id: int, what: str) -> ResponseReturnValue:
    """Decide one thing about somebody."""
    if what not in _FORMS:
        raise NotFound
    asked = rule_cases.asked_of(person_id)
    shown = {
        name: _with_titles(form(prefix=name) if name == what else form(prefix=name, formdata=None), asked)
        for name, form in _FORMS.items()
    }
    form, now = shown[what], clock.now()
    if not form.validate_on_submit():
        return _person(person_id, *shown.values()), 422
    match form:
        case ExtensionForm():
            try:
                rule_cases.extend(actor(), person_id, form.course.data, form.due_on.data, form.reason.data, now)
            except NotFound:
                form.course.errors = [_("This is not asked of this person any more.")]
                return _person(person_id, *shown.values()), 422
        case ExemptionForm():
            days = (form.first.data, form.last.data or FOREVER)
            rule_cases.exempt(actor(), person_id, form.course.data, days, form.reason.data, now)
        case _:
            rule_cases.suspend(actor(), person_id, form.first.data, form.last.data, now)
    flash(_("Decided."), "ok")
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
    now = clock.now()
    found = rule_cases.decisions(actor(), person_id, now)
    return render_template(
        "rules/person.html",
        found=found,
        extension=_with_titles(extension, found.asked),
        exemption=_with_titles(exemption, found.asked),
        suspension=suspension,
        applying=rule_state.applying(now),
        titles=offerings.titles(language()),
        forever=FOREVER,
    )


def _questions(page: int, refused: Mapping[int, CaseForm] = MappingProxyType({})) -> str:
    found, count = rule_cases.open_questions(page, clock.today())
    return render_template(
        "rules/questions.html",
        found=[(each, refused.get(each.case.id, _proposal(each)).at(each.case.id)) for each in found],
        refused=next(iter(refused.values()), None),
        count=count,
        page=page,
        pages=max(1, -(-count // rule_cases.PAGE)),
        titles=offerings.titles(language()),
        applying=rule_state.applying(clock.now()),
    )


def _proposal(question: Question) -> CaseForm:
    return CaseForm(formdata=None, data={"due_on": question.proposed})


def _with_titles(form: FlaskForm, asked: Collection[str]) -> FlaskForm:
    """Offer everything to exempt from, and to extend what is `asked` now."""
    if isinstance(form, DecisionForm):
        kinds = offerings.by_kind(language())
        offered = [(id, title) for kind in ("course", "item", "norm") for id, title in kinds[kind].items()]
        extends = isinstance(form, ExtensionForm)
        form.course.choices = [(id, title) for id, title in offered if not extends or id in asked]
    return form
