"""A leader hands a start code to somebody new who has no e-mail address."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp import clock
from webapp.errors import Conflict
from webapp.guard import actor
from webapp.onboarding.views import bp
from webapp.services import onboarding_access, ways_in
from webapp.start_sheet import start_sheet


@bp.route("/team/onboarding/<int:onboarding_id>/start-code", methods=["GET", "POST"])
def start_code(onboarding_id: int) -> ResponseReturnValue:
    """Offer to make a code; making it shows it this once, as a sheet to print."""
    now = clock.now()
    person_id = onboarding_access.led(actor(), onboarding_id, clock.today()).row.person_id
    try:
        account = ways_in.new_and_unreachable(actor(), person_id, now)
    except Conflict as refused:
        raise Conflict(
            _("This person has an e-mail address or a password already. When logging in does not work, ask HR.")
        ) from refused
    back = url_for("onboarding.led", onboarding_id=onboarding_id)
    if request.method == "GET":
        return render_template("start_code.html", account=account, back=back)
    return start_sheet(account, ways_in.start_code(actor(), person_id, now), now, back)
