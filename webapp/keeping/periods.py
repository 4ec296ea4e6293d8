"""How long each kind of data is kept: a form with a preview, and what was laid down before."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from learning_goals.retention import BOUNDS, WrongPeriod, checked
from webapp import clock
from webapp.errors import Conflict
from webapp.guard import actor
from webapp.keeping.views import bp
from webapp.keeping.words import KINDS, period_words
from webapp.queries import whole
from webapp.services import retention


@bp.route("/privacy/periods", methods=["GET", "POST"])
def periods() -> ResponseReturnValue:
    """Show the periods, what others would delete tonight, and lay them down after that was shown."""
    held, wrong = retention.held(), ""
    wanted = {kind: whole(request.form.get(kind, ""), 0) for kind in BOUNDS} if request.method == "POST" else {}
    try:
        chosen = checked(wanted or held.periods)
    except WrongPeriod as error:
        return _page(held, wanted, {}, error.kind), 422
    if request.form.get("act") == "save":
        try:
            retention.save(actor(), whole(request.form.get("shown", "")), chosen, clock.now())
        except Conflict:
            flash(_("Somebody else changed the periods meanwhile. Look at them and choose again."), "warning")
        else:
            flash(_("Laid down. The next night keeps to it."), "ok")
        return redirect(url_for("keeping.periods"), 303)
    return _page(held, chosen, retention.preview(chosen, clock.now()), wrong), 200


def _page(held: retention.Held, chosen: dict[str, int], preview: dict[str, int], wrong: str) -> str:
    return render_template(
        "keeping/periods.html",
        held=held,
        chosen=chosen,
        preview=preview,
        wrong=wrong,
        bounds=BOUNDS,
        kinds=KINDS,
        words=period_words,
        history=retention.history(),
        previewed=request.method == "POST",
    )
