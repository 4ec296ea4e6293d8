"""Texts of courses and conversations: read, changed with a preview, tried out, kept, put back."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from markupsafe import Markup
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired

from courses.own_texts import Unit
from webapp import clock
from webapp.content import OWN, Module
from webapp.errors import Conflict
from webapp.guard import actor
from webapp.lessons import Reader, lesson_html, phrase
from webapp.policy import Right
from webapp.queries import whole
from webapp.services import own_courses, own_texts
from webapp.services.own_texts import Found, Unfit
from webapp.texts.words import kind_words, label, problem_words, state_words

bp = Blueprint("texts", __name__, url_prefix="/texts", template_folder="templates")
LONG = 60
"""Characters from which a text is changed in a field of several lines."""
Shown = list[tuple[str, str, Markup]]


class _UnitForm(FlaskForm):
    """The texts of one unit; `number` is the version that the reader had before them."""

    number = HiddenField()


@bp.get("")
def overview() -> str:
    """Show every course and conversation, and where an own text asks for a choice."""
    return render_template(
        "texts/overview.html",
        lines=own_texts.overview(actor(), _language()),
        mails_open=Right.MAIL in actor().rights,
    )


@bp.get("/<content_id>")
def content(content_id: str) -> str:
    """Show the units of one course or conversation; of an own course also how far it is."""
    own = content_id.startswith(OWN)
    title, units = own_texts.lines(actor(), content_id, _language())
    return render_template(
        "texts/content.html",
        content_id=content_id,
        title=title,
        units=units,
        draft=own_courses.draft(actor(), content_id, _language()) if own else None,
        kinds=kind_words(),
        states=state_words(),
        problem_words=problem_words,
    )


@bp.route("/<content_id>/<kind>/<unit_id>", methods=["GET", "POST"])
def unit(content_id: str, kind: str, unit_id: str) -> ResponseReturnValue:
    """Show the texts of one unit with a preview; POST tries out what was filled in, or keeps it."""
    found = own_texts.one(actor(), content_id, kind, unit_id)
    form = _form(found.unit, found.says, found.number)
    if not form.is_submitted():
        return _page(content_id, found, form, found.says), 200
    said = {address: form[f"text{number}"].data or "" for number, address in enumerate(found.unit.texts)}
    if not form.validate():
        return _page(content_id, found, form, found.says), 422
    try:
        if request.form.get("do") != "save":
            own_texts.tried(actor(), content_id, kind, unit_id, said)
            return _page(content_id, found, form, said, tried=True), 200
        own_texts.save(actor(), content_id, kind, unit_id, said, whole(form.number.data or ""), clock.now())
    except Unfit as unfit:
        form.form_errors.extend(dict.fromkeys(problem_words(each) for each in unfit.problems))
        return _page(content_id, found, form, found.says), 422
    except Conflict:
        form.number.data = str(found.number)
        form.form_errors.append(
            _("Somebody else changed this text just now; below you see what it says. Save again to put yours instead.")
        )
        return _page(content_id, found, form, found.says), 409
    flash(_("Saved. Everybody reads this from now on."), "ok")
    return redirect(url_for("texts.unit", content_id=content_id, kind=kind, unit_id=unit_id), 303)


@bp.post("/<content_id>/<kind>/<unit_id>/back")
def back(content_id: str, kind: str, unit_id: str) -> ResponseReturnValue:
    """Put back an older wording, or (0) what is shipped."""
    to, number = whole(request.form.get("to", "")), whole(request.form.get("number", ""))
    try:
        own_texts.back_to(actor(), content_id, kind, unit_id, to, number, clock.now())
    except Unfit:
        flash(_("This older text does not fit any more. Nothing changed."), "error")
    else:
        flash(_("Saved. Everybody reads this from now on."), "ok")
    return redirect(url_for("texts.unit", content_id=content_id, kind=kind, unit_id=unit_id), 303)


def _language() -> str:
    return "en" if actor().language == "en" else "nl"


def _form(unit: Unit, says: Mapping[str, str], number: int) -> FlaskForm:
    fields = {
        f"text{place}": (TextAreaField if _is_long(address, text) else StringField)(
            label(address), validators=[InputRequired(_l("Fill this in."))]
        )
        for place, (address, text) in enumerate(unit.texts.items())
    }
    data = {f"text{place}": says[address].strip() for place, address in enumerate(unit.texts)}
    return type("UnitForm", (_UnitForm,), fields)(data={"number": number, **data})


def _is_long(address: str, text: str) -> bool:
    return "#" not in address or len(text) > LONG or "\n" in text


def _page(content_id: str, found: Found, form: FlaskForm, says: Mapping[str, str], *, tried: bool = False) -> str:
    title, _units = own_texts.lines(actor(), content_id, _language())
    return render_template(
        "texts/unit.html",
        content_id=content_id,
        title=title,
        found=found,
        form=form,
        tried=tried,
        preview=_preview(content_id, found, says),
        label=label,
        kinds=kind_words(),
        states=state_words(),
        problem_words=problem_words,
    )


def _preview(content_id: str, found: Found, says: Mapping[str, str]) -> Shown:
    """Return each text as a reader would see it, with its label and language."""
    unit = found.unit
    try:
        made = own_texts.tried(actor(), content_id, unit.kind, unit.id, says)
    except Unfit:
        return []
    shown: Shown = []
    for address, text in says.items():
        language = "en" if address.endswith(("/en", ".en.md")) else "nl"
        reader = Reader(language, actor().norm_number)
        if "#" not in address and isinstance(made, Module):
            lesson = made.course.lesson(unit.id)
            route = "gentle" if ".gentle." in address else "full"
            body = lesson_html(made, lesson, route, reader, url_for("learn.course", course_id=content_id), shift=1)
        else:
            body = phrase(text, reader)
        shown.append((label(address), language, body))
    return shown
