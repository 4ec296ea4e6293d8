"""The states of an assigned course in the reader's words."""

from __future__ import annotations

from learning_goals.tracking import Standing
from webapp.languages import current


def _l(text: str) -> str:
    """Mark a text for the collection of texts to translate."""
    return text


_WORDS = {
    "expired": _l("Expired"),
    "overdue": _l("Overdue"),
    "in_grace": _l("Late, in the time after"),
    "due_soon": _l("Due soon"),
    "started": _l("Started"),
    "assigned": _l("Not started"),
    "done_earlier_version": _l("Done on an earlier version"),
    "done": _l("Done"),
    "exempt": _l("Exempted"),
    "optional": _l("Optional"),
}


def state_word(state: Standing) -> str:
    """Return the word for a state, or for "optional" (not assigned), in the reader's language."""
    return current().gettext(_WORDS[state])
