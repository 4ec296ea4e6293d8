"""Everything that can be asked of somebody, by its title: courses, programme items, the norm, the leerdoelwijzer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from flask_babel import gettext as _

from learning_goals.assignment_rules.rule import Kind
from webapp import questionnaires
from webapp.services import references
from webapp.services.curriculum import library
from webapp.store import norms, revision

NORM = "norm"


def by_kind(language: str) -> Mapping[Kind, Mapping[str, str]]:
    """Return the titles by id, for each kind."""
    spoken = "en" if language == "en" else "nl"
    return {
        "course": {id: each.course.course.title.in_language(spoken) for id, each in library().modules.items()},
        "item": {id: each.label.in_language(spoken) for id, each in references.programme_items().items()},
        "norm": {NORM: _("Read the norm and say so")},
        "questionnaire": {questionnaires.current().questionnaire.id: _("Fill in the learning-goal guide")},
    }


def asked(language: str) -> list[tuple[str, str]]:
    """Return what can be asked of people so that others see it, with its title, in the order of the lists."""
    kinds = by_kind(language)
    return [(id, title) for kind in ("norm", "course", "item") for id, title in kinds[kind].items()]


def titles(language: str) -> dict[str, str]:
    """Return the titles of all kinds together; ids differ over kinds."""
    hidden_too = references.labels("programme_item", language)
    return hidden_too | {id: title for kind in by_kind(language).values() for id, title in kind.items()}


def redo_versions(day: date) -> dict[str, int]:
    """Return, per thing to do, the newest version that asks everybody to do it again."""
    courses = {course_id: module.redo_version for course_id, module in library().modules.items()}
    return courses | dict.fromkeys(references.programme_items(), 1) | {NORM: _asked_norm(revision.current(), day)}


@lru_cache(maxsize=64)
def _asked_norm(_revision: int, day: date) -> int:
    return max(1, norms.asked_number(day))
