"""The organisation's norm as typed values: what one municipality has laid down.

Class D (threat and violence) is never tolerated and class E (crisis) is a call for help: neither is a field here.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints, TypeAdapter
from pydantic.dataclasses import dataclass as checked

from learning_goals.procedures import Procedure
from learning_goals.words import Line, Words

Stance = Literal["accepted", "bent_round", "not_accepted"]
CStance = Literal["bent_round", "not_accepted"]
RepeatsScope = Literal["per_contact", "per_day", "per_case"]
SustainedAfter = Literal["repeats", "steps", "either"]
FirstResponse = Literal["ignore_briefly", "name_immediately", "end_at_once"]
BehaviourClass = Literal["C", "D"]
OfficeRoute = Literal["leader_first", "alarm_first"]
PoliceNoticeBy = Literal["employee", "leader", "contact_point"]
PoliceReport = Literal["may", "unless", "always"]
HomeVisitPairs = Literal["when_risky", "always"]
RegisterScope = Literal["every", "threshold"]
Consent = Literal["consented", "not_needed", "asked"]
MeasureId = Literal[
    "warning",
    "order_talk",
    "conditional_contact",
    "building_ban",
    "contact_ban",
    "police_notice",
    "police_report",
    "damage_claim",
    "street_ban",
]
Trigger = Literal["persistent", "personal", "violence", "repeated", "crime", "damage"]

MOST_TIMES = 10
MOST_REQUESTS = 5
MOST_MONTHS = 60
MOST_HOURS = 336
LEAST_MINUTES = 10
MOST_MINUTES = 480
LONGEST_LIST = 10
Times = Annotated[int, Field(ge=1, le=MOST_TIMES)]
Requests = Annotated[int, Field(ge=1, le=MOST_REQUESTS)]
Months = Annotated[int, Field(ge=1, le=MOST_MONTHS)]
Hours = Annotated[int, Field(ge=1, le=MOST_HOURS)]
Minutes = Annotated[int, Field(ge=LEAST_MINUTES, le=MOST_MINUTES)]
Phone = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=64)]
Rules = Annotated[tuple[Words, ...], Field(min_length=3, max_length=LONGEST_LIST)]

_CLOSED = ConfigDict(extra="forbid")


@checked(frozen=True, kw_only=True, config=_CLOSED)
class Measure:
    """One measure towards somebody who crossed the line; `within_days` from the incident, 0 is the same day.

    `follows_on` says on which behaviour: persistent, personal (C), violence (D), again while a warning holds, a crime,
    or damage.
    """

    id: MeasureId
    used: bool
    follows_on: tuple[Trigger, ...] = ()
    decided_by: Words
    how: Words
    within_days: Annotated[int, Field(ge=0, le=90)]


@checked(frozen=True, kw_only=True, config=_CLOSED)
class Norm:
    """What one municipality has laid down; the fields are those of its norm form.

    Counts are times, minutes, hours and months as the names say. A text without English shows its Dutch.
    `procedures` holds only what the municipality wrote itself: see standard_procedures.
    """

    number: Annotated[int, Field(ge=1)]
    valid_from: date

    organisation: Line
    statements: Annotated[tuple[Words, ...], Field(min_length=4, max_length=10)]

    a_stance: Stance
    a_how: Words
    b_stance: Stance
    b_how: Words
    c_stance: CStance
    c_is_aggression: bool
    c_first_response: FirstResponse
    discrimination_class: BehaviourClass
    intimidation_class: BehaviourClass
    emotional_repeats: Times
    repeats_scope: RepeatsScope
    sustained_after: SustainedAfter

    limit_words: Words
    ending_words: Words
    ending_words_phone: Words
    ending_alone: bool
    removal_requests: Requests

    alarm_means: Words
    office_route: OfficeRoute
    intervention_team: Words
    intervention_team_phone: Words
    emergency_number: Phone
    police_number: Phone
    police_liaison: Words
    police_notice_by: PoliceNoticeBy
    police_within_hours: Hours
    police_report_policy: PoliceReport
    contact_point: Words
    contact_point_phone: Words
    acute_signs: Words
    not_acute_route: Words
    crisis_line: Words
    crisis_line_phone: Phone
    concern_line: Words
    concern_line_phone: Phone
    numbers_checked_on: date

    response_hours: Hours
    warning_call_first: bool
    warning_order_talk_first: bool
    warning_registered: bool
    warning_lapse_months: Months
    ban_registered: bool
    contact_ban_months: Months
    letter_sender: Words
    letter_signatory: Words
    letter_copy_to: Words
    measures: Annotated[tuple[Measure, ...], Field(min_length=9, max_length=9)]

    house_rules: Rules
    conduct_rules: Rules
    conduct_rules_made_with: Words

    home_visit_pairs: HomeVisitPairs
    home_visit_check_in_minutes: Minutes
    home_visit_agreements: Annotated[tuple[Words, ...], Field(min_length=1, max_length=10)]
    procedures: Annotated[tuple[Procedure, ...], Field(max_length=12)] = ()

    register: Words
    register_scope: RegisterScope
    register_within_hours: Hours
    register_owner: Words
    who_is_told: Words

    aftercare_owner: Words
    aftercare_other: Words
    aftercare_first: Words
    aftercare_second: Words
    aftercare_third: Words
    support_team: Words
    support_team_phone: Words
    occupational_service: Words

    approved_by: Line
    approved_on: date
    works_council: Consent
    works_council_on: date | None
    works_council_note: Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)] = ""
    public_fields: tuple[str, ...] = ()


NORM: TypeAdapter[Norm] = TypeAdapter(Norm)
"""Reads a norm from JSON or YAML, and says all that is wrong at once."""
