"""Pages that everybody may see, and what a machine asks."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from prometheus_client import CollectorRegistry, Gauge, generate_latest

from learning_goals.words import Language
from webapp import clock
from webapp.errors import NotFound
from webapp.guard import safe_next, visitor
from webapp.pages import LANGUAGE_COOKIE, LANGUAGES, current_look
from webapp.pages import language as readers_language
from webapp.services import health, log_in, retention, tidy
from webapp.services import help as help_service

bp = Blueprint("site", __name__, template_folder="templates")
YEAR = 365 * 24 * 3600


@bp.get("/healthz")
def healthz() -> Response:
    """Say that this process lives."""
    return _plain("alive\n")


@bp.get("/readyz")
def readyz() -> Response:
    """Say whether the database answers and its migrations are in order."""
    reason = health.why_not_ready()
    return _plain(f"{reason or 'ready'}\n", 503 if reason else 200)


@bp.get("/metrics")
def metrics() -> Response:
    """Give figures in Prometheus' format, when that is switched on."""
    if not current_app.config["SETTINGS"].metrics:
        raise NotFound
    registry = CollectorRegistry()
    for name, (what, value) in health.gauges(clock.now()).items():
        Gauge(name, what, registry=registry).set(value)
    return Response(generate_latest(registry), content_type="text/plain; version=0.0.4; charset=utf-8")


@bp.get("/look/<name>")
def look(name: str) -> ResponseReturnValue:
    """Give the municipality's own style or logo; the address with its version may be kept for ever."""
    own = current_look()
    files = {"look.css": (own.css, "text/css"), "logo.svg": (own.logo, "image/svg+xml")}
    if name not in files:
        raise NotFound
    body, kind = files[name]
    response = Response(body, mimetype=kind)
    response.set_etag(own.version)
    kept = f"public, max-age={YEAR}, immutable" if request.args.get("v") == own.version else "public, max-age=300"
    response.headers["Cache-Control"] = kept
    return response.make_conditional(request)


@bp.get("/help")
def help() -> str:
    """Say whom to call now; works without a log-in and before there is a norm."""
    found = help_service.who_to_call(spoken_language(), clock.today(), inside=visitor() is not None)
    return render_template("site/help.html", help=found)


@bp.get("/now")
def what_now() -> str:
    """Say in three steps what to do now; small, public, and with nothing that was not marked as public."""
    chosen = spoken_language()
    found = help_service.who_to_call(chosen, clock.today(), inside=False)
    with force_locale(chosen):
        return render_template("site/what_now.html", help=found, chosen=chosen)


@bp.get("/house-rules")
def house_rules() -> str:
    """Show the rules for visitors; prints as a poster."""
    chosen = spoken_language()
    with force_locale(chosen):
        return render_template(
            "site/house_rules.html", found=help_service.house_rules(chosen, clock.today()), chosen=chosen
        )


def spoken_language() -> Language:
    """Return the language that the address asks for, or else the reader's."""
    wished = request.args.get("language") or readers_language()
    return "en" if wished == "en" else "nl"


@bp.get("/accessibility")
def accessibility() -> str:
    """Say how far the product is accessible and what to do when it is not."""
    return render_template("site/accessibility.html")


@bp.get("/privacy")
def privacy() -> str:
    """Say what is stored, who sees it and how long it is kept."""
    settings = current_app.config["SETTINGS"]
    return render_template(
        "site/privacy.html", kept=tidy, periods=retention.periods(), idle_minutes=settings.idle_minutes
    )


@bp.post("/language")
def language() -> ResponseReturnValue:
    """Read on in another language, here and, when logged in, on every device."""
    chosen = request.form.get("language", "")
    answer = make_response(redirect(safe_next(request.form.get("next", "")) or url_for("learn.home"), 303))
    if chosen in LANGUAGES:
        secure = current_app.config["SETTINGS"].secure_cookies
        answer.set_cookie(LANGUAGE_COOKIE, chosen, max_age=YEAR, httponly=True, samesite="Lax", secure=secure)
        if (person := visitor()) is not None:
            log_in.save_language(person, chosen)
    return answer


def _plain(text: str, status: int = 200) -> Response:
    return Response(text, status=status, mimetype="text/plain")
