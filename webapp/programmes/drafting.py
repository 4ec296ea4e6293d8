"""Changing a draft: the intake, its items, going on against a rule, publishing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import IntegerField, RadioField, SelectChoice, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from webapp import clock
from webapp.errors import Conflict
from webapp.guard import actor
from webapp.programmes import words
from webapp.programmes.views import bp, spoken
from webapp.queries import whole
from webapp.services import programmes

MOST_HOURS, MOST_COST, MOST_GROUPS = 400, 10_000_000, 1000


def _ready(name: str) -> RadioField:
    return RadioField(
        words.PRECONDITIONS[name],
        choices=[SelectChoice(each, text) for each, text in words.READY.items()],
        validators=[InputRequired()],
    )


def _text(name: str) -> TextAreaField:
    return TextAreaField(words.INTAKE[name], validators=[Length(max=2000)])


class IntakeForm(FlaskForm):
    """Preconditions and the five intake questions."""

    norm_carried = _ready("norm_carried")
    board_support = _ready("board_support")
    service_in_order = _ready("service_in_order")
    base_competences = _ready("base_competences")
    rules_known = _text("rules_known")
    knowledge = _text("knowledge")
    followed = _text("followed")
    aim = _text("aim")
    needs = _text("needs")
    people = IntegerField(words._l("How many people is it for?"), validators=[InputRequired(), NumberRange(0, 100_000)])
    budget = IntegerField(words._l("Budget in euros"), validators=[Optional(), NumberRange(0, MOST_COST)])


@bp.route("/<int:version_id>/intake", methods=["GET", "POST"])
def intake(version_id: int) -> ResponseReturnValue:
    """Answer the intake; beside it stands what is known already."""
    found = programmes.page(version_id, clock.today())
    document = found.kept.document
    form = IntakeForm(data={**document["answers"], "people": document["people"], "budget": document["budget"]})
    if form.validate_on_submit():
        said = {name: (field.data if field.data is not None else None) for name, field in form._fields.items()}
        texts = {name: (said[name] or "").strip() for name in programmes.INTAKE}
        return _done(
            version_id,
            lambda revision: programmes.answer(actor(), version_id, revision, said | texts, clock.now()),
            _("The answers are kept with this version."),
        )
    page = render_template(
        "programmes/intake.html",
        form=form,
        kept=found.kept,
        name=words.audience(found.kept.audience, spoken()),
        known=programmes.known_beside(actor(), found.kept, clock.today()),
    )
    return page, 422 if form.errors else 200


@bp.post("/<int:version_id>/items/<key>")
def set_item(version_id: int, key: str) -> ResponseReturnValue:
    """Change one item."""
    values = _values()
    if values is None:
        flash(_("Fill in a month, and numbers that are possible."), "warning")
        return _back(version_id)
    return _done(
        version_id,
        lambda revision: programmes.set_item(actor(), version_id, revision, key, values, clock.now()),
        _("Saved."),
    )


@bp.post("/<int:version_id>/items/<key>/drop")
def drop_item(version_id: int, key: str) -> ResponseReturnValue:
    """Take one item out, with a reason."""
    reason = _reason()
    if not reason:
        return _back(version_id)
    return _done(
        version_id,
        lambda revision: programmes.drop_item(actor(), version_id, revision, key, reason, clock.now()),
        _("Taken out. The reason stays with this version."),
    )


@bp.post("/<int:version_id>/add")
def add_item(version_id: int) -> ResponseReturnValue:
    """Put something in."""
    what = request.form.get("what", "")
    return _done(
        version_id,
        lambda revision: programmes.add_item(actor(), version_id, revision, what, clock.now()),
        _("Put in."),
    )


@bp.post("/<int:version_id>/override")
def override(version_id: int) -> ResponseReturnValue:
    """Go on although a rule speaks."""
    reason, rule = _reason(), request.form.get("rule", "")
    if not reason:
        return _back(version_id)
    return _done(
        version_id,
        lambda revision: programmes.override(actor(), version_id, revision, rule, reason, clock.now()),
        _("Kept with your name and reason."),
    )


@bp.post("/<int:version_id>/publish")
def publish(version_id: int) -> ResponseReturnValue:
    """Publish the draft."""
    return _done(
        version_id,
        lambda revision: programmes.publish(actor(), version_id, revision, clock.now()),
        _("Published. Everybody it is for sees it under My programme."),
    )


def _done(version_id: int, act: Callable[[int], None], said: str) -> ResponseReturnValue:
    try:
        act(whole(request.form.get("revision", "")))
        flash(said, "ok")
    except Conflict as refused:
        if str(refused) == "blocked":
            flash(_("Rules still block this. Change it, or write at each rule why you go on."), "warning")
        else:
            flash(
                _("Somebody changed this programme just before you, or it is published. Look at it again."), "warning"
            )
    return _back(version_id)


def _back(version_id: int) -> ResponseReturnValue:
    return redirect(url_for("programmes.programme", version_id=version_id), 303)


def _reason() -> str:
    reason = " ".join(request.form.get("reason", "").split())[:500]
    if not reason:
        flash(_("Write why."), "warning")
    return reason


def _values() -> dict[str, Any] | None:
    try:
        month = date.fromisoformat(request.form.get("month", "")).replace(day=1)
        hours = float(request.form.get("hours", "").replace(",", "."))
        cost, groups = int(request.form.get("cost", "")), int(request.form.get("groups", ""))
    except ValueError:
        return None
    possible = 0 <= hours <= MOST_HOURS and 0 <= cost <= MOST_COST and 1 <= groups <= MOST_GROUPS
    return {"month": month.isoformat(), "hours": hours, "cost": cost, "groups": groups} if possible else None
