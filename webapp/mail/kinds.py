"""Every kind of mail: why it is sent, and the names that its text may use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _l

from webapp.clock import AMSTERDAM

CHOICES = "/me/reminders"
"""Where a person chooses which mails come; the path below BASE_URL."""
_START = datetime(2027, 3, 4, 9, tzinfo=AMSTERDAM)
_END = datetime(2027, 3, 4, 12, 30, tzinfo=AMSTERDAM)


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of mail.

    `names` are the values that its sender gives; `phrases` and `lists` are made from what the sender gives by the
    shipped templates in mail/parts. `required` must stay in every text. `job` is the work that sends it.
    `example` is what a preview is made from. `bulk`: people can do without an answer of absence to it.
    """

    label: Any
    why: Any
    job: str
    names: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    required: tuple[str, ...] = ("address",)
    example: Mapping[str, Any] = field(default_factory=dict[str, Any])
    bulk: bool = True

    @property
    def allowed(self) -> tuple[str, ...]:
        """Return every name that a text of this kind may use."""
        return (*COMMON, *self.names, *self.phrases, *self.lists)


COMMON = ("name", "staff_number", "organisation")
"""What every mail knows of its reader."""
ADDRESSES = frozenset({"address", "link", "log_in"})
"""Names whose value is the address of a page."""
MEANINGS: Mapping[str, Any] = {
    "name": _l("the reader's name"),
    "staff_number": _l("the reader's staff number"),
    "organisation": _l("the name of your organisation"),
    "address": _l("the page that this mail is about"),
    "link": _l("the page on which the reader chooses a password"),
    "log_in": _l("the page to log in"),
    "until": _l("the last day"),
    "hours": _l("for how many hours the link works"),
    "title": _l("the title of the training"),
    "place": _l("where the training is"),
    "dates": _l("the dates of the training, as a list"),
    "what_happened": _l("one sentence: the training does not go on, or the place was cancelled"),
    "duration": _l("how long filling in takes"),
    "news": _l("what is open, each with its page, as a list"),
    "topic": _l("what cannot wait"),
    "newcomer": _l("the name of the new colleague"),
    "first": _l("the first working day of the new colleague"),
    "view": _l("the name of the view"),
}
_ADDRESS = "https://grenswijs.gemeente.example/"
_SESSION = {
    "title": "De-escaleren",
    "place": "Raadhuisplein 1",
    "moments": [(_START, _END)],
    "status": "cancelled",
    "reason": "",
    "address": f"{_ADDRESS}trainings/1",
}
_REGISTERED = _l("You get this mail because you are or were registered for this training.")
_NEWS = {
    "own": [{"text": "De-escaleren", "due": _START.date(), "late": False, "address": f"{_ADDRESS}courses/1"}],
    "team": [
        {"who": "Robin Voorbeeld", "text": "De-escaleren", "due": _START.date(), "address": f"{_ADDRESS}team/people/1"}
    ],
    "more": 0,
    "numbers": [],
    "address": _ADDRESS,
}
KINDS: Mapping[str, Kind] = {
    "invitation": Kind(
        label=_l("Invitation"),
        why=_l("You get this mail because HR invited you to Grenswijs."),
        job="way_in_mail",
        names=("link", "log_in", "until", "hours"),
        required=("link",),
        example={"link": f"{_ADDRESS}start/…", "log_in": f"{_ADDRESS}log-in", "until": date(2027, 3, 18), "hours": 336},
        bulk=False,
    ),
    "forgotten": Kind(
        label=_l("Forgotten password"),
        why=_l("You get this mail because somebody asked for a new password for you."),
        job="way_in_mail",
        names=("link", "log_in", "until", "hours"),
        required=("link",),
        example={"link": f"{_ADDRESS}start/…", "log_in": f"{_ADDRESS}log-in", "until": date(2027, 3, 4), "hours": 2},
        bulk=False,
    ),
    "test": Kind(
        label=_l("Test mail"),
        why=_l("You get this mail because you are an administrator and asked for it."),
        job="test_mail",
        names=("address",),
        example={"address": _ADDRESS},
        bulk=False,
    ),
    "round_invitation": Kind(
        label=_l("Invitation to the questionnaire"),
        why=_l("You get this mail because your organisation asks you to fill in the learning-goal guide."),
        job="round_mail",
        names=("address", "until"),
        phrases=("duration",),
        example={"address": f"{_ADDRESS}questionnaire", "until": date(2027, 3, 18), "short": False},
    ),
    "session_registered": Kind(
        label=_l("A place in a training"),
        why=_REGISTERED,
        job="session_mail",
        names=("title", "place", "address"),
        lists=("dates",),
        required=("address", "dates"),
        example=_SESSION,
    ),
    "session_changed": Kind(
        label=_l("A training has changed"),
        why=_REGISTERED,
        job="session_mail",
        names=("title", "place", "address"),
        lists=("dates",),
        required=("address", "dates"),
        example=_SESSION,
    ),
    "session_cancelled": Kind(
        label=_l("A training or a place is cancelled"),
        why=_REGISTERED,
        job="session_mail",
        names=("title", "place", "address"),
        phrases=("what_happened",),
        required=("address", "what_happened"),
        example=_SESSION,
    ),
    "session_waiting": Kind(
        label=_l("On the waiting list of a training"),
        why=_REGISTERED,
        job="session_mail",
        names=("title", "place", "address"),
        example=_SESSION,
    ),
    "onboarding_mentor": Kind(
        label=_l("You are a mentor"),
        why=_l("You get this mail because a leader or HR chose you as mentor."),
        job="onboarding_mentor_mail",
        names=("address", "newcomer", "first"),
        example={"address": f"{_ADDRESS}onboarding/mentor", "newcomer": "Robin Voorbeeld", "first": date(2027, 3, 1)},
    ),
    "saved_view": Kind(
        label=_l("A saved view of the figures"),
        why=_l("You get this mail because you asked for it with a view that you keep."),
        job="view_mail",
        names=("address", "view"),
        example={"address": f"{_ADDRESS}reports/views/1/open", "view": "Balie te laat"},
    ),
    "weekly": Kind(
        label=_l("The weekly mail"),
        why=_l("You get this mail because these things are still open for you or for your team."),
        job="weekly_mail",
        names=("address",),
        lists=("news",),
        required=("address", "news"),
        example=_NEWS,
    ),
    "urgent": Kind(
        label=_l("What cannot wait"),
        why=_l("You get this mail because this is near and concerns you or your team."),
        job="urgent_mail",
        names=("address",),
        phrases=("topic",),
        lists=("news",),
        required=("address", "news"),
        example=_NEWS,
    ),
}
