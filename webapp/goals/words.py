"""What the screens say of goals: where they come from, what they are, what can be done."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

ORIGINS = {
    "questionnaire": _l("From your answers"),
    "own_choice": _l("Your own choice"),
    "leader": _l("Proposed by your team leader"),
    "quiz": _l("From a quiz"),
    "rule": _l("Goes with what a rule asks of you"),
}
STATUSES = {
    "proposed": _l("Proposed"),
    "chosen": _l("Chosen"),
    "working": _l("Working on it"),
    "met": _l("Met"),
    "dropped": _l("Dropped"),
}
PRIORITIES = {"high": _l("First"), "normal": _l("Normal"), "low": _l("Can wait")}
EVIDENCE = {
    "course": _l("I passed a course"),
    "session": _l("I attended a session"),
    "practice": _l("I did it in practice and discussed it"),
}
ACTS = {
    "choose": _l("Choose this goal"),
    "work": _l("I am working on it"),
    "meet": _l("I have met this goal"),
    "drop": _l("Drop this goal"),
    "take_up": _l("Take it up again"),
}
HAPPENED = {
    "propose": _l("Proposed"),
    "choose": _l("Chosen"),
    "work": _l("Begun"),
    "meet": _l("Met"),
    "drop": _l("Dropped"),
    "take_up": _l("Taken up again"),
    "plan": _l("Changed"),
    "share": _l("Shared with the team leader"),
    "unshare": _l("No longer shared"),
}
REQUESTS = {
    "open": _l("Waiting for an answer"),
    "granted": _l("Granted"),
    "refused": _l("Not granted"),
    "withdrawn": _l("Taken back"),
}


def too_many(most: int) -> str:
    """Return what to do when somebody works on as many goals as there may be."""
    return _("You can work on %(most)s goals at once. Finish or drop one first, and then choose this one.", most=most)
