"""One entry: read, changed, hidden, put back; and new ones of the municipality's own."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from learning_goals.references import SHELVES
from webapp import clock
from webapp.errors import Conflict
from webapp.guard import actor
from webapp.pages import language
from webapp.queries import whole
from webapp.references import words
from webapp.references.forms import EntryForm, form_for
from webapp.references.views import bp
from webapp.services import choices, reference_editing, references
from webapp.services.reference_editing import Found, Unfit


@bp.route("/<kind>/new", methods=["GET", "POST"])
def add(kind: str) -> ResponseReturnValue:
    """Add an entry of one's own."""
    free = reference_editing.new_id(actor(), kind)
    of = reference_editing.known_kind(kind)
    form = form_for(of, {}, language())
    status = 200
    if form.is_submitted():
        status = 422
        if form.validate():
            try:
                id = reference_editing.add(actor(), of, form.entry_id.data or "", form.document(), clock.now())
            except Unfit:
                form.form_errors.append(_("This cannot be kept as it is. Look at every field again."))
            except Conflict:
                status = 409
                form.form_errors.append(_("Something else was added just now. Nothing of yours is lost: save again."))
            else:
                flash(_("Added."), "ok")
                return redirect(url_for("references.entry", kind=kind, id=id), 303)
    if status in (200, 409):
        form.entry_id.data = free
    return render_template("references/add.html", kind=of, form=form, words=words), status


@bp.route("/<kind>/<id>", methods=["GET", "POST"])
def entry(kind: str, id: str) -> ResponseReturnValue:
    """Read and change one entry."""
    found = reference_editing.one(actor(), kind, id)
    form = form_for(found.kind, found.entry.document, language())
    if not form.is_submitted():
        form.number.data = str(found.entry.number + 1)
        return _page(found, form)
    if not form.validate():
        return _page(found, form), 422
    try:
        reference_editing.save(actor(), kind, id, form.document(), whole(form.number.data or ""), clock.now())
    except Unfit:
        form.form_errors.append(_("This cannot be kept as it is. Look at every field again."))
        return _page(found, form), 422
    except Conflict:
        form.form_errors.append(
            _("Somebody changed this after you opened the page. Compare in another tab; yours is still here.")
        )
        return _page(found, form), 409
    flash(_("Saved."), "ok")
    return redirect(url_for("references.entry", kind=kind, id=id), 303)


@bp.post("/<kind>/<id>/hidden")
def hide(kind: str, id: str) -> ResponseReturnValue:
    """Take an entry out of every choice, or put it back."""
    hidden = request.form.get("hidden") == "1"
    number = whole(request.form.get("number", ""))
    try:
        reference_editing.hide(actor(), kind, id, number, clock.now(), hidden=hidden)
    except Conflict as refused:
        flash(_refused(refused), "error")
    else:
        flash(_("Hidden: nobody can choose it now.") if hidden else _("It can be chosen again."), "ok")
    return redirect(url_for("references.entry", kind=kind, id=id), 303)


@bp.post("/<kind>/<id>/original")
def restore(kind: str, id: str) -> ResponseReturnValue:
    """Let an entry say again what the product says."""
    try:
        reference_editing.restore(actor(), kind, id, whole(request.form.get("number", "")), clock.now())
    except Conflict as refused:
        flash(_refused(refused), "error")
    else:
        flash(_("This is the original text again. What you had is in the history."), "ok")
    return redirect(url_for("references.entry", kind=kind, id=id), 303)


def _refused(refused: Conflict) -> str:
    if refused.reason == "people_work_in_it":
        return _("People work in this function group. Give them another group first.")
    return _("Somebody changed this after you opened the page. This is how it is now: look, and try again.")


def _page(found: Found, form: EntryForm) -> str:
    spoken = language()
    return render_template(
        "references/entry.html",
        found=found,
        form=form,
        words=words,
        spoken=spoken,
        label_of=references.label_of,
        titles=dict(choices.courses(spoken)),
        source=_source(found),
        versions=_versions(found),
        may_hide=SHELVES[found.kind].may_hide,
    )


def _source(found: Found) -> str:
    source = found.entry.document.get("source") or ""
    return str(words.SOURCES.get(source, source))


def _versions(found: Found) -> list[dict[str, Any]]:
    """Return the history in words, newest first."""
    lines: list[dict[str, Any]] = []
    for place, each in enumerate(found.history):
        said = each.override
        before = found.history[place + 1].override if place + 1 < len(found.history) else None
        was_hidden = before is not None and before.hidden
        if said.hidden != was_hidden:
            what = _("hidden") if said.hidden else _("shown again")
        elif not said.document:
            what = _("back to the original")
        else:
            what = _("added") if before is None and found.entry.own else _("changed")
        label = said.document.get("label") or found.entry.original.get("label") or {}
        lines.append({"what": what, "by": each.by, "at": each.recorded_at, "label": label, "number": said.number})
    return lines
