"""The blueprint of everything about mails, and the words that its pages share."""

from __future__ import annotations

from flask import Blueprint
from flask_babel import gettext as _

from webapp.mail.kinds import KINDS

bp = Blueprint("mailing", __name__, template_folder="templates")


def kind_words() -> dict[str, str]:
    """Return what each kind of mail is, in the reader's words."""
    return {kind: str(of.label) for kind, of in KINDS.items()}


def work_words() -> dict[str, str]:
    """Return the same for mails that have not left: of those only the work that sends them is known."""
    found: dict[str, list[str]] = {}
    for of in KINDS.values():
        found.setdefault(of.job, []).append(str(of.label))
    return {job: " / ".join(labels) for job, labels in found.items()}


def state_words() -> dict[str, str]:
    """Return each state of a mail in the reader's words."""
    return {"sent": _("sent"), "waiting": _("waiting"), "failed": _("failed"), "bounced": _("came back")}


def language_words() -> dict[str, str]:
    """Return the languages of mails in the reader's words."""
    return {"nl": _("Dutch"), "en": _("English")}
