"""What others did and looked at that is about oneself."""

from __future__ import annotations

from flask import render_template, request

from webapp.account.views import bp
from webapp.audit_words import ACTS
from webapp.guard import actor
from webapp.queries import whole
from webapp.services import audit_log


@bp.get("/me/looked")
def looked() -> str:
    """Show who looked at one's record and what was decided about oneself, newest first."""
    page = audit_log.about(actor(), whole(request.args.get("page", ""), 1))
    return render_template("account/looked.html", page=page, acts=ACTS)
