"""A sheet with a start code for somebody without an e-mail address."""

from __future__ import annotations

import segno
from flask import render_template, request
from flask_babel import force_locale, format_date
from markupsafe import Markup

from webapp import clock
from webapp.guard import actor
from webapp.people.views import bp
from webapp.services import ways_in
from webapp.services.addresses import full_address


@bp.route("/<int:person_id>/start-code", methods=["GET", "POST"])
def start_code(person_id: int) -> str:
    """Offer to make a code; making it shows it this once, as a sheet to print."""
    now = clock.now()
    account = ways_in.for_whom(actor(), person_id, now)
    if request.method == "GET":
        return render_template("people/start_code.html", account=account)
    code = ways_in.start_code(actor(), person_id, now)
    with force_locale(account.language):
        until = format_date(now + ways_in.VALID["start_code"], "d MMMM y")
    return render_template(
        "people/start_sheet.html",
        account=account,
        code=code,
        picture=_picture(full_address("account.start", token=code)),
        address=full_address("account.start_code"),
        until=until,
    )


def _picture(link: str) -> Markup:
    """Return the QR picture of a link as SVG; segno writes attributes only, as the content policy asks."""
    return Markup(segno.make(link, error="m").svg_inline(scale=4, border=2, svgclass=None, lineclass=None))
