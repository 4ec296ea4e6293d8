"""What every file of figures says of itself: of when, made when and by whom, and what was chosen."""

from __future__ import annotations

from datetime import datetime

from flask_babel import format_date, format_datetime
from flask_babel import gettext as _

from learning_goals.tracking import EMPLOYEE
from webapp import clock
from webapp.services import choices, offerings, progress, references, staff_words
from webapp.services.overview import rule_names
from webapp.services.progress import Filter
from webapp.services.state_words import state_word
from webapp.store import organisation

About = list[tuple[str, str]]


def about(by: str, chosen: Filter, language: str, now: datetime) -> About:
    """Return it as lines of a name and what it says."""
    view = progress.view(chosen, clock.day_of(now))
    known = _("as known at the end of that day") if view.then else _("as known now")
    return [
        (_("Organisation"), organisation.said().name),
        (_("As it stood on"), f"{format_date(view.day, 'd MMMM y')}, {known}"),
        (_("Made on"), format_datetime(now.astimezone(clock.AMSTERDAM), "d MMMM y H:mm")),
        (_("Made by"), by),
        (_("Chosen"), "; ".join(f"{name}: {said}" for name, said in chosen_words(chosen, language)) or _("everything")),
    ]


def chosen_words(chosen: Filter, language: str) -> About:
    """Return what was chosen besides the day, in words."""
    said = {
        _("Team"): {team.id: team.path for team in choices.all_teams()}.get(chosen.team_id, ""),
        _("Function group"): references.labels("function_group", language).get(chosen.function_group, ""),
        _("What"): offerings.titles(language).get(chosen.course_id, ""),
        _("Role"): _("No role") if chosen.role == EMPLOYEE else dict(staff_words.roles()).get(chosen.role, ""),
        _("Rule"): _rule(chosen.rule_id),
        _("State"): state_word(chosen.state) if chosen.state else "",
    }
    return [(name, word) for name, word in said.items() if word]


def _rule(rule_id: int | None) -> str:
    if rule_id is None:
        return ""
    return rule_names().get(rule_id, "") or _("Assigned by a person")
