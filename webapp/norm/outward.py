"""What goes outward: the poster with house rules, and the card that opens by a QR code."""

from __future__ import annotations

import segno
from flask import Response, render_template
from markupsafe import Markup

from learning_goals.norm_fields import PUBLISHABLE
from webapp.guard import actor
from webapp.norm.views import bp
from webapp.norm_words import label
from webapp.services import norms
from webapp.services.addresses import full_address


@bp.get("/outward")
def outward() -> str:
    """Show what is public, with the poster, the card and its QR code to print."""
    number = actor().norm_number
    public = norms.norm(number).public_fields if number else ()
    address = full_address("site.what_now")
    return render_template(
        "norm/outward.html",
        public=[label(each) for each in PUBLISHABLE if each in public],
        inside=[label(each) for each in PUBLISHABLE if each not in public],
        picture=Markup(segno.make(address, error="m").svg_inline(scale=5, border=2, svgclass=None, lineclass=None)),
        address=address,
    )


@bp.get("/outward/code.svg")
def code() -> Response:
    """Give the QR picture as a file."""
    picture = segno.make(full_address("site.what_now"), error="m").svg_inline(scale=10, border=4)
    headers = {"Content-Disposition": "attachment; filename=qr-now.svg"}
    return Response(picture, mimetype="image/svg+xml", headers=headers)
