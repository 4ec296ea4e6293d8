"""What every page needs around its own content: language, navigation, look, built files."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from flask import Flask, current_app, request, url_for
from flask_babel import format_date, format_datetime, gettext

from webapp.guard import visitor
from webapp.look import Look, built_files
from webapp.policy import Right, Visitor

LANGUAGES = ("nl", "en")
LANGUAGE_COOKIE = "language"
_NAVIGATION: tuple[tuple[str, str, Right], ...] = (
    ("learn.home", "What must I do now?", Right.OWN),
    ("learn.courses", "Courses", Right.OWN),
    ("team.overview", "My team", Right.TEAM),
    ("reports.overview", "Progress", Right.REPORT),
    ("people.list", "People", Right.PEOPLE),
    ("admin.setup", "Installation", Right.ADMIN),
)


def language() -> str:
    """Return the reader's language: the person's own, else what the browser chose here, else Dutch."""
    if (person := visitor()) is not None:
        return person.language
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    return chosen if chosen in LANGUAGES else "nl"


def navigation(person: Visitor | None) -> list[tuple[str, str, bool]]:
    """Return (label, address, is current) of the parts that are open to this person."""
    if person is None:
        return []
    here = (request.endpoint or "").split(".")[0]
    rights = person.rights
    return [
        (gettext(label), url_for(endpoint), _is_here(endpoint, here))
        for endpoint, label, right in _NAVIGATION
        if right in rights
    ]


def _is_here(endpoint: str, blueprint: str) -> bool:
    if endpoint.startswith("learn."):
        return request.endpoint == endpoint
    return endpoint.split(".")[0] == blueprint


def install_pages(app: Flask) -> None:
    """Give templates the look, the built files, the navigation and the reader's dates."""
    look: Look = app.extensions["look"]
    sample = app.config["SETTINGS"].sample
    static = app.static_url_path

    def asset(name: str) -> str:
        return f"{static}/build/{built_files()[name]}"

    @app.context_processor
    def around() -> dict[str, Any]:  # pyright: ignore[reportUnusedFunction]
        person = visitor()
        return {
            "person": person,
            "language": language(),
            "navigation": navigation(person),
            "look": look,
            "look_css_url": url_for("site.look", name="look.css", v=look.version),
            "look_logo_url": url_for("site.look", name="logo.svg", v=look.version),
            "help_url": url_for("site.help"),
            "sample": sample,
        }

    app.jinja_env.globals["asset"] = asset
    app.jinja_env.filters["day"] = _day
    app.jinja_env.filters["moment"] = _moment
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True


def _day(value: date) -> str:
    return format_date(value, "d MMMM y")


def _moment(value: datetime) -> str:
    return format_datetime(value, "d MMMM y H:mm")


def current_look() -> Look:
    """Return the look of this installation."""
    return current_app.extensions["look"]
