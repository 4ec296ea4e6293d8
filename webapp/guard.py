"""Stands before every route: lets in whom the policy lets in, and says why not."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from webapp import clock, policy
from webapp.errors import Forbidden, NotFound, Refusal
from webapp.extensions import login_manager
from webapp.policy import Right, Visitor
from webapp.services import visits

SEEN_EVERY = 60
"""Seconds after which a request renews the mark of when the visitor was last seen."""


class LoggedIn:
    """What Flask-Login keeps for one request: the visitor, and the token of the log-in."""

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def __init__(self, visitor: Visitor, token: str) -> None:
        self.visitor = visitor
        self.token = token

    def get_id(self) -> str:
        """Return what the cookie holds: the secret token of this log-in."""
        return self.token


def visitor() -> Visitor | None:
    """Return who is asking, or None."""
    return getattr(current_user, "visitor", None)


def actor() -> Visitor:
    """Return who is asking on a route that asks for a log-in."""
    found = visitor()
    if found is None:
        raise Forbidden
    return found


def safe_next(target: str) -> str:
    """Return a path on this site, or an empty string for anything that would lead elsewhere."""
    parts = urlsplit(target)
    stays = target.startswith("/") and not target.startswith(("//", "/\\")) and not parts.netloc and not parts.scheme
    return target if stays and target.isprintable() else ""


def install_guard(app: Flask, idle_minutes: int) -> None:
    """Load who is asking, and check every route against the policy."""
    login_manager.init_app(app)
    login_manager.session_protection = None

    @login_manager.user_loader
    def load(token: str) -> LoggedIn | None:  # pyright: ignore[reportUnusedFunction]
        instant = clock.now()
        seconds = int(instant.timestamp())
        seen = session.get("seen", 0)
        if seconds - seen > idle_minutes * 60:
            return None
        if seconds - seen > SEEN_EVERY:
            session["seen"] = seconds
        found = visits.visitor_for(token, instant)
        return LoggedIn(found, token) if found else None

    app.before_request(_check_signs)
    app.before_request(_check_route)


def _check_signs() -> None:
    """Refuse the sign that no keyboard makes and no database keeps."""
    given = (request.args, request.form)
    said = [
        *(request.view_args or {}).values(),
        *(text for each in given for pair in each.items(multi=True) for text in pair),
    ]
    if any(isinstance(each, str) and "\x00" in each for each in said):
        raise Refusal(_("A sign in what you sent cannot be kept. Type it again instead of pasting it."))


def _check_route() -> ResponseReturnValue | None:
    endpoint = request.endpoint
    if endpoint is None:
        return None
    right = policy.ROUTES.get(endpoint)
    if right is None:
        raise NotFound
    if right is Right.ANYONE or policy.may(visitor(), endpoint):
        return None
    if visitor() is not None:
        raise Forbidden
    wished = safe_next(request.full_path.rstrip("?")) if request.method == "GET" else ""
    return redirect(url_for("account.log_in", next=wished or None))
