"""Addresses that do not work, and what a mail service says about mails that came back."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp import clock
from webapp.extensions import csrf
from webapp.guard import actor
from webapp.mail.bounces import LARGEST
from webapp.mailing.views import bp
from webapp.services import mail_bounces

TOKEN = "X-Bounces-Token"
_LONGEST = {"recipient": 254, "message_id": 200, "kind": 20, "why": 2000}


@bp.get("/admin/mails/addresses")
def addresses() -> str:
    """Show whose address does not work, and why."""
    return render_template("mailing/addresses.html", broken=mail_bounces.everybody(actor()))


@bp.post("/admin/mails/addresses/<int:person_id>")
def clear(person_id: int) -> ResponseReturnValue:
    """Count an address as working again."""
    mail_bounces.clear(actor(), person_id, clock.now())
    flash(_("Mails go to this address again."), "ok")
    return redirect(url_for("mailing.addresses"), 303)


@bp.post("/mail/bounces")
@csrf.exempt
def bounces() -> ResponseReturnValue:
    """Take what a mail service tells with the secret token: a report as it came, or JSON."""
    if not mail_bounces.is_ours(request.headers.get(TOKEN, "")):
        return _said("the token is wrong", 401)
    if (request.content_length or 0) > LARGEST:
        return _said("this is too large", 413)
    if request.mimetype == "message/rfc822":
        mail_bounces.take_report(request.get_data(), "webhook", clock.now())
        return Response(status=204)
    if request.mimetype != "application/json":
        return _said("send message/rfc822 or application/json", 415)
    notice = _notice(request.get_json(silent=True))
    if notice is None:
        return _said("send recipient, message_id, kind (permanent or temporary) and why, as short texts", 422)
    permanent = notice["kind"] == "permanent"
    mail_bounces.take_notice(notice["recipient"], notice["message_id"], notice["why"], clock.now(), permanent=permanent)
    return Response(status=204)


def _notice(said: Any) -> dict[str, str] | None:
    """Return what was said, or None when it is not a notice; message_id and why may be left out."""
    if not isinstance(said, dict):
        return None
    found = {name: said.get(name, "") for name in _LONGEST}
    if not all(isinstance(value, str) and len(value) <= _LONGEST[name] for name, value in found.items()):
        return None
    if any("\x00" in value for value in found.values()):
        return None
    return found if found["kind"] in ("permanent", "temporary") and found["recipient"] else None


def _said(text: str, status: int) -> Response:
    return Response(f"{text}\n", status, content_type="text/plain; charset=utf-8")
