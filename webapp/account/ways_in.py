"""The first password and a forgotten one: by a mailed link or a printed start code."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp import clock
from webapp.account.forms import OBJECTIONS, ForgottenForm, NewPasswordForm, StartCodeForm
from webapp.account.session import device, open_session, remote_address
from webapp.account.views import bp
from webapp.errors import NotFound
from webapp.guard import visitor
from webapp.services import ways_in
from webapp.services.log_in import UnfitPassword


@bp.route("/forgotten", methods=["GET", "POST"])
def forgotten() -> ResponseReturnValue:
    """Ask for a mail with a link; the answer is the same whether or not anybody was meant."""
    form = ForgottenForm()
    if form.validate_on_submit():
        ways_in.forgotten((form.who.data or "").strip(), remote_address(), clock.now())
        return render_template("account/forgotten_asked.html", hours=ways_in.VALID["forgotten"].seconds // 3600)
    return render_template("account/forgotten.html", form=form), 422 if form.is_submitted() else 200


@bp.route("/start", methods=["GET", "POST"])
def start_code() -> ResponseReturnValue:
    """Enter a printed start code; who is logged in already goes to the own start page."""
    if request.method == "GET" and visitor() is not None:
        return redirect(url_for("onboarding.start"))
    form = StartCodeForm()
    if form.validate_on_submit():
        code = (form.code.data or "").strip()
        try:
            ways_in.enter_code(code, remote_address(), clock.now())
        except NotFound:
            form.code.errors = [_("This code is not right, or it no longer works. Compare it with your sheet.")]
        else:
            return redirect(url_for("account.start", token=code), 303)
    return render_template("account/start_code.html", form=form), 422 if form.is_submitted() else 200


@bp.route("/start/<token>", methods=["GET", "POST"])
def start(token: str) -> ResponseReturnValue:
    """Choose a password with a link or code that works once, and be logged in."""
    now = clock.now()
    try:
        way = ways_in.open_way(token, now)
    except NotFound:
        return render_template("account/start_too_late.html"), 404
    form = NewPasswordForm()
    if form.validate_on_submit():
        try:
            open_session(ways_in.set_password(token, form.password.data or "", device(), now), now)
        except UnfitPassword as refused:
            form.password.errors = [OBJECTIONS[refused.objection]]
        else:
            return redirect(url_for("learn.home"), 303)
    return render_template("account/start.html", form=form, way=way), 422 if form.is_submitted() else 200
