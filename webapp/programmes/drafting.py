"""Changing a draft: its items, going on against a rule, publishing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp import clock
from webapp.errors import Conflict
from webapp.guard import actor
from webapp.programmes.views import bp
from webapp.queries import whole
from webapp.services import programme_drafts
from webapp.services.programme_audiences import AUDIENCES

MOST_HOURS, MOST_COST, MOST_GROUPS = 400, 10_000_000, 1000


@bp.post("/<int:version_id>/items/<key>")
def set_item(version_id: int, key: str) -> ResponseReturnValue:
    """Change one item."""
    values = _values()
    if values is None:
        flash(_("Fill in a month, and numbers that are possible."), "warning")
        return _back(version_id)
    return done(
        version_id,
        lambda revision: programme_drafts.set_item(actor(), version_id, revision, key, values, clock.now()),
        _("Saved."),
    )


@bp.post("/<int:version_id>/items/<key>/drop")
def drop_item(version_id: int, key: str) -> ResponseReturnValue:
    """Take one item out, with a reason."""
    reason = _reason()
    if not reason:
        return _back(version_id)
    return done(
        version_id,
        lambda revision: programme_drafts.drop_item(actor(), version_id, revision, key, reason, clock.now()),
        _("Taken out. The reason stays with this version."),
    )


@bp.post("/<int:version_id>/add")
def add_item(version_id: int) -> ResponseReturnValue:
    """Put something in."""
    what = request.form.get("what", "")
    return done(
        version_id,
        lambda revision: programme_drafts.add_item(actor(), version_id, revision, what, clock.now()),
        _("Put in."),
    )


@bp.post("/<int:version_id>/override")
def override(version_id: int) -> ResponseReturnValue:
    """Go on although a rule speaks."""
    reason, rule = _reason(), request.form.get("rule", "")
    if not reason:
        return _back(version_id)
    return done(
        version_id,
        lambda revision: programme_drafts.override(actor(), version_id, revision, rule, reason, clock.now()),
        _("Kept with your name and reason."),
    )


@bp.post("/<int:version_id>/publish")
def publish(version_id: int) -> ResponseReturnValue:
    """Publish the draft."""
    return done(
        version_id,
        lambda revision: programme_drafts.publish(actor(), version_id, revision, clock.now()),
        _("Published. Everybody it is for sees it under My programme."),
    )


def done(version_id: int, act: Callable[[int], None], said: str) -> ResponseReturnValue:
    """Do it to the draft as the page showed it, and go back there with what came of it."""
    try:
        act(whole(request.form.get("revision", "")))
        flash(said, "ok")
    except Conflict as refused:
        if str(refused) == "blocked":
            flash(_("Rules still block this. Change it, or write at each rule why you go on."), "warning")
        else:
            flash(
                _("Somebody changed this programme just before you, or it is published. Look at it again."), "warning"
            )
    return _back(version_id)


def _back(version_id: int) -> ResponseReturnValue:
    return redirect(url_for("programmes.programme", version_id=version_id), 303)


def _reason() -> str:
    reason = " ".join(request.form.get("reason", "").split())[:500]
    if not reason:
        flash(_("Write why."), "warning")
    return reason


def _values() -> dict[str, Any] | None:
    try:
        month = date.fromisoformat(request.form.get("month", "")).replace(day=1)
        hours = float(request.form.get("hours", "").replace(",", "."))
        cost, groups = int(request.form.get("cost", "")), int(request.form.get("groups", ""))
    except ValueError:
        return None
    possible = 0 <= hours <= MOST_HOURS and 0 <= cost <= MOST_COST and 1 <= groups <= MOST_GROUPS
    if not possible:
        return None
    return {
        "month": month.isoformat(),
        "hours": hours,
        "cost": cost,
        "groups": groups,
        "internal_trainer": request.form.get("internal_trainer") == "1",
        "with": [each for each in request.form.getlist("with") if each in AUDIENCES],
    }
