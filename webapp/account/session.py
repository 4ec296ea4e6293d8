"""What the cookie of a log-in holds, and which device it is on."""

from __future__ import annotations

from datetime import datetime

from flask import request, session
from flask_login import login_user

from webapp.guard import LoggedIn
from webapp.services.log_in import Opened

_BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def open_session(opened: Opened, now: datetime) -> None:
    """Begin a new session for this log-in; nothing of the session before it stays."""
    session.clear()
    login_user(LoggedIn(opened.visitor, opened.token))
    session["seen"] = int(now.timestamp())


def remote_address() -> str:
    """Return the network address that the request came from."""
    return request.remote_addr or ""


def device() -> str:
    """Return the browser and system in words that its owner recognises, or an empty text."""
    said = request.user_agent.string
    found = (next((name for sign, name in kind if sign in said), "") for kind in (_BROWSERS, _SYSTEMS))
    return ", ".join(word for word in found if word)
