"""The checklist: answers with owner, proof and a day to look again."""

from __future__ import annotations

from contextlib import closing
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from learning_goals.proof.checklist import ANSWERS, LOOK_AGAIN, again_fault
from webapp import clock, policy
from webapp.errors import Conflict
from webapp.guard import actor
from webapp.pages import language
from webapp.proof import words
from webapp.proof.forms import AnswerForm, DocumentForm
from webapp.proof.views import bp
from webapp.queries import whole
from webapp.services import checklist as service
from webapp.services import rules
from webapp.services.checklist import Given, NoOwner, Opened
from webapp.services.evidence import MOST_BYTES, BadFile


@bp.get("/checklist")
def checklist() -> str:
    """Show every question with its answer, what is to be looked at again in front."""
    found = service.listing(clock.today())
    return render_template("proof/checklist.html", found=found, words=words, answers=(*ANSWERS, "open"))


@bp.route("/checklist/<item_id>", methods=["GET", "POST"])
def item(item_id: str) -> ResponseReturnValue:
    """Read and answer one question."""
    found = service.opened(item_id, _spoken(), clock.now())
    form = AnswerForm(data=_data(found))
    form.facts.choices = [(each.id, each.text) for each in found.facts if each.text]
    if form.validate_on_submit() and _day_is_possible(form):
        try:
            service.answer(actor(), item_id, _given(form), clock.now())
        except NoOwner:
            form.owner.errors = [
                _("Nobody who works here now has this staff number. Look it up in the list of people.")
            ]
        except Conflict:
            form.answer.errors = [
                _("Somebody answered this after you opened the page. Open it in another tab to compare.")
            ]
            return _page(found, form), 409
        else:
            flash(_("Kept. The earlier answer stays in the history."), "ok")
            return redirect(url_for("proof.checklist"), 303)
    return _page(found, form), 422 if form.is_submitted() else 200


@bp.post("/checklist/<item_id>/documents")
def upload(item_id: str) -> ResponseReturnValue:
    """Add a document as proof."""
    found = service.opened(item_id, _spoken(), clock.now())
    form = DocumentForm()
    if form.validate_on_submit():
        try:
            with closing(form.file.data) as given:
                content = given.read(MOST_BYTES + 1)
            service.upload(actor(), item_id, given.filename or "", content, clock.now())
        except BadFile:
            form.file.errors = [_("This is no PDF or photo, or it is bigger than 5 MB. Choose another file.")]
        else:
            flash(_("The document is added."), "ok")
            return redirect(url_for("proof.item", item_id=item_id), 303)
    answering = AnswerForm(formdata=None, data=_data(found))
    answering.facts.choices = [(each.id, each.text) for each in found.facts if each.text]
    return _page(found, answering, form), 422


@bp.get("/checklist/documents/<int:file_id>")
def document(file_id: int) -> Response:
    """Give a document, as a download."""
    media_type, content = service.document(file_id)
    ending = media_type.rpartition("/")[2]
    headers = {"Content-Disposition": f'attachment; filename="document-{file_id}.{ending}"'}
    return Response(content, mimetype=media_type, headers=headers)


@bp.post("/checklist/documents/<int:file_id>/remove")
def remove_document(file_id: int) -> ResponseReturnValue:
    """Let a document count no more."""
    try:
        item_id = service.remove_file(actor(), file_id, clock.now())
    except Conflict:
        flash(_("Somebody took this document away just before you."), "warning")
        return redirect(url_for("proof.checklist"), 303)
    flash(_("The document counts no more. It stays in evidence files of earlier days."), "ok")
    return redirect(url_for("proof.item", item_id=item_id), 303)


@bp.get("/checklist/snapshots/<int:year>/<int:half>")
def snapshot(year: int, half: int) -> str:
    """Show how the checklist stood in a half-year."""
    found = service.snapshot(year, half)
    now = service.listing(clock.today())
    return render_template("proof/snapshot.html", found=found, now=now, words=words)


def _day_is_possible(form: AnswerForm) -> bool:
    assert form.again_on.data is not None
    fault = again_fault(form.again_on.data, clock.today())
    if fault:
        form.again_on.errors = [words.AGAIN[fault]]
    return fault is None


def _data(found: Opened) -> dict[str, Any]:
    held = found.history[0] if found.history else None
    return {
        "number": found.number,
        "answer": held.answer if held else None,
        "owner": held.owner_number if held else _own_number(),
        "facts": list(held.facts) if held else [],
        "note": held.note if held else "",
        "again_on": clock.today() + LOOK_AGAIN,
    }


def _own_number() -> str:
    return rules.staff_numbers([actor().person_id]).get(actor().person_id, "")


def _given(form: AnswerForm) -> Given:
    assert form.again_on.data is not None
    return Given(
        shown=whole(form.number.data or ""),
        answer=form.answer.data,
        owner_number=(form.owner.data or "").strip(),
        facts=tuple(form.facts.data or ()),
        note=(form.note.data or "").strip(),
        again_on=form.again_on.data,
    )


def _page(found: Opened, form: AnswerForm, documents: DocumentForm | None = None) -> str:
    return render_template(
        "proof/item.html",
        found=found,
        form=form,
        documents=documents or DocumentForm(formdata=None),
        pages={each.endpoint for each in found.facts if policy.may(actor(), each.endpoint)},
        words=words,
        again=request.path,
    )


def _spoken() -> Any:
    return "en" if language() == "en" else "nl"
