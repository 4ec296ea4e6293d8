"""A sheet with a start code for somebody without an e-mail address."""

from __future__ import annotations

from flask import render_template, request, url_for

from webapp import clock
from webapp.guard import actor
from webapp.people.views import bp
from webapp.services import audit, ways_in
from webapp.start_sheet import start_sheet


@bp.route("/<int:person_id>/start-code", methods=["GET", "POST"])
def start_code(person_id: int) -> str:
    """Offer to make a code; making it shows it this once, as a sheet to print."""
    now = clock.now()
    account = ways_in.for_whom(actor(), person_id, now)
    back = url_for("people.person", person_id=person_id)
    if request.method == "GET":
        audit.looked(actor(), person_id, "person.record", now)
        return render_template("start_code.html", account=account, back=back)
    return start_sheet(account, ways_in.start_code(actor(), person_id, now), now, back)
