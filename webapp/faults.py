"""Every refusal as a page in the reader's language that says what to do."""

from __future__ import annotations

from flask import Flask, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from webapp.errors import Refusal
from webapp.logs import log

PLAIN = "Er gaat iets mis. Probeer het straks nog eens. / Something is wrong. Please try again later."
PAGES = frozenset({400, 403, 404, 409, 413, 422, 429, 500})


def install_faults(app: Flask) -> None:
    """Turn refusals and HTTP errors into pages."""
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(CSRFError, _expired)
    app.register_error_handler(HTTPException, _http)


def page(status: int, reason: str = "") -> ResponseReturnValue:
    """Return the page of an error status; `reason` is shown in addition to the general advice."""
    shown = status if status in PAGES else 400
    try:
        return render_template(f"errors/{shown}.html", reason=reason), status
    except Exception:
        log.exception("the page of an error could not be made")
        return PLAIN, status


def _refused(error: Exception) -> ResponseReturnValue:
    assert isinstance(error, Refusal)
    return page(error.status, error.reason)


def _expired(_error: Exception) -> ResponseReturnValue:
    return page(400, _("This page was open for too long. Go back, load it again and send it once more."))


def _http(error: Exception) -> ResponseReturnValue:
    assert isinstance(error, HTTPException)
    if error.code is None or error.code < 400:
        return error.get_response()
    body, status = page(error.code)  # type: ignore[misc]
    headers = [(name, value) for name, value in error.get_headers() if name in ("Allow", "Retry-After")]
    return body, status, headers
