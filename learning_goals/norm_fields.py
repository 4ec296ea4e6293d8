"""The fields of the norm in the order in which a coordinator fills them in, and which of them may be public."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from learning_goals.norm import (
    LEAST_MINUTES,
    LONGEST_LIST,
    MOST_HOURS,
    MOST_MINUTES,
    MOST_MONTHS,
    MOST_REQUESTS,
    MOST_TIMES,
)

Section = Literal[
    "behaviour", "ending", "alarm", "letters", "measures", "rules", "visits", "register", "aftercare", "approval"
]

SECTIONS: Mapping[Section, tuple[str, ...]] = {
    "behaviour": (
        "organisation",
        "statements",
        "a_stance",
        "a_how",
        "b_stance",
        "b_how",
        "c_stance",
        "c_first_response",
        "c_is_aggression",
        "discrimination_class",
        "intimidation_class",
        "emotional_repeats",
        "repeats_scope",
        "sustained_after",
    ),
    "ending": ("limit_words", "ending_words", "ending_words_phone", "ending_alone", "removal_requests"),
    "alarm": (
        "alarm_means",
        "office_route",
        "intervention_team",
        "intervention_team_phone",
        "contact_point",
        "contact_point_phone",
        "emergency_number",
        "police_number",
        "police_liaison",
        "police_notice_by",
        "police_within_hours",
        "police_report_policy",
        "acute_signs",
        "not_acute_route",
        "crisis_line",
        "crisis_line_phone",
        "concern_line",
        "concern_line_phone",
        "numbers_checked_on",
    ),
    "letters": (
        "response_hours",
        "warning_call_first",
        "warning_order_talk_first",
        "warning_registered",
        "warning_lapse_months",
        "ban_registered",
        "contact_ban_months",
        "letter_sender",
        "letter_signatory",
        "letter_copy_to",
    ),
    "measures": ("measures",),
    "rules": ("house_rules", "conduct_rules", "conduct_rules_made_with"),
    "visits": ("home_visit_pairs", "home_visit_check_in_minutes", "home_visit_agreements"),
    "register": ("register", "register_scope", "register_within_hours", "register_owner", "who_is_told"),
    "aftercare": (
        "aftercare_owner",
        "aftercare_other",
        "aftercare_first",
        "aftercare_second",
        "aftercare_third",
        "support_team",
        "support_team_phone",
        "occupational_service",
    ),
    "approval": (
        "approved_by",
        "approved_on",
        "works_council",
        "works_council_on",
        "works_council_note",
        "public_fields",
    ),
}
BOUNDS: Mapping[str, tuple[int, int]] = {
    "emotional_repeats": (1, MOST_TIMES),
    "removal_requests": (1, MOST_REQUESTS),
    "police_within_hours": (1, MOST_HOURS),
    "response_hours": (1, MOST_HOURS),
    "register_within_hours": (1, MOST_HOURS),
    "warning_lapse_months": (1, MOST_MONTHS),
    "contact_ban_months": (1, MOST_MONTHS),
    "home_visit_check_in_minutes": (LEAST_MINUTES, MOST_MINUTES),
}
"""The least and the most of every count."""
LISTS: Mapping[str, tuple[int, int]] = {
    "statements": (4, LONGEST_LIST),
    "house_rules": (3, LONGEST_LIST),
    "conduct_rules": (3, LONGEST_LIST),
    "home_visit_agreements": (1, LONGEST_LIST),
}
"""How many sentences each list has at least and at most."""
ELSEWHERE = ("number", "valid_from", "procedures")
"""Fields with a place of their own: the number and day come with publishing, procedures have their own screen."""
PUBLISHABLE = (
    "organisation",
    "alarm_means",
    "intervention_team",
    "intervention_team_phone",
    "contact_point",
    "contact_point_phone",
    "support_team",
    "support_team_phone",
)
"""What a coordinator may mark as public; but for these and the national numbers, nothing is shown without a log-in."""
EMPTY_UNTIL_FILLED = (
    "contact_point_phone",
    "intervention_team_phone",
    "support_team_phone",
    "conduct_rules_made_with",
)
"""What only the organisation itself knows: no value of anybody else's is proposed."""
