"""What is open, in a reader's words; first page and mails say the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask_babel import format_datetime, gettext, ngettext

from learning_goals.reminders.notices import Obligation
from learning_goals.reminders.rule import What
from webapp import clock
from webapp.services import offerings
from webapp.services.addresses import full_address

OFFERED = frozenset({"refresher_open", "evaluation_open", "session_tomorrow"})
"""What nobody is late with."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of a list: what, about whom (empty: the reader), by when, and where to do it.

    `must`: false for what is offered and for what says itself when it is.
    """

    text: str
    who: str
    due: date
    late: bool
    endpoint: str
    values: Mapping[str, Any] = field(default_factory=dict[str, Any])
    must: bool = True

    @property
    def address(self) -> str:
        """The whole address, for use outside the browser."""
        return full_address(self.endpoint, **self.values)


def own(found: Iterable[Obligation], language: str, today: date) -> list[Entry]:
    """Return what the reader must do."""
    found = list(found)
    titles = offerings.titles(language) if found else {}
    return _once(_entry(each, _own_text(each, titles), "", *_own_place(each), today) for each in found)


def of_team(found: Iterable[Obligation], names: Mapping[int, str], language: str, today: date) -> list[Entry]:
    """Return what a leader must look after, with the names of the own people."""
    titles = offerings.titles(language)
    return _once(_entry(each, _own_text(each, titles), _name(each, names), *_team_place(each), today) for each in found)


def counted(found: Iterable[Obligation]) -> list[str]:
    """Return numbers without names, for who is above a leader and for coordinator and HR."""
    return [number(what, count) for what, count in sorted(Counter(each.what for each in found).items())]


def _once(entries: Iterable[Entry]) -> list[Entry]:
    """Return the first of entries that say the same of the same person."""
    kept: dict[tuple[Any, ...], Entry] = {}
    for each in entries:
        kept.setdefault((each.who, each.text, each.endpoint, *each.values.values()), each)
    return list(kept.values())


def _entry(each: Obligation, text: str, who: str, endpoint: str, values: Mapping[str, Any], today: date) -> Entry:
    must = each.what not in OFFERED
    late = must and each.due < today
    return Entry(text=text, who=who, due=each.due, late=late, endpoint=endpoint, values=values, must=must)


def _name(each: Obligation, names: Mapping[int, str]) -> str:
    return str(each.about.get("name", "")) or names.get(each.doers[0] if each.doers else 0, "")


def _own_text(each: Obligation, titles: Mapping[str, str]) -> str:
    about = each.about
    match each.what:
        case "assignment_due" | "assignment_overdue" | "assignment_expiring":
            return titles.get(about["course"], about["course"])
        case "session_tomorrow":
            moment = about["starts_at"].astimezone(clock.AMSTERDAM)
            return gettext("Your training begins on %(moment)s", moment=format_datetime(moment, "EEEE d MMMM, HH:mm"))
        case "refresher_open":
            return gettext("Refresh: %(title)s", title=about["title"]) if about.get("title") else gettext("Refresh")
        case "evaluation_open":
            return gettext("How was %(title)s?", title=about["title"])
        case "onboarding_step" if about["doer"] == "mentor":
            return gettext("The next step with %(name)s, whose mentor you are", name=about["name"])
        case _:
            return _fixed_text(each.what) or about.get("title") or each.what


def _fixed_text(what: What) -> str:
    """Return what is always said in the same words; empty for the rest."""
    said = {
        "norm_to_acknowledge": gettext("Read the norm and say so"),
        "questionnaire_open": gettext("Fill in the learning-goal guide"),
        "onboarding_step": gettext("The next step of your start here"),
        "mentor_wanted": gettext("No mentor yet: choose one"),
        "mentor_late": gettext("No mentor yet: choose one"),
        "mentor_silent": gettext("The start stands still: ask how it goes"),
        "review_due": gettext("Hold the review with the team"),
        "review_not_recorded": gettext("Record the review, or choose another day"),
    }
    return said.get(what, "")


def _own_place(each: Obligation) -> tuple[str, Mapping[str, Any]]:
    match each.what:
        case "norm_to_acknowledge":
            return "norm.page", {}
        case "questionnaire_open":
            return "assess.home", {}
        case "session_tomorrow":
            return "sessions.session", {"session_id": each.about["session"]}
        case "evaluation_open":
            return "sessions.evaluate", {"session_id": each.about["session"]}
        case "refresher_open":
            return "refreshers.refresher", {"key": each.about["refresher"]}
        case "review_due" | "review_not_recorded":
            return "reviews.review", {"review_id": each.about["review"]}
        case "onboarding_step":
            return ("onboarding.mentor" if each.about["doer"] == "mentor" else "onboarding.start"), {}
        case _:
            return "learn.home", {}


def _team_place(each: Obligation) -> tuple[str, Mapping[str, Any]]:
    if each.what in ("mentor_wanted", "mentor_late", "mentor_silent"):
        return "onboarding.led", {"onboarding_id": each.about["onboarding"]}
    if each.what in ("review_due", "review_not_recorded"):
        return _own_place(each)
    return ("team.person", {"person_id": each.doers[0]}) if each.doers else ("team.overview", {})


def number(what: str, count: int) -> str:
    """Return how many things of that kind are open."""
    match what:
        case "assignment_overdue":
            return ngettext("%(num)d thing is late for long", "%(num)d things are late for long", count)
        case "mentor_late" | "mentor_wanted":
            return ngettext("%(num)d new colleague has no mentor", "%(num)d new colleagues have no mentor", count)
        case "mentor_silent":
            return ngettext("%(num)d start stands still", "%(num)d starts stand still", count)
        case "review_not_recorded" | "review_due":
            return ngettext("%(num)d team is behind with the review", "%(num)d teams are behind with the review", count)
        case _:
            return ngettext("%(num)d thing is open", "%(num)d things are open", count)
