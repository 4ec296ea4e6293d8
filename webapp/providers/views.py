"""Training providers: the list, one with the checklist and what people said, and some side by side."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import EmailField, HiddenField, SelectChoice, SelectField, StringField, TextAreaField, URLField
from wtforms.validators import DataRequired, Length, Optional, Regexp

from webapp import clock
from webapp.errors import Conflict
from webapp.guard import actor
from webapp.pages import language
from webapp.services import evaluating, providers
from webapp.services.evaluation_words import WORDS
from webapp.services.providers import Kept

bp = Blueprint("providers", __name__, url_prefix="/providers", template_folder="templates")
STATUS = {"considered": _l("being considered"), "chosen": _l("chosen"), "ended": _l("no longer")}
ANSWERS = {"": _l("not asked yet"), "yes": _l("yes"), "partly": _l("partly"), "no": _l("no")}
GROUPS = {
    "fit": _l("Does it fit us?"),
    "content": _l("Is it about our work?"),
    "form": _l("How do they train?"),
    "terms": _l("What do we get, and for what?"),
    "trust": _l("Can we build on them?"),
    "after": _l("Afterwards, and for everybody"),
}
LONG = _l("This is too long.")
KEPT = ("status", "contact", "email", "phone", "web", "note")


class NewForm(FlaskForm):
    """A provider by name."""

    name = StringField(_l("Name"), validators=[DataRequired(_l("Give it a name.")), Length(max=200, message=LONG)])


class ProviderForm(FlaskForm):
    """What is known of a provider."""

    revision = HiddenField(default="0")
    status = SelectField(_l("Status"), choices=[SelectChoice(*each) for each in STATUS.items()])
    contact = StringField(_l("Whom do you speak with?"), validators=[Length(max=200, message=LONG)])
    email = EmailField(
        _l("E-mail"),
        validators=[
            Optional(),
            Length(max=254, message=LONG),
            Regexp(r"^\S+@\S+\.\S+$", message=_l("Write an address with an @.")),
        ],
    )  # fmt: skip
    phone = StringField(_l("Phone"), validators=[Length(max=40, message=LONG)])
    web = URLField(
        _l("Website"),
        validators=[
            Optional(), Length(max=300, message=LONG), Regexp(r"^https?://\S+$", message=_l("Begin with https://")),
        ],
    )  # fmt: skip
    note = TextAreaField(_l("What else is good to know?"), validators=[Length(max=2000, message=LONG)])


@bp.route("", methods=["GET", "POST"], endpoint="list")
def listing() -> ResponseReturnValue:
    """Show every provider, and add one."""
    form = NewForm()
    if form.validate_on_submit():
        try:
            providers.add(actor(), " ".join((form.name.data or "").split()), clock.now())
            flash(_("Saved."), "ok")
            return redirect(url_for("providers.list"), 303)
        except Conflict:
            form.name.errors = [_("This name is there already.")]
    found = [(each, _asked(each.answers)) for each in providers.listing()]
    page = render_template(
        "providers/list.html", form=form, found=found, status=STATUS, total=len(providers.questions())
    )
    return page, 422 if form.is_submitted() else 200


@bp.route("/<int:key>", methods=["GET", "POST"])
def provider(key: int) -> ResponseReturnValue:
    """Show a provider with the checklist and what people said of its trainings; keep what changed."""
    found = providers.one(key)
    form = _form(found)
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        try:
            providers.save(actor(), key, _revision(form.revision.data), _values(form), clock.now())
            flash(_("Saved."), "ok")
            return redirect(url_for("providers.provider", key=key), 303)
        except Conflict:
            form.status.errors = [_("Somebody else changed this meanwhile. Look at it again before you save.")]
            status = 409
    page = render_template(
        "providers/provider.html",
        provider=found,
        form=form,
        held=evaluating.of_provider(found.name),
        figure_words=WORDS,
        **_words(),
    )
    return page, status


@bp.get("/compare")
def compare() -> str:
    """Show the checklist of some providers side by side."""
    wanted = request.args.getlist("id", type=int)[: providers.MOST_COMPARED]
    found = [each for each in providers.listing() if each.id in wanted]
    return render_template("providers/compare.html", found=found, status=STATUS, **_words())


def _words() -> dict[str, Any]:
    spoken = "en" if language() == "en" else "nl"
    return {"questions": providers.questions(), "groups": GROUPS, "answers": ANSWERS, "spoken": spoken}


def _form(found: Kept) -> ProviderForm:
    """Return the form with an answer and a note for each question of the checklist."""
    spoken = "en" if language() == "en" else "nl"
    fields: dict[str, Any] = {}
    held: dict[str, str] = {}
    for each in providers.questions():
        fields[f"answer_{each.id}"] = SelectField(
            each.label.in_language(spoken), choices=[SelectChoice(*answer) for answer in ANSWERS.items()]
        )
        fields[f"note_{each.id}"] = StringField(_("Note"), validators=[Length(max=500, message=LONG)])
        known = found.answers.get(each.id, {})
        held |= {f"answer_{each.id}": known.get("answer", ""), f"note_{each.id}": known.get("note", "")}
    kept = {each: getattr(found, each) for each in KEPT}
    return type("CheckedForm", (ProviderForm,), fields)(data={**kept, **held, "revision": str(found.revision)})


def _values(form: ProviderForm) -> dict[str, Any]:
    answers: dict[str, dict[str, str]] = {}
    for each in providers.questions():
        answer, note = form[f"answer_{each.id}"].data or "", (form[f"note_{each.id}"].data or "").strip()
        if answer or note:
            answers[each.id] = {"answer": answer, "note": note}
    return {**{each: form[each].data or "" for each in KEPT}, "answers": answers}


def _asked(answers: Any) -> int:
    return sum(bool(each.get("answer")) for each in answers.values())


def _revision(text: str | None) -> int:
    return int(text) if text and text.isdigit() and len(text) < 9 else -1
