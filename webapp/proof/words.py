"""What the answers and parts of the checklist are called, and how they are drawn."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from webapp.services.checklist_words import ALL, ANSWERS, PARTS

AGAIN = {
    "not_later": _l("Choose a day after today, on which you look at this again."),
    "too_far": _l("Choose a day within a year, so that it stays up to date."),
}
BADGES = {"yes": "done", "partly": "due_soon", "no": "overdue", "open": "assigned"}
"""How each answer is drawn: with the colours of the states of a course."""
__all__ = ["AGAIN", "ALL", "ANSWERS", "BADGES", "PARTS"]
