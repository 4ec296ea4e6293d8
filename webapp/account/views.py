"""Logging in and out."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from webapp import clock
from webapp.account.forms import LogInForm
from webapp.account.session import device, open_session, remote_address
from webapp.guard import safe_next, visitor
from webapp.services import log_in as service
from webapp.services.log_in import Attempt, SeveralFit, WrongPassword

bp = Blueprint("account", __name__, template_folder="templates")


@bp.route("/log-in", methods=["GET", "POST"])
def log_in() -> ResponseReturnValue:
    """Log in with staff number or e-mail address."""
    wished = safe_next(request.args.get("next", "")) or url_for("learn.home")
    if request.method == "GET" and visitor() is not None:
        return redirect(wished)
    form = LogInForm()
    if form.validate_on_submit() and _logged_in(form):
        return redirect(wished, 303)
    return render_template("account/log_in.html", form=form), 422 if form.is_submitted() else 200


def _logged_in(form: LogInForm) -> bool:
    attempt = Attempt(
        who=(form.who.data or "").strip(),
        password=form.password.data or "",
        address=remote_address(),
        device=device(),
    )
    now = clock.now()
    try:
        open_session(service.log_in(attempt, now), now)
    except WrongPassword:
        form.password.errors = [_("This staff number or e-mail address does not go with this password.")]
        return False
    except SeveralFit:
        form.who.errors = [_("More people use this e-mail address. Log in with your staff number.")]
        return False
    return True


@bp.post("/log-out")
def log_out() -> ResponseReturnValue:
    """End this log-in."""
    token = getattr(current_user, "token", "")
    if token:
        service.log_out(token, clock.now())
    session.clear()
    flash(_("You are logged out."), "ok")
    return redirect(url_for("account.log_in"), 303)
