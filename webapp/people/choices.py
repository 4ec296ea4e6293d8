"""What HR can choose from in the forms of one person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from flask_babel import gettext as _
from wtforms import SelectChoice

from learning_goals.periods import FOREVER
from learning_goals.staffer import Job, Span
from webapp.pages import language
from webapp.people.forms import JobForm
from webapp.services import choices

Pair = tuple[str, str]


def options(pairs: Iterable[Pair], group: str | None = None) -> list[SelectChoice]:
    """Return values with their labels as the options of a field."""
    return [SelectChoice(value, label, optgroup=group) for value, label in pairs]


def team_options(first: str) -> list[SelectChoice]:
    """Return every team by its path, after what stands for none."""
    return options([("", first), *((team.path, team.path) for team in choices.all_teams())])


def fill_choices(form: JobForm) -> None:
    """Give a form its teams and function groups."""
    form.team.choices = team_options(_("Choose a team"))
    form.function_group.choices = options([("", _("None")), *choices.function_groups(language())])


def job_of(form: JobForm) -> Job:
    """Return the job that was filled in."""
    return Job(
        team=form.team.data,
        function=form.function.data or "",
        function_group=form.function_group.data,
        hours=form.hours.data or "",
        location=form.location.data or "",
    )


def span_of(first: date | None, last: date | None) -> Span:
    """Return the dates that were filled in; no last day is no end."""
    assert first is not None
    return Span(first=first, last=last or FOREVER)
