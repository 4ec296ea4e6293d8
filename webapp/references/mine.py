"""What belongs to my function: for everybody."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from webapp import clock
from webapp.guard import actor
from webapp.pages import language
from webapp.references import words
from webapp.references.views import bp
from webapp.services import choices, my_function, prior_education, references


class EducationForm(FlaskForm):
    """Which basic educations somebody has."""

    educations = SelectMultipleField(
        _l("I have one of these educations"),
        choices=[],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


@bp.get("/my-function")
def mine() -> str:
    """Show one's function group, its competences, what to learn in which way, and what one learned before."""
    form = _form()
    form.educations.data = sorted(prior_education.mine(actor()))
    return _page(form)


@bp.post("/my-function/education")
def say_education() -> ResponseReturnValue:
    """Keep which basic educations one has; nobody else sees it."""
    form = _form()
    if not form.validate_on_submit():
        return _page(form), 422
    prior_education.say(actor(), form.educations.data or (), clock.now())
    flash(_("Saved. Only you see this."), "ok")
    return redirect(url_for("references.mine", _anchor="education"), 303)


def _form() -> EducationForm:
    form = EducationForm()
    spoken = language()
    form.educations.choices = [
        (id, references.label_of(each, spoken)) for id, each in references.basic_educations().items()
    ]
    return form


def _page(form: EducationForm) -> str:
    spoken = language()
    return render_template(
        "references/mine.html",
        found=my_function.mine(actor(), clock.today()),
        form=form,
        words=words,
        spoken=references.said(spoken),
        label_of=references.label_of,
        titles=dict(choices.courses(spoken)),
    )
