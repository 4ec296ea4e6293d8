"""The organisation's norm as typed values, and the words with which every text speaks from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

Language = Literal["nl", "en"]
FirstResponse = Literal["ignore_briefly", "name_immediately"]
BehaviourClass = Literal["C", "D"]


@dataclass(frozen=True, kw_only=True)
class Words:
    """One text in both languages of the product."""

    nl: str
    en: str

    def in_language(self, language: Language) -> str:
        """Return the text in that language."""
        return self.nl if language == "nl" else self.en


@dataclass(frozen=True, kw_only=True)
class Norm:
    """What one municipality has laid down; the fields are those of its norm form.

    Counts are times, months and hours as the names say. Class D is never tolerated and class E is a
    call for help: neither can be set.
    """

    number: int
    valid_from: date
    organisation: str
    emotional_repeats: int
    c_first_response: FirstResponse
    discrimination_class: BehaviourClass
    removal_requests: int
    warning_lapse_months: int
    contact_ban_months: int
    response_hours: int
    letter_signatory: Words
    contact_point: Words
    contact_point_phone: Words
    intervention_team: Words
    intervention_team_phone: Words
    alarm_means: Words
    emergency_number: str
    police_number: str
    crisis_line: Words
    crisis_line_phone: str
    concern_line_phone: str
    register: Words
    aftercare_owner: Words
    aftercare_first: Words
    aftercare_second: Words
    aftercare_third: Words
    ending_words: Words


_COUNTED = {
    "nl": ("nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien"),
    "en": ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
}
_FIRST_STEP = {
    "ignore_briefly": Words(
        nl="Je mag een belediging één keer kort negeren. Daarna benoem je het gedrag.",
        en="You may let one insult pass for a moment. After that you name the behaviour.",
    ),
    "name_immediately": Words(
        nl="Je negeert een belediging niet. Je benoemt het gedrag meteen.",
        en="You do not let an insult pass. You name the behaviour at once.",
    ),
}
_DISCRIMINATION = {
    "C": Words(
        nl="Discriminatie is bij ons gedrag C. Je negeert het nooit: je benoemt het meteen.",
        en="Discrimination is behaviour C with us. You never ignore it: you name it at once.",
    ),
    "D": Words(
        nl="Discriminatie is bij ons gedrag D. Je stopt het gesprek meteen.",
        en="Discrimination is behaviour D with us. You end the conversation at once.",
    ),
}
_WORD_FIELDS = (
    "letter_signatory",
    "contact_point",
    "contact_point_phone",
    "intervention_team",
    "intervention_team_phone",
    "alarm_means",
    "crisis_line",
    "register",
    "aftercare_owner",
    "aftercare_first",
    "aftercare_second",
    "aftercare_third",
    "ending_words",
)
_PLAIN_FIELDS = (
    "organisation",
    "emergency_number",
    "police_number",
    "crisis_line_phone",
    "concern_line_phone",
)
DERIVED_NAMES = (
    "norm_version",
    "emotional_repeats",
    "removal_requests",
    "warning_lapse",
    "contact_ban_duration",
    "response_time",
    "c_first_step",
    "discrimination_rule",
)
NAMES: frozenset[str] = frozenset((*_WORD_FIELDS, *_PLAIN_FIELDS, *DERIVED_NAMES))


def times(count: int, language: Language) -> str:
    """Return "drie keer" or "three times"; above ten in figures."""
    words = _COUNTED[language]
    said = words[count] if 0 <= count < len(words) else str(count)
    if language == "nl":
        return f"{said} keer"
    return {1: "once", 2: "twice"}.get(count, f"{said} times")


def months(count: int, language: Language) -> str:
    """Return "6 maanden" or "6 months"."""
    if language == "nl":
        return f"{count} maand" if count == 1 else f"{count} maanden"
    return f"{count} month" if count == 1 else f"{count} months"


def hours(count: int, language: Language) -> str:
    """Return "48 uur" or "48 hours"."""
    if language == "nl":
        return f"{count} uur"
    return f"{count} hour" if count == 1 else f"{count} hours"


def texts(norm: Norm, language: Language) -> Mapping[str, str]:
    """Return what each of NAMES reads in that language under this norm."""
    said: dict[str, str] = {name: getattr(norm, name).in_language(language) for name in _WORD_FIELDS}
    said |= {name: getattr(norm, name) for name in _PLAIN_FIELDS}
    return said | {
        "norm_version": str(norm.number),
        "emotional_repeats": times(norm.emotional_repeats, language),
        "removal_requests": times(norm.removal_requests, language),
        "warning_lapse": months(norm.warning_lapse_months, language),
        "contact_ban_duration": months(norm.contact_ban_months, language),
        "response_time": hours(norm.response_hours, language),
        "c_first_step": _FIRST_STEP[norm.c_first_response].in_language(language),
        "discrimination_rule": _DISCRIMINATION[norm.discrimination_class].in_language(language),
    }
