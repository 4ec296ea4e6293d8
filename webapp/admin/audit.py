"""Who did and looked at what, and whether the chain over it holds."""

from __future__ import annotations

from datetime import date

from flask import render_template, request

from webapp.admin.views import bp
from webapp.audit_words import ACTS, fault_words
from webapp.guard import actor
from webapp.queries import whole
from webapp.services import audit_chain, audit_log

LONGEST_SEARCH = 100


@bp.get("/audit")
def audit() -> str:
    """Show the events, newest first, and what the last check found."""
    chosen = {
        "words": request.args.get("words", "")[:LONGEST_SEARCH],
        "act": request.args.get("act", "")[:LONGEST_SEARCH],
        "since": request.args.get("since", ""),
        "until": request.args.get("until", ""),
    }
    state = audit_chain.state()
    return render_template(
        "admin/audit.html",
        page=audit_log.page(
            actor(),
            chosen["words"],
            chosen["act"],
            _day(chosen["since"]),
            _day(chosen["until"]),
            whole(request.args.get("page", ""), 1),
        ),
        chosen=chosen,
        arguments={name: value for name, value in chosen.items() if value},
        acts={act: ACTS.get(act, act) for act in audit_log.acts(actor())},
        state=state,
        fault=fault_words(state.fault),
    )


def _day(text: str) -> date | None:
    """Return the day of a form field; whatever is none counts as not chosen."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
