"""Courses of the municipality's own: begun on screen, uploaded, shaped, offered, withdrawn, downloaded."""

from __future__ import annotations

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from courses.model import Words
from webapp import clock
from webapp.guard import actor
from webapp.queries import whole
from webapp.services import own_courses, references
from webapp.services.course_zip import NoCourse
from webapp.services.own_texts import Unfit
from webapp.texts.views import bp
from webapp.texts.words import problem_words

MOST_TITLE, MOST_SUMMARY = 120, 1000
_NEEDED = InputRequired(_l("Fill this in."))


class _Choices(SelectMultipleField):
    """Several of a list, as boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def _some_chosen(_form: FlaskForm, field: SelectMultipleField) -> None:
    """Say that something must be chosen; of the whole list, not of each box."""
    if not field.data:
        raise ValidationError(_("Choose at least one."))


class NewForm(FlaskForm):
    """What is known of a course before anything is written."""

    title_nl = StringField(_l("Title (Dutch)"), validators=[_NEEDED, Length(max=MOST_TITLE)])
    title_en = StringField(_l("Title (English)"), validators=[_NEEDED, Length(max=MOST_TITLE)])
    summary_nl = TextAreaField(_l("Summary (Dutch)"), validators=[_NEEDED, Length(max=MOST_SUMMARY)])
    summary_en = TextAreaField(_l("Summary (English)"), validators=[_NEEDED, Length(max=MOST_SUMMARY)])
    audiences = _Choices(_l("For whom?"), choices=[], validators=[_some_chosen])
    elements = _Choices(_l("What is it about?"), choices=[], validators=[_some_chosen])


class UploadForm(FlaskForm):
    """A course as a zip."""

    file = FileField(_l("The course as a zip file (2 MB at most)"), validators=[FileRequired(_l("Choose a file."))])


LARGEST_UPLOAD = 2_000_000


@bp.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Begin a course on screen."""
    form = NewForm()
    form.audiences.choices = _audiences()
    form.audiences.flags.required = form.elements.flags.required = True
    form.elements.choices = list(references.labels("training_element", actor().language).items())
    if not form.validate_on_submit():
        return render_template("texts/new.html", form=form), 422 if form.is_submitted() else 200
    id = own_courses.begin(
        actor(),
        Words(nl=form.title_nl.data or "", en=form.title_en.data or ""),
        Words(nl=form.summary_nl.data or "", en=form.summary_en.data or ""),
        {"audiences": form.audiences.data or [], "elements": form.elements.data or []},
        clock.now(),
    )
    flash(_("Your course is begun. Nobody sees it until you offer it."), "ok")
    return redirect(url_for("texts.content", content_id=id), 303)


@bp.route("/upload", methods=["GET", "POST"])
def upload() -> ResponseReturnValue:
    """Keep a course from a zip; refused with everything that is wrong in it."""
    form = UploadForm()
    if not form.validate_on_submit():
        return render_template("texts/upload.html", form=form, problems=()), 422 if form.is_submitted() else 200
    data = form.file.data.read(LARGEST_UPLOAD + 1)
    form.file.data.close()
    problems: list[str] = []
    try:
        if len(data) > LARGEST_UPLOAD:
            raise NoCourse("too_much")
        id = own_courses.upload(actor(), data, clock.now())
    except NoCourse as refused:
        form.file.errors = [_refusals(refused.name)[refused.reason]]
    except Unfit as unfit:
        form.file.errors = [_("The course cannot be used as it is. Below you read what is wrong.")]
        problems = [f"{each.split(':')[0]}: {problem_words(each)}" for each in unfit.problems]
    else:
        flash(_("The course is kept. Look at it, and offer it when it is right."), "ok")
        return redirect(url_for("texts.content", content_id=id), 303)
    return render_template("texts/upload.html", form=form, problems=problems), 422


@bp.get("/<content_id>/files.zip")
def download(content_id: str) -> Response:
    """Hand over a course with the words that hold now, to change elsewhere and upload."""
    made = Response(own_courses.download(actor(), content_id), mimetype="application/zip")
    made.headers["Content-Disposition"] = f'attachment; filename="{content_id}.zip"'
    return made


@bp.post("/<content_id>/lessons")
def add_lesson(content_id: str) -> ResponseReturnValue:
    """Add a lesson whose words are still open."""
    own_courses.add_lesson(actor(), content_id, _number(), clock.now())
    flash(_("A lesson is added. Fill in its texts."), "ok")
    return _to(content_id)


@bp.post("/<content_id>/questions")
def add_question(content_id: str) -> ResponseReturnValue:
    """Add a question whose words are still open."""
    kind, lesson = request.form.get("kind", ""), request.form.get("lesson", "")
    own_courses.add_question(actor(), content_id, kind, lesson, _number(), clock.now())
    flash(_("A question is added. Fill in its texts."), "ok")
    return _to(content_id)


@bp.post("/<content_id>/take-out")
def take_out(content_id: str) -> ResponseReturnValue:
    """Take out a lesson or a question."""
    kind, id = request.form.get("kind", ""), request.form.get("id", "")
    try:
        own_courses.take_out(actor(), content_id, kind, id, _number(), clock.now())
    except Unfit as unfit:
        flash(_("That cannot be taken out while the course is offered: %(why)s", why=_said(unfit)), "error")
    else:
        flash(_("It is taken out."), "ok")
    return _to(content_id)


@bp.post("/<content_id>/offer")
def offer(content_id: str) -> ResponseReturnValue:
    """Offer the course to everybody it is for, or withdraw it."""
    offered = request.form.get("offered") == "1"
    language = "en" if actor().language == "en" else "nl"
    try:
        own_courses.offer(actor(), content_id, _number(), clock.now(), offered=offered, language=language)
    except Unfit as unfit:
        flash(_("It cannot be offered yet: %(why)s", why=_said(unfit) or _("not everything is filled in.")), "error")
    else:
        flash(_("The course is offered.") if offered else _("The course is withdrawn. What was done stays."), "ok")
    return _to(content_id)


def _said(unfit: Unfit) -> str:
    return "; ".join(problem_words(each) for each in unfit.problems[:3])


def _number() -> int:
    return whole(request.form.get("number", ""))


def _to(content_id: str) -> ResponseReturnValue:
    return redirect(url_for("texts.content", content_id=content_id), 303)


def _audiences() -> list[tuple[str, str]]:
    known, spoken = references.audiences(), actor().language
    named = [(each.id, references.label_of(each, spoken)) for each in (*known.function_groups, *known.duties)]
    return [("all", _("Everybody")), *named]


def _refusals(name: str) -> dict[str, str]:
    return {
        "no_zip": _("This is no zip file, or it is damaged. Make it anew and try again."),
        "too_much": _("There is too much in it. Keep it under 300 files and 4 MB, and each text under 200 kB."),
        "strange_path": _("A file in it has a strange name: %(name)s. Zip the folder of the course itself.", name=name),
        "no_text": _("%(name)s is no text in UTF-8. Pictures of a course are SVG files.", name=name),
        "no_course": _("There is no course.yaml in it. Zip the folder of the course."),
        "no_quiz": _("There is no quiz.yaml beside course.yaml. A course needs a quiz."),
    }
