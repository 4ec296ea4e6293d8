"""The list of mails, and one mail."""

from __future__ import annotations

from flask import render_template, request

from webapp.guard import actor
from webapp.mailing.views import bp, kind_words, state_words, work_words
from webapp.queries import whole
from webapp.services import mail_bounces, mail_log, mails

LONGEST_SEARCH = 100


@bp.get("/admin/mails")
def log() -> str:
    """Show what left, came back, waits and failed, newest first."""
    chosen = {
        "words": request.args.get("words", "")[:LONGEST_SEARCH],
        "kind": request.args.get("kind", ""),
        "state": request.args.get("state", ""),
    }
    page = mail_log.page(actor(), number=whole(request.args.get("page", ""), 1), **chosen)
    return render_template(
        "mailing/log.html",
        page=page,
        chosen=chosen,
        arguments={name: value for name, value in chosen.items() if value},
        kinds=kind_words(),
        words={**work_words(), **kind_words()},
        states=state_words(),
        broken=len(mail_bounces.everybody(actor())),
    )


@bp.get("/admin/mails/<int:mail_id>")
def mail(mail_id: int) -> str:
    """Show one mail; its text is there in sample mode only."""
    return render_template("mailing/mail.html", mail=mails.one(mail_id), words=kind_words())


@bp.get("/me/mails")
def mine() -> str:
    """Show the mails that were sent to oneself."""
    page = mail_log.mine(actor(), whole(request.args.get("page", ""), 1))
    return render_template(
        "mailing/mine.html",
        page=page,
        words=kind_words(),
        states=state_words(),
        broken=mail_bounces.mine_is_broken(actor()),
    )
