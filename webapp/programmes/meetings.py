"""Giving two items of a draft as one meeting, one in two halves, and undoing both."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp import clock
from webapp.guard import actor
from webapp.programmes.drafting import done
from webapp.programmes.views import bp
from webapp.services import programme_drafts


@bp.post("/<int:version_id>/items/<key>/merge")
def merge(version_id: int, key: str) -> ResponseReturnValue:
    """Give an item and another one as one meeting."""
    other = request.form.get("other", "")
    return done(
        version_id,
        lambda revision: programme_drafts.merge(actor(), version_id, revision, key, other, clock.now()),
        _("They are one meeting now. Look at its month and hours."),
    )


@bp.post("/<int:version_id>/items/<key>/separate")
def separate(version_id: int, key: str) -> ResponseReturnValue:
    """Make a merged meeting what it was before."""
    return done(
        version_id,
        lambda revision: programme_drafts.separate(actor(), version_id, revision, key, clock.now()),
        _("They stand apart again, as they were before."),
    )


@bp.post("/<int:version_id>/items/<key>/halve")
def halve(version_id: int, key: str) -> ResponseReturnValue:
    """Give an item in two halves."""
    return done(
        version_id,
        lambda revision: programme_drafts.halve(actor(), version_id, revision, key, clock.now()),
        _("It comes in two halves now. Give each its own month."),
    )
