"""What stands out in a question, in an author's words."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

FLAGS = {
    "nobody": _l("Nearly nobody gets this right"),
    "everybody": _l("Nearly everybody gets this right"),
    "good_learners_miss": _l("Who does well on the rest misses this one"),
}
TRUTHS = {"true": _l("True"), "false": _l("Not true")}


def understood(discrimination: float | None) -> str:
    """Return what a correlation with the rest says."""
    if discrimination is None:
        return _("cannot be said: everybody answered alike")
    if discrimination < 0:
        return _("turned round: look at the text and the key")
    if discrimination < 0.2:
        return _("weak: it says little about the rest")
    return _("good: who knows the rest knows this")
