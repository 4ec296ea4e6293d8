"""The evidence file of a day: asked for here, made by the worker, kept some days for who asked."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, StringField
from wtforms.validators import InputRequired
from wtforms.widgets import DateInput

from learning_goals.proof.day import WrongDay
from webapp import clock
from webapp.guard import actor
from webapp.services import proof_day, proof_files

bp = Blueprint("proof", __name__, url_prefix="/proof", template_folder="templates")


class FileForm(FlaskForm):
    """Of which day, and whether with names; the day is text, so that a wrong one is refused in our own words."""

    as_of = StringField(_l("As of which day?"), widget=DateInput(), validators=[InputRequired(_l("Fill in a day."))])
    names = BooleanField(_l("With the names of people. Your choice is recorded."))


@bp.get("", endpoint="home")
def home() -> str:
    """Show what can be asked for, and what waits."""
    return _page(FileForm(formdata=None, data={"as_of": clock.today().isoformat()}))


@bp.post("")
def ask() -> ResponseReturnValue:
    """Let a file be made."""
    form = FileForm()
    if form.validate_on_submit():
        try:
            proof_files.ask(actor(), form.as_of.data or "", clock.now(), names=bool(form.names.data))
        except WrongDay as wrong:
            form.as_of.errors = [proof_day.sentence(wrong)]
        else:
            flash(_("Your file is being made. Load this page again to see how far it is."), "ok")
            return redirect(url_for("proof.home"), 303)
    return _page(form), 422


@bp.get("/files/<int:file_id>")
def download(file_id: int) -> Response:
    """Give a file that is made to who asked for it."""
    name, content = proof_files.download(actor(), file_id, clock.now())
    headers = {"Content-Disposition": f"attachment; filename={name}"}
    return Response(content, mimetype="application/zip", headers=headers)


def _page(form: FileForm) -> str:
    now = clock.now()
    return render_template(
        "proof/home.html", form=form, found=proof_files.mine(actor(), now), first=proof_day.first_day(now)
    )
