"""Whom to call now, from the norm in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from learning_goals.norm_fields import PUBLISHABLE
from learning_goals.words import Language
from webapp.services import norms
from webapp.store import norms as store
from webapp.store import organisation

ALWAYS_PUBLIC = (
    "emergency_number",
    "police_number",
    "crisis_line",
    "crisis_line_phone",
    "concern_line",
    "concern_line_phone",
)
"""National numbers, from which nobody is kept."""


@dataclass(frozen=True, kw_only=True)
class Help:
    """What the norm says about calling for help (empty without a norm), which of it this reader may see, and more."""

    norm: Mapping[str, str]
    shown: frozenset[str]
    help_text: str


def who_to_call(language: Language, day: date, *, inside: bool) -> Help:
    """Return whom to call on that day; outside, only what the coordinator marked as public."""
    number = store.number_on(day)
    if not number:
        return Help(norm={}, shown=frozenset(), help_text=organisation.said().help_text)
    public = norms.norm(number).public_fields
    return Help(
        norm=norms.said(number, language),
        shown=frozenset((*ALWAYS_PUBLIC, *(PUBLISHABLE if inside else public))),
        help_text=organisation.said().help_text,
    )


def house_rules(language: Language, day: date) -> tuple[str, tuple[str, ...]] | None:
    """Return the organisation's name and its rules for visitors on that day; None before there is a norm."""
    number = store.number_on(day)
    if not number:
        return None
    norm = norms.norm(number)
    return norm.organisation, tuple(rule.in_language(language) for rule in norm.house_rules)
