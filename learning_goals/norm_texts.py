"""The words with which every text speaks from the norm, and the values on which answer keys may depend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, get_args, get_type_hints

from learning_goals import norm as norm_types
from learning_goals.norm import MOST_REQUESTS, MOST_TIMES, Norm
from learning_goals.norm_rules import (
    FIELD_OF,
    SENTENCES,
    personal_rule,
    police_notice_rule,
    stance_rule,
    sustained_rule,
    warning_route,
)
from learning_goals.words import Language, Words

_COUNTED = {
    "nl": ("nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien"),
    "en": ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
}
_UNITS = {
    ("minutes", "nl"): ("minuut", "minuten"),
    ("minutes", "en"): ("minute", "minutes"),
    ("hours", "nl"): ("uur", "uur"),
    ("hours", "en"): ("hour", "hours"),
    ("days", "nl"): ("dag", "dagen"),
    ("days", "en"): ("day", "days"),
    ("months", "nl"): ("maand", "maanden"),
    ("months", "en"): ("month", "months"),
}
Unit = Literal["minutes", "hours", "days", "months"]
_TIMES = ("emotional_repeats", "removal_requests")
_AMOUNTS: Mapping[str, tuple[str, Unit]] = {
    "warning_lapse": ("warning_lapse_months", "months"),
    "contact_ban_duration": ("contact_ban_months", "months"),
    "response_time": ("response_hours", "hours"),
    "register_within": ("register_within_hours", "hours"),
    "police_within": ("police_within_hours", "hours"),
    "home_visit_check_in": ("home_visit_check_in_minutes", "minutes"),
}
NOT_IN_TEXTS = frozenset({"a_how", "b_how", "conduct_rules_made_with"})
"""Texts that only the norm's own page says, or that another sentence holds."""
PHONES = ("emergency_number", "police_number", "crisis_line_phone", "concern_line_phone")
WORD_FIELDS = tuple(name for name, kind in get_type_hints(Norm).items() if kind is Words and name not in NOT_IN_TEXTS)
BLOCKS: Mapping[str, tuple[str, ...]] = {
    "house_rules": ("house_rules",),
    "conduct_rules": ("conduct_rules",),
    "statements": ("statements",),
    "home_visit_agreements": ("home_visit_agreements",),
    "measures": ("measures",),
    "procedure_office": ("procedures", "office_route"),
    "procedure_home_visit": ("procedures",),
    "procedure_phone": ("procedures",),
    "procedure_online": ("procedures",),
}
"""The parts of the norm that a lesson can show, with the fields that decide them."""
_STANCES = {
    "a_rule": ("a_stance", "a_how"),
    "b_rule": ("b_stance", "b_how"),
    "c_rule": ("c_stance", "c_first_response"),
}
FIELDS_OF: Mapping[str, tuple[str, ...]] = {
    **{name: (name,) for name in (*WORD_FIELDS, *PHONES, *_TIMES, "organisation")},
    **{name: (field,) for name, field in FIELD_OF.items()},
    **{name: (field,) for name, (field, _unit) in _AMOUNTS.items()},
    **_STANCES,
    "sustained_rule": ("sustained_after", "emotional_repeats", "repeats_scope"),
    "discrimination_rule": ("discrimination_class", "c_first_response"),
    "intimidation_rule": ("intimidation_class", "c_first_response"),
    "police_notice_rule": ("police_notice_by", "contact_point"),
    "warning_route": ("warning_call_first", "warning_order_talk_first", "measures"),
    "norm_version": ("number",),
}
"""Each name that a text may use, with the fields of the norm that decide what it reads."""
NAMES: frozenset[str] = frozenset(FIELDS_OF)


def _numbers(most: int) -> tuple[str, ...]:
    return tuple(str(number) for number in range(1, most + 1))


_BOTH = ("true", "false")
CHOICES: Mapping[str, Sequence[str]] = {
    "a_stance": get_args(norm_types.Stance),
    "b_stance": get_args(norm_types.Stance),
    "c_stance": get_args(norm_types.CStance),
    "c_is_aggression": _BOTH,
    "c_first_response": get_args(norm_types.FirstResponse),
    "discrimination_class": get_args(norm_types.BehaviourClass),
    "intimidation_class": get_args(norm_types.BehaviourClass),
    "emotional_repeats": _numbers(MOST_TIMES),
    "repeats_scope": get_args(norm_types.RepeatsScope),
    "sustained_after": get_args(norm_types.SustainedAfter),
    "ending_alone": _BOTH,
    "removal_requests": _numbers(MOST_REQUESTS),
    "office_route": get_args(norm_types.OfficeRoute),
    "police_notice_by": get_args(norm_types.PoliceNoticeBy),
    "police_report_policy": get_args(norm_types.PoliceReport),
    "warning_call_first": _BOTH,
    "warning_order_talk_first": _BOTH,
    "warning_registered": _BOTH,
    "ban_registered": _BOTH,
    "home_visit_pairs": get_args(norm_types.HomeVisitPairs),
    "register_scope": get_args(norm_types.RegisterScope),
}
"""Every field on which a key may depend, with all values that it can have."""


def times(count: int, language: Language) -> str:
    """Return "drie keer" or "three times"; above ten in figures."""
    words = _COUNTED[language]
    said = words[count] if 0 <= count < len(words) else str(count)
    if language == "nl":
        return f"{said} keer"
    return {1: "once", 2: "twice"}.get(count, f"{said} times")


def amount(count: int, unit: Unit, language: Language) -> str:
    """Return "6 maanden" or "6 months"."""
    one, many = _UNITS[unit, language]
    return f"{count} {one if count == 1 else many}"


def texts(norm: Norm, language: Language) -> Mapping[str, str]:
    """Return what each of NAMES reads in that language under this norm."""
    said: dict[str, str] = {name: getattr(norm, name).in_language(language) for name in WORD_FIELDS}
    said |= {name: getattr(norm, name) for name in (*PHONES, "organisation")}
    said |= {name: times(getattr(norm, name), language) for name in _TIMES}
    said |= {name: amount(getattr(norm, field), unit, language) for name, (field, unit) in _AMOUNTS.items()}
    said |= {name: SENTENCES[name][getattr(norm, field)].in_language(language) for name, field in FIELD_OF.items()}
    said |= {f"{which}_rule": stance_rule(norm, which, language) for which in ("a", "b", "c")}
    return said | {
        "sustained_rule": sustained_rule(norm, said["emotional_repeats"], language),
        "discrimination_rule": personal_rule(norm, "discrimination", language),
        "intimidation_rule": personal_rule(norm, "intimidation", language),
        "police_notice_rule": police_notice_rule(norm, language),
        "warning_route": warning_route(norm, language),
        "norm_version": str(norm.number),
    }


def values(norm: Norm) -> Mapping[str, str]:
    """Return the values on which the answer key of a question may depend, as a content file writes them."""
    return {name: _written(getattr(norm, name)) for name in CHOICES}


def _written(value: str | int | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
