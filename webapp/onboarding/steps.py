"""Writing down that a step was done, by the newcomer, the mentor or the leader; and taking it back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, HiddenField, TextAreaField
from wtforms.validators import InputRequired, Length

from learning_goals.onboarding_plan import Doer, Step
from webapp import clock
from webapp.errors import Conflict, NotFound
from webapp.guard import actor
from webapp.onboarding import words
from webapp.onboarding.views import bp
from webapp.queries import whole
from webapp.services import onboarding_access, onboarding_marks
from webapp.services.onboarding_cases import Standing
from webapp.services.onboarding_marks import LONGEST_NOTE, Entry


class MarkForm(FlaskForm):
    """When a step was done, and a word about it."""

    seen = HiddenField()
    done_on = DateField(_l("On which day was it done?"), validators=[InputRequired(words.NO_DAY)])
    note = TextAreaField(
        _l("A word about it"), validators=[Length(max=LONGEST_NOTE, message=_l("Keep it under 500 characters."))]
    )


@dataclass(frozen=True, kw_only=True)
class Desk:
    """From where a step is written down: who does it, whose it is, and the addresses around it."""

    role: Doer
    standing: Standing
    step: Step
    back: str
    undo: str
    parent: tuple[str, str]


@bp.route("/welcome/steps/<step_id>", methods=["GET", "POST"])
def own_step(step_id: str) -> ResponseReturnValue:
    """Let the newcomer say that an own step is done."""
    return _write(_own(step_id))


@bp.post("/welcome/steps/<step_id>/undo")
def undo_own(step_id: str) -> ResponseReturnValue:
    """Let the newcomer take it back."""
    return _undo(_own(step_id))


@bp.route("/mentor/<int:onboarding_id>/<step_id>", methods=["GET", "POST"])
def mentor_step(onboarding_id: int, step_id: str) -> ResponseReturnValue:
    """Let the mentor write down a step of an own newcomer."""
    return _write(_mentored(onboarding_id, step_id))


@bp.post("/mentor/<int:onboarding_id>/<step_id>/undo")
def undo_mentor(onboarding_id: int, step_id: str) -> ResponseReturnValue:
    """Let the mentor take it back."""
    return _undo(_mentored(onboarding_id, step_id))


@bp.route("/team/onboarding/<int:onboarding_id>/steps/<step_id>", methods=["GET", "POST"])
def led_step(onboarding_id: int, step_id: str) -> ResponseReturnValue:
    """Let the leader write down an own step, or one of the mentor's."""
    return _write(_led(onboarding_id, step_id))


@bp.post("/team/onboarding/<int:onboarding_id>/steps/<step_id>/undo")
def undo_led(onboarding_id: int, step_id: str) -> ResponseReturnValue:
    """Let the leader take it back."""
    return _undo(_led(onboarding_id, step_id))


def _own(step_id: str) -> Desk:
    found = onboarding_access.own(actor(), clock.today())
    if found is None:
        raise NotFound
    return Desk(
        role="newcomer",
        standing=found,
        step=onboarding_marks.markable(found, step_id, "newcomer"),
        back=url_for("onboarding.start"),
        undo=url_for("onboarding.undo_own", step_id=step_id),
        parent=(_("My start"), url_for("onboarding.start")),
    )


def _mentored(onboarding_id: int, step_id: str) -> Desk:
    found = onboarding_access.mentored(actor(), onboarding_id, clock.today())
    return Desk(
        role="mentor",
        standing=found,
        step=onboarding_marks.markable(found, step_id, "mentor"),
        back=url_for("onboarding.mentor"),
        undo=url_for("onboarding.undo_mentor", onboarding_id=onboarding_id, step_id=step_id),
        parent=(_("I am a mentor"), url_for("onboarding.mentor")),
    )


def _led(onboarding_id: int, step_id: str) -> Desk:
    found = onboarding_access.led(actor(), onboarding_id, clock.today())
    back = url_for("onboarding.led", onboarding_id=onboarding_id)
    return Desk(
        role="leader",
        standing=found,
        step=onboarding_marks.markable(found, step_id, "leader"),
        back=back,
        undo=url_for("onboarding.undo_led", onboarding_id=onboarding_id, step_id=step_id),
        parent=(found.row.name, back),
    )


def _write(desk: Desk) -> ResponseReturnValue:
    held = desk.standing.marks.get(desk.step.id)
    marked = held if held and held.done else None
    data: dict[str, Any] = {
        "seen": str(held.id if held else 0),
        "done_on": marked.done_on if marked else clock.today(),
        "note": marked.note if marked else "",
    }
    form = MarkForm(data=data)
    status, refusal = 200, ""
    if form.is_submitted():
        status = 422
        valid = form.validate()
        if form.done_on.process_errors:
            form.done_on.errors = [words.NO_DAY]
        if valid and not _wrong_day(desk.step, form):
            try:
                onboarding_marks.write(actor(), desk.standing, desk.step, _entry(form), clock.now())
            except Conflict:
                status, refusal = 409, _("Somebody wrote something down about this step meanwhile. Look at it first.")
            else:
                flash(_("Written down: %(step)s.", step=words.step_title(desk.step)), "ok")
                return redirect(desk.back, 303)
    page = render_template(
        "onboarding/step.html", desk=desk, form=form, held=held, marked=marked, refusal=refusal, words=words
    )
    return page, status


def _undo(desk: Desk) -> ResponseReturnValue:
    seen = whole(request.form.get("seen", ""))
    try:
        taken = onboarding_marks.take_back(actor(), desk.standing, desk.step, seen, clock.now())
    except Conflict as refused:
        raise Conflict(_("Somebody wrote something down about this step meanwhile. Look at it first.")) from refused
    if taken:
        flash(_("Taken back: %(step)s is to be done again.", step=words.step_title(desk.step)), "ok")
    return redirect(desk.back, 303)


def _entry(form: MarkForm) -> Entry:
    assert form.done_on.data is not None
    note = " ".join((form.note.data or "").split())
    return Entry(done=True, done_on=form.done_on.data, note=note, seen=whole(form.seen.data or ""))


def _wrong_day(step: Step, form: MarkForm) -> bool:
    assert form.done_on.data is not None
    fault = onboarding_marks.fault(step, form.done_on.data, clock.today())
    if fault:
        form.done_on.errors = [words.FAULTS[fault]]
    return fault is not None
