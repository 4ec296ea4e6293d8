"""The states of an assigned course in the reader's words."""

from __future__ import annotations

from flask_babel import gettext as _

from learning_goals.assignments import State


def state_words() -> dict[State, str]:
    """Return the word for each state in the reader's language."""
    return {
        "overdue": _("Overdue"),
        "due_soon": _("Due soon"),
        "started": _("Started"),
        "assigned": _("Not started"),
        "done_earlier_version": _("Done on an earlier version"),
        "done": _("Done"),
    }
