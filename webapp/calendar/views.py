"""The private address of one's calendar, and what it shows."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp import clock
from webapp.guard import actor
from webapp.services import calendars
from webapp.services.addresses import full_address

bp = Blueprint("calendar", __name__, url_prefix="/calendar", template_folder="templates")


@bp.get("")
def page() -> str:
    """Say whether there is an address, and how to use it."""
    return render_template("calendar/page.html", since=calendars.since(actor()), address="")


@bp.post("/renew")
def renew() -> str:
    """Make a new address and show it, once."""
    token = calendars.renew(actor(), clock.now())
    address = full_address("calendar.feed", token=token)
    return render_template("calendar/page.html", since=clock.now(), address=address)


@bp.post("/revoke")
def revoke() -> ResponseReturnValue:
    """Let the address show nothing any more."""
    calendars.revoke(actor(), clock.now())
    flash(_("The address shows nothing any more."), "ok")
    return redirect(url_for("calendar.page"), 303)


@bp.get("/<token>.ics")
def feed(token: str) -> Response:
    """Show a calendar program what somebody planned, by the private address."""
    return Response(
        calendars.feed(token, clock.now()),
        mimetype="text/calendar",
        headers={"Cache-Control": "private, max-age=600"},
    )
