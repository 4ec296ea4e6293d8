"""What can be reminded of, who is told and by which way, in the reader's words."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

WHAT = {
    "assignment_due": _l("Something that is asked is due soon"),
    "assignment_overdue": _l("Something that is asked is late"),
    "assignment_expiring": _l("Something that must be done again lapses soon"),
    "norm_to_acknowledge": _l("The norm is not read yet"),
    "questionnaire_open": _l("The leerdoelwijzer is open"),
    "refresher_open": _l("A short refresher is ready"),
    "evaluation_open": _l("How a training was can be said"),
    "session_tomorrow": _l("A training comes"),
    "onboarding_step": _l("The next step of a start"),
    "mentor_wanted": _l("A new colleague has no mentor"),
    "mentor_late": _l("A new colleague has had no mentor for too long"),
    "mentor_silent": _l("The start of a new colleague stands still"),
    "review_due": _l("The team's review comes"),
    "review_not_recorded": _l("The team's review is not recorded"),
}
TO = {
    "doer": _l("who must do it"),
    "leader": _l("the team leader (when away, the deputy; or else who leads above)"),
    "manager": _l("who leads the team leader, in numbers"),
    "coordinator": _l("the aggression coordinator, in numbers"),
    "hr": _l("HR, in numbers"),
}
WAYS = {"mail": _l("by mail"), "page": _l("on the first page"), "calendar": _l("in one's own calendar")}
WEEKDAYS = {1: _l("Monday"), 2: _l("Tuesday"), 3: _l("Wednesday"), 4: _l("Thursday"), 5: _l("Friday")}
FAULTS = {
    "not_in_order": _l("Write the days from early to late, each once."),
    "private": _l("Nobody else may know this. Choose: who must do it."),
    "again_too_soon": _l("Choose 7 days or more: there is one mail a week at most."),
}
