"""Changing the procedures of the draft, as a list of steps."""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from learning_goals.norm import Norm
from learning_goals.norm_faults import step_names
from learning_goals.norm_texts import NAMES, texts
from learning_goals.procedures import STANDARD, Procedure, faults
from webapp import clock
from webapp.errors import NotFound
from webapp.guard import actor
from webapp.norm import procedure_form
from webapp.norm.drafting import spoken_language, state_of
from webapp.norm.fault_words import step_fault_word
from webapp.norm.forms import written
from webapp.norm.procedure_form import Incomplete, Rows
from webapp.norm.views import bp
from webapp.norm_blocks import flow_of
from webapp.norm_words import PROCEDURES, WHO
from webapp.services import norm_drafts, norms
from webapp.services.norm_drafts import Clash, Draft, State

NEW = "new"


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One page of the form: the rows, which state of the draft they began from, and what is wrong."""

    procedure_id: str
    rows: Rows
    state: State
    errors: tuple[str, ...] = ()
    by: str = ""


@bp.get("/draft/procedures")
def edit_procedures() -> str:
    """Show every procedure of the draft."""
    draft = norm_drafts.draft(clock.now())
    said = texts(draft.norm, spoken_language())
    own = {procedure.id for procedure in draft.norm.procedures}
    flows = [flow_of(each, spoken_language(), said) for each in norms.procedures(draft.norm)]
    return render_template("norm/edit_procedures.html", flows=flows, own=own, standard=STANDARD, draft=draft)


@bp.route("/draft/procedures/<procedure_id>", methods=["GET", "POST"])
def edit_procedure(procedure_id: str) -> ResponseReturnValue:
    """Change one procedure; buttons add, move or drop a step without saving."""
    draft = norm_drafts.draft(clock.now())
    if request.method == "GET":
        rows = procedure_form.rows_of(_procedure(draft, procedure_id))
        return _page(draft, Shown(procedure_id=procedure_id, rows=rows, state=draft.state))
    rows = procedure_form.read_rows(request.form)
    state = state_of(request.form.get("revision"))
    shown = Shown(procedure_id=procedure_id, rows=_rearranged(rows), state=state)
    if "save" not in request.form:
        return _page(draft, shown)
    try:
        wanted = procedure_form.procedure_of(rows, _id(draft, procedure_id, rows))
    except Incomplete as reason:
        return _page(draft, _with(shown, (str(reason),))), 422
    if errors := _errors(wanted):
        return _page(draft, _with(shown, errors)), 422
    return _save(shown, wanted)


@bp.post("/draft/procedures/<procedure_id>/drop")
def drop_procedure(procedure_id: str) -> ResponseReturnValue:
    """Go back to the standard procedure, or drop one of one's own."""
    now = clock.now()
    draft = norm_drafts.draft(now)
    kept = [each for each in norms.document(draft.norm)["procedures"] if each["id"] != procedure_id]
    norm_drafts.save(actor(), draft.state, {"procedures": kept}, now)
    flash(_("Saved. Nobody else sees it before you publish."), "ok")
    return redirect(url_for("norm.edit_procedures"), 303)


def _save(shown: Shown, wanted: Procedure) -> ResponseReturnValue:
    now = clock.now()
    base = norm_drafts.draft_at(shown.state, now)
    values = {"procedures": _with_procedure(base.norm, wanted)}
    saved = norm_drafts.save(actor(), shown.state, values, now)
    if isinstance(saved, Clash):
        again = Shown(procedure_id=wanted.id, rows=shown.rows, state=saved.draft.state, by=saved.draft.by)
        return _page(saved.draft, again), 409
    flash(_("Saved. Nobody else sees it before you publish."), "ok")
    return redirect(url_for("norm.edit_procedures"), 303)


def _with_procedure(norm: Norm, wanted: Procedure) -> list[object]:
    document = norms.document(norm)["procedures"]
    mine = norms.procedure_document(wanted)
    if any(each["id"] == wanted.id for each in document):
        return [mine if each["id"] == wanted.id else each for each in document]
    return [*document, mine]


def _rearranged(rows: Rows) -> Rows:
    act, _colon, step_id = request.form.get("act", "").partition(":")
    match act:
        case "add":
            return procedure_form.with_another(rows)
        case "up" | "down":
            return procedure_form.moved(rows, step_id, -1 if act == "up" else 1)
        case "drop":
            return procedure_form.without(rows, step_id)
        case _:
            return rows


def _procedure(draft: Draft, procedure_id: str) -> Procedure:
    if procedure_id == NEW:
        step = procedure_form.StepRow(id="step-1", nl="…")
        empty = Rows(title_nl="…", title_en="", steps=(step,))
        return procedure_form.procedure_of(empty, NEW)
    for procedure in norms.procedures(draft.norm):
        if procedure.id == procedure_id:
            return procedure
    raise NotFound


def _id(draft: Draft, procedure_id: str, rows: Rows) -> str:
    known = {procedure.id for procedure in norms.procedures(draft.norm)}
    if procedure_id == NEW:
        return procedure_form.new_id(rows.title_nl, {*known, NEW})
    if procedure_id not in known:
        raise NotFound
    return procedure_id


def _errors(wanted: Procedure) -> tuple[str, ...]:
    numbers = {step.id: number for number, step in enumerate(wanted.steps, start=1)}
    found = [step_fault_word(fault, numbers.get(fault.step_id, 0)) for fault in faults(wanted)]
    for step_id, name in step_names(wanted):
        if name not in NAMES:
            found.append(
                _(
                    "Step %(number)s uses a name that the norm does not have: %(name)s",
                    number=numbers[step_id],
                    name=name,
                )
            )
    return tuple(dict.fromkeys(found))


def _with(shown: Shown, errors: tuple[str, ...]) -> Shown:
    return Shown(procedure_id=shown.procedure_id, rows=shown.rows, state=shown.state, errors=errors)


def _page(draft: Draft, shown: Shown) -> str:
    title = PROCEDURES.get(shown.procedure_id) or (
        _("A procedure of your own") if shown.procedure_id == NEW else shown.rows.title_nl
    )
    return render_template(
        "norm/edit_procedure.html",
        shown=shown,
        revision=written(shown.state),
        title=title,
        form=FlaskForm(),
        who=WHO,
        ways=range(procedure_form.MOST_WAYS),
        number=draft.number,
        names=sorted(NAMES),
    )
