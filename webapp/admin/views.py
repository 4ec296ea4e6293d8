"""Upkeep of the installation: jobs, mails, and roles that wait for an administrator."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp import clock
from webapp.guard import actor
from webapp.services import jobs as jobs_service
from webapp.services import mails as mails_service
from webapp.services import people_roles

bp = Blueprint("admin", __name__, url_prefix="/admin", template_folder="templates")


def job_words() -> dict[str, str]:
    """Return what each kind of job is for, in the reader's words."""
    return {
        "way_in_mail": _("Mail with a link to choose a password"),
        "test_mail": _("Test mail"),
        "tidy": _("Nightly tidying"),
    }


def mail_words() -> dict[str, str]:
    """Return what each kind of mail is, in the reader's words."""
    return {"invitation": _("Invitation"), "forgotten": _("Forgotten password"), "test": _("Test mail")}


@bp.get("/jobs")
def jobs() -> str:
    """Show what waits and what failed, and why."""
    return render_template("admin/jobs.html", board=jobs_service.board(), words=job_words())


@bp.post("/jobs/<int:job_id>/retry")
def retry(job_id: int) -> ResponseReturnValue:
    """Let a failed job be tried again."""
    jobs_service.retry(job_id, clock.now())
    flash(_("The job will be tried again."), "ok")
    return redirect(url_for("admin.jobs"), 303)


@bp.get("/mails")
def mails() -> str:
    """Show the mails that left, newest first."""
    return render_template("admin/mails.html", mails=mails_service.newest(), words=mail_words())


@bp.get("/mails/<int:mail_id>")
def mail(mail_id: int) -> str:
    """Show one mail; its text is there in sample mode only."""
    return render_template("admin/mail.html", mail=mails_service.one(mail_id), words=mail_words())


@bp.get("/role-requests")
def role_requests() -> str:
    """Show which roles wait for a decision."""
    words = {"hr": _("HR"), "admin": _("Administrator")}
    return render_template("admin/role_requests.html", requests=people_roles.waiting(actor()), words=words)


@bp.post("/role-requests/<int:request_id>")
def decide_role(request_id: int) -> ResponseReturnValue:
    """Confirm or refuse one role."""
    confirmed = request.form.get("decision") == "confirm"
    people_roles.decide(actor(), request_id, clock.now(), confirmed=confirmed)
    flash(_("The role is given.") if confirmed else _("The role is refused."), "ok")
    return redirect(url_for("admin.role_requests"), 303)
