"""The sheet with a start code, to print and hand over."""

from __future__ import annotations

from datetime import datetime

import segno
from flask import render_template
from flask_babel import force_locale, format_date
from markupsafe import Markup

from webapp.services import ways_in
from webapp.services.addresses import full_address
from webapp.services.ways_in import Account


def start_sheet(account: Account, code: str, now: datetime, back: str) -> str:
    """Return the page with the code, in the language of who gets it; it is shown this once."""
    with force_locale(account.language):
        until = format_date(now + ways_in.VALID["start_code"], "d MMMM y")
    return render_template(
        "start_sheet.html",
        account=account,
        code=code,
        picture=_picture(full_address("account.start", token=code)),
        address=full_address("account.start_code"),
        until=until,
        back=back,
    )


def _picture(link: str) -> Markup:
    """Return the QR picture of a link as SVG; segno writes attributes only, as the content policy asks."""
    return Markup(segno.make(link, error="m").svg_inline(scale=4, border=2, svgclass=None, lineclass=None))
