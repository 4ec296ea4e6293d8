"""Rules in the reader's words: whom, by when, how often, and why somebody must do something."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from learning_goals.assignment_rules.rule import Condition, Due, Renewal, Rule
from learning_goals.words import Language
from webapp.services import choices, offerings, staff_words


def whom(rule: Rule, language: Language) -> str:
    """Return for whom a rule is, as a phrase."""
    others = [_condition(each, language) for each in rule.exclude]
    said = _(" or: ").join(_condition(each, language) for each in rule.include)
    return _("%(whom)s; but not: %(others)s", whom=said, others=", ".join(others)) if others else said


def due(said: Due, language: str) -> str:
    """Return by when, as a phrase."""
    days = ngettext("%(num)s day", "%(num)s days", said.days)
    match said.anchor:
        case "employment":
            return _("%(days)s after the first working day", days=days)
        case "entry":
            return _("%(days)s after coming into the group", days=days)
        case "date":
            return _("by %(day)s", day=_day(said.on))
        case "completion":
            title = offerings.titles(language).get(said.after, said.after)
            return _("%(days)s after “%(title)s” is done", days=days, title=title)


def renewal(said: Renewal) -> str:
    """Return how often again, as a phrase."""
    months = ngettext("every month", "every %(num)s months", said.months)
    match said.kind:
        case "never":
            return _("once")
        case "rolling":
            return months
        case "calendar":
            return _("%(months)s, on day %(day)s of month %(month)s", months=months, day=said.day, month=said.month)


def why(kept: Mapping[str, Any], language: Language) -> str:
    """Return why a rule asks something of somebody: "Rule 3, for … (since …)"; empty when no rule does."""
    if not kept:
        return ""
    because = Condition(**kept["because"]) if kept.get("because") else Condition(everyone=True)
    return _(
        "Rule %(number)s, for “%(group)s” (since %(day)s).",
        number=kept["rule"],
        group=_condition(because, language),
        day=_day(date.fromisoformat(kept["since"])),
    )


def fault(message: str) -> tuple[str, str]:
    """Return the field and the sentence for what a rule was refused for."""
    known = {
        "a fixed day needs its day": ("on", _("Fill in the day.")),
        "say after what": ("after", _("Choose after what.")),
        "a day of the year comes back after whole years": (
            "months",
            _("A day of the year comes back after whole years: 12, 24 or 36 months."),
        ),
        "at most half of the period": (
            "window_days",
            _("The days in which a repeat counts are at most half of the period."),
        ),
        "say for whom": ("function_groups", _("Choose for whom the rule is, or “Everybody”.")),
        "a rule cannot wait for itself": ("after", _("A rule cannot wait for what it asks itself.")),
        "who filled in a questionnaire": (
            "renews",
            _("Nobody is told who filled in a questionnaire, so it cannot come back by a rule. Open a round instead."),
        ),
    }
    for part, said in known.items():
        if part in message:
            return said
    return "title", _("Something here is not possible. Check what you filled in.")


def _condition(said: Condition, language: Language) -> str:
    teams = {team.id: team.name for team in choices.all_teams()} if said.teams else {}
    parts = [
        _names(said.function_groups, choices.function_groups(language)),
        ", ".join(teams.get(each, "?") for each in said.teams),
        _names(said.roles, staff_words.roles()),
        _names(said.duties, staff_words.duties(language)),
        _names(said.tags, staff_words.tags(language)),
        _("new colleagues") if said.newcomers else "",
        ngettext("%(num)s named person", "%(num)s named people", len(said.people)) if said.people else "",
    ]
    return _(" and ").join(part for part in parts if part) or _("everybody")


def _names(ids: Iterable[str], known: Iterable[tuple[str, str]]) -> str:
    labels = dict(known)
    return _(" or ").join(labels.get(each, each) for each in ids)


def _day(day: date | None) -> str:
    return format_date(day, "d MMMM yyyy") if day else ""
