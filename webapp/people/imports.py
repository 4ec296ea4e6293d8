"""A staff list on screen: upload, look, confirm; and the list of imports, each to be reverted as one step."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from learning_goals.periods import NEVER
from webapp import clock
from webapp.guard import actor
from webapp.pages import language
from webapp.people.forms import UploadForm
from webapp.people.views import bp
from webapp.queries import whole
from webapp.services import staff_reasons, staff_revert, staff_uploads, staff_words
from webapp.services.staff_import import Order
from webapp.services.staff_uploads import KINDS, MOST_PROBLEMS, Changed


@bp.get("/imports")
def imports() -> str:
    """Show the imports there were, newest first."""
    page = whole(request.args.get("page", ""), 1)
    found = staff_revert.imports(page)
    shown, more = found[: staff_revert.PAGE], len(found) > staff_revert.PAGE
    return render_template("people/imports.html", acts=shown, page=page, more=more, never=NEVER)


@bp.route("/imports/upload", methods=["GET", "POST"])
def upload() -> ResponseReturnValue:
    """Take a staff list to look at; nothing is changed yet."""
    form = UploadForm()
    if not form.is_submitted():
        form.effective.data = clock.today()
    if form.validate_on_submit():
        file = form.file.data
        order = Order(
            data=file.read(),
            file_name=file.filename or "",
            effective=form.effective.data or clock.today(),
            full=bool(form.full.data),
        )
        key = staff_uploads.keep(actor(), order, clock.now())
        return redirect(url_for("people.preview", upload_id=key), 303)
    return render_template("people/upload.html", form=form), 422 if form.is_submitted() else 200


@bp.get("/imports/upload/<int:upload_id>")
def preview(upload_id: int) -> str:
    """Show what the uploaded list would add, change and end, or why it is refused."""
    return _preview(upload_id)


@bp.post("/imports/upload/<int:upload_id>/confirm")
def confirm(upload_id: int) -> ResponseReturnValue:
    """Take the list as it was shown, or show it again when the staff changed meanwhile."""
    now = clock.now()
    if request.form.get("answer") == "no":
        staff_uploads.forget(actor(), now)
        flash(_("The list is thrown away. Nothing is changed."), "info")
        return redirect(url_for("people.imports"), 303)
    try:
        counts = staff_uploads.confirm(actor(), upload_id, whole(request.form.get("state", "")), now)
    except Changed:
        flash(_("Something changed since you looked. Look again at what this list does now."), "warning")
        return _preview(upload_id), 409
    flash(
        _(
            "The list is taken: %(added)s added, %(changed)s changed, %(ended)s ended. "
            "Nobody is invited until you say so.",
            **{name: str(counts[name]) for name in KINDS},
        ),
        "ok",
    )
    return redirect(url_for("people.imports"), 303)


@bp.route("/imports/<int:act_id>/revert", methods=["GET", "POST"])
def revert(act_id: int) -> ResponseReturnValue:
    """Show whether an import can be reverted, and do it."""
    if request.method == "POST":
        staff_revert.revert(actor(), act_id, clock.now())
        flash(_("The import is reverted: everything is as it was before."), "ok")
        return redirect(url_for("people.imports"), 303)
    found = staff_revert.revertible(act_id)
    return render_template(
        "people/revert.html",
        act=found.act,
        names=found.touched[: staff_revert.MOST_NAMES],
        count=len(found.touched),
        never=NEVER,
    )


def _preview(upload_id: int) -> str:
    kind = request.args.get("kind", "")
    shown = staff_uploads.show(actor(), upload_id, kind, whole(request.args.get("page", ""), 1), clock.now())
    return render_template(
        "people/preview.html",
        shown=shown,
        counts=shown.preview.counts,
        problems=shown.preview.problems[:MOST_PROBLEMS],
        subjects=staff_words.subject_words(),
        words=staff_words,
        sentence=staff_reasons.sentence,
        language=language(),
    )
