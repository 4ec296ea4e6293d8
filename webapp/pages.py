"""What every page needs around its own content: language, navigation, look, built files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from flask import Flask, current_app, request, url_for
from flask_babel import format_date, format_datetime, format_decimal, gettext
from flask_babel import lazy_gettext as _l

from webapp import flow, languages
from webapp.guard import visitor
from webapp.languages import translator
from webapp.look import Look, built_files
from webapp.policy import ROUTES, Right
from webapp.services import rule_words
from webapp.services.state_words import state_word

LANGUAGES = ("nl", "en")
LANGUAGE_COOKIE = "language"
_NAVIGATION = (
    ("learn.home", _l("What must I do now?"), Right.OWN),
    ("learn.courses", _l("Courses"), Right.OWN),
    ("sessions.list", _l("Trainings"), Right.OWN),
    ("goals.list", _l("My goals"), Right.OWN),
    ("norm.page", _l("Our norm"), Right.OWN),
    ("team.overview", _l("My team"), Right.TEAM),
    ("reviews.list", _l("Team reviews"), Right.REVIEW),
    ("norm.draft", _l("Write the norm"), Right.NORM),
    ("rounds.list", _l("Learning needs"), Right.ROUND),
    ("programmes.list", _l("Programmes"), Right.PLAN),
    ("rules.list", _l("Rules"), Right.PLAN),
    ("risk.list", _l("Risk profiles"), Right.RISK),
    ("reports.overview", _l("Progress"), Right.REPORT),
    ("onboarding.list", _l("New staff"), Right.REPORT),
    ("proof.home", _l("Proof"), Right.REPORT),
    ("references.overview", _l("Reference data"), Right.PLAN),
    ("people.list", _l("People"), Right.PEOPLE),
    ("texts.overview", _l("Texts"), Right.TEXTS),
    ("mailing.texts", _l("Mails"), Right.MAIL),
    ("admin.setup", _l("Installation"), Right.ADMIN),
)
_FRAME_LINKS = (
    "learn.home",
    "account.log_in",
    "account.log_out",
    "account.settings",
    "site.language",
    "site.help",
    "site.accessibility",
    "site.privacy",
)


@dataclass(frozen=True, kw_only=True)
class Frame:
    """The parts of a page that are the same for everybody with these rights on this endpoint."""

    navigation: tuple[tuple[str, str, bool], ...]
    links: dict[str, str]


def language() -> str:
    """Return the reader's language: the person's own, else what the browser chose here, else Dutch."""
    if (person := visitor()) is not None:
        return person.language
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    return chosen if chosen in LANGUAGES else "nl"


@lru_cache(maxsize=1024)
def frame(_language: str, rights: frozenset[Right], endpoint: str, _root: str) -> Frame:
    """Return the navigation and addresses around a page; made once for each kind of page and reader."""
    navigation = tuple(
        (gettext(label), url_for(name), _is_here(name, endpoint))
        for name, label, right in _NAVIGATION
        if right in rights
    )
    return Frame(navigation=navigation, links={name: url_for(name) for name in _FRAME_LINKS})


def _is_here(name: str, endpoint: str) -> bool:
    if name.startswith("learn."):
        return name == endpoint
    if name.startswith("norm."):
        return endpoint.startswith("norm.") and (ROUTES[endpoint] is Right.NORM) == (name == "norm.draft")
    part = endpoint.split(".")[0]
    return name.split(".")[0] == ("goals" if part == "assess" else part)


def install_pages(app: Flask) -> None:
    """Give templates the look, the built files, the navigation and the reader's dates."""
    look: Look = app.extensions["look"]
    sample = app.config["SETTINGS"].sample
    static = app.static_url_path

    def asset(name: str) -> str:
        return f"{static}/build/{built_files()[name]}"

    @app.context_processor
    def around() -> dict[str, Any]:  # pyright: ignore[reportUnusedFunction]
        person, spoken = visitor(), language()
        rights = person.rights if person else frozenset[Right]()
        made = frame(spoken, rights, request.endpoint or "", request.script_root)
        said = translator(spoken)
        return {
            "_": said.gettext,
            "gettext": said.gettext,
            "ngettext": said.ngettext,
            "person": person,
            "language": spoken,
            "navigation": made.navigation,
            "links": made.links,
            "look": look,
            "look_css_url": f"{request.script_root}/look/look.css?v={look.version}",
            "look_logo_url": f"{request.script_root}/look/logo.svg?v={look.version}",
            "help_url": made.links["site.help"],
            "sample": sample,
        }

    app.jinja_env.globals |= {
        "_": lambda text, **values: languages.current().gettext(text, **values),
        "gettext": lambda text, **values: languages.current().gettext(text, **values),
        "ngettext": lambda one, many, num, **values: languages.current().ngettext(one, many, num, **values),
    }
    app.jinja_env.globals["asset"] = asset
    app.jinja_env.globals["state_word"] = state_word
    app.jinja_env.globals["why"] = _why
    app.jinja_env.globals |= {"flow_box": flow.BOX, "row_lines": flow.row_lines}
    app.jinja_env.filters["capitalize_first"] = _capitalize_first
    app.jinja_env.filters["day"] = _day
    app.jinja_env.filters["moment"] = _moment
    app.jinja_env.filters["hour"] = _hour
    app.jinja_env.filters["decimal"] = format_decimal
    app.jinja_env.filters["month"] = _month
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True


def _why(kept: Mapping[str, Any]) -> str:
    return rule_words.why(kept, "en" if language() == "en" else "nl")


def _capitalize_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def _day(value: date) -> str:
    return format_date(value, "d MMMM y")


def _month(value: date) -> str:
    return format_date(value, "MMMM y")


def _hour(value: datetime) -> str:
    return format_datetime(value, "H:mm")


def _moment(value: datetime) -> str:
    return format_datetime(value, "d MMMM y H:mm")


def current_look() -> Look:
    """Return the look of this installation."""
    return current_app.extensions["look"]
