"""What the steps of an onboarding are called, and what stands beside them."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from learning_goals.onboarding_plan import MENTOR_WITHIN, REFRESH, Step
from learning_goals.silence import QUIET_DAYS
from webapp.pages import language
from webapp.services import choices
from webapp.services.onboarding_cases import Standing

Text = Any
STEPS: dict[str, tuple[Text, Text]] = {
    "who_to_call": (
        _l("Who to call"),
        _l("Look up who helps you when something happens, and put the number in your phone."),
    ),
    "alarm": (_l("The alarm"), _l("Show where the alarm is, what it does and who comes. Try it together.")),
    "way_out": (_l("The way out"), _l("Walk the way out together, and the way to a safe room.")),
    "norm": (_l("Read our norm"), _l("It says what is accepted, what you do and who helps you.")),
    "protocol": (
        _l("The protocol, step by step"),
        _l("Go through the steps for the counter, the phone and online together."),
    ),
    "safe_work": (
        _l("Working safely here"),
        _l("Talk through the risks of this function, what you agreed on in the team and how you prepare."),
    ),
    "home_visit": (
        _l("Going on a home visit"),
        _l("Go along once: preparing, telling where you are, leaving in time."),
    ),
    "working_alone": (
        _l("Working alone"),
        _l("Agree on who knows where you are, and how you call for help when you are alone."),
    ),
    "leader_role": (
        _l("What you do as a leader"),
        _l("Talk about what a leader does before, during and after an incident."),
    ),
    "first_talk": (
        _l("Talk after the first month"),
        _l("How is it going? What was tense? What do you still need to work safely?"),
    ),
}
_REFRESH = _l("Go through norm, alarm and agreements again, in a talk or in the team meeting.")
COURSES = {
    "m17-nieuw-hier": _l("New here"),
    "m09-stap-voor-stap": _l("Step by step"),
    "m01-de-norm": _l("The norm"),
    "m03-gedrag-herkennen": _l("Recognising behaviour"),
    "m13-melden-en-samen-leren": _l("Reporting and learning together"),
}
"""What a course that is not on offer here is called."""
PHASES = {
    "first_day": _l("Your first day"),
    "first_week": _l("Your first week"),
    "first_month": _l("Your first month"),
    "refresh": _l("Later: told once more, every half-year"),
}
OTHERS_PHASES = {
    "first_day": _l("First day"),
    "first_week": _l("First week"),
    "first_month": _l("First month"),
    "refresh": _l("Every half-year"),
}
DOERS = {"newcomer": _l("Newcomer"), "mentor": _l("Mentor"), "leader": _l("Team leader")}
STATES = {
    "done": _l("Done"),
    "overdue": _l("Late"),
    "due_soon": _l("Almost due"),
    "assigned": _l("To do"),
    "later": _l("Later"),
}
BADGES = {"later": "optional"}
"""How a state looks, where it is not called as states of courses are."""
REASONS = {
    "same_group": _l("same function group"),
    "same_team": _l("same team"),
    "mentor_duty": _l("has the duty of mentor"),
    "has_none": _l("is nobody's mentor now"),
    "has_one": _l("is one person's mentor now"),
}
SIGNALS = {
    "mentor_wanted": _l("Asked for a mentor"),
    "mentor_late": _l("No mentor after %(days)s working days, in a risky function", days=MENTOR_WITHIN),
    "newcomer_silent": _l(
        "Nothing begun or finished for %(days)s days, while something is due", days=QUIET_DAYS["newcomer_silent"]
    ),
    "mentor_silent": _l(
        "Nothing ticked by the mentor for %(days)s days, while something is due", days=QUIET_DAYS["mentor_silent"]
    ),
    "start_late": _l("The first month is over and the start is not finished"),
}
SHORT_SIGNALS = {
    "mentor_late": _l("Mentor is missing"),
    "newcomer_silent": _l("Newcomer is silent"),
    "mentor_silent": _l("Mentor is silent"),
    "start_late": _l("First month is not finished"),
}
SHOWN = {
    "all": _l("Everybody who is new"),
    "late": _l("Something is late"),
    "mentor": _l("Without a mentor"),
    "silent": _l("Silent"),
}
NO_DAY = _l("Write the day, for example 31-12-2026.")
FAULTS = {
    "in_the_future": _l("This day is still to come. Fill in today or an earlier day."),
    "too_early": _l("This day is too early. Fill in the day on which it was done."),
}


def step_title(step: Step) -> str:
    """Return what a step is called in the reader's language."""
    return title_of(step.id)


def title_of(step_id: str) -> str:
    """Return what the step with this id is called."""
    if step_id in STEPS:
        return str(STEPS[step_id][0])
    if step_id.startswith(REFRESH):
        return _("Tell it once more (time %(number)s)", number=step_id.removeprefix(REFRESH))
    return dict(choices.courses(language())).get(step_id) or str(COURSES.get(step_id, step_id))


def step_hint(step: Step) -> str:
    """Return in a sentence what is done in a step; empty for a course."""
    if step.phase == "refresh":
        return str(_REFRESH)
    return str(STEPS[step.id][1]) if step.id in STEPS else ""


def alone_sentence(standing: Standing) -> str:
    """Return for the leader, in one sentence, whether this person may work alone with the public (H10)."""
    name = standing.row.name
    missing = standing.open_before_alone
    if missing:
        first = ", ".join(step_title(step) for step in missing)
        return _("%(name)s does not work alone with the public yet. First to do: %(steps)s.", name=name, steps=first)
    return _("%(name)s may work alone with the public: the norm, the protocol and the alarm are done.", name=name)


def your_turn(standing: Standing) -> str:
    """Return what the leader does next for this person; empty when that is nothing."""
    if standing.mentor is None and not standing.finished:
        return _("Choose a mentor")
    late = [line for line in standing.late if line.step.doer != "leader"]
    own = [line for line in standing.lines if line.step.doer == "leader" and line.state in ("due_soon", "overdue")]
    if own:
        return _("Do this: %(step)s", step=step_title(own[0].step))
    return _("Ask about: %(step)s", step=step_title(late[0].step)) if late else ""
