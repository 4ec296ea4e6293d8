"""Which tables hold rows about a person, what erasing that person does to them, and who may take them along.

A test holds this list against the tables: a new one that points to a person must be named here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from flask_babel import lazy_gettext as _l

Fate = Literal["erase", "keep", "blank"]
"""`keep`: proof that somebody was told, taught and trained, under a number; `blank`: the same, without its words."""


@dataclass(frozen=True, kw_only=True)
class About:
    """A table about a person: the column that says whose, or the table that its rows belong to and by which column.

    `words` are emptied when it is blanked; `own`: only the person may read it; `hidden` is never taken along.
    """

    label: object
    fate: Fate
    column: str = "person_id"
    parent: str = ""
    words: tuple[str, ...] = ()
    own: bool = False
    hidden: tuple[str, ...] = ()


_STAFF = _l("Where you work and what your role is")
_PROOF = _l("What was asked of you and what you did")
_ANSWERS = _l("Your answers, goals and exercises")
_ACCOUNT = _l("Your account")
_TALKS = _l("Talks and wishes")
_START = _l("Your start here")
_FILES = _l("Files and views that you asked for")
_MAILS = _l("Mails and reminders")

ABOUT: dict[str, About] = {
    "employment": About(label=_STAFF, fate="keep"),
    "membership": About(label=_STAFF, fate="keep"),
    "role_grant": About(label=_STAFF, fate="keep"),
    "duty_grant": About(label=_STAFF, fate="keep"),
    "tag_grant": About(label=_STAFF, fate="keep"),
    "role_request": About(label=_STAFF, fate="erase"),
    "person_version": About(label=_STAFF, fate="erase"),
    "assignment": About(label=_PROOF, fate="blank", words=("reason",)),
    "course_start": About(label=_PROOF, fate="keep"),
    "completion_record": About(label=_PROOF, fate="keep"),
    "completion_correction": About(
        label=_PROOF, fate="blank", parent="completion_record", column="completion_id", words=("reason",)
    ),
    "certificate": About(label=_PROOF, fate="keep"),
    "attendance": About(label=_PROOF, fate="keep"),
    "registration": About(label=_PROOF, fate="blank", words=("reason",)),
    "session_trainer": About(label=_PROOF, fate="keep"),
    "acknowledgement": About(label=_PROOF, fate="keep"),
    "team_acknowledgement": About(label=_PROOF, fate="keep"),
    "exemption": About(label=_PROOF, fate="blank", words=("reason",)),
    "extension": About(label=_PROOF, fate="blank", words=("reason",)),
    "rule_exception": About(label=_PROOF, fate="blank", words=("reason",)),
    "suspension": About(label=_PROOF, fate="erase"),
    "prior_evidence": About(label=_PROOF, fate="erase", hidden=("content",)),
    "lesson_read": About(label=_PROOF, fate="erase", own=True),
    "attempt": About(label=_ANSWERS, fate="erase", own=True),
    "attempt_result": About(label=_ANSWERS, fate="erase", parent="attempt", column="attempt_id", own=True),
    "response": About(label=_ANSWERS, fate="erase", parent="attempt", column="attempt_id", own=True),
    "mark": About(label=_ANSWERS, fate="erase", parent="response", column="response_id", own=True),
    "self_assessment": About(label=_ANSWERS, fate="erase", own=True),
    "assessment_answer": About(
        label=_ANSWERS,
        fate="erase",
        parent="self_assessment",
        column="self_assessment_id",
        own=True,
        hidden=("sealed",),
    ),
    "learning_goal": About(label=_ANSWERS, fate="erase", own=True, hidden=("sealed",)),
    "learning_goal_event": About(
        label=_ANSWERS, fate="erase", parent="learning_goal", column="learning_goal_id", own=True, hidden=("sealed",)
    ),
    "refresher": About(label=_ANSWERS, fate="erase", own=True, hidden=("sheet",)),
    "refresher_answer": About(
        label=_ANSWERS, fate="erase", parent="refresher", column="refresher_id", own=True, hidden=("response",)
    ),
    "refresher_pause": About(label=_ANSWERS, fate="erase", own=True),
    "scenario_play": About(label=_ANSWERS, fate="erase", own=True),
    "scenario_choice": About(label=_ANSWERS, fate="erase", parent="scenario_play", column="play_id", own=True),
    "prior_education": About(label=_ANSWERS, fate="erase", own=True),
    "session_evaluation": About(label=_ANSWERS, fate="erase", own=True, hidden=("sealed",)),
    "round_member": About(label=_ANSWERS, fate="erase"),
    "talk_entry": About(label=_TALKS, fate="erase"),
    "training_request": About(label=_TALKS, fate="erase"),
    "onboarding": About(label=_START, fate="keep"),
    "onboarding_mark": About(label=_START, fate="blank", parent="onboarding", column="onboarding_id", words=("note",)),
    "onboarding_signal": About(label=_START, fate="keep", parent="onboarding", column="onboarding_id"),
    "mentor_assignment": About(label=_START, fate="keep", parent="onboarding", column="onboarding_id"),
    "password": About(label=_ACCOUNT, fate="erase", hidden=("hash",)),
    "identity": About(label=_ACCOUNT, fate="erase"),
    "login": About(label=_ACCOUNT, fate="erase", hidden=("token_hash",)),
    "way_in": About(label=_ACCOUNT, fate="erase", hidden=("secret_hash",)),
    "calendar_feed": About(label=_ACCOUNT, fate="erase", hidden=("token_hash",)),
    "erasure": About(label=_ACCOUNT, fate="blank", words=("reason",)),
    "sent_mail": About(label=_MAILS, fate="erase", column="to_person_id"),
    "mail_bounce": About(label=_MAILS, fate="erase"),
    "notification": About(label=_MAILS, fate="erase"),
    "reminder_choice": About(label=_MAILS, fate="erase"),
    "saved_view": About(label=_FILES, fate="erase"),
    "export_file": About(label=_FILES, fate="erase", column="asked_by", hidden=("content",)),
    "evidence_file": About(label=_FILES, fate="erase", column="asked_by", hidden=("content",)),
    "staff_upload": About(label=_FILES, fate="erase", column="uploaded_by", hidden=("content",)),
}
"""Parents stand before the tables whose rows belong to them."""
ACTING: frozenset[str] = frozenset(
    {
        "assessment_consent",
        "assessment_round",
        "assessment_setting",
        "assignment_rule_version",
        "checklist_answer",
        "checklist_file",
        "closed_period",
        "mail_text",
        "own_course",
        "own_medium",
        "own_text",
        "meeting_rhythm",
        "norm_draft",
        "norm_version",
        "programme_version",
        "provider",
        "reference_entry",
        "reminder_version",
        "retention_setting",
        "review",
        "review_record",
        "review_setting",
        "risk_profile_version",
        "school_region",
        "staff_change",
        "team_goal",
        "team_norm_version",
        "training_session",
    }
)
"""Tables that point to a person only as the one who decided or wrote something: the number stays, without a name."""
ELSEWHERE: frozenset[str] = frozenset({"audit_event"})
"""Tables that have their own way of forgetting a person."""
