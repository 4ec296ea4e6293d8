"""What the screens say of group figures: shares, why one is hidden, the four situations, what changed."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from learning_goals.change import Change
from learning_goals.disclosure import Share

HIDDEN = {
    "too_few": _l("hidden: too few people"),
    "low_response": _l("hidden: fewer than half answered"),
    "would_single_out": _l("hidden: together with another figure it would be about a few people"),
    "too_like_earlier": _l("hidden: beside an earlier round it would be about a few people"),
}
SITUATIONS = {
    "shared": _l("The group reacts as the norm says, and as one. Keep it so."),
    "own_norm": _l("The group agrees, but on something else than the norm. Talk about it in a team session."),
    "unclear": _l(
        "People react in different ways, and often otherwise than the norm. Begin with the course on the norm."
    ),
    "mixed": _l("Most react as the norm says, the others each in their own way. Discuss situations in the team."),
}
BANDS = {"goal": _l("want to learn this"), "refresh": _l("would refresh it"), "up_to_date": _l("are up to date")}
BEHAVIOURS = {
    "A": _l("A: emotion about oneself"),
    "B": _l("B: anger at the organisation"),
    "C": _l("C: against the person"),
    "D": _l("D: threat and violence"),
    "E": _l("E: danger to oneself or others"),
    "sustained": _l("Behaviour that goes on"),
}
AMOUNTS = {"few": _l("few"), "half": _l("about half"), "most": _l("most")}


def share_words(share: Share) -> str:
    """Return a share as a reader sees it."""
    if share.style == "words":
        return str(AMOUNTS[share.amount])
    if share.almost:
        return _("almost nobody") if share.percent < 50 else _("almost everybody")
    if share.style == "tens":
        return _("about %(percent)s %%", percent=share.percent)
    return _("%(percent)s %%", percent=share.percent)


def change_words(change: Change | None, broken: bool) -> str:
    """Return what may be said of a change."""
    if broken:
        return _("not comparable: the norm or the questionnaire changed")
    if change is None:
        return "–"
    values = {"points": abs(change.points), "low": change.low, "high": change.high}
    words = {
        "too_small": _("the group is too small to show a change"),
        "no_clear_change": _("no clear change"),
        "more": _("%(points)s points more (between %(low)s and %(high)s)", **values),
        "fewer": _("%(points)s points fewer (between %(low)s and %(high)s)", **values),
    }
    return words[change.direction]
