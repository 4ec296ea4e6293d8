"""One's own timeline, as HR and the team leader see it."""

from __future__ import annotations

from flask import render_template, url_for
from flask_babel import gettext as _

from webapp import clock
from webapp.account.views import bp
from webapp.guard import actor
from webapp.pages import language
from webapp.record_words import by_whom, event_words
from webapp.services import offerings, record_timeline


@bp.get("/me/timeline")
def timeline() -> str:
    """Show what was asked of oneself and what became of it, with who recorded or corrected it and why."""
    return render_template(
        "record/timeline.html",
        found=record_timeline.of(actor(), actor().person_id, clock.now()),
        way=[(_("My settings"), url_for("account.settings"))],
        titles=offerings.titles(language()),
        event_words=event_words,
        by_whom=by_whom,
    )
