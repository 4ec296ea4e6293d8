"""Who was there, on a phone; and proof of it."""

from __future__ import annotations

from flask import Response, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from flask_babel import gettext as _

from webapp import clock
from webapp.errors import Conflict, NotFound
from webapp.guard import actor
from webapp.look import Look
from webapp.pages import language
from webapp.pdf import Document, Part, pdf
from webapp.queries import whole
from webapp.services import attending, guesses, references
from webapp.services.attending import Proof
from webapp.sessions.views import bp


@bp.get("/<int:session_id>/list", endpoint="roll")
def roll(session_id: int) -> str:
    """Show who takes part and who was there, a date at a time."""
    found = attending.roll(actor(), session_id)
    days = found.session.days
    begun = [day for day in days if clock.day_of(day.slot.starts_at) <= clock.today()]
    asked = request.args.get("date", type=int)
    day = next((each for each in begun if each.number == asked), begun[-1] if begun else None)
    return render_template("sessions/roll.html", roll=found, session=found.session, day=day, begun=begun)


@bp.post("/<int:session_id>/dates/<int:day_id>")
def record(session_id: int, day_id: int) -> ResponseReturnValue:
    """Record who was there on one date."""
    shown = {person for each in request.form.getlist("shown") if (person := whole(each))}
    there = {person for each in request.form.getlist("present") if (person := whole(each))}
    try:
        attending.record(actor(), session_id, day_id, {person: person in there for person in shown}, clock.now())
        flash(_("Saved who was there."), "ok")
    except Conflict:
        flash(_("This date has not begun yet."), "warning")
    return redirect(url_for("sessions.roll", session_id=session_id, date=request.form.get("date", "")), 303)


@bp.post("/<int:session_id>/dates/<int:day_id>/add")
def add(session_id: int, day_id: int) -> ResponseReturnValue:
    """Record somebody who came without being on the list."""
    try:
        attending.add(actor(), session_id, day_id, request.form.get("staff_number", ""), clock.now())
        flash(_("Added."), "ok")
    except NotFound:
        flash(_("Nobody has this staff number. Look at the pass of your colleague."), "warning")
    except Conflict:
        flash(_("This date has not begun yet."), "warning")
    return redirect(url_for("sessions.roll", session_id=session_id, date=request.form.get("date", "")), 303)


@bp.get("/<int:session_id>/certificate.pdf")
def certificate(session_id: int) -> Response:
    """Give one's own certificate, once it was issued."""
    proof = attending.own_proof(actor(), session_id)
    return Response(
        pdf(_document(proof)),
        mimetype="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{proof.code}.pdf"'},
    )


@bp.post("/<int:session_id>/certificate")
def issue(session_id: int) -> ResponseReturnValue:
    """Issue one's own certificate."""
    attending.certificate(actor(), session_id, clock.now())
    return redirect(url_for("sessions.certificate", session_id=session_id), 303)


@bp.route("/check", methods=["GET", "POST"])
def check() -> ResponseReturnValue:
    """Let anybody check a code: what and when, and the initials; no more."""
    proof, asked = None, False
    if request.method == "POST":
        asked = True
        address = request.remote_addr or ""
        guess = guesses.count(f"certificate {address}", address, clock.now())
        proof = attending.proof(request.form.get("code", ""))
        if proof is not None:
            guesses.was_right(guess)
    item = references.programme_item(proof.item_id) if proof else None
    title = item.label.in_language(_spoken()) if item else ""
    page = render_template("sessions/check.html", proof=proof, asked=asked, title=title)
    return page, 404 if asked and proof is None else 200


def _document(proof: Proof) -> Document:
    item = references.programme_item(proof.item_id)
    spoken = _spoken()
    look: Look = current_app.extensions["look"]
    return Document(
        title=_("Certificate"),
        language=spoken,
        subtitle=look.name,
        parts=(
            Part(heading=f"{proof.given_name} {proof.family_name}"),
            Part(
                heading=item.label.in_language(spoken) if item else proof.item_id,
                paragraphs=(
                    _("Attended, and completed on %(day)s.", day=format_date(proof.completed_on, "d MMMM y")),
                    *([item.goal.in_language(spoken)] if item else []),
                ),
                points=tuple(each.in_language(spoken) for each in item.content) if item else (),
            ),
            Part(
                heading=_("Check this certificate"),
                paragraphs=(_("Code: %(code)s", code=proof.code), url_for("sessions.check", _external=True)),
            ),
        ),
    )


def _spoken() -> str:
    return "en" if language() == "en" else "nl"
