"""Upkeep of the installation: jobs, and roles that wait for an administrator."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp import clock
from webapp.guard import actor
from webapp.services import jobs as jobs_service
from webapp.services import people_roles

bp = Blueprint("admin", __name__, url_prefix="/admin", template_folder="templates")


def job_words() -> dict[str, str]:
    """Return what each kind of job is for, in the reader's words."""
    return {
        "way_in_mail": _("Mail with a link to choose a password"),
        "test_mail": _("Test mail"),
        "tidy": _("Nightly tidying"),
        "round_mails": _("Put the mails of a round"),
        "round_mail": _("Mail of a round"),
        "round_figures": _("Figures of a round"),
        "round_response": _("Response of a round"),
        "rounds": _("Rounds, every day"),
        "rules": _("Apply the rules"),
        "rules_of_today": _("Rules, every day"),
        "session_mail": _("Mail about a training"),
        "onboarding": _("Start of new staff, every day"),
        "onboarding_signals": _("Signals about new staff"),
        "onboarding_mentor_mail": _("Mail to a mentor"),
        "bounces": _("Read the mailbox of returned mail"),
        "evaluations": _("Figures of evaluations, every day"),
        "refreshers": _("Refreshers, every day"),
        "audit_chain": _("Chain who did what"),
        "audit_check": _("Check the chain of who did what, every day"),
        "question_figures": _("Figures of questions, every day"),
        "reviews": _("Reviews of teams, every day"),
        "reminders": _("Reminders, every day"),
        "weekly_mail": _("Weekly mail"),
        "urgent_mail": _("Mail that cannot wait"),
        "export": _("File of figures that somebody asked for"),
        "view_mails": _("Mails about saved views, every day a look"),
        "view_mail": _("Mail about a saved view"),
        "month_figures": _("Figures of the months that are over, every day a look"),
        "checklist": _("Snapshot of the checklist, every day a look"),
        "evidence": _("Evidence file"),
    }


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
