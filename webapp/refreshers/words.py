"""What courses, elements and moments are called on the page of one's own refreshers."""

from __future__ import annotations

from flask_babel import gettext as _

from quizzes.refreshers import NO_STEP
from webapp.lessons import Reader
from webapp.services import references
from webapp.services.curriculum import library


def course_titles(reader: Reader) -> dict[str, str]:
    """Return the title of every course that is offered."""
    return {id: reader.plain(each.course.course.title) for id, each in library().modules.items()}


def element_labels(language: str) -> dict[str, str]:
    """Return what every training element is called."""
    return references.labels("training_element", language)


def step_words(step: int) -> str:
    """Return when it was asked."""
    return _("In your ten questions") if step == NO_STEP else _("After %(days)s days", days=step)
