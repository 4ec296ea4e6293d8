"""Setting up the installation in short steps."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp import clock
from webapp.admin.forms import NameForm
from webapp.admin.views import bp
from webapp.audit_words import fault_words
from webapp.config import Settings
from webapp.guard import actor
from webapp.pages import current_look
from webapp.services import audit_chain, people_roles
from webapp.services import setup as service


@bp.get("")
def setup() -> str:
    """Say what is still to do."""
    waiting = len(people_roles.waiting(actor()))
    fault = fault_words(audit_chain.state().fault)
    return render_template("admin/setup.html", steps=service.steps(clock.now()), waiting=waiting, fault=fault)


@bp.route("/name", methods=["GET", "POST"])
def setup_name() -> ResponseReturnValue:
    """Fill in what the organisation is called."""
    said = service.said()
    form = NameForm(data={"name": said.name or current_look().name, "help_text": said.help_text})
    if form.validate_on_submit():
        name = " ".join((form.name.data or "").split())
        service.save_name(actor(), name, (form.help_text.data or "").strip(), clock.now())
        return _saved()
    return render_template("admin/name.html", form=form), 422 if form.is_submitted() else 200


@bp.route("/mail", methods=["GET", "POST"])
def setup_mail() -> ResponseReturnValue:
    """Show how mail leaves; POST sends a test mail to oneself."""
    form = NameForm()
    settings: Settings = current_app.config["SETTINGS"]
    if form.is_submitted():
        if service.send_test_mail(actor(), clock.now()):
            flash(_("The test mail waits to be sent. Look here again in a minute."), "ok")
        else:
            flash(_("We know no e-mail address of you. Fill it in on your own page under People first."), "error")
        return redirect(url_for("admin.setup_mail"), 303)
    where = urlsplit(settings.smtp_url).hostname or ""
    return render_template("admin/mail_setup.html", settings=settings, where=where, checked=service.said().mail_checked)


@bp.route("/look", methods=["GET", "POST"])
def setup_look() -> ResponseReturnValue:
    """Show which look is in use; POST says that it is right."""
    form = NameForm()
    if form.is_submitted():
        service.confirm_look(actor(), clock.now())
        return _saved()
    folder = current_app.config["SETTINGS"].look
    return render_template("admin/look.html", folder=folder, confirmed=service.said().look_confirmed)


def _saved() -> ResponseReturnValue:
    flash(_("Saved."), "ok")
    return redirect(url_for("admin.setup"), 303)
