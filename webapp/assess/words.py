"""What the screens of the leerdoelwijzer say of bands, reasons and of why it is closed."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from learning_goals.scoring import Need
from quizzes.questionnaire import Questionnaire

GATE = "closed"
BANDS = {
    "goal": _l("I want to learn this"),
    "refresh": _l("Worth refreshing"),
    "up_to_date": _l("Up to date"),
}
STRATA = {
    "emotion": _l("Emotion and complaints"),
    "attack": _l("Words against the person"),
    "threat": _l("A threat"),
    "turn": _l("Despair, or behaviour that goes on"),
}


def gate_words(why: str) -> str:
    """Return why the questionnaire cannot be filled in now."""
    words = {
        "closed": _(
            "You cannot fill in the questionnaire yet. Your organisation first lays down how it protects your answers."
        ),
        "open": _("Some statements have no answer yet. They are listed below."),
        "too_late": _("This round has ended. Your answers are kept; you can hand them in when it is opened again."),
        "handed_in": _("You handed this in already. It cannot be changed any more."),
    }
    return words[why]


def reason(need: Need, questionnaire: Questionnaire, language: str) -> str:
    """Return in one sentence or two why a goal is proposed."""
    about = next(
        (each.about.in_language(language) for each in questionnaire.statements() if each.id == need.unsure_of), ""
    )
    said: list[str] = []
    if "unsure" in need.why and about:
        if "often" in need.why:
            said.append(_("You often talk with people who are angry, and you are less sure of %(about)s.", about=about))
        else:
            said.append(_("You are less sure of %(about)s.", about=about))
    if "vignette" in need.why:
        said.append(_("In a situation you chose something else than our norm says."))
    if "quiz" in need.why:
        said.append(_("You did not pass the quiz about this yet."))
    if "newcomer" in need.why:
        said.append(_("Every new colleague learns this in the first month."))
    return " ".join(said)
