"""What each act of an audit event is called, and what a check of the chain found."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

ACTS = {
    "person.record": _l("Looked at the record of a person"),
    "person.progress": _l("Looked at what somebody did"),
    "person.talk": _l("Looked at a talk with somebody"),
    "person.certificate": _l("Looked at a certificate of somebody"),
    "person.decisions": _l("Looked at decisions about somebody"),
    "onboarding.timeline": _l("Looked at somebody's start"),
    "onboarding.looked": _l("Looked at somebody's start"),
    "onboarding.moved": _l("A start was moved"),
    "mentor.chosen": _l("Chose a mentor"),
    "mentor.ended": _l("Ended a mentor's task"),
    "mail.address_cleared": _l("Counted an address as working"),
    "own_medium.saved": _l("Added a picture, sound or film"),
    "own_medium.removed": _l("Deleted a picture, sound or film"),
    "own_text.saved": _l("Changed a text of a course or conversation"),
    "own_course.saved": _l("Changed an own course"),
    "mail_text.saved": _l("Changed the text of a mail"),
    "assessment.consent": _l("Recorded the works council's decision"),
    "assessment.setting": _l("Changed the questionnaire's settings"),
    "team_norm.published": _l("Set a team's agreements"),
    "completion.withdrawn": _l("Withdrew what somebody had done"),
    "completion.recorded": _l("Recorded what somebody had done"),
    "session.attendance": _l("Recorded attendance"),
    "session.kept": _l("Planned or changed a training"),
    "session.cancelled": _l("Cancelled a training"),
    "evidence.decided": _l("Decided about a certificate"),
    "programme.published": _l("Published a programme"),
    "review.rhythm": _l("Changed when a team meets"),
    "review.times": _l("Changed how many reviews there are"),
    "review.moved": _l("Moved a review"),
    "review.recorded": _l("Recorded a review"),
    "round.opened": _l("Opened a round"),
    "round.end_moved": _l("Moved the end of a round"),
    "staff.imported": _l("Imported a staff list"),
    "staff.reverted": _l("Reverted a change of staff"),
    "setup.name": _l("Changed the organisation's name"),
    "setup.look": _l("Changed the look"),
    "norm.published": _l("Published the norm"),
    "risk_profile.saved": _l("Changed a risk profile"),
    "start_code_made": _l("Made a start code"),
    "talk.written": _l("Wrote about a talk"),
    "role.decided": _l("Decided about a role"),
    "team.made": _l("Made a team"),
    "person.exported": _l("Took somebody's data along"),
    "person.erased": _l("Erased a person"),
    "person.erasure_refused": _l("Refused to erase a person"),
    "retention.saved": _l("Changed how long data are kept"),
    "checklist.answered": _l("Answered the checklist"),
    "checklist.uploaded": _l("Added a document to the checklist"),
    "checklist.file_removed": _l("Removed a document from the checklist"),
    "evidence.asked": _l("Asked for an evidence file"),
    "evidence.made": _l("Made an evidence file"),
    "evidence.downloaded": _l("Fetched an evidence file"),
    "audit.forget": _l("Old events were deleted"),
    "audit.blank": _l("Somebody was taken out of old events"),
}


def fault_words(fault: str) -> str:
    """Return what a check found first, in the reader's words; empty when everything is in order."""
    if not fault:
        return ""
    what, _space, number = fault.partition(" ")
    if what == "waiting":
        return _("Events wait for their place in the chain for more than a day. Does the worker run?")
    said = {
        "changed": _("an event was changed afterwards"),
        "missing": _("an event is missing"),
        "broken": _("a link does not follow from the one before"),
        "moved": _("links stand in another order"),
        "inserted": _("an event was put in afterwards"),
        "forgotten_without_reason": _("an event was taken away without a reason"),
        "not_blank": _("a blanked event holds something again"),
    }
    return _("At link %(number)s: %(what)s.", number=number, what=said.get(what, what))
