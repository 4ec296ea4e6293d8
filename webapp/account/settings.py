"""One's own settings, password and log-ins."""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from webapp import clock
from webapp.account.forms import OBJECTIONS, ChangePasswordForm, SettingsForm
from webapp.account.session import remote_address
from webapp.account.views import bp
from webapp.guard import actor
from webapp.services import log_in, mail_bounces
from webapp.services.log_in import UnfitPassword, WrongPassword


@bp.route("/settings", methods=["GET", "POST"])
def settings() -> ResponseReturnValue:
    """Show and change how I read, and show where I am logged in."""
    me = actor()
    form = SettingsForm(data={"language": me.language, "avoids_violence": me.avoids_violence})
    if form.validate_on_submit():
        log_in.save_settings(me, form.language.data, form.avoids_violence.data)
        with force_locale(form.language.data):
            flash(_("Saved."), "ok")
        return redirect(url_for("account.settings"), 303)
    logins = log_in.running(me, clock.now())
    status = 422 if form.is_submitted() else 200
    page = render_template(
        "account/settings.html",
        form=form,
        logins=logins,
        idle_minutes=_idle_minutes(),
        address_broken=mail_bounces.mine_is_broken(me),
    )
    return page, status


@bp.route("/settings/password", methods=["GET", "POST"])
def password() -> ResponseReturnValue:
    """Change my password; my other log-ins end."""
    form = ChangePasswordForm()
    if form.validate_on_submit() and _changed(form):
        flash(_("Your password is changed. On other devices you are logged out."), "ok")
        return redirect(url_for("account.settings"), 303)
    return render_template("account/password.html", form=form), 422 if form.is_submitted() else 200


def _changed(form: ChangePasswordForm) -> bool:
    try:
        log_in.change_password(actor(), form.old.data or "", form.password.data or "", remote_address(), clock.now())
    except WrongPassword:
        form.old.errors = [_("This is not your password.")]
        return False
    except UnfitPassword as refused:
        form.password.errors = [OBJECTIONS[refused.objection]]
        return False
    return True


@bp.post("/settings/log-out-everywhere")
def log_out_everywhere() -> ResponseReturnValue:
    """End all my log-ins, this one too."""
    log_in.log_out_everywhere(actor(), clock.now())
    session.clear()
    flash(_("You are logged out on every device."), "ok")
    return redirect(url_for("account.log_in"), 303)


def _idle_minutes() -> int:
    return current_app.config["SETTINGS"].idle_minutes
