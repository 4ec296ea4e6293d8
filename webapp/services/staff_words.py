"""Roles, marks, jobs and periods in the reader's words."""

from __future__ import annotations

from datetime import date

from flask_babel import format_date
from flask_babel import gettext as _

from learning_goals.periods import FOREVER, Period
from learning_goals.staffer import Held, Job, Marked
from learning_goals.team_tree import name_of
from learning_goals.words import Language
from webapp.services import references
from webapp.services.choices import audiences

Choice = tuple[str, str]


def role_word(role: str) -> str:
    """Return a role in words."""
    return dict(roles()).get(role, role)


def roles() -> list[Choice]:
    """Return the roles that can be given."""
    return [
        ("team_leader", _("Team leader")),
        ("trainer", _("Trainer")),
        ("coordinator", _("Coordinator")),
        ("hr", _("HR")),
        ("admin", _("Administrator")),
    ]


def duties(language: Language) -> list[Choice]:
    """Return the duties by their label."""
    return [(each.id, each.label.in_language(language)) for each in audiences().duties]


def tags(language: Language) -> list[Choice]:
    """Return the tags by their label."""
    return [(each.id, each.label.in_language(language)) for each in audiences().tags]


def said_of(value: object, language: Language) -> str:
    """Return what holds: a job, a role, a duty or a tag, in words."""
    match value:
        case Job():
            return _job(value, language)
        case Held(role="team_leader", deputy=True):
            return _("Deputy leader of %(team)s", team=value.team)
        case Held(role="team_leader"):
            return _("Leader of %(team)s", team=value.team)
        case Held():
            return role_word(value.role)
        case Marked():
            return dict(duties(language) + tags(language)).get(value.id, value.id)
        case _:
            return _("Employed")


def when(period: Period[object]) -> str:
    """Return from when until when, in words."""
    return span(period.valid_from, period.valid_until)


def span(first: date, last: date) -> str:
    """Return two days in words; without an end it says so."""
    begun = format_date(first, "d MMMM y")
    if last == FOREVER:
        return _("from %(first)s", first=begun)
    return _("%(first)s to %(last)s", first=begun, last=format_date(last, "d MMMM y"))


def _job(job: Job, language: Language) -> str:
    groups = references.labels("function_group", language)
    hours = _("%(hours)s hours a week", hours=job.hours) if job.hours else ""
    said = [job.function, groups.get(job.function_group, ""), hours, job.location]
    return f"{name_of(job.team)}: {', '.join(part for part in said if part)}"


def subject_words() -> dict[str, str]:
    """Return what a fact is about, in words."""
    return {
        "employment": _("Employment"),
        "membership": _("Work"),
        "role": _("Role"),
        "duty": _("Duty"),
        "tag": _("Tag"),
    }
