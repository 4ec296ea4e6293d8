"""What the kinds of data are called, and how long a period is, in words."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from learning_goals.retention import BOUNDS, Kind

KINDS: dict[Kind, object] = {
    "logins": _l("When and on what kind of device somebody logged in"),
    "mails": _l("Which mails were sent, and which came back"),
    "jobs": _l("Work that the server has done"),
    "evaluations": _l("What somebody thought of a training; figures of groups stay"),
    "unfinished": _l("A questionnaire that was not handed in"),
    "quiz_answers": _l("Answers in quizzes; that a course is done stays"),
    "audit": _l("Who did or looked at what"),
    "left": _l("Who left: name, address, staff number, talks and mails, counted from the last day"),
    "proof": _l("Who left: proof of what was asked and done, under a number, counted from the last day"),
}


def period_words(kind: Kind, number: int) -> str:
    """Return a period in words."""
    if BOUNDS[kind].unit == "days":
        return ngettext("%(num)s day", "%(num)s days", number)
    return ngettext("%(num)s month", "%(num)s months", number)
